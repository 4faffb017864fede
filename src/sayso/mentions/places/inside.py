"""Inside: the mentions of each sentence, looked up rather than searched for, so that long texts stay linear."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from sayso.model import PlaceMention, Sentence


class Inside:
    """Mentions by where they stand."""

    def __init__(self, mentions: Iterable[PlaceMention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]

    def __call__(self, sentence: Sentence) -> list[PlaceMention]:
        """The mentions that begin in the sentence, in text order."""
        return self._mentions[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]
