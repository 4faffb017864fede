"""Cut a sentence into the words, numbers and signs that time expressions are made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from sayso.lang import lexicon
from sayso.model import Sentence, Token
from sayso.rules.times import TimeWordRow

WORDS = lexicon("times")
_CLASSIFY_WORDS = WORDS["lexer.classify"]

_LEXEME = re.compile(
    r"""(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w]))
    |(?P<slash>\d{1,2}(?P<between>[/.])\d{1,2}(?P=between)\d{2,4}(?![\w/]))
    |(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\w:])|\d{1,2}\.\d\d(?=\s?[ap]\.?m\b))
    |(?P<decade>(?:1\d|20)\d0['’]?s\b|['’]\d0s\b)
    |(?P<ord>\d+(?:st|nd|rd|th)\b)
    |(?P<fraction>\d+\s1/2\b)
    |(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
    |(?P<ampm>[ap]\.\s?m\.?(?!\w)|[ap]m\b)
    |(?P<word>[^\W\d_][^\W_]*)
    |(?P<sign>['’]s\b|\S)""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
_HINT = re.compile(r"\d{4}|\d[:/.-]\d|\d\s?[ap]\.?\s?m\b|\d['’]?s\b|\d(?:st|nd|rd|th)\b|\bnineteen\b", re.IGNORECASE)
_SIGNS = {",": "comma", ".": "dot", "-": "dash", "–": "dash", "—": "dash", "‐": "dash", "‑": "dash"}
_DOTTED = WORDS["lexer.dotted"]
_SINCE_EVENT = WORDS["lexer.since_event"]
_CAPITALISED = WORDS["lexer.capitalised"]
_DOUBTFUL = frozenset({"month", "weekday", "ord", "ampm", "dot", "season"})
_LIKE_WORDS = WORDS["lexer.like_words"]
_LIKE_NAMES = WORDS["lexer.like_names"]
APART = frozenset({"plan", "urge", "start", "hold", "ahead-noun", "name-before", "name-after"})
"""Kinds that are looked up apart from the patterns."""
WEAK = frozenset(
    {
        "", "number", "day", "num", "comma", "dot", "dash", "fuzzy", "approx", "a", "the", "of", "on", "in", "at", "to",
        "and", "into", "for", "that", "this", "more", "begin", "war", "mod", "next", "last", "shift", "side",
        "straight", "since", "until", "between", "ahead", "each", "half", "fiscal", "tz",
    }
)  # fmt: skip
"""Kinds that make no time expression alone."""


class Lexeme:
    """A word, number or sign. ``kind``: as in the patterns, "" for any other word. ``value``: of its table row."""

    __slots__ = ("_sentence", "end", "kind", "lower", "start", "value")

    def __init__(self, kind: str, lower: str, start: int, end: int, value: str, sentence: Sentence) -> None:
        self.kind = kind
        self.lower = lower
        self.start = start
        self.end = end
        self.value = value
        self._sentence = sentence

    @property
    def token(self) -> Token:
        """The token in which it begins."""
        tokens = self._sentence.tokens
        return tokens[max(0, bisect_right(tokens, self.start, key=_start) - 1)]


class Lexer:
    """Cuts sentences. Built once from the rows of time_words.csv."""

    def __init__(self, rows: Iterable[TimeWordRow]) -> None:
        self._words: dict[str, list[tuple[list[str], str, str]]] = defaultdict(list)
        strong: set[str] = set()
        for row in rows:
            if row.kind in APART:
                continue
            for word in row.words:
                first, *rest = [m.group().lower() for m in _LEXEME.finditer(word)]
                self._words[first].append((rest, row.kind, row.value))
                if row.kind not in WEAK or row.kind == "since":
                    strong.add(max((first, *rest), key=len))
        for entries in self._words.values():
            entries.sort(key=lambda e: -len(e[0]))
        self._strong = frozenset(strong)

    def __call__(self, sentence: Sentence, text: str) -> list[Lexeme]:
        """The lexemes of the sentence; empty when no expression can be in it."""
        words = _LETTERS.findall(text[sentence.start : sentence.end].lower())
        if self._strong.isdisjoint(words) and not _HINT.search(text, sentence.start, sentence.end):
            return []
        lexemes = self._classify(list(_LEXEME.finditer(text, sentence.start, sentence.end)), sentence)
        kinds = {x.kind for x in lexemes}
        if "number" in kinds:
            lexemes = _merge_numbers(lexemes, sentence)
            kinds = {x.kind for x in lexemes}
        if kinds <= WEAK and not kinds >= _SINCE_EVENT:
            return []
        for index, lexeme in enumerate(lexemes):
            if lexeme.kind in _DOUBTFUL:
                _disambiguate(lexemes, index, lexeme)
        return lexemes

    def _classify(self, raw: list[re.Match[str]], sentence: Sentence) -> list[Lexeme]:
        lexemes: list[Lexeme] = []
        lowers = [m.group().lower() for m in raw]
        index = 0
        while index < len(raw):
            match, lower = raw[index], lowers[index]
            kind, value, end = _shape(match, lower), lower, match.end()
            index += 1
            if kind in _CLASSIFY_WORDS and lower in self._words:
                for rest, row_kind, row_value in self._words[lower]:
                    if not rest or lowers[index : index + len(rest)] == rest:
                        kind, value = row_kind, row_value
                        index += len(rest)
                        end = raw[index - 1].end()
                        lower = " ".join((lower, *rest))
                        break
                if kind in _CAPITALISED and match.group()[0].islower():
                    kind = ""
            lexemes.append(Lexeme(kind, lower, match.start(), end, value, sentence))
        return lexemes


def _start(token: Token) -> int:
    return token.start


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


def _merge_numbers(lexemes: list[Lexeme], sentence: Sentence) -> list[Lexeme]:
    """Number words that stand together become one number ("twenty four", "nineteen ninety-six")."""
    merged: list[Lexeme] = []
    index = 0
    while index < len(lexemes):
        if lexemes[index].kind != "number":
            merged.append(lexemes[index])
            index += 1
            continue
        words, last, ahead = [int(lexemes[index].value)], index, index + 1
        while ahead < len(lexemes):
            if lexemes[ahead].kind == "number":
                words.append(int(lexemes[ahead].value))
                last = ahead
            elif lexemes[ahead].kind != "dash" or ahead != last + 1:
                break
            ahead += 1
        first = lexemes[index]
        kind, value = _number(words)
        merged.append(Lexeme(kind, first.lower, first.start, lexemes[last].end, value, sentence))
        index = last + 1
    return merged


def _number(words: list[int]) -> tuple[str, str]:
    if len(words) > 1 and 11 <= words[0] <= 20 and words[1] >= 10 and words[1] < 100:
        return "year", str(words[0] * 100 + sum(words[1:]))
    total, current = 0, 0
    for word in words:
        if word >= 100:
            current = max(current, 1) * word
            total, current = (total + current, 0) if word == 1000 else (total, current)
        else:
            current += word
    return "num", str(total + current)


def _disambiguate(lexemes: list[Lexeme], index: int, lexeme: Lexeme) -> None:
    """Settle words that are only sometimes part of a time expression; ``kind`` becomes ""."""
    before = lexemes[index - 1] if index else None
    after = lexemes[index + 1] if index + 1 < len(lexemes) else None
    numbered = (after is not None and after.kind in ("day", "year", "ord", "dot")) or (
        before is not None and before.kind in ("day", "ord")
    )
    if lexeme.kind in ("month", "weekday"):
        if (
            lexeme.lower in _LIKE_WORDS and not numbered and (after is None or after.kind not in ("month", "comma"))
        ) or (lexeme.lower in _LIKE_NAMES and not numbered and _is_name_or_verb(lexeme.token)):
            lexeme.kind = ""
    elif (
        lexeme.lower == "second"
        and before is not None
        and before.kind in ("day", "num", "number")
        and before.value != "1"
    ):
        lexeme.kind, lexeme.value = "unit", "TS"
    elif (
        (lexeme.kind == "ampm" and (before is None or before.kind not in ("day", "clock", "num")))
        or (lexeme.kind == "dot" and (before is None or before.lower not in _DOTTED))
        or (lexeme.kind == "season" and lexeme.token.pos in ("VERB", "ADV"))
    ):
        lexeme.kind = ""


def _is_name_or_verb(token: Token) -> bool:
    return token.pos in ("AUX", "VERB") or token.entity == "PERSON" or token.text.isupper()
