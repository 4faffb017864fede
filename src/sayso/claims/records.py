"""The records that the steps of the claims pipeline hand on.

    detect   Sentence            → Detected    a trigger whose rule holds, with its frame; frozen
    bind     Detected            → Draft       what the trigger's own sentence tells: each field told once
    resolve  Draft, the report   → Draft       what the report tells: fields decided anew, with a reason
    fold     Drafts              → Drafts      what is one claim; who is folded away is dropped, with a reason
    select   Draft               → Draft       what a coder would want; the others are dropped, with a reason

A draft's fields cannot be assigned. ``tell`` gives a field that nobody has given yet; ``decide`` gives one anew and
keeps what was there, and why it was changed, in ``decisions``. So the whole way of a claim can be read off its draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack

from sayso.grammar.frames import Frame
from sayso.model import EventType, Figure, Role, Sentence, Span, Status, Token
from sayso.model.claims import UNWEIGHED, Attribution, FieldConfidence, When
from sayso.model.mentions import PlaceMention
from sayso.rules.events import EventRule

__all__ = ["Decision", "Detected", "Draft", "Fields"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Detected:
    """A trigger whose rule holds. Two are the same only when they are one object.

    ``trigger``: the word that heads the matched ``words``; ``frame``: the roles around it; ``span``: the words that
    are quoted as the trigger (half-open characters into the report's text).
    """

    rule: EventRule
    trigger: Token
    words: tuple[Token, ...]
    frame: Frame
    span: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """A field given anew: why, and what it was before. ``field`` "dropped": the draft is no claim of its own."""

    reason: str
    field: str
    before: Any


class Fields(TypedDict, total=False):
    """The fields of a draft.

    ``place_given``/``time_given``: the sentence itself gives the place or time. ``place_hint``: a place of the sentence
    that is surely the event's only where the report gives no other. ``unitless``: starts of the figures whose number
    stands alone. ``part``: the running number where one trigger tells several events ("captured A and B"), 0 else.
    ``harms``: a toll or damage was folded onto it. ``answers``: the draft of what it denies, whose place and time it
    has. ``shares``: of the fields that the linker weighed, how likely it
    held the value that stands now, and the likeliest other one. ``field_confidence``: see ``model.FieldConfidence``.
    """

    type: EventType
    actors: tuple[Role, ...]
    targets: tuple[Role, ...]
    place: PlaceMention | None
    place_given: bool
    place_hint: PlaceMention | None
    time: When | None
    time_given: bool
    figures: tuple[Figure, ...]
    attribution: Attribution | None
    status: Status
    confidence: float
    unitless: frozenset[int]
    part: int
    harms: bool
    answers: Draft | None
    shares: Mapping[str, tuple[float, float]]
    field_confidence: FieldConfidence


@dataclass(slots=True, eq=False, kw_only=True)
class Draft:
    """A claim in the making (see ``Fields``). Two drafts are the same only when they are one object."""

    detected: Detected
    type: EventType
    actors: tuple[Role, ...] = ()
    targets: tuple[Role, ...] = ()
    place: PlaceMention | None = None
    place_given: bool = False
    place_hint: PlaceMention | None = None
    time: When | None = None
    time_given: bool = False
    figures: tuple[Figure, ...] = ()
    attribution: Attribution | None = None
    status: Status = "asserted"
    confidence: float = 0.8
    unitless: frozenset[int] = frozenset()
    part: int = 0
    harms: bool = False
    answers: Draft | None = field(default=None, repr=False)
    shares: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    field_confidence: FieldConfidence = UNWEIGHED
    dropped: bool = False
    decisions: tuple[Decision, ...] = ()
    _told: set[str] = field(default_factory=set, repr=False)

    def __setattr__(self, name: str, value: object) -> None:
        if hasattr(self, "_told"):  # the last field to be set when a draft is made
            raise AttributeError(f"{name!r} of a draft is given by tell() or decide(), not by assignment")
        object.__setattr__(self, name, value)

    def tell(self, **fields: Unpack[Fields]) -> None:
        """Give fields that nobody has given yet. Raises ValueError for one that was told before."""
        again = self._told & set(fields)
        if again:
            raise ValueError(f"{', '.join(sorted(again))} told twice: an earlier step's word is changed by decide()")
        self._told.update(fields)
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def decide(self, reason: str, **fields: Unpack[Fields]) -> None:
        """Give fields anew, keeping what was there and why. What stays as it was is no decision."""
        changed = [(name, value) for name, value in fields.items() if getattr(self, name) != value]
        if not changed:
            return
        kept = tuple(Decision(reason, name, getattr(self, name)) for name, _ in changed)
        object.__setattr__(self, "decisions", (*self.decisions, *kept))
        for name, value in changed:
            object.__setattr__(self, name, value)

    def drop(self, reason: str) -> None:
        """Leave the draft out of the claims."""
        object.__setattr__(self, "decisions", (*self.decisions, Decision(reason, "dropped", False)))
        object.__setattr__(self, "dropped", True)

    def another(self, **fields: Unpack[Fields]) -> Draft:
        """A further draft of the same trigger, with some fields of its own."""
        told = {name: getattr(self, name) for name in Fields.__annotations__}
        return Draft(detected=self.detected, **{**told, **fields})

    def anew(self) -> Draft:
        """The same once more, told and decided as it is; what is told of either from now on is its own."""
        made = object.__new__(Draft)
        for name in self.__slots__:
            object.__setattr__(made, name, getattr(self, name))
        object.__setattr__(made, "_told", set(self._told))
        return made

    @property
    def rule(self) -> EventRule:
        """The rule that holds."""
        return self.detected.rule

    @property
    def trigger(self) -> Token:
        """The word that heads the trigger."""
        return self.detected.trigger

    @property
    def words(self) -> tuple[Token, ...]:
        """The words that the rule's phrase matched."""
        return self.detected.words

    @property
    def frame(self) -> Frame:
        """The roles around the trigger."""
        return self.detected.frame

    @property
    def span(self) -> Span:
        """The words quoted as the trigger."""
        return self.detected.span

    @property
    def sentence(self) -> Sentence:
        """The sentence the trigger stands in."""
        return self.detected.frame.sentence
