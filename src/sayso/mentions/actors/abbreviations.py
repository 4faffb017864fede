"""Abbreviations that a document explains: "Coastal Justice Front (CJF)"."""

from __future__ import annotations

import re
from collections.abc import Callable

from sayso.lang import lexicon

_PASSED_OVER = lexicon("actors")["names.passed_over"]
_WORD = re.compile(r"\w+")
_DEFINED = re.compile(r"\(\s*(?:[a-z]+\s+|[A-Z][^()\n]{3,80}[-–—,]\s*)?\"?([A-Z][A-Za-z0-9-]{1,9})\"?\s*[),;]")
_REACH = 120


def defined_abbreviations(text: str, is_body: Callable[[str], bool]) -> dict[str, str]:
    """The full names, as they stand in the text, by their abbreviations.

    ``is_body``: whether the words of a name tell that it is a body's, which may be called by initials of its own
    language: "National Army (EN)", "National Army (Ejercito Nacional - EN)".
    """
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        short = match.group(1)
        if sum(c.isupper() for c in short) < 2 or short in found:
            continue
        start = _expansion(text, match.start(), short)
        if start is None and (start := _name_before(text, match.start())) is not None:
            start = start if is_body(text[start : match.start()]) else None
        if start is not None:
            found[short] = text[start : match.start()].rstrip(' "')
    return found


def _expansion(text: str, end: int, short: str) -> int | None:
    """Where the name begins that ends at ``end`` and whose initials spell the abbreviation, or None."""
    letters = [c.lower() for c in re.sub("(?<=[A-Z])s$", "", short) if c.isalpha()]  # "Security Forces (SFs)"
    for match in reversed(list(_WORD.finditer(text, max(0, end - _REACH), end))):
        word = match.group()
        if word[0].lower() == letters[-1] and (word[0].isupper() or word.lower() in _PASSED_OVER):
            letters.pop()
        elif word.lower() not in _PASSED_OVER:
            return None
        if not letters:
            return match.start() if word[0].isupper() else None
    return None


def _name_before(text: str, end: int) -> int | None:
    """Where the name of several capitalised words begins that stands right before ``end``, or None."""
    starts: list[int] = []
    at = end
    for match in reversed(list(_WORD.finditer(text, max(0, end - _REACH), end))):
        word, between = match.group(), text[match.end() : at]
        own = word[0].isupper() and word.lower() not in _PASSED_OVER
        if between.strip("'’ ") or not (own or word.lower() in _PASSED_OVER or word == "s"):
            break
        at = match.start()
        if own:
            starts.append(at)
    opening = bool(starts) and text[: starts[-1]].rstrip()[-1:] in ("", ".", "!", "?", '"')
    if opening and len(starts) > 2:  # "Fighters of the National Army (EN)" at the head of a sentence
        starts.pop()
    return starts[-1] if len(starts) > 1 else None
