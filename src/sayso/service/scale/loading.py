"""Loading: what a run read and merged, into a ledger, as if its reports had been added one by one.

A new ledger is filled with what merging found. In one that holds something already every report is merged with what is
there, as ``sayso add`` would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.incidents import keys_of, marks_of
from sayso.model import Incident, Telling
from sayso.readers import summed
from sayso.service.files import replacing
from sayso.service.gists import gist_of
from sayso.service.merging import merge_reading
from sayso.service.scale import rows
from sayso.service.scale.copying import copy_of
from sayso.service.scale.grouping import grouped, link_of
from sayso.service.scale.merging import merged
from sayso.service.scale.pieces import MERGE, Merge
from sayso.service.scale.runs import opened, parts
from sayso.service.scale.storing import Folder, folder
from sayso.store.protocol import Store
from sayso.store.sqlite.packing import unpack
from sayso.store.sqlite.store import SqliteStore

_AT_ONCE = 200
"""Incidents that are kept in one transaction."""


@dataclass(slots=True)
class Loaded:
    """What loading did: ``reports`` that are new or another version, ``known`` ones, ``claims`` of the new ones,
    ``failures``: what could not be read; ``step``: what it is at."""

    reports: int = 0
    known: int = 0
    claims: int = 0
    failures: int = 0
    step: str = field(default="loaded")


def load_run(address: str, ledger: Path, watch: Callable[[Loaded], None] | None = None) -> Loaded:
    """Put a run into a ledger, which is made where there is none. ``watch``: told of each part, then each step.

    A new ledger appears when it is complete. Into one that is there reports go one by one, so that loading can be
    stopped and begun again. Raises UsageError when the run is not read, or not merged where it must be.
    """
    kept = folder(address)
    names = parts(kept, opened(kept))
    done, say = Loaded(), watch or (lambda done: None)
    if not ledger.exists():
        merge = merged(kept, names)
        with replacing(ledger) as made, closing(SqliteStore(made, create=True)) as store:
            _fill(store, kept, merge, done, say)
        return done
    with closing(SqliteStore(ledger, create=True)) as store:
        _add(store, kept, names, done, say)
    return done


def _add(store: Store, kept: Folder, names: Sequence[str], done: Loaded, say: Callable[[Loaded], None]) -> None:
    """Every report in a transaction of its own, merged with what is there."""
    for part in names:
        for row in _documents(kept, part):
            with store.transaction():
                _keep(store, row, done, merge=True)
        _fail(store, kept, part, done)
        say(done)


def _fill(store: Store, kept: Folder, merge: Merge, done: Loaded, say: Callable[[Loaded], None]) -> None:
    """A new ledger: all reports, then what merging made of them."""
    for part in merge.parts:
        with store.transaction():
            for row in _documents(kept, part):
                _keep(store, row, done, merge=False)
            _fail(store, kept, part, done)
        say(done)
    done.step = "copies"
    say(done)
    for name in kept.names(f"{MERGE}/copies"):
        with store.transaction(), kept.open(f"{MERGE}/copies/{name}") as file:
            store.copies.save(copy_of(row) for row in rows.read(file) if row["end"] == row["document"])
    done.step = "tellings"
    say(done)
    for part in merge.parts:
        with store.transaction(), kept.open(f"{MERGE}/tellings/{part}.parquet") as file:
            for document, told in groupby(rows.read(file), key=lambda row: row["document"]):
                tellings = [unpack(Telling, row["told"]) for row in told]
                store.tellings.save(document, [(telling, keys_of(telling)[0]) for telling in tellings])
    done.step = "links"
    say(done)
    for name in kept.names(f"{MERGE}/links"):
        with store.transaction(), kept.open(f"{MERGE}/links/{name}") as file:
            store.tellings.link(map(link_of, rows.read(file)))
    done.step = "incidents"
    say(done)
    for group in merge.buckets:
        for some in _some(grouped(merge, group)):
            among = [telling.id for _, held in some for telling in held]
            store.incidents.assign([one for one, _ in some], among=among, gist=partial(gist_of, store))


def _keep(store: Store, row: dict[str, Any], done: Loaded, *, merge: bool) -> None:
    reading = rows.reading_of(row)
    added = store.documents.add(reading, read_by=rows.read_by(row), locator=row["locator"])
    if added.outcome == "known":
        done.known += 1
        return
    done.reports += 1
    done.claims += added.claims
    if merge:
        merge_reading(store, reading, added)
    elif added.outcome != "reread":
        store.copies.mark(reading.document.id, marks_of(reading.document.text))


def _documents(kept: Folder, part: str) -> Iterator[dict[str, Any]]:
    with kept.open(f"documents/{part}.parquet") as file:
        yield from rows.read(file, ["locator", "text", "version", "model", "rulebook", "told"])


def _fail(store: Store, kept: Folder, part: str, done: Loaded) -> None:
    """What could not be read; reports that are not in English in one line a file."""
    with kept.open(f"errors/{part}.parquet") as file:
        errors = [
            InputError(e["path"], e["reason"], e["advice"], where=e["where"], language=e["language"])
            for e in rows.read(file)
        ]
    for error in summed(errors, lambda e: e, lambda e: e.path, lambda e: e):
        store.inputs.fail(f"{error.path}#{error.where}" if error.where else error.path, error.reason)
        done.failures += 1


def _some(found: Iterator[tuple[Incident, list[Telling]]]) -> Iterator[list[tuple[Incident, list[Telling]]]]:
    while batch := list(islice(found, _AT_ONCE)):
        yield batch
