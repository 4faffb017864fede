"""A run: what is read, how, and into which parts; kept in ``run.json`` so that it can go on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.errors import InputError, UsageError
from sayso.readers import Given
from sayso.readers.formats import files_in
from sayso.service.scale.rows import VERSION
from sayso.service.scale.storing import Folder, files_at, get, is_address, put

ROWS = 500
"""Reports of a part: what is done again when a worker dies."""
BUNDLE = 32_000_000
"""Bytes of small files that are taken together as one source."""
_NAME = "run.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Files whose reports are cut into parts one after another; the ``number`` begins the names of these parts."""

    number: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``out``: the address of its folder. ``given``: what the user says of all reports. ``rows``: reports of a part.
    ``read_by``: the names of the model and the rulebook; ``files``: everything to read, with sizes in bytes."""

    out: str
    given: Given = field(default_factory=Given)
    rows: int = ROWS
    read_by: tuple[str, str]
    files: tuple[tuple[str, int], ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files in their order, small ones taken together."""
        found: list[list[str]] = []
        held = 0
        for name, size in self.files:
            if not found or held + size > BUNDLE:
                found.append([])
                held = 0
            found[-1].append(name)
            held += size
        return tuple(Source(number=n, files=tuple(files)) for n, files in enumerate(found))

    def told(self) -> dict[str, Any]:
        """It as JSON, without where it is kept."""
        given = self.given
        return {
            "scale": VERSION, "sayso": __version__, "model": self.read_by[0], "rulebook": self.read_by[1],
            "rows": self.rows, "published": given.published and given.published.isoformat(), "outlet": given.outlet,
            "columns": dict(sorted(given.columns.items())), "keep": list(given.keep),
            "files": [list(one) for one in self.files],
        }  # fmt: skip


def inputs(paths: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """All files that these paths, folders and addresses name, in order, with their sizes. Raises InputError."""
    found = [one for path in paths for one in (files_at(path) if is_address(path) else _on_disk(path))]
    if not found:
        raise InputError("the input", "holds no files", "name a folder with reports in it")
    return tuple(found)


def _on_disk(name: str) -> Iterator[tuple[str, int]]:
    if name == "-":
        raise UsageError("standard input cannot be read twice, so no run could go on: name files")
    path = Path(name)
    if not path.exists():
        raise InputError(name, "no such file", "check the path")
    for file in files_in(name) if path.is_dir() else [name]:
        if isinstance(file, InputError):
            raise file
        yield str(Path(file).absolute()), Path(file).stat().st_size


def begin(folder: Folder, run: Run) -> None:
    """Keep what the run is; of one that was begun before it must be the same. Raises UsageError."""
    if not folder.exists(_NAME):
        put(folder, _NAME, (json.dumps(run.told(), indent=1, ensure_ascii=False) + "\n").encode())
        return
    before, now = told(folder), run.told()
    other = [name for name in now if before.get(name) != now[name]]
    if other:
        words = ", ".join(other)
        raise UsageError(f"{folder.address} was begun with other {words}: go on with the same, or name another folder")


def told(folder: Folder) -> Mapping[str, Any]:
    """What a run is, as it was kept. Raises UsageError when there is none or a newer sayso made it."""
    if not folder.exists(_NAME):
        raise UsageError(f"{folder.address} holds no run: make one with sayso scale read IN… {folder.address}")
    try:
        found: dict[str, Any] = json.loads(get(folder, _NAME))
    except ValueError as error:
        raise UsageError(f"{folder.address}/{_NAME} is damaged: {error}") from error
    if found.get("scale") != VERSION:
        raise UsageError(f"{folder.address} was made by another sayso ({found.get('sayso')}): use that one")
    return found


def opened(folder: Folder) -> Run:
    """The run in a folder. Raises UsageError."""
    kept = told(folder)
    given = Given(published=kept["published"], outlet=kept["outlet"], columns=kept["columns"], keep=tuple(kept["keep"]))
    return Run(
        out=folder.address, given=given, rows=kept["rows"], read_by=(kept["model"], kept["rulebook"]),
        files=tuple((name, size) for name, size in kept["files"]),
    )  # fmt: skip


def parts(folder: Folder, run: Run) -> list[str]:
    """The names of all parts, in the order of the reports. Raises UsageError where the reading is not done."""
    found: list[str] = []
    for source in run.sources:
        name = f"sources/{source.number:05}.json"
        if not folder.exists(name):
            raise UsageError(
                f"{folder.address} is not read to the end: run sayso scale read again, with the same words"
            )
        found += [part_name(source.number, n) for n in range(json.loads(get(folder, name))["parts"])]
    done = {name.removesuffix(".json") for name in folder.names("parts")}
    lacking = [part for part in found if part not in done]
    if lacking:
        raise UsageError(f"{folder.address} lacks {len(lacking)} parts ({lacking[0]} …): run sayso scale read again")
    return found


def part_name(source: int, number: int) -> str:
    """The name of a part."""
    return f"{source:05}-{number:05}"
