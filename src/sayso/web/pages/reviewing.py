"""What stands beside the review queue: merging and splitting with a look first, two reviewers, all decisions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sayso.errors import SaysoError, UsageError
from sayso.service.agreeing import agreement
from sayso.service.asking import find
from sayso.service.completing import Offer, parties, places
from sayso.service.foreseeing import Preview, neighbours, preview
from sayso.service.ledger import Ledger
from sayso.service.returning import csv_of, jsonl_of
from sayso.store.records import Listed
from sayso.web.cards import card_of, cards_of
from sayso.web.security.paths import local_path
from sayso.web.viewing import render

router = APIRouter()
_SHOWN = 200


def _ledger(request: Request) -> Ledger:
    found: Ledger = request.app.state.ledgers.here()
    return found


@router.get("/review/merge", response_class=HTMLResponse)
def merge(
    request: Request, claim: str, with_: Annotated[str, Query(alias="with")] = "", words: str = "",
    next: str = "/review",
) -> HTMLResponse:  # fmt: skip
    """Choose what a claim, or an incident, is merged with; then see what that changes."""
    ledger, listed = _ledger(request), _one(request, claim)
    seen, problem = _tried(ledger, "merge", [claim, with_]) if with_ else (None, "")
    return render(
        request, "review/merge.html", card=card_of(listed, ledger.store.decisions.holding([listed.claim.id])),
        claim=claim, other=with_, words=words, next=local_path(next), preview=seen, problem=problem,
        found=[] if with_ else neighbours(ledger.store, listed, words),
    )  # fmt: skip


@router.get("/review/split", response_class=HTMLResponse)
def split(
    request: Request, claim: str, from_: Annotated[list[str] | None, Query(alias="from")] = None, next: str = "/review"
) -> HTMLResponse:
    """See what splitting a claim off changes: from all the rest of its incident, or from the claims named."""
    ledger, listed = _ledger(request), _one(request, claim)
    incident = ledger.store.incidents.get(listed.incident or "")
    others = [ledger.store.claims.get(id) for id in incident.claims if id != listed.claim.id] if incident else []
    chosen = [id for id in from_ or [] if id]
    seen, problem = _tried(ledger, "split", [listed.claim.id, *chosen]) if others else (None, "")
    return render(
        request, "review/split.html", card=card_of(listed, ledger.store.decisions.holding([listed.claim.id])),
        others=cards_of(others[:_SHOWN], ()), chosen=chosen, next=local_path(next), preview=seen, problem=problem,
        left=max(0, len(others) - _SHOWN),
    )  # fmt: skip


def _one(request: Request, id: str) -> Listed:
    """The claim of this id, or the first claim of the incident of this id."""
    store = _ledger(request).store
    kind, whole = find(store, id, "claim", "incident")
    incident = store.incidents.get(whole) if kind == "incident" else None
    return store.claims.get(incident.claims[0] if incident else whole)


def _tried(ledger: Ledger, kind: str, ids: list[str]) -> tuple[Preview | None, str]:
    """What a decision would change, or what is wrong with it."""
    try:
        return preview(ledger.store, kind, ids), ""
    except SaysoError as error:
        return None, str(error)


@router.get("/review/agreement", response_class=HTMLResponse)
def two(request: Request, first: str = "", second: str = "") -> HTMLResponse:
    """How far two reviewers agree, and what they have to settle."""
    store = _ledger(request).store
    people = store.decisions.people()
    names = [name for name, _ in people]
    pair = (first, second) if first and second else tuple(names[:2])
    if first and first == second:
        raise UsageError("choose two different reviewers")
    found = agreement(store, pair[0], pair[1]) if len(pair) == 2 else None
    sides = [
        (one, card_of(one.listed, store.decisions.holding([one.listed.claim.id]), key=f"d{n}"))
        for n, one in enumerate(found.open[:_SHOWN] if found else (), 1)
    ]
    return render(request, "review/agreement.html", people=people, pair=pair, found=found, sides=sides)


@router.get("/review/looks", response_class=HTMLResponse)
def looks(request: Request) -> HTMLResponse:
    """Decisions that need a look: what they judge is read otherwise now, or not any more."""
    found = _ledger(request).review()
    return render(request, "review/looks.html", looks=found[:_SHOWN], left=max(0, len(found) - _SHOWN))


@router.get("/review/decisions", response_class=HTMLResponse)
def decisions(request: Request, by: str = "") -> HTMLResponse:
    """What people decided, the latest first, to look at and to take away."""
    store = _ledger(request).store
    people = store.decisions.people()
    found = store.decisions.latest(by=by or None, limit=_SHOWN)
    total = sum(count for name, count in people if not by or name == by)
    return render(request, "review/decisions.html", people=people, by=by, decisions=found, total=total)


@router.get("/review/decisions.{form}")
def take(request: Request, form: str, by: str = "") -> Response:
    """The decisions that hold, in the form that ``sayso decide from`` takes back."""
    writers = {"csv": (csv_of, "text/csv"), "jsonl": (jsonl_of, "application/x-ndjson")}
    if form not in writers:
        raise UsageError(f"{form!r} is no form of decisions; valid: {', '.join(writers)}")
    write, kind = writers[form]
    text = write(_ledger(request).store, by=by or None)
    named = {"Content-Disposition": f'attachment; filename="decisions.{form}"'}
    return Response(text.encode("utf-8", "replace"), media_type=f"{kind}; charset=utf-8", headers=named)


@router.get("/complete/place", response_class=HTMLResponse)
def complete_place(request: Request, q: str = "", field: str = "") -> HTMLResponse:
    """Places with a name that begins so, as options of a list."""
    return _options(request, places(_ledger(request).store, _typed(request, q, field)))


@router.get("/complete/actor", response_class=HTMLResponse)
def complete_actor(request: Request, q: str = "", field: str = "") -> HTMLResponse:
    """Actors, or sources, with these words in the name, as options of a list."""
    found = parties(_ledger(request).store, _typed(request, q, field), sources=field.endswith("sources"))
    return _options(request, found)


def _typed(request: Request, q: str, field: str) -> str:
    """What was typed: ``q``, or the input that is named."""
    return (q or request.query_params.get(field, ""))[:200]


def _options(request: Request, offers: list[Offer]) -> HTMLResponse:
    return render(request, "review/options.html", offers=offers)
