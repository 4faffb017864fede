"""Installed packs: places that a user has added for good, stored so that opening them costs nothing.

A pack is a folder of its own name in the user's data folder:

``names.marisa``  marisa-trie RecordTrie: folded names, and ids after a ``#``, to row numbers
``rows.tsv``      one line per place: id, name, feature, country, lat, lon, admin1, admin2, population, note
``rows.index``    where each line begins, 32 bits each, little-endian
``about.json``    format, name, number of places, files it was made from, SHA-256 of the rows

The data folder is ``$SAYSO_DATA`` where that is set, else the system's place for data of programs:
``~/.local/share/sayso``, ``~/Library/Application Support/sayso`` or ``%LOCALAPPDATA%\\sayso``.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import marisa_trie

from sayso.errors import GazetteerError
from sayso.gazetteer.entries import FEATURES, Entry
from sayso.gazetteer.folding import fold, without_article
from sayso.gazetteer.packs import Found

FORMAT = 1
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_RECORD = "<I"
_MOST = 150
_FILES = ("names.marisa", "rows.tsv", "rows.index", "about.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackInfo:
    """What is known of an installed pack. ``files``: names of the files it was made from; ``sha256``: of its rows."""

    name: str
    places: int
    files: tuple[str, ...]
    sha256: str
    path: Path


class Pack:
    """An installed pack, opened: files are mapped into memory and rows are read when asked for."""

    def __init__(self, folder: Path) -> None:
        self.info = read_info(folder)
        self._trie: Any = marisa_trie.RecordTrie(_RECORD)
        try:
            self._trie.mmap(str(folder / "names.marisa"))
            self._index = (folder / "rows.index").read_bytes()
            with (folder / "rows.tsv").open("rb") as file:
                self._rows = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, RuntimeError, ValueError) as error:
            raise _damaged(folder, error) from error

    def knows(self, key: str) -> bool:
        """Whether a place of the pack bears the folded name."""
        return key in self._trie

    def find(self, key: str) -> list[Entry]:
        """The places that bear the folded name."""
        return [self._row(n) for (n,) in self._trie.get(key, ())[:_MOST]]

    def by_id(self, id: str) -> Entry | None:
        """The place of this id, or None."""
        found = self._trie.get(f"#{id}", ())
        return self._row(found[0][0]) if found else None

    def _row(self, number: int) -> Entry:
        try:
            at = int.from_bytes(self._index[4 * number : 4 * number + 4], "little")
            cells = self._rows[at : self._rows.find(b"\n", at)].decode("utf-8").split("\t")
            id, name, feature, country, lat, lon, admin1, admin2, population, note = cells
            return Entry(
                id=id,
                name=name,
                feature=next(f for f in FEATURES if f == feature),
                country=country or None,
                lat=float(lat),
                lon=float(lon),
                admin1=admin1 or None,
                admin2=admin2 or None,
                population=int(population),
                precision="region" if feature == "region" else "point",
                note=note,
            )
        except (ValueError, StopIteration, IndexError) as error:
            raise _damaged(self.info.path, error) from error


def data_folder() -> Path:
    """The folder for what a user adds; it need not exist."""
    if given := os.environ.get("SAYSO_DATA"):
        return Path(given)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "sayso"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "sayso"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "sayso"


def packs_folder() -> Path:
    """Where the installed packs are."""
    return data_folder() / "places"


def installed() -> tuple[PackInfo, ...]:
    """All installed packs by name. Raises GazetteerError when one is damaged."""
    folder = packs_folder()
    if not folder.is_dir():
        return ()
    return tuple(read_info(path) for path in sorted(folder.iterdir()) if path.is_dir() and path.name[0] != ".")


def install(name: str, places: Iterable[Found], files: Sequence[str]) -> PackInfo:
    """Store places as a pack, in the place of one of the same name. Raises GazetteerError."""
    if not _NAME.fullmatch(name):
        raise GazetteerError(f"{name!r} is no name for a pack (use up to 64 letters, digits, '-', '_' and '.')")
    target = packs_folder() / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
        try:
            _write(made, name, places, files)
            if target.exists():
                shutil.rmtree(target)
            made.rename(target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise GazetteerError(f"{target}: cannot be written: {error.strerror} (set SAYSO_DATA to a folder)") from error
    return read_info(target)


def remove(name: str) -> PackInfo:
    """Delete an installed pack. Raises GazetteerError when there is none of that name."""
    known = {info.name: info for info in installed()}
    if name not in known:
        have = ", ".join(known) or "none"
        raise GazetteerError(f"no place pack is called {name!r} (installed: {have})")
    try:
        shutil.rmtree(known[name].path)
    except OSError as error:
        raise GazetteerError(f"{known[name].path}: cannot be removed: {error.strerror}") from error
    return known[name]


def read_info(folder: Path) -> PackInfo:
    """What a pack's folder says of itself. Raises GazetteerError when it is damaged or of another version."""
    try:
        about = json.loads((folder / "about.json").read_text("utf-8"))
        if about["format"] != FORMAT or not all((folder / name).is_file() for name in _FILES):
            raise ValueError("made by another version, or files are missing")
        return PackInfo(
            name=folder.name,
            places=int(about["places"]),
            files=tuple(str(f) for f in about["files"]),
            sha256=str(about["sha256"]),
            path=folder,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, error) from error


def _write(folder: Path, name: str, places: Iterable[Found], files: Sequence[str]) -> None:
    """Write a pack's files; of places with the same id the last one holds, under the names of all."""
    unique: dict[str, tuple[Entry, Sequence[str]]] = {}
    for entry, names in places:
        before, others = unique.get(entry.id, (entry, ()))
        unique[entry.id] = entry, (*others, before.name, *names)
    if not unique:
        raise GazetteerError(f"{', '.join(files) or name}: no places to add")
    rows, index = bytearray(), bytearray()
    keys: set[tuple[str, tuple[int]]] = set()
    for number, (entry, names) in enumerate(unique[id] for id in sorted(unique)):
        index += len(rows).to_bytes(4, "little")
        cells = (
            entry.id, entry.name, entry.feature, entry.country or "", repr(round(entry.lat, 6)),
            repr(round(entry.lon, 6)), entry.admin1 or "", entry.admin2 or "", str(entry.population), entry.note,
        )  # fmt: skip
        rows += "\t".join(cells).encode("utf-8") + b"\n"
        folded = {fold(n) for n in (entry.name, *names)} - {""}
        keys.update((key, (number,)) for key in folded | {without_article(key) for key in folded})
        keys.add((f"#{entry.id}", (number,)))
    trie: Any = marisa_trie.RecordTrie(_RECORD, sorted(keys), order=marisa_trie.LABEL_ORDER)
    trie.save(str(folder / "names.marisa"))
    (folder / "rows.tsv").write_bytes(rows)
    (folder / "rows.index").write_bytes(index)
    about = {
        "format": FORMAT,
        "places": len(unique),
        "files": list(files),
        "sha256": hashlib.sha256(rows).hexdigest(),
    }
    (folder / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _damaged(folder: Path, error: Exception) -> GazetteerError:
    return GazetteerError(
        f"place pack {folder.name!r} cannot be used: {error} (sayso places remove {folder.name}, then add it again)"
    )
