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


@dataclass(slots=True)
class Memory:
    """What the document has told so far.

    ``last``: the stretch resolved last; ``explicit``: the one in this sentence whose year was written out;
    ``years``: the year of each month and day that was told with its year; ``quarter``: the quarter told last.
    """

    last: Period | None = None
    explicit: Period | None = None
    quarter: Period | None = None
    years: dict[tuple[int, int], int] = field(default_factory=dict)


class Match:
    """A stretch of lexemes that a pattern matched, with its neighbours in the sentence and its surroundings.

    ``before``, ``after``, ``second``: the lexeme before it, and the two after it. ``published``: the day of
    publication, or None. ``direction``: where its clause points, computed when asked.
    """

    def __init__(
        self,
        row: TimeRow,
        lexemes: list[Lexeme],
        span: tuple[int, int],
        published: date | None,
        memory: Memory,
        sense: Sense,
        direction: Callable[[], Direction],
    ) -> None:
        start, end = span
        self.row = row
        self.parts = lexemes[start:end]
        self.before = lexemes[start - 1] if start else None
        self.after = lexemes[end] if end < len(lexemes) else None
        self.second = lexemes[end + 1] if end + 1 < len(lexemes) else None
        self.published = published
        self.memory = memory
        self.last = memory.last
        self.explicit = memory.explicit
        self.sense: Sense = sense
        self._direction = direction

    def get(self, *kinds: str) -> Lexeme | None:
        """The first lexeme of one of these kinds."""
        return next((x for x in self.parts if x.kind in kinds), None)

    def all(self, *kinds: str) -> list[Lexeme]:
        """All lexemes of these kinds."""
        return [x for x in self.parts if x.kind in kinds]

    @cached_property
    def direction(self) -> Direction:
        """Where the expression points: by its own words, its preposition or the tense of its clause."""
        if self.get("next"):
            return "future"
        return "past" if self.sense == "since" or self.get("last") else self._direction()

    @property
    def future(self) -> bool:
        """Whether the expression looks ahead."""
        return self.direction == "future"

    @property
    def thirds(self) -> tuple[int, int]:
        """The part of the stretch that a modifier keeps, in thirds ("early": 0 to 1)."""
        mod = self.get("mod")
        if mod is None:
            return (0, 3)
        first, last = mod.value.split()
        return int(first), int(last)

    def dated(self, period: Period, kind: Kind = "date") -> Found:
        """The stretch as a date, narrowed by the modifier."""
        narrowed = narrow(period, self.thirds)
        grain: Grain = "part-of-day" if period.grain == "day" and self.get("mod") else period.grain
        return Found(kind, period.value, narrowed.first, narrowed.last, grain)


def unresolved(grain: Grain, value: str = "", kind: Kind = "date", sense: Sense | None = None) -> Found:
    """An expression whose days cannot be told."""
    return Found(kind, value, None, None, grain, sense)
