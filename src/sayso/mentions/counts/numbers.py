"""Read the numbers of a sentence: digits in the styles of many outlets, words, vague words and ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.lang import lexicon
from sayso.mentions.counts.line import Line
from sayso.model import Bound
from sayso.rules.units import NumberRow
from sayso.rules.word_index import WordIndex

WORDS = lexicon("counts")
BETWEEN = WORDS["between"]
_ONE = WORDS["numbers.one"]
_AND = WORDS["and"]
_OR = WORDS["or"]
_TO = WORDS["to"]
_KILO = WORDS["numbers.thousands"]
_AND_A_HALF = WORDS.row("numbers.and_a_half")
_MORE = WORDS["adding"]

_PLAIN = re.compile(r"\d+")
_THOUSANDS = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}|[1-9]\d{0,2}(?:\.\d{3}){1,3}|[1-9]\d{0,2}(?:['’]\d{3})+"
)
_DECIMAL = re.compile(r"\d+\.\d{1,2}")
_SCALED = re.compile(r"\d+[.,]\d+")
_SUFFIXED = re.compile(r"([\d.,]+)([^\W\d_]+)")
_ABOUT = re.compile(r"[~≈](\d.*)")
_JOINED = re.compile(r"(\d[\d.,]*)[-–—](\d[\d.,]*)")
_OUT_OF = re.compile(r"(\d+)/(\d+)")
_HYPHENS = frozenset("-‐‑–—−")
_CURRENCIES = "$€£"
_SHORT = 3
_MAX_GROUP = 4
_ROUND = 5
_THOUSAND, _ORDER = 1000, 10
_MAX_WORDS = 12
_MAX_DIGITS = 15
_BEFORE_CHANGE, _FAR_BEFORE_CHANGE, _AFTER_CHANGE = 8, 20, 4


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read: tokens ``first`` to ``last`` (inclusive), its values, and the row that knows it.

    ``bound``: what the words themselves say ("dozens": about, high open; "10+": at-least). ``digits``: written in
    digits only. ``ranged``: a low and a high were given. ``out_of``: the first of "41/52", which things may follow.
    """

    first: int
    last: int
    low: float
    high: float | None
    bound: Bound
    row: NumberRow
    digits: bool = False
    ranged: bool = False
    out_of: bool = False

    @property
    def is_one(self) -> bool:
        """Whether it is the word "one"."""
        return self.low == 1 and self.high == 1 and not self.digits


class NumberReader:
    """Reads the numbers of a sentence by the rows of ``numbers.csv``.

    ``changes``: verbs after which "from 12 to 15" is no range.
    """

    def __init__(self, rows: Sequence[NumberRow], changes: frozenset[str] = frozenset()) -> None:
        self._changes = changes
        self._digits = next((r for r in rows if r.kind == "digits"), NumberRow(id="digits", kind="digits"))
        self._cardinal = {w: r for r in rows if r.kind == "cardinal" for w in r.words}
        self._multiplier = {w: r for r in rows if r.kind == "multiplier" for w in r.words}
        self._scales = {w: r for w, r in self._multiplier.items() if len(w) > _SHORT}
        self._phrases = WordIndex((w, r) for r in rows if r.kind in ("vague", "none") for w in r.words)

    def read(self, line: Line) -> Iterator[Number]:
        """All numbers of the sentence, in order, ranges joined."""
        at = 0
        while at < len(line):
            number = self._number(line, at)
            if number is None:
                at += 1
                continue
            number = self._range(line, number)
            yield number
            at = number.last + 1

    def _number(self, line: Line, at: int) -> Number | None:
        found = self._phrases.starting(line.words, at)
        if found:
            end, row = found
            high = row.value if row.kind == "none" or row.closed else None
            return Number(at, end - 1, row.value, high, row.bound, row)
        word = line.word(at)
        if word[:1].isdigit():
            return self._from_digits(line, at)
        if match := _ABOUT.fullmatch(word):
            return self._written(at, _value(match[1]), "about")
        if word in self._cardinal or (word in _ONE and line.word(at + 1) in self._scales):
            return self._from_words(line, at)
        return None

    def _from_words(self, line: Line, at: int) -> Number | None:
        """Cardinal words that add up: "two hundred and fifty", "twenty-five", "a dozen", "one and a half million"."""
        total = current = 0.0
        row: NumberRow | None = None
        bound: Bound = "exact"
        last, place = at - 1, at
        article = line.word(at) in _ONE
        if article:
            current, place = 1, at + 1
        while place < at + _MAX_WORDS:
            word = line.word(place)
            unit, scale = self._cardinal.get(word), self._scales.get(word)
            if unit and _fits(current, unit.value, row is None):
                current += unit.value
            elif scale and (row or article):
                current = max(current, 1) * scale.value
                bound = scale.bound if scale.bound != "exact" else bound
                if scale.value >= 1000:
                    total, current = total + current, 0
            elif row and self._is_half(line, place):
                current, place = current + 0.5, place + len(_AND_A_HALF)
                continue
            elif (word in _HYPHENS or word in _AND) and self._continues(line, place, current, total):
                place += 1
                continue
            else:
                break
            row, last, place = scale or row or unit, place, place + 1
        return Number(at, last, total + current, total + current, bound, row) if row else None

    def _is_half(self, line: Line, place: int) -> bool:
        """Whether "and a half" stands here before a word of scale."""
        end = place + len(_AND_A_HALF)
        return tuple(line.words[place:end]) == _AND_A_HALF and line.word(end) in self._scales

    def _continues(self, line: Line, place: int, current: float, total: float) -> bool:
        """Whether the hyphen or "and" at ``place`` joins number words."""
        after = line.word(place + 1)
        unit = self._cardinal.get(after)
        if unit is None:
            return line.word(place) in _HYPHENS and after in self._scales
        if line.word(place) in _AND:
            return (current >= 100 and current % 100 == 0) or (current == 0 and total > 0)
        return current % 100 >= 20 and current % 10 == 0 and 0 < unit.value < 10

    def _written(self, at: int, value: float | None, bound: Bound = "exact") -> Number | None:
        """A number that one token writes in digits."""
        if value is None:
            return None
        return Number(at, at, value, None if bound == "at-least" else value, bound, self._digits, digits=True)

    def _from_digits(self, line: Line, at: int) -> Number | None:
        word = line.word(at)
        if match := _JOINED.fullmatch(word):
            low, high = _value(match[1]), _value(match[2])
            if low is None or high is None or not low < high:
                return None
            low = _as_thousands(low, high)
            return Number(at, at, low, high, "about", self._digits, digits=True, ranged=True)
        if match := _OUT_OF.fullmatch(word):
            few, all_ = float(match[1]), float(match[2])
            return Number(at, at, few, few, "exact", self._digits, digits=True, out_of=True) if few <= all_ else None
        if match := _SUFFIXED.fullmatch(word):
            scale, value = self._multiplier.get(match[2]), _value(match[1], scaled=True)
            return self._written(at, _round(value * scale.value) if value is not None and scale else None)
        last, value = _grouped(line, at) or (at, _value(word, scaled=line.word(at + 1) in self._multiplier))
        if value is None:
            return None
        bound: Bound = "exact"
        row = self._digits
        while by := self._multiplier.get(line.word(last + 1)):
            if len(line.word(last + 1)) == 1 and not _is_scale_letter(line, last + 1):
                break
            value, bound, row, last = _round(value * by.value), by.bound, by, last + 1
        return Number(at, last, value, value, bound, row, digits=True)

    def _range(self, line: Line, low: Number) -> Number:
        """Join "five to ten", "5-10", "between 5 and 10", "two and possibly three", "three, four people"."""
        if low.high is None or low.bound == "at-least" or low.ranged or low.row.kind == "none":
            return low
        place = low.last + 1
        link, doubt = line.word(place), line.word(place + 1) in WORDS["numbers.maybe"]
        spoken = link == "," and (doubt or not low.digits)
        either = link in _OR or (link in _AND and (doubt or line.word(low.first - 1) in BETWEEN))
        if not (either or spoken or link in _TO or link in _HYPHENS):
            return low
        if link in _TO and changed_from(line, low.first, self._changes):
            return low
        high = self._number(line, place + 1 + doubt)
        if high is None or high.high is None or high.row.kind == "none":
            return low
        scale = self._multiplier.get(line.word(high.last)) if high.last > high.first else None
        first = low.low
        if scale and low.last == low.first and first * scale.value < high.low:
            first *= scale.value
        if low.digits and high.digits and low.last == low.first:
            first = _as_thousands(first, high.low)
        far = (link in _OR and high.low > 2 * first + 2) or (spoken and not doubt and not _is_next(line, first, high))
        if far or not first < high.low:
            return low
        return replace(low, last=high.last, low=first, high=high.low, bound="about", ranged=True)


def _as_thousands(low: float, high: float) -> float:
    """The lower end of "70 to 80,000", whose thousands are told at the upper one."""
    thousands = low * _THOUSAND
    return thousands if high % _THOUSAND == 0 and thousands < high <= _ORDER * thousands else low


def _is_next(line: Line, low: float, high: Number) -> bool:
    """Whether a number after a comma is a guess at the same thing ("three, four people"), and no further item."""
    after = high.last + 1
    rounded = low >= _ROUND and low % _ROUND == 0 == high.low % _ROUND  # "twenty, twenty-five wounded"
    of = line.word(after) in WORDS["of"]
    counted = (rounded or of or line.tag(after) in ("NNS", "JJ", "NN", "NNP")) and line.word(after) not in _MORE
    return counted and not high.digits and high.low <= 1.5 * low + 1


def _is_scale_letter(line: Line, at: int) -> bool:
    """Whether the "m" or "k" here scales ("$60m", "1.5m people") rather than measures metres."""
    if not line.glued(at - 1):
        return False
    before = line.tokens[at - 2].text[-1] if at >= 2 else " "
    return before in _CURRENCIES or line.tokens[at].text in _KILO or line.tag(at + 1) in ("NNS", "JJ", "NNPS")


def changed_from(line: Line, first: int, changes: frozenset[str]) -> bool:
    """Whether "from" and a verb of change before it make the number at ``first`` an old value."""
    goes_on = any(line.word(at) in _TO for at in range(first + 1, first + _AFTER_CHANGE))  # "from 15 dead to 11"
    reach = _FAR_BEFORE_CHANGE if goes_on else _BEFORE_CHANGE
    near = line.tokens[max(0, first - reach) : max(0, first - 1)]
    return line.word(first - 1) in WORDS["from"] and any(t.lemma in changes and t.pos in ("VERB", "NOUN") for t in near)


def _fits(current: float, value: float, first: bool) -> bool:
    if first:
        return True
    if value < 10:
        return value > 0 and (current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20))
    return current % 100 == 0


def _grouped(line: Line, at: int) -> tuple[int, float] | None:
    """The last token and value of digits grouped by single spaces ("76 000"), or None."""
    digits, last = line.tokens[at].text, at
    if not _PLAIN.fullmatch(digits) or len(digits) > 3 or digits[0] == "0":
        return None
    for token in line.tokens[at + 1 : at + 1 + _MAX_GROUP]:
        if len(token.text) != 3 or not token.text.isdecimal() or token.start != line.tokens[last].end + 1:
            break
        digits, last = digits + token.text, token.index
    return (last, float(digits)) if last > at else None


def _value(text: str, scaled: bool = False) -> float | None:
    """What the digits say; ``scaled``: a word of scale follows, so that "1.234" and "1,5" are decimals."""
    text = text.rstrip(".,")
    if not text.isascii() or len(text) > _MAX_DIGITS:
        return None
    if scaled and _SCALED.fullmatch(text) and ("." in text or len(text.partition(",")[2]) < 3):
        return float(text.replace(",", "."))
    if _THOUSANDS.fullmatch(text):
        return float(re.sub(r"[,'’]" if "," in text else r"[.'’]", "", text))
    return float(text) if _PLAIN.fullmatch(text) or _DECIMAL.fullmatch(text) else None


def _round(value: float) -> float:
    """Take the binary noise out of a product ("1.2 million")."""
    return float(round(value, 3))


def changed_to(line: Line, first: int, changes: frozenset[str]) -> bool:
    """Whether the number at ``first`` is the new value after an old one: "lowered the toll ... from 15 dead to 11"."""
    if line.word(first - 1) not in _TO:
        return False
    return any(changed_from(line, at, changes) for at in range(max(1, first - _AFTER_CHANGE), first - 1))
