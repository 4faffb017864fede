"""Reader: a report's words beside its claims, each field of a claim joined to the words that say so.

The text is always there as a whole. A report of very many claims has their cards, and the marks of their fields, a page
at a time; the words that name any other event lead to the page with its claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from sayso import wording
from sayso.model import CREDIBILITY, Reading
from sayso.present.html.words import LEGEND, words
from sayso.present.references import link_of
from sayso.service.asking import find
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Kept, Listed, Version
from sayso.web.cards import Card, cards_of, in_text
from sayso.web.ledgers import store_of
from sayso.web.viewing import render

router = APIRouter()
AT_ONCE = 50
"""Claims of one page of a report that has more than ``MOST``."""
MOST = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as its page shows it. ``claims``: in text order; ``current``: whether they are those listed now."""

    reading: Reading
    claims: tuple[Listed, ...]
    versions: tuple[Version, ...]
    readings: tuple[Kept, ...]
    current: bool

    @property
    def id(self) -> str:
        """The document's id."""
        return self.reading.document.id

    @property
    def newest(self) -> str:
        """The id of the version that is listed, where it is another one."""
        other = next((v.document for v in self.versions if v.current), "")
        return "" if other == self.id else other

    def number(self, claim: str) -> int | None:
        """The number of the first claim whose id begins so."""
        found = (n for n, one in enumerate(self.claims, 1) if claim and one.claim.id.startswith(claim))
        return next(found, None)

    def link(self, number: int) -> str:
        """The address of a claim, at its words."""
        return f"/documents/{self.id}?{urlencode({'claim': self.claims[number - 1].claim.id})}#w{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The claims of a report that are shown: the numbers of the first and the last, and how many there are."""

    first: int
    last: int
    total: int

    @property
    def paged(self) -> bool:
        """Whether the report has too many to be shown at once."""
        return self.total > MOST

    @property
    def before(self) -> int | None:
        """The first number of the page before this one."""
        return max(self.first - AT_ONCE, 1) if self.first > 1 else None

    @property
    def after(self) -> int | None:
        """The first number of the page behind this one."""
        return self.last + 1 if self.last < self.total else None

    @property
    def numbers(self) -> range:
        """The numbers that are shown."""
        return range(self.first, self.last + 1)


def part_of(total: int, at: str, number: int | None = None) -> Part:
    """The part of so many claims that holds a number: that of the chosen claim, else what ``at`` tells (``all``: all of
    them; what is none of the numbers: the nearest)."""
    if total <= MOST or at == "all":
        return Part(first=min(1, total), last=total, total=total)
    asked = number or (int(at) if at.isascii() and at.isdigit() else 1)
    first = (min(max(asked, 1), total) - 1) // AT_ONCE * AT_ONCE + 1
    return Part(first=first, last=min(first + AT_ONCE - 1, total), total=total)


@router.get("/documents/{id}", response_class=HTMLResponse)
def document(request: Request, id: str, claim: str = "", at: str = "") -> HTMLResponse:
    """A report; ``claim``: the one that is shown with all that can be done about it; ``at``: the number of a claim,
    whose page of claims is shown, or ``all``."""
    store = store_of(request)
    report = report_of(store, find(store, id, "document")[1])
    number = report.number(claim)
    part = part_of(len(report.claims), at, number)
    cards = cards_in(store, report, part)
    chosen = next((card for card in cards if card.number == number), None)
    return render(
        request, "reader/page.html", report=report, document=report.reading.document, chosen=chosen,
        cards=cards, part=part, here=_here(report, part), title=wording.title_words(report.reading.document),
        link=link_of(report.reading.document), legend=LEGEND, text=_text(report, part), credibility=CREDIBILITY,
        keys=keys(part), missing=claim if claim and chosen is None else "",
    )  # fmt: skip


@router.get("/claims/{id}")
def claim(request: Request, id: str) -> RedirectResponse:
    """To the report of a claim, at its words."""
    store = store_of(request)
    return RedirectResponse(address_of(store, find(store, id, "claim")[1]), status_code=303)


def address_of(store: Store, claim: str) -> str:
    """The address of a claim in its report."""
    report = report_of(store, store.claims.get(claim).document.id)
    number = report.number(claim)
    return f"/documents/{report.id}?{urlencode({'claim': claim})}#{f'c{number}' if number else 'text'}"


def report_of(store: Store, id: str) -> Report:
    """A report with its claims in text order: those listed, or those of a version that is listed no longer."""
    made = store.documents.bare(id)
    found = list(store.claims.search(Filter(document=id, rejected=True)))
    versions = store.documents.versions(id)
    current = any(v.document == id and v.current for v in versions)
    if not found and not current:
        found = [store.claims.get(one.id) for one in store.documents.reading(id).claims]
        found = [one for one in found if one.document.id == id]
    claims = tuple(in_text(found))
    reading = Reading(
        document=made.document, blocks=made.blocks, claims=tuple(one.read for one in claims),
        model=made.model, rulebook=made.rulebook,
    )  # fmt: skip
    return Report(
        reading=reading, claims=claims, versions=versions, readings=store.documents.readings(id), current=current
    )


def cards_in(store: Store, report: Report, part: Part) -> Sequence[Card]:
    """The cards of the claims that are shown."""
    shown = report.claims[max(part.first - 1, 0) : part.last]
    return cards_of(shown, store.decisions.holding([one.claim.id for one in shown]) if shown else (), part.first)


def _text(report: Report, part: Part) -> Markup:
    shown = part.numbers if (part.first, part.last) != (min(1, part.total), part.total) else None
    return Markup(words(report.reading, "", placed=True, shown=shown, link=lambda n: escape(report.link(n))))


def _here(report: Report, part: Part) -> str:
    """The address of this page of claims."""
    return f"/documents/{report.id}" + (f"?at={part.first}" if part.first > 1 else "")


def keys(part: Part) -> list[dict[str, str]]:
    """The keys of the page, each with the button or link that it presses."""
    told = [
        ("a", "click", "accept the chosen claim", ".claim.on .do-accept"),
        ("x", "click", "reject the chosen claim", ".claim.on .do-reject"),
        ("e", "click", "edit the chosen claim", "#edit > summary"),
        ("n", "click", "add a claim that was missed", "#add > summary"),
        ("j", "next", "next claim", ".claim h2 a"), ("k", "previous", "previous claim", ".claim h2 a"),
        ("/", "focus", "search", "#search-text"),
    ]  # fmt: skip
    if part.paged:
        told[6:6] = [
            ("J", "click", "next page of claims", ".pages a[rel=next]"),
            ("K", "click", "previous page of claims", ".pages a[rel=prev]"),
        ]
    return [dict(zip(("key", "action", "label", "selector"), one, strict=True)) for one in told]
