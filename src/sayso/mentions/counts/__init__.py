"""Counts: every stretch that counts something.

Numbers come first (digits in many styles, words, vague words, ranges), then the noun after each of them, then what
qualifies it. Numbers that count nothing (ages, dates, durations, distances, names) are left out. Single persons
and things ("a woman") and coordinated persons ("a boy and his father") are counts as well, under rules of their own.
The name of a group behind a number counts its fighters ("30 Houthis").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from sayso.mentions.counts.articles import ArticleFinder
from sayso.mentions.counts.exclusions import Exclusions
from sayso.mentions.counts.finder import CountFinder
from sayso.mentions.counts.line import Line
from sayso.mentions.counts.nouns import NounFinder
from sayso.mentions.counts.numbers import NumberReader
from sayso.mentions.counts.parts import with_parts
from sayso.mentions.counts.qualifiers import QualifierFinder
from sayso.model import PERSONS, ActorMention, CountMention, Reading, Sentence
from sayso.rules.times import TimeWordRow
from sayso.rules.units import NumberRow, QualifierRow, UnitRow
from sayso.stage import Resources

__all__ = ["Counts"]

_GROUPS = frozenset({"armed-group", "party"})
_MODIFYING = frozenset({"compound", "nmod", "amod", "poss"})


class Counts:
    """Fills ``counts``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences", "actors")
    fills: ClassVar[str] = "counts"

    def __init__(self, resources: Resources) -> None:
        book = resources.rulebook
        numbers, units, times = book.rows(NumberRow), book.rows(UnitRow), book.rows(TimeWordRow)
        days = {r.words[0] for r in times if r.kind == "weekday"}
        days |= {w for r in times if r.kind in ("deictic", "overnight") for w in r.words}
        months = frozenset(w for r in times if r.kind == "month" for w in r.words)
        nouns = NounFinder(units, frozenset(days))
        self._qualifiers = QualifierFinder(book.rows(QualifierRow))
        reader = NumberReader(numbers, self._qualifiers.changes)
        self._fighters = next((r for r in units if "fighter" in r.words), None)
        self._counts = CountFinder(nouns, self._qualifiers, reader, Exclusions(months, self._qualifiers), units)
        self._articles = ArticleFinder(nouns, numbers, self._qualifiers)

    def __call__(self, reading: Reading) -> tuple[CountMention, ...]:
        """All counts of the document, in text order."""
        found: list[CountMention] = []
        before: list[CountMention] = []
        groups = [m for m in reading.actors if m.form == "listed" and m.kind in _GROUPS]
        for sentence in reading.sentences:
            line = Line(reading.document.text, sentence)
            counts = self._articles.join(line, self._counts.find(line))
            here = [m for m in groups if sentence.start <= m.start < sentence.end] if counts else []
            counts = [self._of_a_group(count, here, line, sentence) for count in counts] if here else counts
            if counts:
                counts = with_parts(line, counts, before, self._qualifiers.part)
                found += counts
                before = [c for c in counts if c.part_of is None] or before
        return tuple(found)

    def _of_a_group(
        self, count: CountMention, groups: Sequence[ActorMention], line: Line, sentence: Sentence
    ) -> CountMention:
        """The count with the group behind its number as its noun."""
        for group in groups:
            if count.unit in PERSONS:
                continue  # "600 Serbs" are people
            behind = not line.text[count.end : group.start].strip() if count.unit is None else group.end == count.end
            head = sentence.head_of(group)
            if self._fighters and count.start < group.start and behind and head and head.dep not in _MODIFYING:
                return replace(
                    count, end=group.end, text=line.text[count.start : group.end], rule=self._fighters.rule,
                    unit=self._fighters.unit, noun=head.lemma, head=head.start,
                )  # fmt: skip
        return count
