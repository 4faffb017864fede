"""Qualifiers beside a number ("more than", "or so", "another") and the bound that they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.mentions.counts.numbers import Number
from sayso.model import Bound
from sayso.rules.units import QualifierRow
from sayso.rules.word_index import WordIndex

_MAX_STACK = 3


@dataclass(frozen=True, slots=True)
class Qualified:
    """A number with its qualifiers: tokens ``first`` to ``last`` and the rows, outermost last."""

    first: int
    last: int
    rows: tuple[QualifierRow, ...]

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
    """Finds qualifiers by the rows of ``qualifiers.csv``."""

    def __init__(self, rows: Sequence[QualifierRow]) -> None:
        figures = [r for r in rows if r.bound is not None]
        others = [r for r in rows if r.bound is None]
        self._before = WordIndex((w, r) for r in figures if r.place == "before" for w in r.words)
        self._after = WordIndex((w, r) for r in figures if r.place == "after" for w in r.words)
        self._not_before = WordIndex((w, r) for r in others if r.place == "before" for w in r.words)
        self._not_after = WordIndex((w, r) for r in others if r.place == "after" for w in r.words)
        self.changes = frozenset(w for r in rows if r.place == "earlier" for w in r.words)
        self.casualties = frozenset(w for r in rows if r.place == "verb" for w in r.words)
        self.part = WordIndex((w, r) for r in rows if r.place == "part" for w in r.words)

    def qualify(self, words: list[str], number: Number) -> Qualified:
        """The number with what stands before and after it."""
        rows: list[QualifierRow] = []
        first, last = number.first, number.last
        if number.ranged and first > 0 and words[first - 1] == "between":
            first -= 1
        if (after := self._after.starting(words, last + 1)) and words[after[0] : after[0] + 1] != ["than"]:
            rows.append(after[1])
            last = after[0] - 1
        for _ in range(_MAX_STACK):
            found = self._before.ending(words, first)
            if found is None:
                break
            first = found[0]
            rows.append(found[1])
        return Qualified(first, last, tuple(rows))

    def denied_before(self, words: list[str], first: int) -> int | None:
        """Start of the phrase before ``first`` that makes the number no figure ("Highway 4"), or None."""
        found = self._not_before.ending(words, first)
        return found[0] if found else None

    def denied_after(self, words: list[str], after: int) -> bool:
        """Whether a phrase after the number makes it no figure ("11 p.m.")."""
        return self._not_after.starting(words, after) is not None
