"""Sources and figures under a filter, page by page; as ``service.overview`` lists claims and incidents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from operator import itemgetter

import numpy as np

from sayso.model import MEASURES, Measure
from sayso.service.overview.matching import Matching
from sayso.service.paging import Page, checked_limit, cursor_of, key_of
from sayso.store.columns import Columns, Ints, Mask, all_behind, first_of
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import FigureRow, Listed, SourceRow, figures_of


def source_page(store: Store, filter: Filter, *, limit: int = 50, after: str | None = None) -> Page[SourceRow]:
    """Who says it, those named in most matching claims first; of one source (``filter.source``) that alone.

    ``after``: the ``next`` of the page before, of the same filter. Raises UsageError for any other.
    """
    checked_limit(limit)
    last = key_of(after, "claims", (0, "", "", "", "")) if after else None
    found = sorted(((_place(one), one) for one in _sources(store, filter)), key=itemgetter(0))
    rest = [item for item in found if last is None or item[0] > last]
    more = cursor_of("claims", rest[limit - 1][0]) if len(rest) > limit else None
    return Page(rows=tuple(row for _, row in rest[:limit]), next=more, total=len(found))


def _place(one: SourceRow) -> tuple[int, str, str, str, str]:
    """What sources are sorted by: no two are the same in all of it."""
    return -one.claims, one.name, one.kind, one.side or "", one.id or ""


def _sources(store: Store, filter: Filter) -> list[SourceRow]:
    if filter.source:
        return store.claims.sources(filter)
    asked = Matching(store, filter)
    named = asked.columns.sources
    counts = np.bincount(named.values[asked.mask()[named.claims]])
    rows = store.columns.sources(np.flatnonzero(counts).tolist())
    return [replace(row, claims=int(counts[n])) for n, row in rows.items()]


def figure_page(store: Store, filter: Filter, *, limit: int = 50, after: str | None = None) -> Page[FigureRow]:
    """Figures of matching claims (of ``filter.measure`` alone where it is set), those of the latest days first.

    ``after`` as of ``source_page``.
    """
    checked_limit(limit)
    last = key_of(after, "latest", (0, 0, 0, 0)) if after else None
    asked = Matching(store, filter)
    of = asked.columns
    counts = _counted(of, asked.mask(), filter.measure)
    rest = np.flatnonzero(counts)
    keys = _keys(of, rest)
    if last is not None:
        rest = rest[all_behind(keys, [int(part) for part in last[:3]], same=True)]
        keys = _keys(of, rest)
    order = first_of(limit + 2, keys)  # the last claim that was seen may have shown all of its figures
    at = [(tuple(int(key[n]) for key in keys), int(of.row[rest[n]])) for n in order.tolist()]
    found = (
        ((*key, n), row) for key, one in _listed(store, at) for n, row in enumerate(figures_of(one, filter.measure))
    )
    shown = list(islice((item for item in found if last is None or item[0] > last), limit + 1))
    more = cursor_of("latest", shown[limit - 1][0]) if len(shown) > limit else None
    return Page(rows=tuple(row for _, row in shown[:limit]), next=more, total=int(counts.sum()))


def _counted(of: Columns, mask: Mask, measure: Measure | None) -> Ints:
    """How many figures each claim has that are asked for."""
    chosen = mask[of.figures.claims]
    if measure:
        chosen &= of.figures.values == MEASURES.index(measure)
    return np.bincount(of.figures.claims[chosen], minlength=len(of))


def _keys(of: Columns, claims: Ints) -> list[Ints]:
    return [-of.last[claims], -of.first[claims], -of.row[claims]]


def _listed(store: Store, at: list[tuple[tuple[int, ...], int]]) -> Iterator[tuple[tuple[int, ...], Listed]]:
    """The claims in these rows with their keys; one whose row is gone meanwhile is passed over."""
    claims = store.claims.at(row for _, row in at)
    if len(claims) == len(at):
        yield from zip((key for key, _ in at), claims, strict=True)
        return
    for key, row in at:
        yield from ((key, one) for one in store.claims.at([row]))
