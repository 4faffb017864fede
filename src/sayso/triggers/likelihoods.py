"""What the model says of a report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
import numpy.typing

from sayso.model import EVENT_TYPES, EventType, Span

__all__ = ["Candidate", "Hint", "Likelihoods", "within"]

_NUMBER = {kind: number for number, kind in enumerate(EVENT_TYPES)}
_WHOLE = 1000
_TAIL = 0.3
"""A trigger's words go on as long as they are at least this share as likely as its likeliest piece."""

Rows = numpy.typing.NDArray[numpy.int16]
Reals = numpy.typing.NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Hint:
    """A trigger that the rules found: its type and characters, half-open into the report's text.

    ``claimed``: whether the rules made a claim of it.
    """

    type: EventType
    start: int
    end: int
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name a claim: type, characters (half-open into the report's text), likelihood from 0 to 1."""

    type: EventType
    span: Span
    likelihood: float


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """How likely each piece of a word names a claim.

    ``pieces``: their characters, half-open into the text, in order; ``rows``: for each piece a likelihood in
    thousandths for each of EVENT_TYPES; ``states``: for each piece the numbers in which the encoder holds what it made
    of it, None where no encoder read the text.
    """

    pieces: Sequence[tuple[int, int]]
    rows: Rows
    states: Reals | None = None

    def of(self, kind: EventType, span: Span) -> float:
        """How likely the words of the span name a claim of the type: the likeliest piece speaks for them."""
        numbers = within(self.pieces, span.start, span.end)
        found = self.rows[numbers.start : numbers.stop, _NUMBER[kind]]
        return int(found.max()) / _WHOLE if found.size else 0.0

    def candidates(self, start: int, end: int, least: float) -> Iterator[Candidate]:
        """The words between two offsets that are at least so likely, in text order for each type."""
        numbers = within(self.pieces, start, end)
        rows = self.rows[numbers.start : numbers.stop]
        for column in numpy.flatnonzero((rows >= least * _WHOLE).any(axis=0)).tolist():
            yield from self._runs(EVENT_TYPES[column], numbers.start, rows[:, column].tolist(), least)

    def _runs(self, kind: EventType, first: int, row: list[int], least: float) -> Iterator[Candidate]:
        at, low = 0, least * _TAIL * _WHOLE
        while at < len(row):
            end = at
            while end < len(row) and row[end] >= low:
                end += 1
            peak = max(row[at:end], default=0)
            if peak >= least * _WHOLE:
                kept = [n for n in range(at, end) if row[n] >= peak * _TAIL]
                span = Span(start=self.pieces[first + kept[0]][0], end=self.pieces[first + kept[-1]][1])
                yield Candidate(kind, span, peak / _WHOLE)
            at = end + 1


def within(pieces: Sequence[tuple[int, int]], start: int, end: int) -> range:
    """The numbers of the pieces that share a character with those from ``start`` up to ``end``."""
    first = bisect_left(pieces, (start, start))
    if first and pieces[first - 1][1] > start:
        first -= 1
    last = max(bisect_left(pieces, (end, end)), first) if end > start else first
    return range(first, last)
