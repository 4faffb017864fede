"""Reader: a report's words beside its claims, each field of a claim joined to the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from sayso.model import CREDIBILITY, Reading
from sayso.present.html.words import LEGEND, words
from sayso.service.asking import find
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Kept, Version
from sayso.web.cards import Card, cards_of, link_of, title_of
from sayso.web.viewing import render

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as its page shows it. ``current``: whether its claims are those that are listed now."""

    reading: Reading
    cards: tuple[Card, ...]
    versions: tuple[Version, ...]
    readings: tuple[Kept, ...]
    current: bool

    @property
    def newest(self) -> str:
        """The id of the version that is listed, where it is another one."""
        other = next((v.document for v in self.versions if v.current), "")
        return "" if other == self.reading.document.id else other


@router.get("/documents/{id}", response_class=HTMLResponse)
def document(request: Request, id: str, claim: str = "") -> HTMLResponse:
    """A report; ``claim``: the one that is shown with all that can be done about it."""
    ledger: Ledger = request.app.state.ledgers.here()
    report = report_of(ledger.store, find(ledger.store, id, "document")[1])
    chosen = next((card for card in report.cards if claim and card.id.startswith(claim)), None)
    return render(
        request, "reader/page.html", report=report, document=report.reading.document, chosen=chosen,
        title=title_of(report.reading.document), link=link_of(report.reading.document), legend=LEGEND,
        text=Markup(words(report.reading, "", placed=True)), credibility=CREDIBILITY, keys=keys(),
        missing=claim if claim and chosen is None else "",
    )  # fmt: skip


@router.get("/claims/{id}")
def claim(request: Request, id: str) -> RedirectResponse:
    """To the report of a claim, at its words."""
    ledger: Ledger = request.app.state.ledgers.here()
    return RedirectResponse(address_of(ledger.store, find(ledger.store, id, "claim")[1]), status_code=303)


def address_of(store: Store, claim: str) -> str:
    """The address of a claim in its report."""
    listed = store.claims.get(claim)
    report = report_of(store, listed.document.id)
    key = next((card.key for card in report.cards if card.id == claim), "text")
    return f"/documents/{listed.document.id}?{urlencode({'claim': claim})}#{key}"


def report_of(store: Store, id: str) -> Report:
    """A report with its claims in text order: those listed, or those of a version that is listed no longer."""
    made = store.documents.bare(id)
    found = list(store.claims.search(Filter(document=id, rejected=True)))
    versions = store.documents.versions(id)
    current = any(v.document == id and v.current for v in versions)
    if not found and not current:
        found = [store.claims.get(one.id) for one in store.documents.reading(id).claims]
        found = [one for one in found if one.document.id == id]
    cards = cards_of(found, store.decisions.holding([one.claim.id for one in found]) if found else ())
    reading = Reading(
        document=made.document, blocks=made.blocks, claims=tuple(card.listed.read for card in cards),
        model=made.model, rulebook=made.rulebook,
    )  # fmt: skip
    return Report(
        reading=reading, cards=tuple(cards), versions=versions, readings=store.documents.readings(id), current=current
    )


def keys() -> list[dict[str, str]]:
    """The keys of the page, each with the button or link that it presses."""
    told = [
        ("a", "click", "accept the chosen claim", ".claim.on .do-accept"),
        ("x", "click", "reject the chosen claim", ".claim.on .do-reject"),
        ("e", "click", "edit the chosen claim", "#edit > summary"),
        ("n", "click", "add a claim that was missed", "#add > summary"),
        ("j", "next", "next claim", ".claim h2 a"), ("k", "previous", "previous claim", ".claim h2 a"),
        ("/", "focus", "search", "#search-text"),
    ]  # fmt: skip
    return [dict(zip(("key", "action", "label", "selector"), one, strict=True)) for one in told]
