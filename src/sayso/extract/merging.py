"""Merging: what two producers propose of one event becomes one proposal.

Two proposals are of one event when their triggers share a character, or when they stand in one sentence and have the
same type. The first producer's word holds where it has one; the second fills what the first leaves empty. Where both
agree on type and status the trust in them grows; where they differ it falls. ``producer`` names both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.extract.proposals import Proposal
from sayso.model import Reading, Span
from sayso.model.claims import CLAIM_FIELDS, FieldConfidence

__all__ = ["merged"]

_CEILING = 0.95
_DOUBT = 0.8


def merged(first: Sequence[Proposal], second: Sequence[Proposal], reading: Reading) -> list[Proposal]:
    """The proposals of both producers, each event once, in text order. Of one event at most one of each producer."""
    left = list(second)
    found: list[Proposal] = []
    for proposal in first:
        twin = next((other for other in left if _same_event(proposal, other, reading)), None)
        if twin is not None:
            left.remove(twin)
        found.append(_joined(proposal, twin) if twin else proposal)
    return sorted((*found, *left), key=lambda p: (p.trigger.start, p.trigger.end))


def _same_event(one: Proposal, other: Proposal, reading: Reading) -> bool:
    if _overlap(one.trigger, other.trigger):
        return True
    sentence = reading.sentence_at(one.trigger.start)
    return one.type == other.type and sentence is not None and sentence == reading.sentence_at(other.trigger.start)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(first: Proposal, second: Proposal) -> Proposal:
    agree = first.type == second.type and first.status == second.status
    sure = 1 - (1 - first.confidence) * (1 - second.confidence)
    return replace(
        first,
        producer=f"{first.producer}+{second.producer}",
        confidence=min(sure, max(_CEILING, first.confidence)) if agree else first.confidence * _DOUBT,
        actors=first.actors or second.actors,
        targets=first.targets or second.targets,
        place=first.place or second.place,
        time=first.time or second.time,
        figures=first.figures or second.figures,
        attribution=first.attribution or second.attribution,
        field_confidence=FieldConfidence(**dict(_confidences(first, second))),
    )


def _confidences(first: Proposal, second: Proposal) -> Iterator[tuple[str, float | None]]:
    """Each field's, of the proposal that gives the field."""
    for name in CLAIM_FIELDS:
        given = getattr(first, "attribution" if name == "sources" else name)
        yield name, getattr((first if given else second).field_confidence, name)
