"""What to list: filters. No word of a filter ever becomes SQL or another language of a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sayso.errors import UsageError
from sayso.model import EVENT_TYPES, MEASURES, SOURCE_KINDS, STATUSES, EventType, Measure, Party, Source, Status
from sayso.model.days import day_of
from sayso.model.edits import one_of

_KM = 111.2
"""Kilometres in a degree of latitude."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place to look in. Claims match when their place has one of the ``ids`` or folded ``names``, or lies in one of
    the ``units`` (country code, name of the first-level unit) or ``countries`` (ISO alpha-2)."""

    names: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    units: frozenset[tuple[str, str]] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A circle to look in: decimal degrees and kilometres.

    Only places known to the point or the district match: that of a province or country is no point on the ground.
    """

    lat: float
    lon: float
    km: float

    def latitudes(self) -> tuple[float, float]:
        """The southernmost and northernmost latitude of it."""
        return self.lat - self.km / _KM, self.lat + self.km / _KM


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which claims to list; every part that is set must hold.

    ``since``/``until``: days, inclusive; a claim matches when it can have happened on one of them (one whose days span
    more than a month: when its last day is one). ``actor``, ``target``, ``source``: words of the name, an id or alias
    of the actor list, or after ``=`` the whole name as listed (see ``exactly``). ``text``: words of the sentence,
    stretches in double quotes, ``begin*``. ``document``, ``incident``: ids. ``min_confidence``: 0 to 1, inclusive.
    ``rejected``: list those as well that a person rejected. ``undated``: those alone that tell no day; ``unlocated``:
    those alone without a place that has coordinates.
    """

    since: date | None = None
    until: date | None = None
    where: Where | None = None
    near: Near | None = None
    types: tuple[EventType, ...] = ()
    statuses: tuple[Status, ...] = ()
    measure: Measure | None = None
    actor: str | None = None
    target: str | None = None
    source: str | None = None
    text: str | None = None
    document: str | None = None
    incident: str | None = None
    min_confidence: float | None = None
    rejected: bool = False
    undated: bool = False
    unlocated: bool = False

    def __post_init__(self) -> None:
        """Raises UsageError for a word of no vocabulary, which would match nothing and look like an answer."""
        for name in ("since", "until"):
            object.__setattr__(self, name, day_of(getattr(self, name)))
        for what, told, valid in (("event type", self.types, EVENT_TYPES), ("status", self.statuses, STATUSES)):
            if isinstance(told, str):
                raise UsageError(f"{told!r} is one {what}; give a tuple of them: ({told!r},)")
            for value in told:
                one_of(what, value, valid)
        if self.measure is not None:
            one_of("measure", self.measure, MEASURES)


class Exactly(NamedTuple):
    """One name as listed, and the kind and side of a source that must go with it; without a kind any will do."""

    name: str
    kind: str | None = None
    side: str | None = None

    def leads(self, chain: Sequence[Source | Party]) -> bool:
        """Whether a chain of sources begins with it."""
        first = chain[0] if chain else None
        if first is None or first.name != self.name:
            return False
        return self.kind is None or (first.kind, first.side) == (self.kind, self.side)


def exactly(name: str, kind: str, side: str | None) -> str:
    """The words for exactly this source: ``=residents|witness|``, ``=army spokesman|military|UKR``."""
    return f"={name}|{kind}|{side or ''}"


def exact_of(words: str) -> Exactly | None:
    """What words that begin with ``=`` ask for: a name, or what ``exactly`` gives; None for all other words."""
    if not words.startswith("="):
        return None
    name, *rest = words[1:].rsplit("|", 2)
    if len(rest) == 2 and rest[0] in SOURCE_KINDS:
        return Exactly(name, rest[0], rest[1] or None)
    return Exactly(words[1:])
