"""Which counts are part of another: "31 people, including seven children", "12, five of them women"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.lang import lexicon
from sayso.mentions.counts.nouns import PERSONS
from sayso.model import CountMention, Sentence
from sayso.rules.units import QualifierRow
from sayso.rules.word_index import WordIndex

WORDS = lexicon("counts")
_CUED_WORDS = WORDS["parts.cued"]
_CUED_2_WORDS = WORDS["parts.cued_2"]
_CUED_3_WORDS = WORDS["parts.cued_3"]

_LIST = WORDS["parts.list"]
_OPENING = WORDS["parts.opening"]
_MAX_LIST = 3


def with_parts(
    sentence: Sentence, counts: list[CountMention], before: Sequence[CountMention], part: WordIndex[QualifierRow]
) -> list[CountMention]:
    """The counts with ``part_of`` filled; ``before``: the counts of the last sentence that had any."""
    words = [t.lower for t in sentence.tokens]
    if not any(w in part.first or w == "among" for w in words):
        return counts
    found: list[CountMention] = []
    for count in counts:
        whole = _whole(sentence, words, count, found, before, part)
        found.append(replace(count, part_of=whole.start) if whole else count)
    return found


def _whole(
    sentence: Sentence, words: list[str], count: CountMention, earlier: list[CountMention],
    before: Sequence[CountMention], part: WordIndex[QualifierRow],
) -> CountMention | None:  # fmt: skip
    """The count that this one is part of, or None."""
    inside = sentence.within(count)
    if not inside:
        return None
    first, last = inside[0].index, inside[-1].index
    told = any(
        part.starting(words, i) is not None and words[i] == "of" for i in range(first, min(last + 2, len(words)))
    )
    if told or _cued(words, first, part) or words[last + 1 : last + 3] in (["among", "them"], ["amongst", "them"]):
        wholes = [c for c in earlier if c.part_of is None] or (before if _opens(words, first) else ())
        return next((c for c in reversed(wholes) if _holds(c, count)), None)
    if not earlier or earlier[-1].part_of is None:
        return None
    previous = sentence.within(earlier[-1])[-1].index
    between = words[previous + 1 : first]
    if between and len(between) <= _MAX_LIST and all(w in _LIST for w in between):
        whole = next((c for c in (*before, *earlier) if c.start == earlier[-1].part_of), None)
        return whole if whole and _holds(whole, count) else None
    return None


def _cued(words: list[str], first: int, part: WordIndex[QualifierRow]) -> bool:
    """Whether a phrase such as "including" stands right before the count ("among them at least" included)."""
    if words[0] in _CUED_WORDS and words[first - 1] in _CUED_2_WORDS:
        return True
    for end in (first, first - 1):
        if end > 0 and part.ending(words, end) is not None and (end == first or words[end] in _CUED_3_WORDS):
            return True
    return False


def _opens(words: list[str], first: int) -> bool:
    """Whether the sentence speaks of the victims told before: "Among them were two children"."""
    return bool(words) and words[0] in _OPENING and first <= 8


def _holds(whole: CountMention, part: CountMention) -> bool:
    """Whether the numbers and units allow one count to include the other."""
    most = whole.high if whole.high is not None else None
    least = part.low if part.low is not None else part.high
    if most is not None and least is not None and whole.bound in ("exact", "about", "at-most") and least > most:
        return False
    same = whole.unit == part.unit or None in (whole.unit, part.unit)
    return same or (whole.unit in PERSONS and part.unit in PERSONS)
