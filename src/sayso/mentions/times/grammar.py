"""Patterns of time expressions, compiled to regular expressions over the kinds of lexemes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from sayso.errors import RulebookError
from sayso.mentions.times.lexer import Lexeme
from sayso.rules.times import TimeRow, TimeWordKind

_BUILT_IN = ("day", "year", "num", "decade", "clock", "iso", "slash", "ampm", "comma", "dot", "dash", "ord")
KINDS: tuple[str, ...] = tuple(dict.fromkeys((*_BUILT_IN, *get_args(TimeWordKind))))
_OTHER = " "
_CHAR = {"other": _OTHER} | {kind: chr(0x4E00 + n) for n, kind in enumerate(KINDS)}
_EARLY = "( the? mod|side ( dash|of|in )? the? )?"
_UNIONS = {"count": ("day", "num", "year")}
_CLOSING = (")", ")?", ")+")


class Grammar:
    """All patterns, tried together."""

    def __init__(self, rows: Iterable[TimeRow]) -> None:
        self._patterns = [(row, _compile(row)) for row in rows]
        self._any = re.compile("|".join(pattern.pattern for _, pattern in self._patterns))

    def kinds(self, lexemes: list[Lexeme]) -> str:
        """The kinds of the lexemes, one character each, as ``candidates`` reads them."""
        return "".join([_CHAR.get(lexeme.kind, _OTHER) for lexeme in lexemes])

    def candidates(self, kinds: str, at: int) -> list[tuple[TimeRow, int]]:
        """What may begin at this lexeme: row and index after the last lexeme; longest first, then in table order."""
        if kinds[at] == _OTHER or not self._any.match(kinds, at):
            return []
        matches = [(row, pattern.match(kinds, at)) for row, pattern in self._patterns]
        return sorted(((row, match.end()) for row, match in matches if match), key=lambda found: -found[1])


def _compile(row: TimeRow) -> re.Pattern[str]:
    parts: list[str] = []
    depth = 0
    for element in row.pattern.replace("EARLY", _EARLY).split():
        if element == "(":
            depth += 1
            parts.append("(?:")
        elif element in _CLOSING:
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
    if not _CHAR.keys() >= set(kinds):
        raise RulebookError(row.file, row.line, f"unknown kind {kind!r}", KINDS)
    return "".join(_CHAR[name] for name in kinds)
