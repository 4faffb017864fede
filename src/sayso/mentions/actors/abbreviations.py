"""Abbreviations that a document explains: "Coastal Justice Front (CJF)"."""

from __future__ import annotations

import re

from sayso.lang import lexicon

_PASSED_OVER = lexicon("actors")["names.passed_over"]
_WORD = re.compile(r"\w+")
_DEFINED = re.compile(r"\(\s*(?:[a-z]+\s+)?\"?([A-Z][A-Za-z0-9-]{1,9})\"?\s*[),;]")
_REACH = 120


def defined_abbreviations(text: str) -> dict[str, str]:
    """The full names, as they stand in the text, by their abbreviations."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        short = match.group(1)
        if sum(c.isupper() for c in short) < 2 or short in found:
            continue
        start = _expansion(text, match.start(), short)
        if start is not None:
            found[short] = text[start : match.start()].rstrip(' "')
    return found


def _expansion(text: str, end: int, short: str) -> int | None:
    """Where the name begins that ends at ``end`` and whose initials spell the abbreviation, or None."""
    letters = [c.lower() for c in short if c.isalpha()]
    for match in reversed(list(_WORD.finditer(text, max(0, end - _REACH), end))):
        word = match.group()
        if word[0].lower() == letters[-1] and (word[0].isupper() or word.lower() in _PASSED_OVER):
            letters.pop()
        elif word.lower() not in _PASSED_OVER:
            return None
        if not letters:
            return match.start() if word[0].isupper() else None
    return None
