"""Match the phrases of the block table against paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from sayso.lang import lexicon
from sayso.rules.words import BlockRow

_PLAIN = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u2012\u2015", "''\"\"----")
_NUMBER = re.compile(r"\d+")
_TOKEN = re.compile(r"\w+|[(\[\u00a9]")
_MARKS = re.compile(r"^[^\w(\[\"'\u00a9$]+")
_JOINS = "".join(rf"| {word} " for word in lexicon("blocks").row("credits.joins"))
_PARTS = re.compile(rf"\s*(?:/|\||,|;|\+| - {_JOINS}|\u00a9)\s*")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_CREDIT_WORDS = 14
_PART_WORDS = 6


def key(text: str) -> str:
    """The text as phrases see it: lower case, plain quotes and dashes, single spaces, every number as 1."""
    return _NUMBER.sub("1", " ".join(text.lower().translate(_PLAIN).split()))


class Cues:
    """The phrases of the block table, ready to match."""

    def __init__(self, rows: Iterable[BlockRow], titles: frozenset[str] = frozenset()) -> None:
        """``titles``: words that stand before a name: what they open names somebody, and no place."""
        self._titles = titles
        self._lines: dict[str, BlockRow] = {}
        self._start, self._end, self._within = (defaultdict[str, list[tuple[str, BlockRow]]](list) for _ in range(3))
        self._agencies: dict[str, BlockRow] = {}
        self._not_places: set[str] = set()
        self._limit = 0
        for row in rows:
            self._limit = max(self._limit, row.limit)
            for word in row.words:
                self._add(key(word), row)

    def _add(self, phrase: str, row: BlockRow) -> None:
        tokens = _TOKEN.findall(phrase) or [phrase]
        match row.where:
            case "line":
                self._lines.setdefault(_core(phrase), row)
            case "start":
                self._start[tokens[0]].append((phrase, row))
            case "end":
                self._end[tokens[-1]].append((phrase, row))
            case "within" | "tail":
                self._within[tokens[0]].append((phrase, row))
            case "agency":
                self._agencies.setdefault(phrase, row)
            case "not-place":
                self._not_places.add(phrase)

    def find(self, text: str, *, tail: bool) -> BlockRow | None:
        """The row whose phrase tells this paragraph's kind. ``tail``: it is one of the last five paragraphs."""
        words = len(text.split()) if len(text) <= self._limit * 16 else self._limit + 1
        if words > self._limit:
            return None
        plain = _MARKS.sub("", key(text))
        row = self._lines.get(_core(plain))
        if row and words <= row.limit:
            return row
        tokens = list(_TOKEN.finditer(plain))
        if not tokens:
            return None
        for phrase, row in self._start.get(tokens[0].group(), ()):
            if words <= row.limit and _at(plain, phrase, 0):
                return row
        ending = plain.rstrip(".!\"' ")
        for phrase, row in self._end.get(tokens[-1].group(), ()):
            if words <= row.limit and ending.endswith(phrase.rstrip(".!\"' ")):
                return row
        return self._inside(plain, tokens, words, tail)

    def _inside(self, plain: str, tokens: list[re.Match[str]], words: int, tail: bool) -> BlockRow | None:
        for token in tokens:
            for phrase, row in self._within.get(token.group(), ()):
                if words <= row.limit and (tail or row.where == "within"):
                    begin = token.start() - (len(phrase) - len(phrase.lstrip("/")))
                    if begin >= 0 and _at(plain, phrase, begin):
                        return row
        return None

    def credit(self, text: str) -> BlockRow | None:
        """The agency row when the text is a credit: one of its parts is an agency's name."""
        plain = key(text).strip(" .()[]")
        words = text.split()
        named = sum(not word[0].islower() for word in words)
        if len(plain) > 160 or len(words) > _CREDIT_WORDS or "(" in plain or 2 * named < len(words):
            return None
        if plain in self._agencies:
            return self._agencies[plain]
        parts = _PARTS.split(plain)
        if any(len(part.split()) > _PART_WORDS for part in parts):
            return None
        return next((self._agencies[part] for part in parts if part in self._agencies), None)

    def is_place(self, text: str) -> bool:
        """Whether capitals in front of a colon or dash may be a place: not with a title or when the table denies it."""
        words = key(text).split()
        titled = any(word.strip(".") in self._titles for word in words[:-1][:1])
        return not titled and " ".join(words) not in self._not_places


def _core(plain: str) -> str:
    """The phrase without what surrounds its first and last letter or digit."""
    return _EDGES.sub("", plain)


def _at(plain: str, phrase: str, begin: int) -> bool:
    """Whether the phrase stands there, ending at a word's end."""
    if not plain.startswith(phrase, begin):
        return False
    end = begin + len(phrase)
    return not phrase[-1].isalnum() or end == len(plain) or not plain[end].isalnum()
