"""Names: what is to be resolved, and what is known of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.gazetteer import Entry
from sayso.model import PlaceMention, Sentence


@dataclass(slots=True)
class Name:
    """A name to resolve: its mentions share one meaning.

    ``feature``: the kind that the words give it ("district"), or empty. ``containers``: ids of places said to hold it.
    ``around``: places said to, where none holds a bearer of the name.
    ``holds``: ids of bearers that the words say hold another place. ``count``: how often it is mentioned.
    ``chosen``: the answer so far; ``sure``: how far ahead it is, 0 to 1.
    """

    text: str
    key: str
    feature: str = ""
    containers: tuple[str, ...] = ()
    around: tuple[Entry, ...] = ()
    holds: frozenset[str] = frozenset()
    count: int = 1
    fixed: Entry | None = None
    candidates: tuple[Entry, ...] = ()
    chosen: Entry | None = None
    sure: float = 0.0
    priors: dict[str, float] = field(default_factory=dict)


class Inside:
    """Mentions by where they stand."""

    def __init__(self, mentions: Iterable[PlaceMention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]

    def __call__(self, sentence: Sentence) -> list[PlaceMention]:
        """The mentions that begin in the sentence, in text order."""
        return self._mentions[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]
