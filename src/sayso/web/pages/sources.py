"""Sources: who says things, and how each did: whom it speaks of, who carries it, who contradicts it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso.model import RELIABILITY
from sayso.model.dicts import number
from sayso.present.listing import range_words
from sayso.service.conduct import Figured
from sayso.service.listing import source_page
from sayso.service.profiles import INCIDENTS, LOOKED, graded, key_of, profile, reach
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import SourceRow
from sayso.web.filters import Asked
from sayso.web.ledgers import store_of
from sayso.web.viewing import answered, render

router = APIRouter()
PAGE = 100
"""Sources on one page of the list."""


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request) -> HTMLResponse:
    """Who says what matches the filter, those named in most claims first."""
    cursor = request.query_params.get("cursor") or None
    return answered(request, "sources/list.html", lambda store, asked, filter: _list(store, filter, cursor))


def _list(store: Store, filter: Filter, cursor: str | None) -> dict[str, Any]:
    page = source_page(store, filter, limit=PAGE, after=cursor)
    return {
        "page": page, "rows": page.rows, "cursor": cursor, "grades": graded(store), "address": address, "key": key_of,
        "incidents": reach(store, filter, page.rows), "largest": max((row.claims for row in page.rows), default=0),
    }  # fmt: skip


@router.get("/sources/{key:path}", response_class=HTMLResponse)
def source(request: Request, key: str) -> HTMLResponse:
    """One source: its name, then kind and side after bars, as in ``residents|witness|``; the name alone will do."""
    store = store_of(request)
    asked = Asked.of(request.query_params)
    asked = Asked({part: told for part, told in asked.told.items() if part != "source"})
    found = profile(store, f"={key}", asked.filter(store))
    return render(
        request, "sources/page.html", asked=asked, found=found, row=found.row, most_looked=LOOKED, address=address,
        most_incidents=INCIDENTS, reliability=RELIABILITY, figure=_figure, here=str(request.url.path),
        spans=[one for one in reversed(found.days.bins) if one.claims],
    )  # fmt: skip


def address(row: SourceRow) -> str:
    """Where the profile of a source is."""
    return f"/sources/{quote(key_of(row)[1:], safe='|')}"


def _figure(figured: Figured) -> str:
    if figured.low is None and figured.high is None:
        return "no number"
    return range_words(number(figured.low), number(figured.high), figured.bound)
