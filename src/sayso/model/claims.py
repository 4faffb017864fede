"""Claims: one thing that some source says happened, did not, may have or will."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from sayso.model.dicts import claim_to_dict
from sayso.model.mentions import ActorKind, ActorMention, Bound, PlaceMention, TimeMention, Unit
from sayso.model.text import Span

EventType = Literal[
    "clash", "advance", "capture", "repel", "withdraw", "shelling", "airstrike", "missile-strike",
    "drone-strike", "bombing", "interception", "attack-civilians", "abduction", "arrest", "casualties",
    "damage", "disruption", "displacement", "evacuation", "warning", "emergency", "deploy", "violation",
    "supply", "siege", "aid", "agree", "accuse", "threaten", "demand", "reject", "sanction", "protest", "riot",
]  # fmt: skip
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)

EFFECTS: frozenset[EventType] = frozenset({"casualties", "damage", "disruption", "displacement", "evacuation"})
"""What an act leads to: told of the same happening as the act itself."""

Measure = Literal[
    "killed", "injured", "missing", "captured", "displaced", "evacuated", "returned", "affected",
    "deployed", "launched", "intercepted", "destroyed", "damaged", "seized", "casualties",
]  # fmt: skip
MEASURES: tuple[Measure, ...] = get_args(Measure)

SourceKind = Literal[
    "party", "government", "authority", "military", "armed-group", "international", "ngo", "media",
    "medical", "witness", "expert", "unnamed", "dataset",
]  # fmt: skip
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)

Status = Literal["asserted", "denied", "uncertain", "planned"]
STATUSES: tuple[Status, ...] = get_args(Status)
Voice = Literal["quote", "indirect", "according-to", "own"]
VOICES: tuple[Voice, ...] = get_args(Voice)
Stance = Literal["asserts", "denies", "doubts", "asks"]
STANCES: tuple[Stance, ...] = get_args(Stance)


Counting = Literal["new", "total", "stock"]
COUNTINGS: tuple[Counting, ...] = get_args(Counting)
"""What a figure counts: see ``Figure``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Span):
    """Who says it. ``name`` as in ActorMention; ``side``: ISO alpha-3 or a party's id, or None."""

    name: str
    id: str | None
    kind: SourceKind
    side: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One act of saying: who, by which word, what.

    ``sources``: the chain from the source closest to the event to the one closest to the reader; sources of
    equal standing in the order named. Never empty here: the report's own voice has no Attribution.
    ``content``: the stretches that are said (several for a split quote). ``cue``: the word of saying, or None
    for a bare quote. ``act``: reported speech, or belief ("thinks") or intention ("plans to").
    ``said_earliest``/``said_latest``: when it was said, inclusive days. ``rule``: id of the cue's rule.
    """

    sources: tuple[Source, ...]
    cue: Span | None
    content: tuple[Span, ...]
    voice: Voice
    stance: Stance
    rule: str
    act: Literal["speech", "belief", "intention"] = "speech"
    said_earliest: date | None = None
    said_latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Span):
    """A number that a claim states. ``low``/``high``: None when open. The span covers its words.

    ``counting``: of this event (``new``), from a beginning, told or not, up to a day (``total``), or how many are in
    that state now (``stock``). ``part``: some of those that another figure counts ("seven of them children").
    """

    measure: Measure
    unit: Unit
    low: float | None
    high: float | None
    bound: Bound
    counting: Counting = "new"
    part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Span):
    """An actor or target of a claim; ``id``, ``side`` and ``kind`` as in ActorMention, None where nothing tells."""

    name: str
    id: str | None
    side: str | None = None
    kind: ActorKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When it happened: inclusive days, None where open; ``mention`` is the expression that says so."""

    earliest: date | None
    latest: date | None
    mention: TimeMention

    @property
    def text(self) -> str:
        """The words that say so."""
        return self.mention.text

    @property
    def grain(self) -> str:
        """How fine these words are: ``day``, ``month`` …"""
        return self.mention.grain


CLAIM_FIELDS = ("sources", "place", "time", "actors", "targets", "figures")
"""The fields of a claim that have a confidence of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldConfidence:
    """How likely each field is as a coder of the report would have it, where the claim is coded: 0 to 1.

    Of an empty field: how likely it is coded as empty too. None where nothing was learned of it (a labelled line, a row
    of a data set, what a person set). Never a probability that the event took place so.
    """

    sources: float | None = None
    place: float | None = None
    time: float | None = None
    actors: float | None = None
    targets: float | None = None
    figures: float | None = None

    def by_field(self) -> Iterator[tuple[str, float | None]]:
        """Each field with its confidence, in the order of ``CLAIM_FIELDS``."""
        return ((name, getattr(self, name)) for name in CLAIM_FIELDS)

    @property
    def least(self) -> float | None:
        """That of the least sure field; None where none is known."""
        return min((sure for _, sure in self.by_field() if sure is not None), default=None)


UNWEIGHED = FieldConfidence()
"""Of a claim whose fields were not weighed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that some source says happened.

    ``attribution``: None in the report's own voice. ``confidence``: 0 to 1, how likely a coder of the report has it
    too; never a probability that the event took place. ``rule``: ``type/id`` of the event rule. ``field_confidence``:
    that of each field. ``report``: the text of the report, which all spans index, as soon as the claim stands in a
    reading; it is no part of what is equal.
    """

    id: str
    type: EventType
    status: Status
    trigger: Span
    sentence: Span
    actors: tuple[Role, ...]
    targets: tuple[Role, ...]
    place: PlaceMention | None
    time: When | None
    figures: tuple[Figure, ...]
    attribution: Attribution | None
    confidence: float
    rule: str
    field_confidence: FieldConfidence = UNWEIGHED
    report: str = field(default="", init=False, repr=False, compare=False)

    def within(self, report: str) -> Claim:
        """This claim, knowing the text of its report from now on."""
        object.__setattr__(self, "report", report)
        return self

    def words(self, span: Span) -> str:
        """The words of a span of this claim, such as a role, a figure or the trigger."""
        return self.report[span.start : span.end]

    def to_dict(self) -> dict[str, Any]:
        """The claim as JSON has it (docs/json.md): plain values, keys in a fixed order."""
        return claim_to_dict(self, self.report)

    @property
    def voice(self) -> Voice:
        """Who speaks: ``own`` is the report itself."""
        return self.attribution.voice if self.attribution else "own"

    @property
    def sources(self) -> tuple[Source, ...]:
        """The chain of sources, closest to the event first; empty in the report's own voice."""
        return self.attribution.sources if self.attribution else ()


def role_of(mention: ActorMention | Source) -> Role:
    """The mention, or whoever says something, as an actor or target of a claim."""
    kind = None if mention.kind == "dataset" else mention.kind  # a data set acts on nobody
    return Role(start=mention.start, end=mention.end, name=mention.name, id=mention.id, side=mention.side, kind=kind)
