"""Methods: what read the reports, how well it reads, what its figures mean, how to cite."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso.service.overview import facets
from sayso.store.filters import Filter
from sayso.web.ledgers import store_of
from sayso.web.methods import methods_of
from sayso.web.viewing import render

router = APIRouter()


@router.get("/methods", response_class=HTMLResponse)
def methods(request: Request) -> HTMLResponse:
    """What one needs to know before one trusts a claim here."""
    store = store_of(request)
    return render(
        request, "methods/page.html", methods=methods_of(store), ledger=store.path.name,
        counts=facets(store, Filter(rejected=True)), today=datetime.now(UTC).date(),
    )  # fmt: skip
