"""Phrases of plain words, looked up from a token forwards or backwards.

Simpler and quicker than ``rules.phrases``: no lemmas, classes or gaps. A hyphen inside a word of a phrase matches both
as part of the token and as a token of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class WordIndex(Generic[T]):
    """Phrases with a payload, the longest first, found by their first or last word."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self.first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self.last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, payload in phrases:
            forms = {phrase, phrase.replace("-", " - ")} if "-" in phrase else {phrase}
            for words in sorted(tuple(form.split()) for form in forms):
                self.first.setdefault(words[0], []).append((words, payload))
                self.last.setdefault(words[-1], []).append((words, payload))
        for entries in (*self.first.values(), *self.last.values()):
            entries.sort(key=lambda entry: -len(entry[0]))

    def starting(self, words: Sequence[str], at: int) -> tuple[int, T] | None:
        """End (exclusive) and payload of the longest phrase that starts at this word, or None."""
        for phrase, payload in self.first.get(words[at], ()) if at < len(words) else ():
            end = at + len(phrase)
            if len(phrase) == 1 or tuple(words[at:end]) == phrase:
                return end, payload
        return None

    def ending(self, words: Sequence[str], end: int) -> tuple[int, T] | None:
        """Start and payload of the longest phrase that ends just before the word ``end``, or None."""
        for phrase, payload in self.last.get(words[end - 1], ()) if end > 0 else ():
            start = end - len(phrase)
            if len(phrase) == 1 or (start >= 0 and tuple(words[start:end]) == phrase):
                return start, payload
        return None
