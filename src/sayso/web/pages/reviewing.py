"""What stands beside the review queue: two reviewers, decisions that need a look, all decisions, names completed."""

from __future__ import annotations

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sayso.errors import UsageError
from sayso.service.agreeing import agreement
from sayso.service.completing import Offer, parties, places
from sayso.service.queueing import around
from sayso.service.returning import csv_of, jsonl_of
from sayso.store.records import Listed
from sayso.web.cards import about, card_of
from sayso.web.ledgers import ledger_of, store_of
from sayso.web.pages.review import context
from sayso.web.viewing import render

router = APIRouter()
_SHOWN = 200
_FIRST, _MOST = 50, 1_000
"""Decisions that are listed at first, and at most: the files have all."""
_AROUND = 3
"""Sentences that are shown before and after the one to settle."""
_NAMED = 2
"""Claims of one decision that are named."""


@router.get("/review/agreement", response_class=HTMLResponse)
def two(request: Request, first: str = "", second: str = "") -> HTMLResponse:
    """How far two reviewers agree, and what they have to settle."""
    store = store_of(request)
    people = store.decisions.people()
    names = [name for name, _ in people]
    pair = (first, second) if first and second else tuple(names[:2])
    if first and first == second:
        raise UsageError("choose two different reviewers")
    found = agreement(store, pair[0], pair[1]) if len(pair) == 2 else None
    sides = [
        (one, card_of(one.listed, store.decisions.holding([one.listed.claim.id]), key=f"d{n}"), _context(one.listed))
        for n, one in enumerate(found.open[:_SHOWN] if found else (), 1)
    ]
    return render(request, "review/agreement.html", people=people, pair=pair, found=found, sides=sides)


def _context(listed: Listed) -> dict[str, Markup]:
    return context(listed, *around(listed.document.text, listed.read.sentence, _AROUND))


@router.get("/review/looks", response_class=HTMLResponse)
def looks(request: Request) -> HTMLResponse:
    """Decisions that need a look: what they judge is read otherwise now, or not any more."""
    found = ledger_of(request).review()
    return render(request, "review/looks.html", looks=found[:_SHOWN], left=max(0, len(found) - _SHOWN))


@router.get("/review/decisions", response_class=HTMLResponse)
def decisions(request: Request, by: str = "", most: int = _FIRST) -> HTMLResponse:
    """What people decided, the latest first, to look at and to take away."""
    store, most = store_of(request), max(1, min(most, _MOST))
    people = store.decisions.people()
    found = store.decisions.latest(by=by or None, limit=most + 1)
    named = {claim: about(store, claim) for one in found for claim in one.claims[:_NAMED]}
    total = sum(count for name, count in people if not by or name == by)
    more = min(most * 4, _MOST) if len(found) > most and most < _MOST else 0
    return render(
        request, "review/decisions.html", people=people, by=by, decisions=found[:most], about=named, named=_NAMED,
        total=total, more=more,
    )  # fmt: skip


@router.get("/review/decisions.{form}")
def take(request: Request, form: str, by: str = "") -> Response:
    """The decisions that hold, in the form that ``sayso decide from`` takes back."""
    writers = {"csv": (csv_of, "text/csv"), "jsonl": (jsonl_of, "application/x-ndjson")}
    if form not in writers:
        raise UsageError(f"{form!r} is no form of decisions; valid: {', '.join(writers)}")
    write, kind = writers[form]
    text = write(store_of(request), by=by or None)
    named = {"Content-Disposition": f'attachment; filename="decisions.{form}"'}
    return Response(text.encode("utf-8", "replace"), media_type=f"{kind}; charset=utf-8", headers=named)


@router.get("/complete/place", response_class=HTMLResponse)
def complete_place(request: Request, q: str = "", field: str = "") -> HTMLResponse:
    """Places with a name that begins so, as options of a list."""
    return _options(request, places(store_of(request), _typed(request, q, field)))


@router.get("/complete/actor", response_class=HTMLResponse)
def complete_actor(request: Request, q: str = "", field: str = "") -> HTMLResponse:
    """Actors, or sources, with these words in the name, as options of a list."""
    found = parties(store_of(request), _typed(request, q, field), sources=field.endswith("sources"))
    return _options(request, found)


def _typed(request: Request, q: str, field: str) -> str:
    """What was typed: ``q``, or the input that is named."""
    return (q or request.query_params.get(field, ""))[:200]


def _options(request: Request, offers: list[Offer]) -> HTMLResponse:
    return render(request, "review/options.html", offers=offers)
