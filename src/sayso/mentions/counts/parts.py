"""Which counts are part of another: "31 people, including seven children", "12, five of them women"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from sayso.lang import lexicon
from sayso.mentions.counts.line import Line
from sayso.mentions.counts.nouns import OF
from sayso.model import PERSONS, CountMention
from sayso.rules.units import QualifierRow
from sayso.rules.word_index import WordIndex

WORDS = lexicon("counts")
_AMONG = WORDS["parts.among"]
_WERE = WORDS["parts.were"]
_LIST = WORDS["parts.list"]
_OPENING = WORDS["parts.opening"]
_SETTING_OFF = frozenset("-–—(")
_CLOSING = frozenset("-–—)")
_MAX_LIST = 3
_NEAR_OF = 2
_NEAR_START = 8


def with_parts(
    line: Line, counts: list[CountMention], before: Sequence[CountMention], part: WordIndex[QualifierRow]
) -> list[CountMention]:
    """The counts with ``part_of`` filled; ``before``: the counts of the last sentence that had any."""
    if len(counts) < 2 and not any(w in part.first or w in _AMONG for w in line.words):
        return counts
    found: list[CountMention] = []
    for count in counts:
        whole = _behind(line, count, counts) or _whole(line, count, found, before, part)
        found.append(replace(count, part_of=whole.start) if whole else count)
    return found


def _whole(
    line: Line, count: CountMention, earlier: list[CountMention], before: Sequence[CountMention],
    part: WordIndex[QualifierRow],
) -> CountMention | None:  # fmt: skip
    """The count that this one is part of, or None."""
    inside = line.sentence.within(count)
    first, last = inside[0].index, inside[-1].index
    if _tells(line, count):
        return None
    partitive = any(line.word(i) in OF and part.starting(line.words, i) for i in range(first, last + 2))
    among = any(line.word(i) in _AMONG and line.word(i + 1) in WORDS["them"] for i in range(first, last + 2))
    if opened := _opened(line, count, earlier):
        return opened
    if partitive or among or _cued(line, first, part) or _set_off(line, count, earlier):
        told_before = line.word(0) in _OPENING and first <= _NEAR_START  # "Among the dead were two children"
        wholes = [c for c in earlier if c.part_of is None] or (before if told_before else ())
        return next((c for c in reversed(wholes) if _holds(c, count)), None)
    if not earlier or earlier[-1].part_of is None:
        return None
    between = line.words[line.sentence.within(earlier[-1])[-1].index + 1 : first]
    if 0 < len(between) <= _MAX_LIST and all(w in _LIST for w in between) and not _acts(line, count, last):
        whole = next((c for c in (*before, *earlier) if c.start == earlier[-1].part_of), None)
        return whole if whole and _holds(whole, count) else None
    return None


def _behind(line: Line, count: CountMention, counts: Sequence[CountMention]) -> CountMention | None:
    """The whole behind its part: "twelve children were among the 31 killed", "three of the 40".

    Not "convicted a man of killing nine people".
    """
    at = line.sentence.within(count)[-1].index + 1
    at += line.word(at) in _WERE
    if line.word(at) not in _AMONG | OF:
        return None
    near = [t.start for t in takewhile(lambda t: t.pos != "VERB", line.tokens[at + 1 : at + 3])]
    return next((c for c in counts if c.start in near and _holds(c, count)), None)


def _acts(line: Line, count: CountMention, last: int) -> bool:
    """Whether it is the subject of the verb behind it, and no more of the list: "including a nun, a doctor said"."""
    head = next(t for t in line.sentence.within(count) if t.start == count.head)
    verb = line.sentence.head(head)
    return head.dep in ("nsubj", "nsubjpass") and all(t.text != "," for t in line.tokens[last : verb.index])


def _tells(line: Line, count: CountMention) -> bool:
    """Whether it is who tells what stands before: "shot nine of them, a colonel said"."""
    head = next(t for t in line.sentence.within(count) if t.start == count.head)
    verb = line.sentence.head(head)
    told = line.sentence.children(verb, "ccomp") if head.index < verb.index and verb.pos == "VERB" else []
    return any(t.index < head.index for t in told) and _acts(line, count, head.index)


def _cued(line: Line, first: int, part: WordIndex[QualifierRow]) -> bool:
    """Whether a phrase such as "including" stands right before the count ("among them at least" included)."""
    if line.word(0) in _AMONG and line.word(first - 1) in _WERE:
        return True
    near = part.ending(line.words, first - 1) if line.word(first - 1) in WORDS["parts.between"] else None
    return bool(near or part.ending(line.words, first)) or _listed_after(line, first, part)


def _listed_after(line: Line, first: int, part: WordIndex[QualifierRow]) -> bool:
    """Whether what is counted is listed after such a phrase: "including children and four soldiers"."""
    token = line.tokens[first]
    while token.dep in ("nummod", "quantmod", "advmod", "amod", "det") and token.head > token.index:
        token = line.tokens[token.head]
    while token.dep == "conj" and line.tokens[token.head].pos in ("NOUN", "PROPN"):
        token = line.tokens[token.head]
    return token.index > token.head and bool(part.ending(line.words, token.head + 1))


def _opened(line: Line, count: CountMention, earlier: list[CountMention]) -> CountMention | None:
    """The whole with which "of" opens the sentence: "Of the eight people killed, three were children"."""
    if line.word(0) not in OF or not earlier:
        return None
    comma = next((t.start for t in line.tokens if t.text == ","), count.end)
    before = earlier[0].end <= comma < count.start and line.sentence.within(earlier[0])[0].index <= _NEAR_OF
    return earlier[0] if before and _holds(earlier[0], count) else None


def _set_off(line: Line, count: CountMention, earlier: list[CountMention]) -> bool:
    """Whether a dash or bracket right behind the last whole opens what it is made of: "90 people - 60 rebels and 30
    civilians - were killed"."""
    whole = next((c for c in reversed(earlier) if c.part_of is None), None)
    if whole is None or whole.unit not in PERSONS or count.unit not in PERSONS or not count.noun:
        return False
    after = line.sentence.within(whole)[-1].index + 1
    first, last = (line.sentence.within(count)[i].index for i in (0, -1))
    between = line.tokens[after + 1 : first]
    dash = line.word(after) in _SETTING_OFF and line.tokens[after - 1].end < line.tokens[after].start
    closed = any(t.text in _CLOSING or t.pos in ("VERB", "AUX") for t in between) or line.tag(after + 1) == "CC"
    return dash and not closed and not line.tag(last + 1).startswith("VB")


def _holds(whole: CountMention, part: CountMention) -> bool:
    """Whether the numbers and units allow one count to include the other."""
    least = part.low if part.low is not None else part.high
    if whole.high is not None and least is not None and whole.bound != "at-least" and least > whole.high:
        return False
    same = whole.unit == part.unit or None in (whole.unit, part.unit)
    return same or (whole.unit in PERSONS and part.unit in PERSONS)
