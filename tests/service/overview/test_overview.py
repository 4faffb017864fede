"""What an overview counts is what a count of one claim after the other gives, whatever happened to the ledger."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.errors import UsageError
from sayso.service import overview
from sayso.service.ledger import Ledger
from sayso.service.paging import Page
from sayso.service.queueing import COUNTED
from sayso.store.filters import Filter
from sayso.store.sqlite.loading import Known, load
from tests.store.making import LineReader

from . import naive
from .ledgers import filters, play, steps

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def played(told: list[Any]) -> Iterator[Ledger]:
    """A ledger after these steps; its columns were renewed after each."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db", create=True) as ledger:
        play(ledger, told, ledger.store.columns.now)
        yield ledger


TWICE = [
    ("report", ([("clash", "asserted", "Goma", "3", "army", "the bridge fell")], 1, "Plain", 0)),
    ("edit", (0, ("figures", "killed 12 civilians; killed 3 soldiers; injured 2"))),
    ("edit", (0, ("sources", "army; army; mayor"))),
]  # fmt: skip
"""A claim that names a measure and a source twice, and is counted once for each."""


@SLOW
@example(TWICE, Filter())
@given(steps, filters)
def test_counts(told: list[Any], filter: Filter) -> None:
    views = ((overview.WORLD, 2.0), ((29.1, -2.0, 35.0, 60.0), 9.0), ((34.0, -90.0, 29.0, 90.0), 5.0))
    with played(told) as ledger:
        store = ledger.store
        found = [overview.facets(store, filter, most=3), *(overview.timeline(store, filter, n) for n in (2, 120)),
                 *(overview.map_cells(store, filter, bounds, zoom) for bounds, zoom in views)]  # fmt: skip
        by_tables(store)
        assert found[0] == naive.facets(store, filter, most=3)
        assert found[1:3] == [naive.timeline(store, filter, n) for n in (2, 120)]
        assert found[3:] == [naive.map_cells(store, filter, bounds, zoom) for bounds, zoom in views]


@SLOW
@given(steps, filters, st.integers(1, 4))
def test_lists(told: list[Any], filter: Filter, limit: int) -> None:
    with played(told) as ledger:
        store = ledger.store
        sorts: tuple[overview.Sort, ...] = ("day", "reach", "claims")
        for sort in sorts:
            rows = walk(partial(incident_page, store, filter, limit, sort))
            assert rows == list(naive.incident_page(store, filter, limit=1000, sort=sort).rows)
        rows = walk(lambda after: overview.claim_page(store, filter, limit=limit, after=after))
        assert rows == list(by_tables(store).claims.search(filter))
        rows = walk(lambda after: overview.document_page(store, filter, limit=limit, after=after))
        assert rows == list(naive.document_page(store, filter, limit=1000).rows)


@SLOW
@given(steps, filters, st.one_of(st.none(), st.integers(1, 5)))
def test_lists_are_the_same_whether_columns_are_held_or_not(told: list[Any], filter: Filter, limit: int | None) -> None:
    with played(told) as ledger:
        claims = ledger.store.claims
        held = [list(claims.search(filter, limit=limit)), claims.count(filter), claims.sources(filter, limit=limit),
                claims.figures(filter, limit=limit)]  # fmt: skip
        assert claims.columns.held  # type: ignore[attr-defined]
        claims = by_tables(ledger.store).claims
        assert held == [list(claims.search(filter, limit=limit)), claims.count(filter),
                        claims.sources(filter, limit=limit), claims.figures(filter, limit=limit)]  # fmt: skip


@SLOW
@given(steps, filters, st.sampled_from((None, "Ann", "Bo")), st.integers(0, 9))
def test_the_queue_is_the_same_whether_columns_are_held_or_not(
    told: list[Any], filter: Filter, person: str | None, at: int
) -> None:
    with played(told) as ledger:
        waiting = ledger.store.waiting
        ids = sorted(one.claim.id for one in ledger.claims(Filter(rejected=True)))
        beside = ids[at % len(ids)] if ids and at else None
        held = queued(waiting, filter, person, beside)
        by_tables(ledger.store)
        assert held == queued(waiting, filter, person, beside)


def queued(waiting: Any, filter: Filter, person: str | None, beside: str | None) -> list[Any]:
    orders = ("doubt", "field", "reach", "recent")
    return [waiting.count(filter, person=person, most=COUNTED)] + [
        waiting.claims(filter, order, person=person, beside=beside, back=back, limit=4)
        for order in orders
        for back in (False, True)
    ]


def by_tables(store: Any) -> Any:
    """The same ledger, whose claims are looked up in its tables from now on."""
    store.claims.columns = None
    return store


def incident_page(store: Any, filter: Filter, limit: int, sort: overview.Sort, after: str | None) -> Page[Any]:
    return overview.incident_page(store, filter, limit=limit, after=after, sort=sort)


def walk(page: Callable[[str | None], Page[Any]]) -> list[Any]:
    """All rows, page after page."""
    rows, after = [], None
    while True:
        found = page(after)
        rows += found.rows
        assert found.total >= len(found.rows)
        if found.next is None:
            assert len(rows) == found.total
            return rows
        after = found.next


@SLOW
@given(steps)
def test_columns_that_were_renewed_are_those_read_anew(told: list[Any]) -> None:
    with played(told) as ledger:
        held = ledger.store.columns.now()
        fresh = load(ledger.store._db, Known())  # type: ignore[attr-defined]
        assert told_by(held) == told_by(fresh)


def told_by(columns: Any) -> dict[str, Any]:
    """What columns say, without the numbers that things were given in the order of reading."""
    found: dict[str, Any] = {}
    for field in fields(columns):
        value = getattr(columns, field.name)
        if field.name in ("actors", "targets", "sources", "figures"):
            found[field.name] = sorted(zip(value.claims.tolist(), value.values.tolist(), strict=True))
            first = ~value.again
            found[field.name + " once"] = len(value.claims[first])
        elif is_dataclass(value):
            found[field.name] = told_by(value)
        elif isinstance(value, np.ndarray):
            found[field.name] = value.tolist()
    if hasattr(columns, "outlets"):
        found["places"]["country"] = [columns.countries[n] if n >= 0 else None for n in columns.places.country]
        found["documents"]["outlet"] = [columns.outlets[n] if n >= 0 else None for n in columns.documents.outlet]
    return {name: [None if v != v else v for v in value] if isinstance(value, list) else value
            for name, value in found.items()}  # fmt: skip


@pytest.mark.parametrize("cursor", ["", "x", "é", "bm9uZQ", "W10", "WyJkYXkiXQ", "WyJkYXkiLDEsMl0", "A" * 9000])
def test_a_cursor_that_is_none_is_refused(tmp_path: Path, cursor: str) -> None:
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        for page in (overview.incident_page, overview.claim_page, overview.document_page):
            if cursor:
                with pytest.raises(UsageError, match="beginning"):
                    page(ledger.store, Filter(), after=cursor)
        for limit in (0, -1, 100_000):
            with pytest.raises(UsageError, match="1 to"):
                overview.claim_page(ledger.store, Filter(), limit=limit)


@pytest.mark.parametrize("bounds", [(0, 50, 10, 40), (0, -91, 1, 0), (float("nan"), 0, 1, 1)])
def test_bounds_that_are_none_are_refused(tmp_path: Path, bounds: overview.Bounds) -> None:
    with Ledger(tmp_path / "a.db", create=True) as ledger, pytest.raises(UsageError, match="bounds"):
        overview.map_cells(ledger.store, Filter(), bounds)


def test_a_file_with_a_hash_in_its_name_is_listed_by_its_name(tmp_path: Path) -> None:
    """A report that is listed under half of its file's name is not found again."""
    path = tmp_path / "report #3.txt"
    path.write_text("shelling asserted Goma 4 army fired on the market\n")
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.add([path], LineReader())
        assert [row.file for row in overview.document_page(ledger.store, Filter()).rows] == ["report #3.txt"]
