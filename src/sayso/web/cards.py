"""A claim as screens show it: what the report says, what the machine read, what people decided, each apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso import wording
from sayso.exports.contract import dumps
from sayso.model import Decision
from sayso.present.references import Reference
from sayso.service.fields import FieldTold, fields_of
from sayso.service.grading import Grade, credibility_of
from sayso.service.records import claim_json
from sayso.store.protocol import Store
from sayso.store.records import Listed

VERDICTS = {"accept": "accepted", "reject": "rejected"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One claim for a screen.

    ``key``: the id of its element, ``words_key``: of its words in the text; ``number``: its place in the report, from
    1. ``decisions``: those about it that hold, oldest first; ``verdict``: the last accept or reject among them.
    """

    listed: Listed
    fields: tuple[FieldTold, ...]
    decisions: tuple[Decision, ...]
    key: str
    words_key: str
    number: int

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.listed.claim.id

    @property
    def verdict(self) -> Decision | None:
        """The verdict that holds."""
        return next((d for d in reversed(self.decisions) if d.kind in VERDICTS), None)

    @property
    def grade(self) -> Grade | None:
        """The credibility that holds."""
        return credibility_of(self.decisions)

    @property
    def seen(self) -> str:
        """The id of the last decision about it: what a person who decides now has seen."""
        return self.decisions[-1].id if self.decisions else ""

    @property
    def heading(self) -> str:
        """What is said to have happened, as people left it."""
        claim = self.listed.claim
        figures = ", ".join(wording.figure_words(figure) for figure in claim.figures)
        event = wording.type_words(claim)
        return event[:1].upper() + event[1:] + (f": {figures}" if figures else "")

    @property
    def chain(self) -> tuple[str, ...]:
        """Who says so, closest to the event first, ending with the outlet."""
        return wording.chain(self.listed.claim, self.listed.document)

    def citation(self, site: str = "") -> str:
        """The claim's sentence, who says it and where it stands, for a footnote. ``site``: the address of this server,
        ending in "/"; with it the claim's own address is given."""
        return self.reference(site).text()

    def reference(self, site: str = "") -> Reference:
        """The claim to be cited; ``site`` as of ``citation``."""
        return Reference(listed=self.listed, standing=self.standing, site=site, on=date.today())

    @property
    def standing(self) -> str:
        """Who stands behind it: the machine alone, or people, and what of it they set otherwise."""
        return standing_of(self.listed, f"{VERDICTS[self.verdict.kind]} by {self.verdict.by}" if self.verdict else "")

    def markdown(self, site: str = "") -> str:
        """The same as Markdown: the quote, then the fields, with what the machine read where a person set one."""
        lines = [f"> {wording.visible(self.listed.words)}", "", f"- **{self.heading}** ({self.listed.claim.status})"]
        for field in self.fields:
            by = ""
            if field.set_by:
                by = f" (set by {wording.visible(field.set_by.by)}; the machine read: {field.read or 'nothing'})"
            lines += [f"- {field.label}: {field.value or 'nothing'}{by}"] if field.value or by else []
        return "\n".join([*lines, f"- source: {self.citation(site)}", ""])

    def json(self) -> str:
        """The same as JSON, as the command line prints it."""
        return json.dumps(json.loads(dumps(claim_json(self.listed))), ensure_ascii=False, indent=2)


def in_text(claims: Iterable[Listed]) -> list[Listed]:
    """The claims of a report in text order, in which they are numbered from 1."""
    return sorted(claims, key=lambda one: (one.read.trigger.start, one.claim.id))


def cards_of(claims: Iterable[Listed], decisions: Iterable[Decision], first: int = 1) -> list[Card]:
    """Claims of a report, given in text order, with the decisions about each. ``first``: the number of the first."""
    about: dict[str, list[Decision]] = {}
    for decision in decisions:
        for claim in dict.fromkeys(decision.claims):
            about.setdefault(claim, []).append(decision)
    return [card_of(one, about.get(one.claim.id, ()), "", n) for n, one in enumerate(claims, first)]


def card_of(listed: Listed, decisions: Sequence[Decision], key: str = "", number: int = 1) -> Card:
    """One claim with the decisions about it that hold, oldest first."""
    return Card(
        listed=listed, fields=fields_of(listed, decisions), decisions=tuple(decisions), key=f"{key}c{number}",
        words_key=f"{key}w{number}", number=number,
    )  # fmt: skip


def about(store: Store, claim: str) -> str:
    """A claim in a few words, as people left it: what and where."""
    found = store.claims.get(claim).claim
    return wording.type_words(found) + (f", {wording.visible(found.place.place.name)}" if found.place else "")


def standing_of(listed: Listed, verdict: str = "") -> str:
    """Who stands behind a claim, in words. ``verdict``: what a person made of it ("accepted by Ann"), if anyone did."""
    set_ = ", ".join(field for field, _ in listed.edits if field != "note")
    told = [
        f"added by {wording.visible(listed.added_by)}" if listed.added_by else "read by machine",
        f"{set_} corrected by a person" if set_ else "", wording.visible(verdict) or "not verified",
    ]  # fmt: skip
    return ", ".join(filter(None, told))
