"""Counts: every stretch that counts something.

Numbers come first (digits in many styles, words, vague words, ranges), then the noun after each of them, then what
qualifies it. Numbers that count nothing (ages, dates, durations, distances, names) are left out. Single persons
and things ("a woman") and coordinated persons ("a boy and his father") are counts as well, under rules of their own.
"""

from __future__ import annotations

from typing import ClassVar

from sayso.mentions.counts.articles import ArticleFinder
from sayso.mentions.counts.finder import CountFinder
from sayso.mentions.counts.nouns import NounFinder
from sayso.mentions.counts.numbers import NumberReader
from sayso.mentions.counts.parts import with_parts
from sayso.mentions.counts.qualifiers import QualifierFinder
from sayso.model import CountMention, Reading, Sentence
from sayso.rules.units import NumberRow, QualifierRow, UnitRow
from sayso.stage import Resources

__all__ = ["Counts"]


class Counts:
    """Fills ``counts``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences",)
    fills: ClassVar[str] = "counts"

    def __init__(self, resources: Resources) -> None:
        book = resources.rulebook
        numbers = book.rows(NumberRow)
        nouns = NounFinder(book.rows(UnitRow))
        self._qualifiers = QualifierFinder(book.rows(QualifierRow))
        reader = NumberReader(numbers, self._qualifiers.changes)
        self._counts = CountFinder(nouns, self._qualifiers, reader, book.rows(UnitRow))
        self._articles = ArticleFinder(nouns, numbers, self._qualifiers)

    def __call__(self, reading: Reading) -> tuple[CountMention, ...]:
        """All counts of the document, in text order."""
        found: list[CountMention] = []
        before: list[CountMention] = []
        for sentence in reading.sentences:
            counts = self._sentence(reading.document.text, sentence)
            if counts:
                counts = with_parts(sentence, counts, before, self._qualifiers.part)
                found += counts
                before = [c for c in counts if c.part_of is None] or before
        return tuple(found)

    def _sentence(self, text: str, sentence: Sentence) -> list[CountMention]:
        words = [t.text.lower().replace("’", "'") for t in sentence.tokens]
        numbered = self._counts.find(text, sentence, words)
        return self._articles.join(text, sentence, words, numbered)
