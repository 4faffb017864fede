"""Judging: a proposal held against text and vocabulary, and the claim that it makes.

What is wrong with the event itself (a type, a status, a trigger outside every sentence) refuses the proposal. What is
wrong with a field leaves the field empty: a wrong fact is worse than a gap. Both are told in ``problems``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sayso.extract.proposals import FigureProposal, Proposal, SourceProposal
from sayso.model import (
    EVENT_TYPES,
    MEASURES,
    STATUSES,
    UNITS,
    Attribution,
    Claim,
    Figure,
    PlaceMention,
    Reading,
    Role,
    Source,
    Span,
    role_of,
)
from sayso.model.claims import SOURCE_KINDS, When

__all__ = ["Judged", "claim_id", "judge"]

S = TypeVar("S", bound=Span)


@dataclass(frozen=True, slots=True)
class Judged:
    """The claim of a proposal, None where it was refused, and what was wrong with it."""

    claim: Claim | None
    problems: tuple[str, ...] = ()


def claim_id(document: str, trigger: Span, number: int = 0) -> str:
    """The id of a claim: 16 hexadecimal digits that follow from the document and the words, not from how they are read.

    ``number``: counts the claims that one trigger makes, from 0.
    """
    identity = f"{document}|{trigger.start}|{trigger.end}" + (f"|{number}" if number else "")
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def judge(proposal: Proposal, reading: Reading, number: int = 0) -> Judged:
    """The claim that a proposal makes. ``number``: see ``claim_id``."""
    refusals = list(_refusals(proposal, reading))
    sentence = reading.sentence_at(proposal.trigger.start)
    if refusals or sentence is None:
        return Judged(None, tuple(refusals))
    problems: list[str] = []
    said = _attribution(proposal.attribution, reading, problems)
    kind: Any = proposal.type
    status: Any = proposal.status
    claim = Claim(
        id=claim_id(reading.document.id, proposal.trigger, number),
        type=kind,
        status=status,
        trigger=Span(start=proposal.trigger.start, end=proposal.trigger.end),
        sentence=Span(start=sentence.start, end=sentence.end),
        actors=tuple(_roles(proposal.actors, reading, "actor", problems)),
        targets=tuple(_roles(proposal.targets, reading, "target", problems)),
        place=_place(proposal.place, reading, problems),
        time=_time(proposal.time, reading, problems),
        figures=tuple(_figures(proposal.figures, reading, problems)),
        attribution=said,
        confidence=min(max(proposal.confidence, 0.0), 1.0),
        rule=proposal.why,
        field_confidence=proposal.field_confidence,
    )
    return Judged(claim, tuple(problems))


def _refusals(proposal: Proposal, reading: Reading) -> Iterator[str]:
    if proposal.type not in EVENT_TYPES:
        yield f"type {proposal.type!r} is not one of {', '.join(EVENT_TYPES)}"
    if proposal.status not in STATUSES:
        yield f"status {proposal.status!r} is not one of {', '.join(STATUSES)}"
    if not _inside(proposal.trigger, reading):
        yield f"trigger {proposal.trigger.start}–{proposal.trigger.end} is no stretch of the text"
    elif reading.sentence_at(proposal.trigger.start) is None:
        yield f"trigger {proposal.trigger.start}–{proposal.trigger.end} stands in no sentence"


def _inside(span: Span, reading: Reading) -> bool:
    return 0 <= span.start < span.end <= len(reading.document.text)


def _overlapping(span: Span, mentions: Iterable[S]) -> S | None:
    """The mention that shares most characters with the span, the first of several; None where none does."""

    def shared(mention: Span) -> int:
        return min(mention.end, span.end) - max(mention.start, span.start)

    best = max(mentions, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def _usable(span: Span, what: str, reading: Reading, problems: list[str]) -> bool:
    if _inside(span, reading):
        return True
    problems.append(f"{what} {span.start}–{span.end} is no stretch of the text")
    return False


def _roles(given: Iterable[Role | Span], reading: Reading, what: str, problems: list[str]) -> Iterator[Role]:
    for role in given:
        if not _usable(role, what, reading, problems):
            continue
        if isinstance(role, Role):
            yield role
            continue
        actor = _overlapping(role, (*reading.actors, *reading.coreferences))
        yield role_of(actor) if actor else Role(start=role.start, end=role.end, name=reading.text(role), id=None)


def _place(given: PlaceMention | Span | None, reading: Reading, problems: list[str]) -> PlaceMention | None:
    if given is None or not _usable(given, "place", reading, problems):
        return None
    if isinstance(given, PlaceMention):
        return given
    found = _overlapping(given, reading.places)
    if found is None:
        problems.append(f"no place was found at {reading.text(given)!r}")
    return found


def _time(given: When | Span | None, reading: Reading, problems: list[str]) -> When | None:
    if given is None:
        return None
    if isinstance(given, Span):
        mention = _overlapping(given, reading.times) if _usable(given, "time", reading, problems) else None
        if mention is None or (mention.earliest is None and mention.latest is None):
            problems.append("no day was found for the time")
            return None
        given = When(earliest=mention.earliest, latest=mention.latest, mention=mention)
    if given.earliest and given.latest and given.earliest > given.latest:
        problems.append(f"time ends before it begins: {given.earliest} to {given.latest}")
        return None
    return given


def _figures(given: Iterable[Figure | FigureProposal], reading: Reading, problems: list[str]) -> Iterator[Figure]:
    for figure in given:
        if not _usable(figure, "figure", reading, problems):
            continue
        made = figure if isinstance(figure, Figure) else _counted(figure, reading)
        if made is None or made.measure not in MEASURES or made.unit not in UNITS:
            problems.append(f"no figure of {figure.measure} was found at {reading.text(figure)!r}")
        elif made.low is not None and made.high is not None and made.low > made.high:
            problems.append(f"figure runs backwards: {made.low} to {made.high}")
        else:
            yield made


def _counted(figure: FigureProposal, reading: Reading) -> Figure | None:
    count = _overlapping(figure, reading.counts)
    if count is None:
        return None
    measure: Any = figure.measure
    return Figure(
        start=count.start, end=count.end, measure=measure, unit=count.unit or "other", low=count.low, high=count.high,
        bound=count.bound,
    )  # fmt: skip


def _attribution(
    given: Attribution | SourceProposal | None, reading: Reading, problems: list[str]
) -> Attribution | None:
    if given is None or isinstance(given, Attribution):
        return given
    sources = tuple(_source(s, reading) for s in given.sources if _usable(s, "source", reading, problems))
    if not sources:
        return None
    return Attribution(
        sources=sources, cue=given.cue, content=(), voice=given.voice, stance="asserts", rule="proposed",
    )  # fmt: skip


def _source(span: Span, reading: Reading) -> Source:
    actor = _overlapping(span, (*reading.actors, *reading.coreferences))
    if actor is None:
        return Source(start=span.start, end=span.end, name=reading.text(span), id=None, kind="unnamed", side=None)
    kind: Any = actor.kind if actor.kind in SOURCE_KINDS else "witness" if actor.kind == "civilians" else "unnamed"
    return Source(start=actor.start, end=actor.end, name=actor.name, id=actor.id, kind=kind, side=actor.side)
