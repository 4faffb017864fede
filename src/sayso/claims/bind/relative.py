"""Relative: where what a relative clause tells was ("Ede, where shells fell")."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.bind.enclosed import relative_over
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.lang import lexicon
from sayso.model import PlaceMention

_WHERE = lexicon("grammar")["pronouns.where"]


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
