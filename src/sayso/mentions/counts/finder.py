"""Find the counts that are written as numbers: number, noun, qualifiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from sayso.lang import lexicon
from sayso.mentions.counts.exclusions import (
    Exclusions,
    currency,
    is_age,
    is_glued,
    is_number_of_sentence,
    is_one_in_so_many,
    is_rate,
    is_size,
    totalled,
)
from sayso.mentions.counts.line import Line
from sayso.mentions.counts.nouns import DETERMINERS, OF, Noun, NounFinder, age_end
from sayso.mentions.counts.numbers import Number, NumberReader, changed_from
from sayso.mentions.counts.qualifiers import Qualified, QualifierFinder
from sayso.model import PERSONS, CountMention, Unit
from sayso.rules import Row
from sayso.rules.units import UnitRow

WORDS = lexicon("counts")
_PRONOUNS = WORDS["finder.pronouns"]
_FALLEN = WORDS["finder.fallen"]
_ADDING, _AMONG = WORDS["adding"], WORDS["parts.among"]
_OUT = WORDS["finder.out"]
_IN = WORDS["finder.in"]
_WERE = WORDS["finder.were"]
_JOINS = WORDS["finder.joins"]
_ONE_BY_ONE = PERSONS | {"drones", "missiles", "rockets", "aircraft", "vehicles", "tanks", "vessels"}
_COUNTABLE_BY_NONE = _ONE_BY_ONE | {"shells"}
_FRACTIONAL = frozenset({"km2", "usd", "other"})
_SUBJECTS = ("nsubj", "nsubjpass")
_ALONE = ("attr", "pobj", "dobj")
_NEAR = 5


class CountFinder:
    """Finds numbered counts in a sentence."""

    def __init__(
        self, nouns: NounFinder, qualifiers: QualifierFinder, numbers: NumberReader, excluded: Exclusions,
        units: Sequence[UnitRow],
    ) -> None:  # fmt: skip
        self._nouns, self._qualifiers, self._numbers, self._exclusions = nouns, qualifiers, numbers, excluded
        self._dollars = next((r for r in units if r.unit == "usd"), None)
        self._victims = frozenset(w for r in units if r.victims for w in r.words)

    def find(self, line: Line) -> list[CountMention]:
        """All numbered counts of the sentence, in order."""
        found: list[CountMention] = []
        read: Number | None = None
        for number in self._numbers.read(line):
            if read is not None and number.first == read.last + 2 and _with_repeat(line, read) is not read:
                continue  # it only says in brackets again what was read before it
            read = number
            if number.row.kind == "none":
                found += self._none(line, number)
            elif mention := self._count(line, number):
                found.append(mention)
        return [_share(line, count, after) for count, after in zip_longest(found, found[1:])]

    def _count(self, line: Line, number: Number) -> CountMention | None:
        if sign := currency(line, number):
            return self._money(line, number) if sign == "$" else None
        qualified = self._qualifiers.qualify(line, _with_repeat(line, number))
        noun, last = self._noun(line, qualified)
        if noun and noun.row is None and number.low != 1 and not noun.plural:
            noun, last = None, qualified.last
        if self._excluded(line, number, qualified, noun) or is_rate(line, last + 1):
            return None
        if noun and noun.row is None and number.is_one and line.tag(last) != "NN":
            noun = None
        if noun is None and not self._exclusions.is_counting(line, number, qualified):
            return None
        unit = noun.unit if noun else self._totalled(line, number)
        if noun is None or (noun.row is not None and noun.row.victims) or line.word(last) in _FALLEN:
            unit = self._apposed(line, last) or unit
        return self._mention(line, number, qualified, noun, unit, last)

    def _totalled(self, line: Line, number: Number) -> Unit | None:
        """The unit of a number that stands far from its noun: "the number of houses hit has risen to 36"."""
        place = totalled(line, number)
        noun = self._nouns.find(line, place) if place is not None else None
        return noun.unit if noun and noun.row else None

    def _noun(self, line: Line, qualified: Qualified) -> tuple[Noun | None, int]:
        """The counted noun and the last token of the count."""
        after = qualified.last + 1
        after += line.word(after) in _OUT and line.word(after + 1) in OF
        after += 2 * (line.tag(after) == "CD" and line.word(after + 1) in WORDS["sizes.measures"])  # "two 500 kg bombs"
        if line.word(after) in WORDS["finder.ordering"]:
            return None, qualified.last  # "stood at 318 last month"
        bound = line.tokens[qualified.last].dep not in _ALONE  # "eight, rather than 18, guerrillas"
        if bound and line.word(after) == "," and line.word(after + 1) in WORDS["finder.instead"]:
            after = next((n + 1 for n in range(after + 2, after + _NEAR) if line.word(n) == ","), after)
        if line.word(after) in OF | _AMONG and line.word(after + 1) in _PRONOUNS:
            return None, after + 1
        if line.word(after) in OF:
            after = line.skip(after + 1, DETERMINERS)
            if line.lemma(after) in _ADDING and line.tag(after) in ("NNS", "JJ") and line.tag(after + 1) != "NNS":
                return None, after  # "dozens of others"
            fallen = after + line.word(after).isdecimal()
            if line.word(fallen) in _FALLEN and line.tag(fallen) != "NNS":
                return None, fallen
        noun = self._nouns.find(line, after)
        if noun is None and line.tag(after + 1) == "CD" and line.word(after) in _JOINS:
            number = line.tokens[qualified.last]  # "lost 12 and three soldiers, respectively"
            shared = self._nouns.find(line, after + 2)
            if shared is None or number.head != shared.token.index or line.word(shared.last + 1) in _WERE:
                return None, qualified.last
            return (shared if shared.token.dep not in _SUBJECTS else None), qualified.last
        return noun, noun.last if noun else qualified.last

    def _excluded(self, line: Line, number: Number, qualified: Qualified, noun: Noun | None) -> bool:
        after, listed = number.last + 1, noun is not None and noun.row is not None
        unit = noun.unit if noun is not None else None
        things = unit in _ONE_BY_ONE - PERSONS  # "41/52 drones"; else "9/11" is a day
        if (noun is not None and unit is None) or (number.out_of and not things):
            return True
        if self._qualifiers.denied_after(line, after) or line.word(after) == "%" or age_end(line, number.last):
            return True
        if qualified.last == number.last and is_glued(line, number):
            return True
        if self._exclusions.is_date(line, number, noun) or self._exclusions.is_named(line, number, noun):
            return True
        if noun is None and (is_age(line, number) or is_number_of_sentence(line, number)):
            return True
        if is_one_in_so_many(line, number) or is_size(line, number, noun.last if noun else 0):
            return True
        if number.low % 1 and not number.ranged and not (listed and noun and noun.unit in _FRACTIONAL):
            return True
        several = noun is not None and unit in _ONE_BY_ONE and noun.plural  # not "one of the largest raids"
        if number.is_one and line.word(after) in OF and line.word(after + 1) not in WORDS["them"] and not several:
            return True
        denied = self._qualifiers.denied_before(line, qualified.first)
        superseded = denied is not None and denied[1].superseded  # "45, up from 38"
        return superseded or changed_from(line, qualified.first, self._qualifiers.changes)

    def _apposed(self, line: Line, last: int) -> Unit | None:
        """The unit that the words after a bare count give it: "five of them children", "12 of whom were civilians"."""
        place = last + 1
        if line.word(last) in _FALLEN and line.word(place) in _IN:  # "six of the dead in Goma were women"
            place = next((p for p in range(place, place + _NEAR) if line.word(p) in _WERE), place)
        verb = line.word(place) in _WERE
        if line.word(last) not in _PRONOUNS and not verb:
            return None
        noun = self._nouns.find(line, place + verb)
        return noun.unit if noun and noun.person and noun.first == place + verb else None

    def _money(self, line: Line, number: Number) -> CountMention:
        after = self._qualifiers.qualify(line, number)
        before = self._qualifiers.qualify(line, replace(number, first=number.first - 1, ranged=False))
        qualified = Qualified(before.first, after.last, tuple(dict.fromkeys((*after.rows, *before.rows))))
        low, high, bound, row = qualified.bounds(number)
        return line.count(
            qualified.first, qualified.last, self._dollars or row or number.row, low=low, high=high, bound=bound,
            unit="usd", noun=self._dollars.words[0] if self._dollars else "", head=line.tokens[number.first],
        )  # fmt: skip

    def _none(self, line: Line, number: Number) -> list[CountMention]:
        """The zero of "no civilians", "nobody", "none of them"; also the second of "no deaths or injuries"."""
        row, qualified = number.row, Qualified(number.first, number.last)
        if row.alone:
            return [self._mention(line, number, qualified, None, row.unit, number.last)]
        noun = self._nouns.find(line, number.last + 1)
        if noun is None or noun.row is None or noun.unit not in _COUNTABLE_BY_NONE:
            return []
        if row.victims and (noun.token.lemma not in self._victims or line.tag(number.last + 1) == "CD"):
            return []  # "without 11 deaths"
        last = noun.token.index
        found = [self._mention(line, number, qualified, noun, noun.unit, last)]
        second = self._nouns.find(line, last + 2) if line.word(last + 1) in _JOINS else None
        if second and second.row == noun.row and second.token.index == second.last:
            zero = Number(second.first, second.first, 0.0, 0.0, "exact", row)
            span = Qualified(second.first, second.last)
            found.append(self._mention(line, zero, span, second, second.unit, second.last))
        return found

    def _mention(
        self, line: Line, number: Number, qualified: Qualified, noun: Noun | None, unit: Unit | None, last: int
    ) -> CountMention:  # fmt: skip
        low, high, bound, row = qualified.bounds(number)
        shown: Row = (noun.row if noun and noun.row else None) or row or number.row
        if number.row.kind == "none":
            shown = number.row
        if noun and noun.row and (factor := noun.row.factor * noun.row.size) != 1:
            low, high = (round(v * factor, 3) if v is not None else None for v in (low, high))
        between = line.tokens[number.last + 1 : noun.token.index if noun else last + 1]
        last = max(last, qualified.last)
        head = noun.token if noun and noun.token.index <= last else line.tokens[number.first]
        return line.count(
            qualified.first, last, shown, low=low, high=high, bound=bound,
            unit=unit, noun=noun.token.lemma if noun else "", head=head,
            additional=qualified.additional or any(t.lemma in _ADDING for t in between),
        )  # fmt: skip


def _with_repeat(line: Line, number: Number) -> Number:
    """The number with its repetition in brackets: "five (5) soldiers"."""
    if number.digits or line.word(number.last + 1) != "(":
        return number
    digits = line.word(number.last + 2)
    closed = digits.endswith(")")
    digits = digits.removesuffix(")")
    if not digits.isdecimal() or float(digits) != number.low or not (closed or line.word(number.last + 3) == ")"):
        return number
    return replace(number, last=number.last + (2 if closed else 3))


def _share(line: Line, count: CountMention, after: CountMention | None) -> CountMention:
    """The "38" of "38 of 55 drones" as a part of the count that it overlaps; other counts as they are."""
    if after is None or after.start >= count.end:
        return count
    tokens = [t for t in line.sentence.within(count) if t.start < after.start]
    end = next((n for n, t in enumerate(tokens) if n and t.lower in OF), len(tokens))
    end -= end > 1 and tokens[end - 1].lower in _OUT
    last, head = tokens[end - 1].end, tokens[end - 1].index
    while line.glued(head - 1):
        head -= 1
    text = line.text[count.start : last]
    return replace(count, end=last, text=text, head=line.tokens[head].start, part_of=after.start)
