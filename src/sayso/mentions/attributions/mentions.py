"""Mentions of actors, looked up by word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from sayso.model import ActorMention, Token


class Index:
    """Mentions by offset."""

    def __init__(self, mentions: Iterable[ActorMention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self._mentions]
        self._heads = {m.head: m for m in reversed(self._mentions)}

    def at(self, token: Token) -> ActorMention | None:
        """The mention with this head word, else the shortest of those around that cover it."""
        index = bisect_right(self._starts, token.start)
        near = [m for m in self._mentions[max(0, index - 4) : index] if token.start < m.end]
        return self._heads.get(token.start) or min(near, key=lambda m: m.end - m.start, default=None)
