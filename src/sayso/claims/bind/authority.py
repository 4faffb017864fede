"""Authority: the places of those who tell, where whoever is in charge of a place tells of what happened there."""

from __future__ import annotations

from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.resolve.setting import PlaceContext
from sayso.lang import lexicon
from sayso.model import PlaceMention

_LOCAL = frozenset({"casualties", "arrest", "warning"})
_LOCAL_KINDS = ("authority", "medical")
_THERE = ("witness", "armed-group")
"""Who, where there are several, tell of what happened where they are."""
_OPENING = 3
_NEIGHBOURING = lexicon("places")["adjectives.neighbouring"]


def of_authority(draft: Draft, named: tuple[PlaceMention, ...], evidence: Evidence) -> PlaceMention | None:
    """The place of a local authority or hospital that tells of its own doings ("police in X say they held two")."""
    attribution = draft.attribution
    if attribution is None or draft.type not in _LOCAL:
        return None
    if draft.type != "warning" and not any(s.kind in _LOCAL_KINDS for s in attribution.sources):
        return None
    fine = (p for p in named if p.place.grain not in ("country", "region"))
    return next((p for p in fine if _in_source(draft, p, evidence) and not _is_near(draft, p, evidence)), None)


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


def _is_near(draft: Draft, mention: PlaceMention, evidence: Evidence) -> bool:
    """ "The mayor of nearby Kirkuk": it happened elsewhere."""
    head = evidence.head(mention)
    return head is not None and any(t.lower in _NEIGHBOURING for t in draft.sentence.children(head, "amod"))
