"""Relative: where what a relative clause tells was ("Ede, where shells fell", "in memory of 11 who died in 1990")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sayso.claims.bind.enclosed import is_enclosed, relative_over
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.lang import lexicon
from sayso.model import PlaceMention, Token

_WHERE = lexicon("grammar")["pronouns.where"]
_OLD = timedelta(365)


def where_told(draft: Draft, named: Sequence[PlaceMention], evidence: Evidence) -> PlaceMention | None:
    """The place that "where" takes up: the one right before it, which is that of its clause."""
    sentence, clause = draft.sentence, relative_over(draft.sentence, draft.trigger)
    if clause is None or not any(t.lower in _WHERE for t in sentence.children(clause, "advmod")):
        return None
    inside = {t.index for t in sentence.subtree(clause)}
    heads = [(h, p) for p in named if (h := evidence.head(p))]
    noun = sentence.head(clause)
    if any(h.index in inside for h, _ in heads):
        return None  # the clause names a place of its own
    return next((p for h, p in heads if h.index == noun.index and p.locative), None)


def is_of_others(draft: Draft, head: Token, evidence: Evidence) -> bool:
    """Whether a place stands outside what tells of those whom an old deed befell: it is where they are remembered."""
    clause = relative_over(draft.sentence, draft.trigger)
    if clause is None or not is_old_and_enclosed(draft, evidence):
        return False
    return head.index not in {t.index for t in draft.sentence.subtree(draft.sentence.head(clause))}


def is_old_and_enclosed(draft: Draft, evidence: Evidence) -> bool:
    """Whether a relative clause about people dates what befell them a year and more before the report."""
    clause, published = relative_over(draft.sentence, draft.trigger), evidence.reading.document.published
    if clause is None or published is None or not evidence.is_person(draft.sentence.head(clause)):
        return False
    times = [m for m in evidence.times_in.get(draft.sentence.index, ()) if m.latest]
    old = [m for m in times if m.latest and published - m.latest > _OLD]
    return bool(old) and is_enclosed(draft, evidence)
