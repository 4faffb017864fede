"""When it was said: the time expression that hangs on the cue ("said on Wednesday")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from sayso.mentions.attributions.cue import Cue
from sayso.model import Relation, Sentence, TimeMention, Token

_STEPS = 3
_LINKS: frozenset[Relation] = frozenset({"npadvmod", "prep", "pobj", "advmod", "dep", "nmod", "compound"})


class Sayings:
    """Time expressions of a document, looked up by cue."""

    def __init__(self, times: Sequence[TimeMention]) -> None:
        self._times = sorted((t for t in times if t.kind in ("date", "time") and t.earliest), key=lambda t: t.start)
        self._starts = [t.start for t in self._times]

    def of(self, cue: Cue) -> TimeMention | None:
        """The time that dates the saying, or None."""
        sentence = cue.sentence
        first, last = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        for mention in self._times[first:last]:
            head = sentence.head_of(mention)
            said = any(c.overlaps(mention) for c in cue.content)
            if head is not None and not said and _hangs_on(sentence, head, cue):
                return mention
        return None


def _hangs_on(sentence: Sentence, head: Token, cue: Cue) -> bool:
    after_cue = cue.span.end <= head.start < cue.segment.end
    current = head
    for _ in range(0 if cue.citation else _STEPS):
        if current.dep not in _LINKS:
            break
        current = sentence.head(current)
        if current.index == cue.anchor.index:
            return True
    return after_cue and (cue.citation or cue.speaker is None or cue.speaker.index < cue.anchor.index)
