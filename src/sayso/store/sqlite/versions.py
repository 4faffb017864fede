"""Whether two texts are versions of one article."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from sayso.model import Document
from sayso.store.sqlite.connection import day_of

_WORD = re.compile(r"\w+")
_ENOUGH = 0.5
_NEAR = timedelta(days=3)


def same_article(document: Document, published: int, text: Callable[[], str]) -> bool:
    """Whether a document of the same title or place, published on that day, is an older or newer version of this one.

    A title such as "Evening summary", or a file that is written anew every day, is no proof: the days must be at most
    three apart and half of the shorter text must stand in the longer.
    """
    other = day_of(published)
    if document.published and other and abs(document.published - other) > _NEAR:
        return False
    return shared(document.text, text()) >= _ENOUGH


def shared(left: str, right: str) -> float:
    """The part of the shorter text's runs of three words that the longer has as well; 0 to 1."""
    one, two = _runs(left), _runs(right)
    return len(one & two) / max(min(len(one), len(two)), 1)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}
