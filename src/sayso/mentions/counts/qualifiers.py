"""Qualifiers beside a number ("more than", "or so", "another") and the bound that they give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.lang import lexicon
from sayso.mentions.counts.line import Line
from sayso.mentions.counts.numbers import BETWEEN, Number
from sayso.model import Bound
from sayso.rules.units import QualifierRow
from sayso.rules.word_index import WordIndex

_THAN = lexicon("counts")["qualifiers.than"]
_MAX_STACK = 3


@dataclass(frozen=True, slots=True)
class Qualified:
    """A number with its qualifiers: tokens ``first`` to ``last`` and the rows, outermost last."""

    first: int
    last: int
    rows: tuple[QualifierRow, ...] = ()

    @property
    def additional(self) -> bool:
        """Whether the count adds to an earlier one."""
        return any(row.additional for row in self.rows)

    def bounds(self, number: Number) -> tuple[float | None, float | None, Bound, QualifierRow | None]:
        """Low, high, bound, and the row that gives the bound (None: the number's own)."""
        row = next((r for r in self.rows if r.bound in ("at-least", "at-most")), None)
        row = row or next((r for r in self.rows if r.bound == "about"), None)
        shown = row or (self.rows[0] if self.rows else None)
        top = number.high
        if row is None or number.ranged or number.row.kind == "none":
            return number.low, top, number.bound, shown
        if row.bound == "at-least":
            return number.low, None, "at-least", row
        if row.bound == "at-most" and top is not None:
            return None, top, "at-most", row
        return number.low, top, "about", row


class QualifierFinder:
    """Finds qualifiers by the rows of ``qualifiers.csv``.

    ``changes``: verbs of change; ``casualties``: words of harm; ``part``: phrases that make a count part of another.
    """

    def __init__(self, rows: Sequence[QualifierRow]) -> None:
        bounds = [r for r in rows if r.bound is not None]
        denials = [r for r in rows if r.bound is None]
        self._before, self._after = _index(bounds, "before"), _index(bounds, "after")
        self._not_before, self._not_after = _index(denials, "before"), _index(denials, "after")
        self.part = _index(rows, "part")
        self.changes = frozenset(w for r in rows if r.place == "earlier" for w in r.words)
        self.casualties = frozenset(w for r in rows if r.place == "verb" for w in r.words)

    def qualify(self, line: Line, number: Number) -> Qualified:
        """The number with what stands before and after it."""
        rows: list[QualifierRow] = []
        first, last = number.first, number.last
        if number.ranged and line.word(first - 1) in BETWEEN:
            first -= 1
        after = self._after.starting(line.words, last + 1)
        if after and line.word(after[0]) not in _THAN:
            rows.append(after[1])
            last = after[0] - 1
        for _ in range(_MAX_STACK):
            found = self._before.ending(line.words, first)
            if found is None:
                break
            first = found[0]
            rows.append(found[1])
        return Qualified(first, last, tuple(rows))

    def denied_before(self, line: Line, first: int) -> tuple[int, QualifierRow] | None:
        """Start and row of the phrase before ``first`` that makes the number no figure ("Highway 4"), or None."""
        return self._not_before.ending(line.words, first)

    def denied_after(self, line: Line, after: int) -> bool:
        """Whether a phrase after the number makes it no figure ("11 p.m.")."""
        return self._not_after.starting(line.words, after) is not None


def _index(rows: Iterable[QualifierRow], place: str) -> WordIndex[QualifierRow]:
    return WordIndex((w, r) for r in rows if r.place == place for w in r.words)
