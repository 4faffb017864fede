"""Find the counts that are written as numbers: number, noun, qualifiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from sayso.lang import lexicon
from sayso.mentions.counts.exclusions import is_age, is_counting, is_date, is_glued, is_money, is_named
from sayso.mentions.counts.nouns import DETERMINERS, PERSONS, Noun, NounFinder, age_end
from sayso.mentions.counts.numbers import Number, NumberReader, changed_from
from sayso.mentions.counts.qualifiers import Qualified, QualifierFinder
from sayso.model import CountMention, Sentence, Unit
from sayso.rules import Row
from sayso.rules.units import UnitRow

WORDS = lexicon("counts")
_SUPERSEDED_WORDS = WORDS["finder.superseded"]
_SUPERSEDED_2_WORDS = WORDS["finder.superseded_2"]
_APPOSED_WORDS = WORDS["finder.apposed"]
_APPOSED_2_WORDS = WORDS["finder.apposed_2"]

_PRONOUNS = WORDS["finder.pronouns"]
_FALLEN = WORDS["finder.fallen"]
_NOBODY = WORDS["finder.nobody"]
_COUNTABLE_BY_NONE = PERSONS | {"drones", "missiles", "rockets", "shells", "aircraft", "vehicles", "tanks", "vessels"}
_ONE_BY_ONE = PERSONS | {"drones", "missiles", "rockets", "aircraft", "vehicles", "tanks", "vessels"}
_FRACTIONAL = frozenset({"km2", "usd", "other"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A count before it is a mention: its tokens, its noun, and the number as qualified."""

    number: Number
    qualified: Qualified
    noun: Noun | None
    unit: Unit | None
    last: int


class CountFinder:
    """Finds numbered counts in a sentence."""

    def __init__(
        self, nouns: NounFinder, qualifiers: QualifierFinder, numbers: NumberReader, units: Sequence[UnitRow]
    ) -> None:
        self._nouns, self._qualifiers, self._numbers = nouns, qualifiers, numbers
        self._dollars = next((r for r in units if r.unit == "usd"), None)

    def find(self, text: str, sentence: Sentence, words: list[str]) -> list[CountMention]:
        """All numbered counts of the sentence, in order."""
        found: list[CountMention] = []
        read: Number | None = None
        for number in self._numbers.read(sentence, words):
            if read is not None and _repeats(words, read, number):
                continue
            read = number
            if number.row.kind == "none":
                found += self._none(text, sentence, words, number)
            elif mention := self._count(text, sentence, words, number):
                found.append(mention)
        return [_share(text, count, after) for count, after in zip_longest(found, found[1:])]

    def _count(self, text: str, sentence: Sentence, words: list[str], number: Number) -> CountMention | None:
        if sign := is_money(sentence, number):
            return self._money(text, sentence, words, number) if sign == "$" else None
        qualified = self._qualifiers.qualify(words, _with_repeat(words, number))
        noun, last = self._noun(sentence, words, qualified)
        if noun and noun.row is None and number.low != 1 and noun.token.tag not in ("NNS", "NNPS"):
            noun, last = None, qualified.last
        if self._excluded(sentence, words, number, qualified, noun):
            return None
        cues = self._qualifiers.casualties
        if (noun is None or noun.row is None) and _is_one(number) and not (noun and sentence.tokens[last].tag == "NN"):
            noun = None
        if noun is None and not is_counting(sentence, words, number, qualified, cues):
            return None
        unit = noun.unit if noun else None
        if noun is None or (noun.row is not None and "victim" in noun.row.words) or words[last] in _FALLEN:
            unit = self._apposed(sentence, words, last) or unit
        return self._mention(text, sentence, _Found(number, qualified, noun, unit, last))

    def _noun(self, sentence: Sentence, words: list[str], qualified: Qualified) -> tuple[Noun | None, int]:
        """The counted noun and the last token of the count."""
        after = qualified.last + 1
        after += words[after : after + 2] == ["out", "of"]
        if after < len(words) and words[after] == "of":
            place = after + 1
            if place < len(words) and words[place] in _PRONOUNS:
                return None, place
            while place < len(words) and words[place] in DETERMINERS:
                place += 1
            fallen = place + (place < len(words) and words[place].isdecimal())
            if fallen < len(words) and words[fallen] in _FALLEN and sentence.tokens[fallen].tag != "NNS":
                return None, fallen
            after = place
        noun = self._nouns.find(sentence, words, after)
        if noun is None:
            return None, qualified.last
        return noun, noun.last

    def _excluded(
        self, sentence: Sentence, words: list[str], number: Number, qualified: Qualified, noun: Noun | None
    ) -> bool:
        if noun is not None and noun.unit is None:
            return True
        after = number.last + 1
        if self._qualifiers.denied_after(words, after) or words[after : after + 1] == ["%"]:
            return True
        if age_end(words, number.last) is not None:
            return True
        if qualified.last == number.last and is_glued(sentence, words, number):
            return True
        if is_date(sentence, words, number, noun) or is_named(sentence, words, number, noun, self._qualifiers):
            return True
        if noun is None and (is_age(sentence, words, number) or self._numbering(sentence, words, number)):
            return True
        if number.low % 1 and not number.ranged and (noun is None or noun.unit not in _FRACTIONAL or noun.row is None):
            return True
        whole = words[after + 1 : after + 2]
        if _is_one(number) and words[after : after + 1] == ["of"] and whole not in _THEM and not _one_of(noun):
            return True
        return self._superseded(sentence, words, qualified)

    def _numbering(self, sentence: Sentence, words: list[str], number: Number) -> bool:
        """Whether the number only numbers the sentence ("1. …", "2) …")."""
        after = words[number.last + 1 : number.last + 2]
        return number.first == 0 and number.digits and (not after or after[0] in (".", ")", ":"))

    def _superseded(self, sentence: Sentence, words: list[str], qualified: Qualified) -> bool:
        """Whether the number is the old value of a change: "rose from 12 to 15", "45, up from 38"."""
        first = qualified.first
        start = self._qualifiers.denied_before(words, first)
        if start is not None and words[first - 1] in _SUPERSEDED_WORDS:
            return words[start] not in _SUPERSEDED_2_WORDS
        return changed_from(sentence, words, first, self._qualifiers.changes)

    def _apposed(self, sentence: Sentence, words: list[str], last: int) -> Unit | None:
        """The unit that the words after a bare count give it: "five of them children", "12 of whom were civilians"."""
        place = last + 1
        if words[last] in _FALLEN and words[place : place + 1] == ["in"]:  # "six of the dead in Goma were women"
            place = next((p for p in range(place, min(place + 5, len(words))) if words[p] in _APPOSED_2_WORDS), place)
        verb = place < len(words) and words[place] in _APPOSED_WORDS
        if words[last] not in _PRONOUNS and not verb:
            return None
        place += verb
        noun = self._nouns.find(sentence, words, place) if place < len(words) else None
        return noun.unit if noun and noun.person and noun.first == place else None

    def _money(self, text: str, sentence: Sentence, words: list[str], number: Number) -> CountMention | None:
        qualified = self._qualifiers.qualify(words, number)
        sign = number.first - 1
        before = self._qualifiers.qualify(words, Number(sign, number.last, 0, 0, "exact", number.row))
        low, high, bound, row = Qualified(before.first, qualified.last, (*qualified.rows, *before.rows)).bounds(number)
        first, last = sentence.tokens[before.first], sentence.tokens[qualified.last]
        shown: Row = self._dollars or row or number.row
        return CountMention(
            start=first.start, end=last.end, text=text[first.start : last.end], rule=shown.rule, low=low, high=high,
            bound=bound, unit="usd", noun="dollar", head=sentence.tokens[number.first].start,
        )  # fmt: skip

    def _none(self, text: str, sentence: Sentence, words: list[str], number: Number) -> list[CountMention]:
        """The zero of "no civilians", "nobody", "none of them"; also the second of "no deaths or injuries"."""
        phrase = " ".join(words[number.first : number.last + 1])
        qualified = Qualified(number.first, number.last, ())
        if phrase in _NOBODY:
            return [self._mention(text, sentence, _Found(number, qualified, None, "people", number.last))]
        if phrase == "none":
            return [self._mention(text, sentence, _Found(number, qualified, None, None, number.last))]
        noun = self._nouns.find(sentence, words, number.last + 1)
        if noun is None or noun.row is None or noun.unit not in _COUNTABLE_BY_NONE:
            return []
        if number.row.id == "without" and "casualty" not in noun.row.words:
            return []
        found = [self._mention(text, sentence, _Found(number, qualified, noun, noun.unit, noun.token.index))]
        place = noun.token.index + 1
        if words[place : place + 1] in (["or"], ["and"], ["nor"]):
            second = self._nouns.find(sentence, words, place + 1)
            if second and second.row == noun.row and second.token.index == second.last:
                zero = Number(second.first, second.first, 0, 0, "exact", number.row)
                span = Qualified(second.first, second.last, ())
                found.append(self._mention(text, sentence, _Found(zero, span, second, second.unit, second.last)))
        return found

    def _mention(self, text: str, sentence: Sentence, found: _Found) -> CountMention:
        number, noun = found.number, found.noun
        low, high, bound, row = found.qualified.bounds(number)
        shown: Row = (noun.row if noun and noun.row else None) or row or number.row
        if number.row.kind == "none":
            shown = number.row
        if noun and noun.row and (factor := noun.row.factor * noun.row.size) != 1:
            low, high = (round(v * factor, 3) if v is not None else None for v in (low, high))
        between = sentence.tokens[number.last + 1 : noun.token.index if noun else number.last + 1]
        start = sentence.tokens[found.qualified.first].start
        end = sentence.tokens[max(found.last, found.qualified.last)].end
        return CountMention(
            start=start, end=end, text=text[start:end], rule=shown.rule, low=low, high=high, bound=bound,
            unit=found.unit, noun=noun.token.lemma if noun else "",
            head=noun.token.start if noun else sentence.tokens[number.first].start,
            additional=found.qualified.additional or any(t.lemma in _ADDING for t in between),
        )  # fmt: skip


def _with_repeat(words: list[str], number: Number) -> Number:
    """The number with its repetition in brackets: "five (5) soldiers"."""
    after = words[number.last + 1 : number.last + 4]
    if number.digits or len(after) < 2 or after[0] != "(":
        return number
    digits, closed = after[1].removesuffix(")"), after[1].endswith(")")
    if not digits.isdecimal() or float(digits) != number.low or not (closed or after[2:] == [")"]):
        return number
    return replace(number, last=number.last + (2 if closed else 3))


def _repeats(words: list[str], read: Number, number: Number) -> bool:
    """Whether the number only repeats in brackets the one read before it."""
    return number.first == read.last + 2 and _with_repeat(words, read) is not read


def _share(text: str, count: CountMention, after: CountMention | None) -> CountMention:
    """The "38" of "38 of 55 drones" as a part of the count that it overlaps; other counts as they are."""
    if after is None or after.start >= count.end:
        return count
    words = text[count.start : after.start].split(" of ")[0].removesuffix(" out").rstrip()
    head = count.start + words.rfind(" ") + 1
    return replace(count, end=count.start + len(words), text=words, head=head, part_of=after.start)


_ADDING = WORDS["finder.adding"]
_THEM = (["them"], ["whom"])


def _one_of(noun: Noun | None) -> bool:
    """Whether one is taken out of several: "one of the women", "one of the drones"; not "one of the largest raids"."""
    return noun is not None and noun.unit in _ONE_BY_ONE and noun.token.tag in ("NNS", "NNPS")


def _is_one(number: Number) -> bool:
    return number.low == 1 and number.high == 1 and not number.digits
