"""Of the places that a sentence gives for an event, the one it is at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lang import lexicon
from sayso.model import FINENESS, PlaceMention, Sentence, Token

WORDS = lexicon("claims")
_INNERMOST_WORDS = WORDS["nearest.innermost"]

_CLOSE = 0.45
_NEXT = 50


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place, the word that stands for it in the sentence, and how far that is from the trigger."""

    distance: float
    head: Token
    mention: PlaceMention


def choose(ranked: Sequence[Ranked], sentence: Sentence, text: str) -> Ranked:
    """The finest of those about equally close to the trigger; of a town and its province the town. At least one."""
    best = min(r.distance for r in ranked)
    close = _innermost(sentence, [r for r in ranked if r.distance <= best + _CLOSE])
    chosen = min(close, key=lambda r: (FINENESS[r.mention.place.grain], round(r.distance), r.mention.start))
    return next((r for r in ranked if _lies_in(r.mention, chosen.mention, text)), chosen)


def _lies_in(inner: PlaceMention, outer: PlaceMention, text: str) -> bool:
    """ "in Baqubah, in the eastern province of Diyala": a finer place of the same unit right before it."""
    one, other = inner.place, outer.place
    finer = FINENESS[one.grain] < FINENESS[other.grain]
    same = one.country == other.country and one.admin1 is not None and one.admin1 == other.admin1
    between = text[inner.end : outer.start]
    return finer and same and 0 < len(between) <= _NEXT and " in " in between and between[0] not in "'’"


def _innermost(sentence: Sentence, close: list[Ranked]) -> list[Ranked]:
    """Of "in A and B" the first, of "in A's B" and "in B in A" the inner one."""
    heads = {r.head.index: FINENESS[r.mention.place.grain] for r in close}
    kept: list[Ranked] = []
    for ranked in close:
        head = ranked.head
        above = sentence.head(head)
        joined = head.dep == "conj" and any(t.index in heads for t in sentence.ancestors(head))
        holder = head.dep in ("poss", "appos") and above.index in heads
        inner = heads.get(sentence.head(above).index) if above.lower in _INNERMOST_WORDS else None
        outer = inner is not None and inner <= FINENESS[ranked.mention.place.grain]
        if not (joined or holder or outer):
            kept.append(ranked)
    return kept or close
