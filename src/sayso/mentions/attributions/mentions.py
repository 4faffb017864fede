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
        """The mention with this head word, else the shortest one that covers it."""
        if token.start in self._heads:
            return self._heads[token.start]
        index = bisect_right(self._starts, token.start) - 1
        found: ActorMention | None = None
        for mention in self._mentions[max(0, index - 3) : index + 1]:
            if mention.start <= token.start < mention.end and (
                found is None or mention.end - mention.start < found.end - found.start
            ):
                found = mention
        return found
