"""Overview: what happened, where and when, under one filter: lists, counts, map and time line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, get_args

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso.errors import AbsentError, UsageError
from sayso.service import overview as asking
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Found
from sayso.web.filters import Asked
from sayso.web.ledgers import ledger_of
from sayso.web.viewing import render

router = APIRouter()
SHOWN = ("incidents", "claims", "reports", "places", "days")
"""What can be listed, the first unless told."""
_PAGE = 50
_PARTS_COUNTED = 8
_HITS = 20
_OPTION = re.compile(r"--(?=[a-z])")
"""What sets an option of the command line apart, which this is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A part of a filter, and how many claims would match without it."""

    part: str
    value: str
    address: str
    claims: int


@router.get("/", response_class=HTMLResponse)
def overview(request: Request) -> HTMLResponse:
    """What matches the filter: the incidents, claims, reports, places or days of it, and counts by value."""
    ledger = ledger_of(request)
    asked = Asked.of(request.query_params)
    try:
        found = _found(ledger, asked, request.query_params.get("cursor") or None)
    except UsageError as error:
        return render(
            request,
            "overview/page.html",
            status=400,
            asked=asked,
            problem=_OPTION.sub("", str(error)),
            **_nothing(ledger),
        )
    except AbsentError as error:
        return render(request, "overview/page.html", status=404, asked=asked, problem=error.reason, **_nothing(ledger))
    return render(request, "overview/page.html", asked=asked, problem="", **found)


def _found(ledger: Ledger, asked: Asked, cursor: str | None) -> dict[str, Any]:
    store, filter = ledger.store, asked.filter(ledger.store)
    show, sort = asked.view.get("show", SHOWN[0]), asked.view.get("sort", "day")
    if show not in SHOWN:
        raise UsageError(f"show: {show!r} is none of {', '.join(SHOWN)}")
    if sort not in get_args(asking.Sort):
        raise UsageError(f"sort: {sort!r} is none of {', '.join(get_args(asking.Sort))}")
    counted = asking.facets(store, filter)
    listed = _listed(store, filter, show, sort, cursor)
    ways = _ways(store, asked) if not counted.claims and asked.told else []
    return {
        "facets": counted, "show": show, "sort": sort, "cursor": cursor, "ways": ways, "listed": listed,
        "empty": _is_empty(store) if not counted.claims else False,
        "hits": _hits(store, asked, anyway=show == "reports" or not counted.claims),
    }  # fmt: skip


def _listed(store: Store, filter: Filter, show: str, sort: Any, cursor: str | None) -> Any:
    if show == "claims":
        return asking.claim_page(store, filter, limit=_PAGE, after=cursor)
    if show == "reports":
        return asking.document_page(store, filter, limit=_PAGE, after=cursor)
    if show == "places":
        return asking.map_cells(store, filter, zoom=6)
    if show == "days":
        return asking.timeline(store, filter)
    return asking.incident_page(store, filter, limit=_PAGE, after=cursor, sort=sort)


def _ways(store: Store, asked: Asked) -> list[Way]:
    """Where a filter leaves nothing: what each part of it keeps out, that which keeps out most first."""
    found = []
    for chip in list(asked.chips())[:_PARTS_COUNTED]:
        rest = {part: values for part, values in asked.told.items() if part != chip.part}
        left = asking.claim_page(store, Asked(rest).filter(store), limit=1).total
        found.append(Way(part=chip.part, value=chip.value, address=chip.address, claims=left))
    return sorted(found, key=lambda way: -way.claims)


def _hits(store: Store, asked: Asked, *, anyway: bool) -> tuple[Found, ...]:
    """The reports that have the words of the filter anywhere, where that says more than the list does."""
    text = asked.one("text")
    return asking.search(store, text, _HITS).documents if text and anyway else ()


def _nothing(ledger: Ledger) -> dict[str, Any]:
    """What a page shows whose filter cannot be understood."""
    return {"facets": None, "show": SHOWN[0], "sort": "day", "cursor": None, "ways": [], "listed": None,
            "hits": (), "empty": _is_empty(ledger.store)}  # fmt: skip


def _is_empty(store: Store) -> bool:
    return not asking.claim_page(store, Filter(rejected=True), limit=1).total
