"""Explain: which rule fired on which words of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.claims import RuleProducer
from sayso.claims.link import LINKED
from sayso.model import FILLED, Attribution, Claim, Reading
from sayso.model.mentions import Mention, PlaceMention
from sayso.stage import Resources


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule and the stretch it fired on; offsets are half-open into the sentence as given."""

    stage: str
    rule: str
    start: int
    end: int
    text: str
    result: str


def explain(reading: Reading) -> list[Fired]:
    """Every rule that fired, stage by stage, in text order."""
    found: list[Fired] = []
    for stage in FILLED:
        for item in getattr(reading, stage):
            if isinstance(item, Claim):
                found.append(_claim(item, reading))
            elif isinstance(item, Attribution):
                found.append(_attribution(item, reading))
            elif isinstance(item, Mention):
                found.append(Fired(stage, item.rule, item.start, item.end, item.text, _result(item)))
    return found


def linked(reading: Reading, resources: Resources) -> list[Fired]:
    """The fields in which the linker took another value than the rules: its likeliest values, each with its share."""
    found: list[Fired] = []
    for draft in RuleProducer(resources).drafts(reading):
        span = draft.span
        for decision in draft.decisions:
            if decision.reason.startswith(LINKED):
                why = decision.reason.removeprefix(f"{LINKED}: ")
                rule, words = f"{draft.type}/{decision.field}", reading.text(span)
                found.append(Fired("links", rule, span.start, span.end, words, why))
    return found


def _claim(claim: Claim, reading: Reading) -> Fired:
    trigger = claim.trigger
    parts: list[str] = [claim.type, claim.status]
    if claim.actors:
        parts.append("by " + ", ".join(a.name for a in claim.actors))
    if claim.sources:
        parts.append("says " + " → ".join(s.name for s in claim.sources))
    return Fired("claims", claim.rule, trigger.start, trigger.end, reading.text(trigger), " · ".join(parts))


def _attribution(item: Attribution, reading: Reading) -> Fired:
    where = item.cue or item.content[0]
    names = " → ".join(s.name for s in item.sources) or "(unnamed)"
    content = " … ".join(reading.text(c) for c in item.content)
    return Fired(
        "attributions", item.rule, where.start, where.end, reading.text(where), f"{names} {item.stance}: {content}"
    )


def _result(item: Mention) -> str:
    if isinstance(item, PlaceMention):
        return f"{item.name} ({item.precision}{', ' + item.country if item.country else ''})"
    shown = []
    for name in ("name", "id", "kind", "means", "value", "low", "high", "bound", "unit"):
        value = getattr(item, name, None)
        if value not in (None, ""):
            shown.append(f"{name}={value:g}" if isinstance(value, float) else f"{name}={value}")
    return " ".join(shown)
