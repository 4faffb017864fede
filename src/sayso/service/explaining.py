"""Explain: which rule fired on which words of a sentence, and what the model of triggers says of its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.claims import RuleProducer
from sayso.claims.confidence import LearnedWeigher
from sayso.claims.estimates import UNRULED
from sayso.claims.link import LINKED
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.claims.weights import weights
from sayso.model import EVENT_TYPES, FILLED, Attribution, Claim, EventType, Reading, Span
from sayso.model.mentions import Mention, PlaceMention
from sayso.stage import Resources
from sayso.triggers import Hint, Likelihoods, TriggerModel


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
                found += [_claim(item, reading), *_sureness(item, reading)]
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


def _sureness(claim: Claim, reading: Reading) -> Iterator[Fired]:
    """How sure each field of a claim is, the least sure first."""
    known = [(sure, name) for name, sure in claim.field_confidence.by_field() if sure is not None]
    if known:
        told = ", ".join(f"{name} {sure:.2f}" for sure, name in sorted(known))
        start, end = claim.trigger.start, claim.trigger.end
        yield Fired("fields", claim.rule, start, end, reading.text(claim.trigger), f"sure of: {told}")


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


_AGREES = 0.3
"""From this likelihood on the model is said to agree with a rule."""
_LEAST, _RUNNERS, _WORTH = 0.3, 3, 0.01
"""Words that no claim stands on are told from this likelihood on; at most so many other types, from this one on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Words that may name a claim. ``span``: half-open into the text. ``rule``: what read them, as ``type/id``; None
    where neither a rule nor the model alone could make a claim of them. ``likelihood``: of the type, by the model;
    ``others``: the likeliest other types. ``confidence``: of the claim; None where there is none. ``why``: why it was
    dropped, or empty."""

    span: Span
    type: EventType
    rule: str | None
    likelihood: float
    others: tuple[tuple[EventType, float], ...]
    confidence: float | None
    why: str = ""

    @property
    def told(self) -> str:
        """The same in words: likelihoods, whether rules and model agree, what became of it."""
        said = ", ".join(
            f"{kind} {likelihood:.2f}" for kind, likelihood in ((self.type, self.likelihood), *self.others)
        )
        became = "no claim" if self.confidence is None else (
            f"dropped, {self.why} (confidence {self.confidence:.2f})" if self.why else
            f"a claim, confidence {self.confidence:.2f}")  # fmt: skip
        return f"model: {said}; {self._agreement}; {became}"

    @property
    def _agreement(self) -> str:
        if self.rule is None or self.rule.endswith(f"/{UNRULED}"):
            return "no rule tells it"
        if any(likelihood > self.likelihood for _, likelihood in self.others):
            return f"the rules say {self.type}, the model rather {self.others[0][0]}"
        return (
            "rules and model agree" if self.likelihood >= _AGREES else f"the rules say {self.type}, the model no event"
        )


class _Watch:
    """Sees what is said of a report: the likelihoods, and all drafts, those that are dropped among them."""

    def __init__(self, resources: Resources) -> None:
        taught = resources.taught
        self._model = TriggerModel(taught.triggers) if taught else TriggerModel.shipped()
        self._weigh = LearnedWeigher(weights("claims", taught.weights) if taught else None)
        self.likelihoods = Likelihoods([], TriggerModel.shipped()("", []).rows)
        self.drafts: Sequence[Draft] = ()

    def estimate(self, text: str, hints: Sequence[Hint], groups: Sequence[Span] = ()) -> Likelihoods:
        """What the model says."""
        self.likelihoods = self._model(text, hints, groups)
        return self.likelihoods

    def weigh(self, drafts: Sequence[Draft], story: Story) -> None:
        """Weigh as usual."""
        self._weigh(drafts, story)
        self.drafts = tuple(drafts)


def weighed(resources: Resources, reading: Reading) -> list[Weighed]:
    """What was weighed in a reading, in text order. ``resources``: those it was read with."""
    watch = _Watch(resources)
    RuleProducer(resources, weigh=watch.weigh, estimate=watch.estimate).drafts(reading)
    told = [_of_draft(draft, watch.likelihoods) for draft in watch.drafts]
    told += _without(watch, len(reading.document.text))
    return sorted(told, key=lambda one: (one.span.start, one.span.end, one.type))


def _of_draft(draft: Draft, likelihoods: Likelihoods) -> Weighed:
    why = next((d.reason for d in draft.decisions if d.field == "dropped"), "") if draft.dropped else ""
    return Weighed(
        span=draft.span, type=draft.type, rule=draft.rule.rule, likelihood=likelihoods.of(draft.type, draft.span),
        others=_others(likelihoods, draft.span, draft.type), confidence=draft.confidence, why=why,
    )  # fmt: skip


def _without(watch: _Watch, length: int) -> Iterator[Weighed]:
    """Words that the model finds likely and no claim stands on."""
    for candidate in watch.likelihoods.candidates(0, length, _LEAST):
        if not any(draft.span.overlaps(candidate.span) for draft in watch.drafts):
            yield Weighed(
                span=candidate.span, type=candidate.type, rule=None, likelihood=candidate.likelihood,
                others=_others(watch.likelihoods, candidate.span, candidate.type), confidence=None,
            )  # fmt: skip


def _others(likelihoods: Likelihoods, span: Span, own: EventType) -> tuple[tuple[EventType, float], ...]:
    found = ((kind, likelihoods.of(kind, span)) for kind in EVENT_TYPES if kind != own)
    likely = [(kind, likelihood) for kind, likelihood in found if likelihood >= _WORTH]
    return tuple(sorted(likely, key=lambda one: -one[1])[:_RUNNERS])
