"""Sources and figures under a filter, page by page; as ``service.overview`` lists claims and incidents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sayso.service.paging import Key, Page, checked_limit, cursor_of, key_of
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import FigureRow, SourceRow

Row = TypeVar("Row")


def source_page(store: Store, filter: Filter, *, limit: int = 50, after: str | None = None) -> Page[SourceRow]:
    """Who says it, those named in most matching claims first.

    ``after``: the ``next`` of the page before, of the same filter. Raises UsageError for any other.
    """
    found = [((-one.claims, one.name, one.kind, one.side or "", one.id or ""), one)
             for one in store.claims.sources(filter)]  # fmt: skip
    return _paged(sorted(found, key=lambda item: item[0]), "claims", (0, "", "", "", ""), limit, after)


def figure_page(store: Store, filter: Filter, *, limit: int = 50, after: str | None = None) -> Page[FigureRow]:
    """Figures of matching claims, those said last first; those of no known day at the end. ``after`` as above."""
    found = []
    before: tuple[str, int] = ("", 0)
    for one in store.claims.figures(filter):
        before = (one.claim, before[1] + 1 if one.claim == before[0] else 0)
        said, day = (-(d.toordinal() if d else 0) for d in (one.said, one.day))
        found.append(((said, day, *before), one))
    return _paged(sorted(found, key=lambda item: item[0]), "said", (0, 0, "", 0), limit, after)


def _paged(found: Sequence[tuple[Key, Row]], order: str, like: Key, limit: int, after: str | None) -> Page[Row]:
    checked_limit(limit)
    last = key_of(after, order, like) if after else None
    rest = [item for item in found if last is None or item[0] > last]
    more = cursor_of(order, rest[limit - 1][0]) if len(rest) > limit else None
    return Page(rows=tuple(row for _, row in rest[:limit]), next=more, total=len(found))
