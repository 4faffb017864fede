"""Which reports are listed: of several versions of one article, and of one report that came twice, only one is.

What makes two reports versions of each other hangs on what was there before; so those that have something in common
are put, without their claims, in a ledger of their own in the order of the input, and that says which it lists.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sayso.service.scale import rows
from sayso.service.scale.engines import Engine, each
from sayso.service.scale.joining import Joins
from sayso.service.scale.storing import Folder, folder
from sayso.store.sqlite.store import SqliteStore

AT_ONCE = 2_000
"""Reports that share one such ledger, about."""
_READ = ("document", "text", "version", "model", "rulebook", "told")
Place = tuple[str, int]
"""A report: its part and its row in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Reports that may have to do with each other, in the order of the input."""

    places: tuple[Place, ...]


def passed_over(address: str, parts: Sequence[str], engine: Engine) -> dict[str, list[int]]:
    """By part, the rows of the reports that a ledger would not list; parts without any are not in it."""
    groups = _groups(folder(address), parts)
    found: dict[str, list[int]] = {}
    for places in each(engine, groups, partial(_unlisted, address)):
        for part, row in places:
            found.setdefault(part, []).append(row)
    return {part: sorted(kept) for part, kept in sorted(found.items())}


def _groups(kept: Folder, parts: Sequence[str]) -> list[Group]:
    """The reports that share a hash with another, some thousands together; whole families stay together."""
    places: list[Place] = []
    joins = Joins()
    for part in parts:
        with kept.open(f"documents/{part}.parquet") as file:
            for row in rows.read(file, ["row", "kin"]):
                joins.add((key, len(places)) for key in row["kin"])
                places.append((part, row["row"]))
    found, held = list[Group](), list[int]()
    for family in joins.families():
        held += family
        if len(held) >= AT_ONCE:
            found.append(Group(places=tuple(places[n] for n in sorted(held))))
            held = []
    return [*found, Group(places=tuple(places[n] for n in sorted(held)))] if held else found


def _unlisted(address: str, group: Group) -> list[Place]:
    """Those of a group that are not listed: older versions, and all but the last of the same report."""
    last: dict[str, Place] = {}
    with tempfile.TemporaryDirectory() as kept, closing(SqliteStore(Path(kept, "versions.db"), create=True)) as store:
        with store.transaction():
            for place, row in _rows(folder(address), group.places):
                reading = replace(rows.reading_of(row), claims=(), blocks=(), actors=(), sentences=())
                store.documents.add(reading, read_by=rows.read_by(row), locator=row["locator"])
                last[row["document"]] = place
        listed = {last[document] for document in store.documents.listed()}
    return [place for place in group.places if place not in listed]


def _rows(kept: Folder, places: Iterable[Place]) -> Iterable[tuple[Place, Any]]:
    wanted: dict[str, set[int]] = {}
    for part, row in places:
        wanted.setdefault(part, set()).add(row)
    for part in wanted:  # in the order of the input, as the places are
        with kept.open(f"documents/{part}.parquet") as file:
            for row in rows.read(file, [*_READ, "row", "locator"]):
                if row["row"] in wanted[part]:
                    yield (part, row["row"]), row
