"""Read the numbers of a sentence: digits in the styles of many outlets, words, vague words and ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.lang import lexicon
from sayso.model import Bound, Sentence
from sayso.rules.units import NumberRow
from sayso.rules.word_index import WordIndex

WORDS = lexicon("counts")
_FROM_WORDS_WORDS = WORDS["numbers.from_words"]
_RANGE_WORDS = WORDS["numbers.range"]
_RANGE_2_WORDS = WORDS["numbers.range_2"]
_RANGE_3_WORDS = WORDS["numbers.range_3"]

_PLAIN = re.compile(r"\d+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3}){1,3}|[1-9]\d{0,2}(?:['’]\d{3})+")
_DECIMAL = re.compile(r"\d+\.\d{1,2}")
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}")
_SUFFIXED = re.compile(r"([\d.,]+)(k|m|mn|mln|bn)", re.IGNORECASE)
_PLUS = re.compile(r"([\d.,]+)\+")
_JOINED = re.compile(r"(\d[\d.,]*)[-–—](\d[\d.,]*)")
_HYPHENS = frozenset("-‐‑–—−")
_MAX_GROUP = 4
_MAX_WORDS = 12
_BEFORE_CHANGE = 8


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read: tokens ``first`` to ``last`` (inclusive), its values, and the row that knows it.

    ``bound``: what the words themselves say ("dozens": about, high open; "10+": at-least). ``digits``: written in
    digits only. ``ranged``: a low and a high were given.
    """

    first: int
    last: int
    low: float
    high: float | None
    bound: Bound
    row: NumberRow
    digits: bool = False
    ranged: bool = False


class NumberReader:
    """Reads the numbers of a sentence by the rows of ``numbers.csv``.

    ``changes``: verbs after which "from 12 to 15" is no range.
    """

    def __init__(self, rows: Sequence[NumberRow], changes: frozenset[str] = frozenset()) -> None:
        self._changes = changes
        self._digits = next((r for r in rows if r.kind == "digits"), NumberRow(id="digits", kind="digits"))
        self._cardinal = {w: r for r in rows if r.kind == "cardinal" for w in r.words}
        self._multiplier = {w: r for r in rows if r.kind == "multiplier" for w in r.words}
        self._phrases = WordIndex((w, r) for r in rows if r.kind in ("vague", "none") for w in r.words)

    def read(self, sentence: Sentence, words: list[str]) -> Iterator[Number]:
        """All numbers of the sentence, in order, ranges joined; ``words`` are its tokens in lower case."""
        at = 0
        while at < len(words):
            number = self._number(sentence, words, at)
            if number is None:
                at += 1
                continue
            number = self._range(sentence, words, number)
            yield number
            at = number.last + 1

    def _number(self, sentence: Sentence, words: list[str], at: int) -> Number | None:
        word = words[at]
        if word in self._phrases.first:
            found = self._phrases.starting(words, at)
            if found:
                end, row = found
                high = row.value if row.kind == "none" or not _is_open(row) else None
                return Number(at, end - 1, row.value, high, row.bound, row)
        if word[0].isdigit():
            return self._from_digits(sentence, words, at)
        if word[0] in "~≈" and word[1:2].isdigit():
            value = _value(word[1:])
            return None if value is None else Number(at, at, value, value, "about", self._digits, digits=True)
        if word in self._cardinal or (
            word in _FROM_WORDS_WORDS and at + 1 < len(words) and self._scales(words[at + 1])
        ):
            return self._from_words(words, at)
        return None

    def _scales(self, word: str) -> bool:
        return word in self._multiplier and len(word) > 3

    def _from_words(self, words: list[str], at: int) -> Number | None:
        """Cardinal words that add up: "two hundred and fifty", "twenty-five", "a dozen"."""
        total = current = 0.0
        row: NumberRow | None = None
        bound: Bound = "exact"
        last, place = at - 1, at
        if words[at] in _FROM_WORDS_WORDS:
            current, place = 1, at + 1
        while place < len(words) and place - at < _MAX_WORDS:
            word = words[place]
            unit, scale = self._cardinal.get(word), self._multiplier.get(word) if len(word) > 3 else None
            if unit and _fits(current, unit.value, row is None):
                current += unit.value
            elif scale and (row or words[at] in _FROM_WORDS_WORDS):
                current = max(current, 1) * scale.value
                bound = scale.bound if scale.bound != "exact" else bound
                if scale.value >= 1000:
                    total, current = total + current, 0
            elif (word in _HYPHENS or word == "and") and self._continues(words, place, current, total):
                place += 1
                continue
            else:
                break
            row, last, place = scale or row or unit, place, place + 1
        return Number(at, last, total + current, total + current, bound, row) if row else None

    def _continues(self, words: list[str], place: int, current: float, total: float) -> bool:
        """Whether the hyphen or "and" at ``place`` joins number words."""
        unit = self._cardinal.get(words[place + 1]) if place + 1 < len(words) else None
        if unit is None:
            return place + 1 < len(words) and words[place] in _HYPHENS and self._scales(words[place + 1])
        if words[place] == "and":
            return (current >= 100 and current % 100 == 0) or (current == 0 and total > 0)
        return current % 100 >= 20 and current % 10 == 0 and 0 < unit.value < 10

    def _from_digits(self, sentence: Sentence, words: list[str], at: int) -> Number | None:
        word = words[at]
        row, last = self._digits, at
        if match := _JOINED.fullmatch(word):
            low, high = _value(match[1]), _value(match[2])
            if low is None or high is None or not low < high:
                return None
            return Number(at, at, low, high, "about", row, digits=True, ranged=True)
        if match := _PLUS.fullmatch(word):
            value = _value(match[1])
            return None if value is None else Number(at, at, value, None, "at-least", row, digits=True)
        if match := _SUFFIXED.fullmatch(word):
            value = _value(match[1], scaled=True)
            scale = self._multiplier.get(match[2].lower())
            if value is None or scale is None:
                return None
            return Number(at, at, _round(value * scale.value), _round(value * scale.value), "exact", row, digits=True)
        grouped = _groups(sentence, at)
        if grouped is not None:
            last, value = grouped
        else:
            scaled = at + 1 < len(words) and words[at + 1] in self._multiplier
            value = _value(word, scaled=scaled)
        if value is None:
            return None
        bound: Bound = "exact"
        while last + 1 < len(words) and (by := self._multiplier.get(words[last + 1])):
            if len(words[last + 1]) == 1 and not self._is_scale_letter(sentence, last + 1):
                break
            value, bound, row, last = _round(value * by.value), by.bound, by, last + 1
        return Number(at, last, value, value, bound, row, digits=True)

    def _is_scale_letter(self, sentence: Sentence, at: int) -> bool:
        """Whether the "m" or "k" here scales ("$60m", "1.5m people") rather than measures metres."""
        number, letter = sentence.tokens[at - 1], sentence.tokens[at]
        if number.end != letter.start:
            return False
        before = sentence.tokens[at - 2].text[-1] if at >= 2 else ""
        after = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
        return before in "$€£" or letter.text == "k" or (after is not None and after.tag in ("NNS", "JJ", "NNPS"))

    def _range(self, sentence: Sentence, words: list[str], low: Number) -> Number:
        """Join "five to ten", "5-10", "between 5 and 10", "two and possibly three" to one number."""
        if low.high is None or low.bound == "at-least" or low.ranged or low.row.kind == "none":
            return low
        place = low.last + 1
        if place + 1 >= len(words):
            return low
        link = words[place]
        doubt = link in _RANGE_WORDS and words[place + 1] in _RANGE_2_WORDS
        if not (doubt or link in _RANGE_3_WORDS or link in _HYPHENS or (link == "and" and self._between(words, low))):
            return low
        if link == "to" and changed_from(sentence, words, low.first, self._changes):
            return low
        high = self._number(sentence, words, place + (2 if doubt else 1))
        if high is None or high.high is None or ("none" in (high.row.kind, low.row.kind)):
            return low
        scale = self._multiplier.get(words[high.last]) if high.last > high.first else None
        first = low.low
        if scale and low.last == low.first and first * scale.value < high.low:
            first *= scale.value
        return self._joined(low, high, first, link)

    def _joined(self, low: Number, high: Number, first: float, link: str) -> Number:
        if not first < high.low or (link == "or" and high.low > 2 * first + 2):
            return low
        return replace(low, last=high.last, low=first, high=high.low, bound="about", ranged=True)

    def _between(self, words: list[str], low: Number) -> bool:
        return low.first > 0 and words[low.first - 1] == "between"


def changed_from(sentence: Sentence, words: list[str], first: int, changes: frozenset[str]) -> bool:
    """Whether "from" and a verb of change before it make the number at ``first`` an old value."""
    if first == 0 or words[first - 1] != "from":
        return False
    near = sentence.tokens[max(0, first - _BEFORE_CHANGE) : first - 1]
    return any(t.lemma in changes and t.pos in ("VERB", "NOUN") for t in near)


def _is_open(row: NumberRow) -> bool:
    """Vague plurals leave the high end open; "half a dozen" and "half a million" do not."""
    return row.kind == "vague" and not row.words[0].startswith(("half", "a "))


def _fits(current: float, value: float, first: bool) -> bool:
    if first:
        return True
    if value < 10:
        return value > 0 and (current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20))
    return current % 100 == 0


def _groups(sentence: Sentence, at: int) -> tuple[int, float] | None:
    """The last token and value of digits grouped by single spaces ("76 000"), or None."""
    tokens = sentence.tokens
    if not (_PLAIN.fullmatch(tokens[at].text) and len(tokens[at].text) <= 3 and tokens[at].text[0] != "0"):
        return None
    last, digits = at, tokens[at].text
    while last + 1 < len(tokens) and last - at < _MAX_GROUP:
        following = tokens[last + 1]
        if len(following.text) != 3 or not following.text.isdecimal() or following.start != tokens[last].end + 1:
            break
        digits, last = digits + following.text, last + 1
    return (last, float(digits)) if last > at else None


def _value(text: str, scaled: bool = False) -> float | None:
    """What the digits say; ``scaled``: a word of scale follows, so that "1.234" and "1,5" are decimals."""
    text = text.rstrip(".,")
    if not text.isascii() or len(text) > 15:
        return None
    if _PLAIN.fullmatch(text):
        return float(text)
    if scaled and _COMMA_DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    if scaled and re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    if _THOUSANDS.fullmatch(text):
        if "," in text:
            return float(text.replace(",", ""))
        return float(re.sub(r"[.'’]", "", text))
    return float(text) if _DECIMAL.fullmatch(text) else None


def _round(value: float) -> float:
    """Take the binary noise out of a product ("1.2 million")."""
    return float(round(value, 3))
