"""Place packs: add, list and remove what a user knows of places beside the embedded gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sayso.errors import GazetteerError
from sayso.gazetteer import Entry, Gazetteer, PackInfo, install, installed, read_pack, refuse, remove

__all__ = ["PackInfo", "add_pack", "pack_paths", "packs", "remove_pack"]

Found = tuple[Entry, Sequence[str]]


def add_pack(
    paths: Sequence[Path], *, name: str | None = None, strict: bool = False
) -> tuple[PackInfo, tuple[GazetteerError, ...]]:
    """Install the places of files as one pack, in the place of one of the same name; with the rows left out.

    ``name``: of the pack; that of the first file by default. ``strict``: a bad row raises instead of being left out.
    A place that the gazetteer holds already lends the pack's what that lacks (population, units). Raises
    GazetteerError, without touching what is installed, when a file cannot be read or no row is good.
    """
    gazetteer = Gazetteer.open()
    problems: list[GazetteerError] = []
    found: list[Found] = []
    for path in paths:
        found += read_pack(path, gazetteer.by_iso, refuse if strict else problems.append)
    if not found and problems:
        raise GazetteerError(f"no good row: {problems[0]}")
    places = [(_completed(entry, gazetteer), names) for entry, names in found]
    info = install(name or _name(paths[0]), places, tuple(path.name for path in paths))
    return info, tuple(problems)


def packs() -> tuple[PackInfo, ...]:
    """The installed packs, by name."""
    return installed()


def pack_paths() -> tuple[Path, ...]:
    """The folders of the installed packs, as ``Reader(packs=…)`` takes them."""
    return tuple(info.path for info in installed())


def remove_pack(name: str) -> PackInfo:
    """Delete an installed pack. Raises GazetteerError when there is none of that name."""
    return remove(name)


def _name(path: Path) -> str:
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", path.name.split(".")[0]).strip("-_")
    return plain[:64] or "places"


def _completed(entry: Entry, gazetteer: Gazetteer) -> Entry:
    known = gazetteer.by_id(entry.id)
    if known is None:
        return entry
    return replace(
        entry,
        admin1=entry.admin1 or known.admin1,
        admin2=entry.admin2 or known.admin2,
        population=entry.population or known.population,
    )
