"""Patterns of time expressions, compiled to regular expressions over the kinds of lexemes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import get_args

from sayso.errors import RulebookError
from sayso.lang import lexicon
from sayso.mentions.times.lexer import Lexeme
from sayso.rules.times import TimeRow, TimeWordKind

WORDS = lexicon("times")

_BUILT_IN = WORDS.row("grammar.built_in")
KINDS: tuple[str, ...] = (*_BUILT_IN, *(k for k in get_args(TimeWordKind) if k not in _BUILT_IN))
_OTHER = " "
_CHAR = {"other": _OTHER} | {kind: chr(0x4E00 + n) for n, kind in enumerate(KINDS)}
_EARLY = "( the? mod|side ( dash|of|in|on )? the? )?"
_FRAGMENTS = {"EARLY": _EARLY.split()}
_UNIONS = {"count": ("day", "num", "year")}


class Grammar:
    """All patterns, tried together."""

    def __init__(self, rows: Iterable[TimeRow]) -> None:
        self._by_first: dict[str, list[tuple[TimeRow, re.Pattern[str]]]] = defaultdict(list)
        for row in rows:
            pattern = _compile(row)
            for char in _heads(pattern.pattern):
                self._by_first[char].append((row, pattern))

    def kinds(self, lexemes: list[Lexeme]) -> str:
        """The kinds of the lexemes, one character each, as ``candidates`` reads them."""
        return "".join([_CHAR.get(lexeme.kind, _OTHER) for lexeme in lexemes])

    def candidates(self, kinds: str, at: int) -> list[tuple[TimeRow, int]]:
        """What may begin at this lexeme: row and index after the last lexeme; longest first, then in table order."""
        found = [
            (row, match.end())
            for row, pattern in self._by_first.get(kinds[at], ())
            if (match := pattern.match(kinds, at))
        ]
        if len(found) > 1:
            found.sort(key=lambda f: -f[1])
        return found


def _heads(source: str) -> set[str]:
    """The kinds with which a compiled pattern can begin."""
    tree_end, heads, _ = _walk(source, 0)
    assert tree_end == len(source)
    return heads


def _walk(source: str, at: int) -> tuple[int, set[str], bool]:
    """End, first kinds and emptiness of the sequence at ``at`` (up to a closing bracket or the end)."""
    heads: set[str] = set()
    open_front = True
    while at < len(source) and source[at] != ")":
        if source.startswith("(?:", at):
            at, inner, empty = _walk(source, at + 3)
            at += 1
        else:
            close = source.index("]", at)
            inner, empty = set(source[at + 1 : close]), False
            at = close + 1
        if at < len(source) and source[at] == "?":
            empty, at = True, at + 1
        if open_front:
            heads |= inner
            open_front = empty
    return at, heads, open_front


def _compile(row: TimeRow) -> re.Pattern[str]:
    parts: list[str] = []
    depth = 0
    queue = [p for word in row.pattern.split() for p in _FRAGMENTS.get(word, [word])]
    for element in queue:
        if element == "(":
            depth += 1
            parts.append("(?:")
        elif element in (")", ")?"):
            depth -= 1
            parts.append(element)
        else:
            optional = element.endswith("?")
            kinds = element.removesuffix("?").split("|")
            parts.append("[" + "".join(_chars(row, kind) for kind in kinds) + "]" + ("?" if optional else ""))
        if depth < 0:
            raise RulebookError(row.file, row.line, f"pattern {row.pattern!r}: a bracket closes that was not opened")
    if depth or not parts:
        raise RulebookError(row.file, row.line, f"pattern {row.pattern!r}: empty, or a bracket is left open")
    return re.compile("".join(parts))


def _chars(row: TimeRow, kind: str) -> str:
    kinds = _UNIONS.get(kind, (kind,))
    for name in kinds:
        if name not in _CHAR:
            raise RulebookError(row.file, row.line, f"unknown kind {name!r}", KINDS)
    return "".join(_CHAR[name] for name in kinds)
