"""Cut a sentence into the words, numbers and signs that time expressions are made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.lang import lexicon
from sayso.model import Sentence, Token
from sayso.rules.times import TimeWordRow
from sayso.rules.units import NumberRow

WORDS = lexicon("times")
_LIKE_WORDS = WORDS["lexer.like_words"]
_HALF_DAYS = WORDS.row("lexer.half_days")
_ORDINAL = "|".join(WORDS.row("lexer.ordinal_endings"))
_PLURAL = "|".join(WORDS.row("lexer.plural_endings"))
_AMPM = "|".join([r"\.\s?".join(w) + r"\.?(?!\w)" for w in _HALF_DAYS] + [w + r"\b" for w in _HALF_DAYS])

_LEXEME = re.compile(
    rf"""(?P<iso>\d{{4}}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w]))
    |(?P<slash>\d{{1,2}}(?P<between>[/.])\d{{1,2}}(?P=between)\d{{2,4}}(?![\w/]))
    |(?P<clock>\d{{1,2}}:\d\d(?::\d\d)?(?![\w:])|\d{{1,2}}\.\d\d(?=\s?(?:{_AMPM})))
    |(?P<decade>(?:1\d|20)\d0['’]?(?:{_PLURAL})\b|['’]\d0(?:{_PLURAL})\b)
    |(?P<ord>\d+\s?(?:{_ORDINAL})\b)
    |(?P<fraction>\d+\s1/2\b)
    |(?P<number>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
    |(?P<ampm>{_AMPM})
    |(?P<word>[^\W\d_][^\W_]*)
    |(?P<sign>['’](?:{_PLURAL})\b|\S)""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_DIGITS = re.compile(r"\d+")
_SIGNS = {",": "comma", ".": "dot"} | dict.fromkeys("-–—‐‑", "dash")
_CAPITALISED = frozenset({"month", "weekday", "weekdays"})
_NUMBERED = frozenset({"day", "ord", "year", "dot"})
_LONG_ENOUGH = 4
_IN = lexicon("grammar")["prepositions.in"]
APART = frozenset({"plan", "urge", "start", "hold", "ahead-noun", "name-before", "name-after"})
"""Kinds that are looked up apart from the patterns."""


@dataclass(slots=True, eq=False)
class Lexeme:
    """A word, number or sign. ``kind``: as in the patterns, "" for any other word. ``value``: of its table row."""

    kind: str
    lower: str
    start: int
    end: int
    value: str
    sentence: Sentence

    @property
    def token(self) -> Token:
        """The token in which it begins."""
        tokens = self.sentence.tokens
        return tokens[max(0, bisect_right(tokens, self.start, key=lambda token: token.start) - 1)]

    @property
    def number(self) -> int:
        """The number of a day, ordinal, month, weekday or year."""
        found = _DIGITS.search(self.value)
        return int(found.group()) if found else 0


class Lexer:
    """Cuts sentences. Built once from the words of time expressions and of numbers."""

    def __init__(self, rows: Iterable[TimeWordRow], numbers: Iterable[NumberRow]) -> None:
        self._words: dict[str, list[tuple[list[str], str, str]]] = defaultdict(list)
        self._units: dict[str, str] = {}
        self._short: set[str] = set()
        for row in rows:
            if row.kind not in APART:
                for word in row.words:
                    self._add(word, row.kind, row.value)
            if row.kind in ("month", "weekday"):
                self._short.update(row.words[1:])
        for number in numbers:
            if number.kind in ("cardinal", "multiplier") and number.value:
                for word in number.words:
                    if number.kind == "cardinal" or len(word) >= _LONG_ENOUGH:
                        self._add(word, "number", str(int(number.value)))
        for entries in self._words.values():
            entries.sort(key=lambda e: -len(e[0]))

    def _add(self, word: str, kind: str, value: str) -> None:
        first, *rest = [m.group().lower() for m in _LEXEME.finditer(word)]
        if kind == "unit" and first in self._words:
            self._units[word] = value  # "second" is a unit only after a number
            return
        self._words[first].append((rest, kind, value))

    def __call__(self, sentence: Sentence, text: str) -> list[Lexeme]:
        """The lexemes of the sentence."""
        lexemes = self._classify(list(_LEXEME.finditer(text, sentence.start, sentence.end)), sentence)
        lexemes = _merge_numbers(lexemes)
        for index, lexeme in enumerate(lexemes):
            before = lexemes[index - 1] if index else None
            self._disambiguate(before, lexeme, lexemes[index + 1] if index + 1 < len(lexemes) else None)
        return lexemes

    def _classify(self, raw: list[re.Match[str]], sentence: Sentence) -> list[Lexeme]:
        lexemes: list[Lexeme] = []
        lowers = [m.group().lower() for m in raw]
        index = 0
        while index < len(raw):
            match, lower = raw[index], lowers[index]
            kind, value, last = _shape(match, lower), lower, index
            index += 1
            if kind in ("", "ampm"):
                for rest, row_kind, row_value in self._words.get(lower, ()):
                    if lowers[index : index + len(rest)] == rest:
                        kind, value, last = row_kind, row_value, last + len(rest)
                        break
                if kind in _CAPITALISED and match.group()[0].islower():
                    kind = ""
            lower = " ".join(lowers[index - 1 : last + 1])
            index = last + 1
            lexemes.append(Lexeme(kind, lower, match.start(), raw[last].end(), value, sentence))
        return lexemes

    def _disambiguate(self, before: Lexeme | None, lexeme: Lexeme, after: Lexeme | None) -> None:
        """Settle words that are only sometimes part of a time expression; ``kind`` becomes ""."""
        previous, following = before.kind if before else "", after.kind if after else ""
        match lexeme.kind:
            case "month" | "weekday":
                if following in _NUMBERED or previous in ("day", "ord"):
                    return
                like_word = lexeme.lower in _LIKE_WORDS and following not in ("month", "comma")
                token = lexeme.token
                other = token.pos in ("AUX", "VERB") or token.entity == "PERSON" or token.text.isupper()
                no_time = like_word or (lexeme.lower in WORDS["lexer.like_names"] and other)
            case "ord":
                if lexeme.lower in self._units and before and previous in ("day", "num") and before.value != "1":
                    lexeme.kind, lexeme.value = "unit", self._units[lexeme.lower]
                return
            case "day":  # "in late March 12 soldiers were killed"
                if previous == "month" and before and _is_of_month(before.token, lexeme):
                    lexeme.kind = "num"
                return
            case "ampm":
                no_time = previous not in ("day", "clock", "num")
            case "dot":
                no_time = before is None or before.lower not in self._short
            case "season":
                no_time = lexeme.token.pos in ("VERB", "ADV")
            case "daypart":  # "told Dawn": a newspaper
                no_time = lexeme.token.text[0].isupper() and lexeme.token.dep in ("dobj", "dative", "nsubj")
            case _:
                return
        if no_time:
            lexeme.kind = ""


def _is_of_month(month: Token, day: Lexeme) -> bool:
    """Whether "in" leads to the month, and the number behind it tells how many of something."""
    of_noun = day.token.dep == "nummod" and day.token.head > day.token.index
    return of_noun and day.sentence.head(month).lower in _IN


def _shape(match: re.Match[str], lower: str) -> str:
    name = match.lastgroup or ""
    if name == "number":
        if lower.isdecimal() and len(lower) == 4 and "1000" <= lower <= "2100":
            return "year"
        return "day" if lower.isdecimal() and len(lower) <= 2 and 1 <= int(lower) <= 31 else "num"
    if name == "fraction":
        return "num"
    if name == "sign":
        return _SIGNS.get(lower, "")
    return "" if name == "word" else name


def _merge_numbers(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Number words that stand together become one number ("twenty four", "nineteen ninety-six")."""
    merged: list[Lexeme] = []
    index = 0
    while index < len(lexemes):
        first = lexemes[index]
        index += 1
        if first.kind == "number":
            words = [int(first.value)]
            while index < len(lexemes):
                ahead = index + (lexemes[index].kind == "dash")
                if ahead == len(lexemes) or lexemes[ahead].kind != "number":
                    break
                words.append(int(lexemes[ahead].value))
                index = ahead + 1
            first.kind, first.value = _number(words)
            first.end = lexemes[index - 1].end
        merged.append(first)
    return merged


def _number(words: list[int]) -> tuple[str, str]:
    if len(words) > 1 and 11 <= words[0] <= 20 and 10 <= words[1] < 100:
        return "year", str(words[0] * 100 + sum(words[1:]))
    total, current = 0, 0
    for word in words:
        if word >= 100:
            current = max(current, 1) * word
            total, current = (total + current, 0) if word >= 1000 else (total, current)
        else:
            current += word
    return "num", str(total + current)
