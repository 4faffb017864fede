"""Proposals: what a producer says may be a claim.

A producer that knows only where words stand gives spans, and the shared part looks up what the mentions found there:
the place of the gazetteer, the days of the expression, the number of the count, the actor of the list. A producer that
resolved them itself (as the rules do) gives the resolved values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sayso.model import Attribution, Figure, PlaceMention, Reading, Role, Span, Voice
from sayso.model.claims import UNWEIGHED, FieldConfidence, When

__all__ = ["FigureProposal", "Producer", "Proposal", "SourceProposal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureProposal(Span):
    """The words of a number and what it measures; unit and bounds are those of the count found there."""

    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProposal:
    """Who says it, by their words, closest to the event first; ``cue``: the word of saying, or None."""

    sources: tuple[Span, ...]
    cue: Span | None = None
    voice: Voice = "indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One proposed claim. All spans are half-open characters into the report's text.

    ``type`` and ``status`` are words of the vocabulary; whether they are is judged later. ``trigger``: the words that
    name the event. ``confidence``: 0 to 1. ``why``: what made the producer propose it (a rule's id, a score), as the
    claim's provenance. None and () mean that the producer says nothing, which another producer may fill.
    """

    producer: str
    type: str
    status: str
    trigger: Span
    confidence: float
    why: str
    actors: tuple[Role | Span, ...] = ()
    targets: tuple[Role | Span, ...] = ()
    place: PlaceMention | Span | None = None
    time: When | Span | None = None
    figures: tuple[Figure | FigureProposal, ...] = ()
    attribution: Attribution | SourceProposal | None = None
    field_confidence: FieldConfidence = UNWEIGHED


class Producer(Protocol):
    """A reader of claims. ``name`` goes into the provenance of what it proposes."""

    name: str

    def __call__(self, reading: Reading) -> list[Proposal]:
        """The proposals for a reading whose mentions have been found, in text order."""
        ...
