"""Of the places that a sentence gives for an event, the one it is at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.grammar.words import FINITE
from sayso.lang import lexicon
from sayso.model import FINENESS, PlaceMention, Sentence, Token
from sayso.model.geo import holds

WORDS = lexicon("claims")

_CLOSE, _REACHED = 0.45, 1.6
_TOWNS = frozenset({"point", "admin2"})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place, the word that stands for it in the sentence, and how far that is from the trigger."""

    distance: float
    head: Token
    mention: PlaceMention


def choose(ranked: Sequence[Ranked], sentence: Sentence, text: str, verb: Token) -> Ranked:
    """The finest of those about equally close to the trigger; of a town and its province the town. At least one.

    ``verb``: the event's.
    """
    best = min(r.distance for r in ranked)
    close = _innermost(sentence, [r for r in ranked if r.distance <= best + _CLOSE])
    chosen = min(close, key=lambda r: (FINENESS[r.mention.place.grain], round(r.distance), r.mention.start))
    heads = text.startswith(":", chosen.mention.end)  # "Sumy region: two hurt in Hlukhiv"
    below = [r for r in ranked if heads or (r.distance <= best + _REACHED and _goes_on(sentence, r.head, verb))]
    return _inside(below, chosen.mention) or chosen


def _goes_on(sentence: Sentence, head: Token, verb: Token) -> bool:
    """Whether a place stands under the event's verb with no finite verb between, and not only as an example."""
    above = list(sentence.ancestors(head))
    if verb not in above or sentence.head(head).lower in WORDS["nearest.examples"]:
        return False
    return not any(t.tag in FINITE for t in above[: above.index(verb)])


def _inside(ranked: Sequence[Ranked], area: PlaceMention) -> Ranked | None:
    """ "In Sumy region, police found a man while searching a farm in Hlukhiv", "fired rockets at Israel, hurting two in
    Sderot": the only finer place a clause further on, in the area that is told first."""
    finer = [
        r for r in ranked
        if r.mention.locative and not r.mention.near and r.mention.place.grain in _TOWNS
        and area.place.grain not in _TOWNS and r.mention.start > area.end and holds(area.place, r.mention.place)
    ]  # fmt: skip
    return finer[0] if len({r.mention.place.name for r in finer}) == 1 else None


def _innermost(sentence: Sentence, close: list[Ranked]) -> list[Ranked]:
    """Of "in A and B" the first, of "in A's B" and "in B in A" the inner one."""
    heads = {r.head.index: FINENESS[r.mention.place.grain] for r in close}
    kept: list[Ranked] = []
    for ranked in close:
        head = ranked.head
        above = sentence.head(head)
        joined = head.dep == "conj" and any(t.index in heads for t in sentence.ancestors(head))
        holder = head.dep in ("poss", "appos") and above.index in heads
        inner = heads.get(sentence.head(above).index) if above.lower in WORDS["nearest.innermost"] else None
        outer = inner is not None and inner <= FINENESS[ranked.mention.place.grain]
        if not (joined or holder or outer):
            kept.append(ranked)
    return kept or close
