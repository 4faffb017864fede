"""Places: found by name, and the packs of what a user knows of them beside the embedded gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sayso.errors import GazetteerError
from sayso.gazetteer import Entry, Gazetteer, PackInfo, find_rows, install, installed, read_pack, refuse

__all__ = ["add_pack", "find_places", "pack_paths"]


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
    found: list[tuple[Entry, Sequence[str]]] = []
    for path in paths:
        found += read_pack(path, gazetteer.by_iso, refuse if strict else problems.append)
    if not found and problems:
        raise GazetteerError(f"no good row: {problems[0]}")
    places = [(_completed(entry, gazetteer), names) for entry, names in found]
    info = install(name or _name(paths[0]), places, tuple(path.name for path in paths))
    return info, tuple(problems)


def pack_paths() -> tuple[Path, ...]:
    """The folders of the installed packs, as ``Reader(packs=…)`` takes them."""
    return tuple(info.path for info in installed())


def find_places(
    name: str, *, overlays: Sequence[Path] = (), limit: int = 10, packs: Sequence[Path] = ()
) -> list[dict[str, Any]]:
    """What a name may stand for, most likely first: the gazetteer's places, those of ``packs`` and the
    rulebook's regions and camps.

    Each is a mapping of ``name``, ``id``, ``feature``, ``country``, ``admin1``, ``lat``, ``lon``, ``population``.
    """
    from sayso.mentions.places import Places
    from sayso.rules import load_rulebook
    from sayso.stage import Resources

    resources = Resources(rulebook=load_rulebook(overlays), gazetteer=Gazetteer.open(packs), model="")
    return find_rows(Places(resources).gazetteer, name, limit)


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
