"""Relative: of which clause a place is ("Ede, where shells fell", "…, and in Kano three were abducted")."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.bind.enclosed import relative_over
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.words import is_verb
from sayso.lang import lexicon
from sayso.model import PlaceMention, Token

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


def opens_next(draft: Draft, head: Token) -> bool:
    """ "Nine died in an ambush, and in Kano three were abducted": the place opens a clause behind the event."""
    sentence, preposition = draft.sentence, draft.sentence.head(head)
    verb, joint = sentence.head(preposition), sentence.tokens[preposition.index - 1]
    joined = joint.dep in ("cc", "mark") or joint.text == ";"
    return draft.trigger.index < joint.index < head.index < verb.index and joined and is_verb(verb)
