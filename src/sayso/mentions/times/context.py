"""What a time expression is resolved with, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from sayso.mentions.times.calendar import Period, narrow
from sayso.mentions.times.lexer import Lexeme
from sayso.mentions.times.tense import Direction
from sayso.model import Grain
from sayso.rules.times import TimeRow

Sense = Literal["at", "since", "until", "so-far"]
Kind = Literal["date", "time", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Found:
    """A resolved expression; as the fields of TimeMention."""

    kind: Kind
    value: str
    earliest: date | None
    latest: date | None
    grain: Grain
    sense: Sense | None = None

    @property
    def period(self) -> Period | None:
        """The stretch of the calendar that it names; None where its days cannot be told, and for a length of time."""
        if self.kind in ("date", "time") and self.earliest and self.latest:
            return Period(self.value, self.earliest, self.latest, self.grain)
        return None


class Undated(Exception):
    """The document has no day of publication to count from; ``found``: what is known all the same."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.found = found


@dataclass(slots=True)
class Memory:
    """What the document has told so far.

    ``last``: the stretch resolved last; ``explicit``: the one in this sentence whose year was written out;
    ``years``: the year of each month and day that was told with its year; ``quarter``: the quarter told last;
    ``stretch``: the stretch of more than a day told last, with its days ("16-28 February"); ``heading``: the year that
    stands alone on a line above the days that open the lines below it.
    """

    last: Period | None = None
    explicit: Period | None = None
    quarter: Period | None = None
    stretch: Period | None = None
    heading: int | None = None
    years: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass
class Match:
    """A stretch of lexemes that a pattern matched, with its neighbours in the sentence and its surroundings.

    ``start``, ``end``: indexes of its first lexeme and after its last. ``published``: the day of publication, or None;
    ``around``: a day of the report's news, where publication is not known (see ``captions``). ``clause``: tells where
    its clause points; asked when needed.
    """

    row: TimeRow
    lexemes: list[Lexeme]
    start: int
    end: int
    published: date | None
    memory: Memory
    sense: Sense
    clause: Callable[[], Direction]
    around: date | None = None

    @cached_property
    def parts(self) -> list[Lexeme]:
        """The lexemes that it covers."""
        return self.lexemes[self.start : self.end]

    @property
    def before(self) -> Lexeme | None:
        """The lexeme before it."""
        return self.lexemes[self.start - 1] if self.start else None

    @property
    def after(self) -> Lexeme | None:
        """The lexeme after it."""
        return self.lexemes[self.end] if self.end < len(self.lexemes) else None

    @property
    def last(self) -> Period | None:
        """The stretch that the document told last."""
        return self.memory.last

    def get(self, *kinds: str) -> Lexeme | None:
        """The first lexeme of one of these kinds."""
        return next((x for x in self.parts if x.kind in kinds), None)

    def need(self, *kinds: str) -> Lexeme:
        """The first lexeme of one of these kinds, of which the pattern demands one; ValueError when it does not."""
        found = self.get(*kinds)
        if found is None:
            raise ValueError(kinds)
        return found

    def all(self, *kinds: str) -> list[Lexeme]:
        """All lexemes of these kinds."""
        return [x for x in self.parts if x.kind in kinds]

    def follows(self, *kinds: str) -> bool:
        """Whether the lexeme before it is of one of these kinds."""
        return self.before is not None and self.before.kind in kinds

    def today(self, grain: Grain, value: str = "", kind: Kind = "date", *, about: bool = False) -> date:
        """The day of publication. Raises Undated where there is none; grain, value and kind are what is known then.

        ``about``: a day near it will do.
        """
        day = self.published or (self.around if about else None)
        if day is None:
            raise Undated(unresolved(grain, value, kind))
        return day

    @property
    def step(self) -> int:
        """How many units away: "last" -1, "next" 1, else 0."""
        return -1 if self.get("last") else 1 if self.get("next") else 0

    @cached_property
    def tense(self) -> Direction:
        """Where its clause points."""
        return self.clause()

    @cached_property
    def direction(self) -> Direction:
        """Where the expression points: by its own words, its preposition or the tense of its clause."""
        if self.get("next"):
            return "future"
        return "past" if self.sense == "since" or self.get("last") else self.tense

    @property
    def future(self) -> bool:
        """Whether the expression looks ahead."""
        return self.direction == "future"

    def dated(self, period: Period) -> Found:
        """The stretch, kept only in part where a modifier says so ("early": the first third)."""
        mod = self.get("mod")
        begin, end = (int(share) for share in mod.value.split()) if mod else (0, 3)
        narrowed = narrow(period, (begin, end))
        grain: Grain = "part-of-day" if period.grain == "day" and mod else period.grain
        return Found("time" if "T" in period.value else "date", period.value, narrowed.first, narrowed.last, grain)


def unresolved(grain: Grain, value: str = "", kind: Kind = "date") -> Found:
    """An expression whose days cannot be told."""
    return Found(kind, value, None, None, grain)
