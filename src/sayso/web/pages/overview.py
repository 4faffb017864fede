"""Overview: what happened, where and when, under one filter."""

from __future__ import annotations

from itertools import islice

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso.web.filters import Asked
from sayso.web.viewing import render

router = APIRouter()
_PAGE = 50


@router.get("/", response_class=HTMLResponse)
def overview(request: Request) -> HTMLResponse:
    """The incidents that have a matching claim, the latest first."""
    ledger = request.app.state.ledgers.here()
    asked = Asked.of(request.query_params)
    found = list(islice(ledger.incidents(asked.filter(ledger.store)), _PAGE))
    return render(request, "overview/page.html", asked=asked, incidents=found)
