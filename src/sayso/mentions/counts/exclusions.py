"""Numbers that count nothing: years, dates, ages, names with a number, scores."""

from __future__ import annotations

from sayso.lang import lexicon
from sayso.mentions.counts.nouns import Noun
from sayso.mentions.counts.numbers import Number
from sayso.mentions.counts.qualifiers import Qualified, QualifierFinder
from sayso.model import Sentence

WORDS = lexicon("counts")
_IS_DATE_WORDS = WORDS["exclusions.is_date"]
_IS_MONTH_WORDS = WORDS["exclusions.is_month"]
_TOTALS_WORDS = WORDS["exclusions.totals"]
_IS_GLUED_WORDS = WORDS["exclusions.is_glued"]

_MONTHS = WORDS["exclusions.months"]
_YEAR_CUES = WORDS["exclusions.year_cues"]
_SAME_IN_PLURAL = WORDS["exclusions.same_in_plural"]
_AGE_AFTER = WORDS["exclusions.age_after"]
_MONEY = frozenset("$€£¥₽₴₪₹")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "dobj", "oprd", "attr"})
_TOLLS = WORDS["exclusions.tolls"]
_RAISING = WORDS["exclusions.raising"]
_FAR = 25
_AUXILIARIES = WORDS["exclusions.auxiliaries"]
_PARTITIVES = (["of", "them"], ["of", "whom"])
_TOLL_PREPOSITIONS = WORDS["exclusions.toll_prepositions"]


def is_glued(sentence: Sentence, words: list[str], number: Number) -> bool:
    """Whether the number is a piece of a longer word: "4-year", "T-72", "24/7", "155mm", "5:2"."""
    tokens, after, before = sentence.tokens, number.last + 1, number.first - 1
    if before >= 0 and tokens[before].end == tokens[number.first].start:
        text = tokens[before].text
        if text[-1] in "-–/:.#" and before > 0 and tokens[before - 1].end == tokens[before].start:
            return True
        if text[-1].isalpha() or text[-1] in "/:#":
            return True
    if after < len(tokens) and tokens[after].start == tokens[number.last].end:
        text = tokens[after].text
        if text[0] in "-–/:" and after + 1 < len(tokens) and tokens[after + 1].start == tokens[after].end:
            return True
        return text[0].isalpha() and text not in _IS_GLUED_WORDS
    return False


def is_date(sentence: Sentence, words: list[str], number: Number, noun: Noun | None) -> bool:
    """Whether the number is a day of the month or a year."""
    if not number.digits:
        return False
    before, after = number.first - 1, number.last + 1
    if _is_month(sentence, words, after) or (before >= 0 and _is_month(sentence, words, before)):
        return number.low <= 31 or 1900 <= number.low < 2100
    if words[after : after + 1] and words[after] in _IS_DATE_WORDS and number.low <= 31:
        two_on = after + 1 < len(words) and words[after + 1].isdecimal()
        if two_on and _is_month(sentence, words, after + 2):
            return True
    if before > 1 and words[before] in _IS_DATE_WORDS and number.low <= 31 and noun is None:
        return words[before - 1].isdecimal() and _is_month(sentence, words, before - 2)
    return _is_year(sentence, words, number, noun)


def _is_month(sentence: Sentence, words: list[str], at: int) -> bool:
    if 0 < at < len(words) and words[at] == "." and words[at - 1] + "." in _MONTHS:
        return True
    if not 0 <= at < len(words) or words[at] not in _MONTHS:
        return False
    return words[at] not in _IS_MONTH_WORDS or sentence.tokens[at].tag in ("NNP", "NNPS")


def _is_year(sentence: Sentence, words: list[str], number: Number, noun: Noun | None) -> bool:
    text = words[number.first]
    if number.first != number.last or not (len(text) == 4 and text.isdecimal() and 1900 <= number.low < 2100):
        return False
    if noun is None or noun.row is None or (noun.token.tag == "NN" and noun.token.lemma not in _SAME_IN_PLURAL):
        return True
    before = words[number.first - 1] if number.first else ""
    return before in _YEAR_CUES or before == ","


def is_age(sentence: Sentence, words: list[str], number: Number) -> bool:
    """Whether the number is an age in apposition: "Ms Orlo, 35, a nurse", "the driver (35)"."""
    before, after = number.first - 1, number.last + 1
    if before < 1 or number.low > 115 or not number.digits or words[before] not in (",", "("):
        return False
    if after < len(words) and words[after] not in _AGE_AFTER:
        return False
    named = sentence.tokens[before - 1]
    return named.tag in ("NNP", "NN", "NNPS") or named.entity == "PERSON"


def is_named(sentence: Sentence, words: list[str], number: Number, noun: Noun | None, finder: QualifierFinder) -> bool:
    """Whether the number is part of a name: "Highway 4", "Resolution 2334", "Flight 17"."""
    start = finder.denied_before(words, number.first)
    if start is not None:
        listed = noun is not None and noun.row is not None
        capital = sentence.tokens[number.first - 1].text[0].isupper() and number.first > 1
        return not listed or capital
    if noun is None and number.digits and number.first > 0:
        before, token = sentence.tokens[number.first - 1], sentence.tokens[number.first]
        return before.tag in ("NNP", "NNPS") and (token.head == before.index or token.entity == before.entity != "")
    return False


def is_counting(
    sentence: Sentence, words: list[str], number: Number, qualified: Qualified, cues: frozenset[str]
) -> bool:
    """Whether a number without noun counts victims or things: "killing 12", "12 were hurt", "the toll rose to 45".

    ``cues``: words of harm that it may depend on or stand beside.
    """
    token = sentence.tokens[number.last]
    after = qualified.last + 1
    if after < len(words) and (words[after] in cues or sentence.tokens[after].lemma in cues):
        return True
    if words[after : after + 1] and words[after] in _AUXILIARIES and _near(sentence, after + 1, cues):
        return True
    if words[after : after + 2] in _PARTITIVES:
        return True
    head = sentence.head(token)
    if number.row.value == 1 and not number.digits:
        return (head.lemma in cues and token.dep in _SUBJECTS) or qualified.additional
    if qualified.rows or number.row.kind == "vague" or _totals(sentence, words, number):
        return True
    if token.dep in _SUBJECTS:
        return head.pos in ("VERB", "AUX")
    if token.dep in ("pobj", "npadvmod") and number.digits:
        near = [sentence.tokens[i].lemma for i in range(max(0, number.first - 8), number.first)]
        return words[number.first - 1] in _TOLL_PREPOSITIONS and any(lemma in _TOLLS for lemma in near)
    return token.dep in ("conj", "appos") and head.lemma in cues


def _totals(sentence: Sentence, words: list[str], number: Number) -> bool:
    """Whether the number is a total told as such: "bringing the number of dead to 12", "bringing to 12 the toll"."""
    before, after = number.first - 1, number.last + 1
    if before < 1 or words[before] not in _TOTALS_WORDS:
        return False
    if words[after : after + 1] == ["the"] and after + 2 < len(words):
        return any(t.lemma in _TOLLS for t in sentence.tokens[after + 1 : after + 3]) and _raises(sentence, before - 1)
    for place in range(before - 1, max(0, before - _FAR) - 1, -1):
        if sentence.tokens[place].lemma in _TOLLS and any(
            _raises(sentence, p) for p in range(max(0, place - 3), place)
        ):
            return True
    return False


def _raises(sentence: Sentence, at: int) -> bool:
    return at >= 0 and sentence.tokens[at].pos == "VERB" and sentence.tokens[at].lemma in _RAISING


def _near(sentence: Sentence, after: int, cues: frozenset[str]) -> bool:
    """Whether a word of harm stands within three tokens from here on."""
    return any(t.lemma in cues or t.lower in cues for t in sentence.tokens[after : after + 3])


def is_money(sentence: Sentence, number: Number) -> str:
    """The currency sign before the number, or an empty string."""
    if number.first == 0:
        return ""
    sign = sentence.tokens[number.first - 1].text[-1]
    return sign if sign in _MONEY else ""
