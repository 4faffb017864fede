"""Numbers that count nothing: years, dates, ages, names with a number, scores."""

from __future__ import annotations

from sayso.grammar.words import PROPER
from sayso.lang import lexicon
from sayso.mentions.counts.line import Line
from sayso.mentions.counts.nouns import OF, Noun
from sayso.mentions.counts.numbers import Number, changed_to
from sayso.mentions.counts.qualifiers import Qualified, QualifierFinder

WORDS = lexicon("counts")
_LIKE_MONTHS = lexicon("times")["lexer.like_names"] | lexicon("times")["lexer.like_words"]
_JOINS_DAYS = WORDS["months.joins"]
_TOLLS = WORDS["tolls.nouns"]
_TOTALLED = WORDS["tolls.totalled"]
_RAISING = WORDS["tolls.raising"]
_TOTALS = WORDS["tolls.to"]
_ARTICLE = WORDS["tolls.article"]
_RATE_TIMES = WORDS["rates.times"]
_EACH = WORDS["rates.each"]
_RATE_ADVERBS = WORDS["rates.adverbs"]
_IN = WORDS["rates.in"]
_MONEY = frozenset("$€£¥₽₴₪₹")
_NOT, _SET_OFF = lexicon("grammar")["not"], frozenset(",-–—")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "dobj", "oprd", "attr"})
_OLDEST = 115
_YEARS = 1900
_NEAR = 8
_FAR = 25


class Exclusions:
    """Tells the numbers that count nothing. ``months``: names of months and their short forms."""

    def __init__(self, months: frozenset[str], qualifiers: QualifierFinder) -> None:
        self._months = months | WORDS["months.other"]
        self._qualifiers = qualifiers

    def is_date(self, line: Line, number: Number, noun: Noun | None) -> bool:
        """Whether the number is a day of the month or a year."""
        if not number.digits:
            return False
        before, after = number.first - 1, number.last + 1
        told = noun is not None and self._is_month(line, before) and line.word(before - 1).isdecimal()
        if told and number.low < _YEARS and not self._is_month(line, after):
            return False  # "on 3 March 12 people fled"
        if self._is_month(line, after) or self._is_month(line, before):
            return number.low <= 31 or _YEARS <= number.low < 2100
        if number.low > 31:
            return _is_year(line, number, noun)
        if line.word(after) in _JOINS_DAYS and line.word(after + 1).isdecimal() and self._is_month(line, after + 2):
            return True
        joined = line.word(before) in _JOINS_DAYS and line.word(before - 1).isdecimal()
        return noun is None and joined and self._is_month(line, before - 2)

    def _is_month(self, line: Line, at: int) -> bool:
        at -= line.word(at) == "."
        word = line.word(at).removesuffix(".")
        return word in self._months and (word not in _LIKE_MONTHS or line.tag(at) in PROPER)

    def is_named(self, line: Line, number: Number, noun: Noun | None) -> bool:
        """Whether the number is part of a name: "Highway 4", "Resolution 2334", "Flight 17"."""
        before = line.token(number.first - 1)
        if before and self._qualifiers.denied_before(line, number.first):
            return noun is None or noun.row is None or (before.text[0].isupper() and before.index > 0)
        if before is None or noun is not None or not number.digits or before.tag not in PROPER:
            return False
        token = line.tokens[number.first]
        return token.head == before.index or token.entity == before.entity != ""

    def is_counting(self, line: Line, number: Number, qualified: Qualified) -> bool:
        """Whether a number without noun counts victims or things: "killing 12", "12 were hurt", "the toll rose to 45".

        Words of harm are those that it may depend on or stand beside.
        """
        harm = self._qualifiers.casualties
        if line.word(qualified.first - 1) in _NOT and line.word(qualified.first - 2) in _SET_OFF:
            return False  # "is seven, not ten"
        token = line.tokens[number.last]
        goes_on = line.tokens[min(number.last + 1, len(line) - 1)].entity == "TIME"
        if token.entity == "TIME" and goes_on and line.word(number.first - 1) in WORDS["hours.at"]:
            return False  # "rose to nine at seven in the evening"
        head, after = line.sentence.head(token), qualified.last + 1
        if line.word(after) in harm or line.lemma(after) in harm:
            return True
        if line.tag(qualified.first - 1).startswith("VB") and line.lemma(qualified.first - 1) in harm:
            return True  # "killed four people and wounded eight late on Friday"
        helped = line.word(after) in WORDS["auxiliaries"]
        if helped and any(t.lemma in harm or t.lower in harm for t in line.tokens[after + 1 : after + 4]):
            return True
        if line.word(after) in OF | WORDS["parts.among"] and line.word(after + 1) in WORDS["them"]:
            return True
        if number.row.value == 1 and not number.digits:
            return (head.lemma in harm and token.dep in _SUBJECTS) or qualified.additional
        if qualified.rows or number.row.kind == "vague" or _is_total(line, number, self._qualifiers.changes):
            return True
        if changed_to(line, number.first, self._qualifiers.changes):
            return True
        if token.dep in _SUBJECTS:
            return head.pos in ("VERB", "AUX")
        if token.dep in ("pobj", "npadvmod"):
            near = line.tokens[max(0, number.first - _NEAR) : number.first]
            verb = line.sentence.head(head)
            over = line.sentence.children(verb, "nsubj", "nsubjpass")
            tolls = any(t.lemma in _TOLLS for t in (*near, *over))  # "the number of dead from the raid stands at 33"
            if verb.lemma in WORDS["tolls.putting"]:  # "put it at 33"
                tolls |= any(t.lower in WORDS["tolls.told"] for t in line.sentence.children(verb, "dobj"))
            led = line.word(number.first - 1) in WORDS["tolls.prepositions" if number.digits else "tolls.to"]
            return tolls and (led or (number.ranged and number.digits))
        return token.dep in ("conj", "appos") and head.lemma in harm


def is_glued(line: Line, number: Number) -> bool:
    """Whether the number is a piece of a longer word: "4-year", "T-72", "24/7", "155mm", "5:2"."""
    before, after = number.first - 1, number.last + 1
    if line.glued(before):
        text = line.tokens[before].text
        if text[-1].isalpha() or text[-1] in "/:#" or (text[-1] in "-–." and line.glued(before - 1)):
            return True
    if not line.glued(number.last):
        return False
    text = line.tokens[after].text
    if text[0] in "-–/:" and line.glued(after):
        return True
    return text[0].isalpha() and text not in WORDS["glued_units"]


def _is_year(line: Line, number: Number, noun: Noun | None) -> bool:
    text = line.word(number.first)
    if number.first != number.last or not (len(text) == 4 and text.isdecimal() and 1900 <= number.low < 2100):
        return False
    if noun is None or noun.row is None or (noun.token.tag == "NN" and noun.token.lemma not in WORDS["same_in_plural"]):
        return True
    named = line.tag(number.last + 1) in PROPER  # "the 1998 U.S. Embassy bombings"
    return named or line.word(number.first - 1) in WORDS["years.cues"]


def is_age(line: Line, number: Number) -> bool:
    """Whether the number is an age in apposition: "Ms Orlo, 35, a nurse", "the driver (35)"."""
    after, named = line.word(number.last + 1), line.token(number.first - 2)
    if named is None or number.low > _OLDEST or not number.digits or line.word(number.first - 1) not in (",", "("):
        return False
    return (not after or after in WORDS["ages.after"]) and (named.tag in PROPER | {"NN"} or named.entity == "PERSON")


def is_rate(line: Line, after: int) -> bool:
    """Whether what is counted is counted by time: "40 rockets a day", "nine people each week", "every month 90 cross".

    Not "a day after".
    """
    verb = line.sentence.head(line.tokens[after - 1])
    every = (t for t in line.sentence.children(verb, "npadvmod") if t.lemma in _RATE_TIMES)
    if line.word(after) in _RATE_ADVERBS or any(t.lower in _EACH for e in every for t in line.sentence.children(e)):
        return True
    by_time = line.word(after) in WORDS["rates.articles"] and line.word(after + 1) in _RATE_TIMES
    return by_time and line.word(after + 2) not in WORDS["rates.not"]


def is_one_in_so_many(line: Line, number: Number) -> bool:
    """Whether the number is of a share: "nine in ten of them", "one in five houses was"; not "nine in ten days"."""
    at = number.first if line.word(number.last + 1) in _IN else number.first - 2
    if line.word(at + 1) not in _IN or not line.tag(at) == line.tag(at + 2) == "CD":
        return False
    behind = line.word(at + 3)
    part = line.tokens[at].dep in _SUBJECTS and behind.rstrip("s") not in _RATE_TIMES
    return part or behind in OF or (at == number.first and not behind[:1].isalpha())


def is_size(line: Line, number: Number, last: int) -> bool:
    """Whether the number tells how large the thing behind it is: "an 80 kg bomb"; ``last``: where the count ends."""
    return last > number.last + 1 and line.word(number.last + 1) in WORDS["sizes.measures"]


def is_number_of_sentence(line: Line, number: Number) -> bool:
    """Whether the number only numbers the sentence ("1. …", "2) …")."""
    return number.first == 0 and number.digits and line.word(number.last + 1) in ("", ".", ")", ":")


def _is_total(line: Line, number: Number, changes: frozenset[str]) -> bool:
    """Whether the number is a total told as such: "bringing the number of dead to 12", "bringing to 12 the toll",
    "the toll was cut to nine"."""
    before, after = number.first - 1, number.last + 1
    if before < 1 or line.word(before) not in _TOTALS:
        return False
    if line.word(after) in _ARTICLE and after + 1 < len(line):
        return any(line.lemma(p) in _TOLLS for p in (after + 1, after + 2)) and _moves(line, before - 1, _RAISING)
    near = range(max(0, before - _FAR), before)
    if any(_moves(line, p, _RAISING) for toll in near if line.lemma(toll) in _TOLLS for p in range(toll - 3, toll)):
        return True
    totals = [p for p in near if line.lemma(p) in _TOTALLED]
    reach = {p for toll in totals for p in (*range(toll - 3, toll), *range(max(toll, before - 3), before))}
    return any(_moves(line, p, changes) for p in reach)


def totalled(line: Line, number: Number) -> int | None:
    """Where the noun stands whose number it is: "the number of houses hit has risen to 36", "bringing to 36 the number
    of houses hit"; None where none does."""
    before, behind = number.first - 1, number.last + 2
    if line.word(before) not in _TOTALS and line.tokens[number.first].dep != "attr":  # "the number of drones was 13"
        return None
    if line.word(behind - 1) in _ARTICLE and line.lemma(behind) in _TOTALLED and line.word(behind + 1) in OF:
        return behind + 2
    places = range(before - 2, max(0, before - _FAR), -1)
    return next((p + 2 for p in places if line.lemma(p) in _TOTALLED and line.word(p + 1) in OF), None)


def _moves(line: Line, at: int, verbs: frozenset[str]) -> bool:
    token = line.token(at)
    return token is not None and token.pos == "VERB" and token.lemma in verbs


def currency(line: Line, number: Number) -> str:
    """The currency sign or word before the number, or an empty string."""
    word = line.word(number.first - 1)
    return word if word in WORDS["money.before"] else word[-1:] if word[-1:] in _MONEY else ""
