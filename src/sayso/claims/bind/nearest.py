"""Of the places that a sentence gives for an event, the one it is at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.resolve.setting import PlaceContext
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


_LOCAL = frozenset({"casualties", "arrest", "warning"})
_LOCAL_KINDS = ("authority", "medical")
_THERE = ("witness", "armed-group")
"""Who, where there are several, tell of what happened where they are."""
_OPENING = 3


def of_authority(draft: Draft, named: tuple[PlaceMention, ...], evidence: Evidence) -> PlaceMention | None:
    """The place of a local authority or hospital that tells of its own doings ("police in X say they held two")."""
    attribution = draft.attribution
    if attribution is None or draft.type not in _LOCAL:
        return None
    if draft.type != "warning" and not any(s.kind in _LOCAL_KINDS for s in attribution.sources):
        return None
    fine = (p for p in named if p.place.grain not in ("country", "region"))
    return next((p for p in fine if _in_source(draft, p, evidence)), None)


def opening(
    draft: Draft, named: tuple[PlaceMention, ...], evidence: Evidence, context: PlaceContext
) -> PlaceMention | None:
    """ "In Kherson, the governor said that shelling had killed two": whoever is in charge there tells of there, as
    do "fighters" and "residents"."""
    sources = draft.attribution.sources if draft.attribution else ()
    many = (s.kind in _THERE and (word := evidence.head(s)) is not None and word.tag == "NNS" for s in sources)
    if not any(s.kind in _LOCAL_KINDS for s in sources) and not any(many):
        return None
    before = (p for p in named if p.start < sources[0].start and context.is_at_home(p))
    fine = (p for p in before if p.place.grain not in ("country", "region"))
    return next((p for p in fine if (head := evidence.head(p)) and head.index <= _OPENING), None)


def _in_source(draft: Draft, mention: PlaceMention, evidence: Evidence) -> bool:
    head = evidence.head(mention)
    if head is None:
        return False
    sources = draft.attribution.sources if draft.attribution else ()
    if any(s.start <= head.start < s.end for s in sources):
        return True
    return any(t.start in evidence.source_words for t in (head, *draft.sentence.ancestors(head)))
