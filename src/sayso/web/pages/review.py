"""Review: one claim after the other, the one most worth a look first, each judged by a key or a button."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from fastapi import APIRouter
from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso.errors import UsageError
from sayso.model import CREDIBILITY, Reading, Span
from sayso.model.edits import one_of
from sayso.present.html.words import stretch
from sayso.service.ledger import Ledger
from sayso.service.queueing import COUNTED, ORDERS, Order, Turn, pace, turn
from sayso.store.records import Listed
from sayso.web.cards import about, card_of
from sayso.web.filters import Asked
from sayso.web.ledgers import ledger_of
from sayso.web.security.people import person_of
from sayso.web.viewing import render

router = APIRouter()
WHOSE = {"anyone": "that nobody judged", "me": "that I have not judged"}


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a person stands in the queue: filter, order, whose, and the claim shown, or beside which to go on."""

    asked: Asked
    order: Order
    whose: str
    claim: str = ""
    after: str = ""
    before: str = ""

    @classmethod
    def of(cls, query: QueryParams) -> Seat:
        """Read from a query string. Raises UsageError."""
        order = one_of("order", query.get("order") or "worth", tuple(ORDERS))
        whose = one_of("choice of claims", query.get("whose") or "anyone", tuple(WHOSE))
        parts = {name: query.get(name, "").strip() for name in ("claim", "after", "before")}
        return cls(Asked.of(query), cast(Order, order), whose, **parts)

    def address(self, **change: str) -> str:
        """The address of another seat under the same filter; the claim shown and where to go on are left out."""
        return self.asked.address("/review", **change)

    def hidden(self) -> list[tuple[str, str]]:
        """What a form that changes the order takes along."""
        return [(part, value) for part, values in self.asked.told.items() for value in values]


@router.get("/review", response_class=HTMLResponse)
def review(request: Request) -> HTMLResponse:
    """The queue, at the claim whose turn it is."""
    return _page(request, request.query_params)


def panel(request: Request, pairs: Iterable[tuple[str, str]]) -> HTMLResponse:
    """The part of the page that shows a claim, for what stands in a query string."""
    return _page(request, QueryParams(list(pairs)))


def _page(request: Request, query: QueryParams) -> HTMLResponse:
    ledger = ledger_of(request)
    seat, person = Seat.of(query), person_of(request)
    own = seat.whose == "me"
    if own and not person.name:
        raise UsageError("whose: say who you are first, with a decision or on this page")
    found = _turn(ledger, seat, person.name if own else None)
    listed = found.listed
    decisions = [d for d in found.decisions if not own or d.by == person.name]
    if listed and own:
        listed = _as_seen_by(listed, person.name, found)
    done = pace(ledger.store, person.name)
    return render(
        request, "review/page.html", seat=seat, turn=found, orders=ORDERS, whose=WHOSE, counted=COUNTED,
        credibility=CREDIBILITY, rebar=request.method == "GET", pace=done,
        about={claim: about(ledger.store, claim) for one in done.last for claim in one.claims[:1]},
        asked=seat.asked, keys=keys(),
        card=card_of(listed, decisions) if listed else None,
        sentence=context(listed, found.before, found.after) if listed else None,
    )  # fmt: skip


def _turn(ledger: Ledger, seat: Seat, person: str | None) -> Turn:
    filter = seat.asked.filter(ledger.store)
    if person is not None:
        filter = replace(filter, rejected=True)  # what another rejected is for this person to judge too
    return turn(
        ledger.store, filter, seat.order, person=person, claim=seat.claim or None,
        beside=seat.before or seat.after or None, back=bool(seat.before),
    )  # fmt: skip


def _as_seen_by(listed: Listed, person: str, found: Turn) -> Listed:
    """The claim as read, with what this person set alone: a second look that does not know the first."""
    from sayso.model.edits import edited

    mine = {d.field: d.value for d in found.decisions if d.kind == "edit" and d.by == person}
    edits = tuple(sorted((str(field), str(value)) for field, value in mine.items()))
    claim = edited(listed.read, edits, listed.document.text)
    return replace(listed, claim=claim, edits=edits, rejected=False, credibility=None)


def context(listed: Listed, before: Span | None, after: Span | None) -> dict[str, Markup]:
    """The claim's sentence with its words marked, and these stretches around it."""
    reading = Reading(document=listed.document, claims=(listed.read,))

    def marked(span: Span | None) -> Markup:
        return Markup(stretch(reading, span, "")) if span else Markup("")

    return {"before": marked(before), "sentence": marked(listed.read.sentence), "after": marked(after)}


def keys() -> list[dict[str, str]]:
    """The keys of the page, each with the button or link that it presses."""
    told = [
        ("a", "click", "accept and go on", "#accept"), ("Enter", "click", "accept and go on", "#accept"),
        ("x", "click", "reject and go on", "#reject"), (" ", "click", "skip", "#skip"),
        ("Backspace", "click", "take back the last decision", "#undo"), ("e", "click", "edit", "#edit > summary"),
        ("m", "click", "merge", "#merge"), ("s", "click", "split", "#split"), ("j", "click", "next", "#next"),
        ("k", "click", "previous", "#previous"), ("n", "click", "note", "#note > summary"),
        ("o", "click", "open the report", "#open"), ("/", "focus", "search", "#filter-text"),
    ]  # fmt: skip
    told += [(n, "click", f"credibility {n}: {words}", f"#grade-{n}") for n, words in CREDIBILITY.items()]
    return [dict(zip(("key", "action", "label", "selector"), one, strict=True)) for one in told]
