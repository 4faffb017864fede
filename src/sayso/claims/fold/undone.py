"""Undone: plans that were foiled, deals that were broken or refused and demands that were, told by the verb alone."""

from __future__ import annotations

from sayso.claims.fold.absorbing import absorb
from sayso.claims.naming import names_of
from sayso.claims.records import Draft
from sayso.lang import lexicon
from sayso.rules.ontology import types_with

__all__ = ["without_undone"]

WORDS = lexicon("claims")
_PLANS, _PLOTS = WORDS["folding.plans"], WORDS["folding.plots"]
_ARMED = types_with("armed") | {"abduction", "damage"}
_UNDOING = frozenset({"violation", "reject"})


def without_undone(drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence without what its verbs tell as foiled, broken or refused."""
    for verb in drafts:
        if verb.type == "repel":
            _foil(verb, drafts)
        elif verb.type in _UNDOING:
            frame = verb.frame
            told = {t.index for t in (*frame.subjects, *frame.objects, *(t for _, t in frame.obliques))}
            for deal in drafts:
                wanted = deal.type == "demand" and names_of(deal.actors) <= names_of(verb.actors)
                if (deal.type == "agree" or wanted) and deal is not verb and deal.trigger.index in told:
                    deal.drop("broken or refused, and not made")
    return [draft for draft in drafts if not draft.dropped]


def _foil(verb: Draft, drafts: list[Draft]) -> None:
    """ "Uncovered a plan to bomb a church": what was planned is told as foiled; other plans are none of war."""
    plans = [t for t in verb.frame.objects if t.lemma in _PLANS]
    things = {(t.index, dep) for t in verb.frame.objects for dep in ("acl", "relcl")}
    for laid in drafts:  # "defused a grenade left outside a bank"
        if laid.type == "bombing" and (laid.trigger.head, laid.trigger.dep) in things and not laid.figures:
            laid.drop("laid, and taken away")
    above = {(t.index, dep) for t in plans for dep in ("acl", "relcl")}
    above |= {(verb.trigger.index, "xcomp")} if plans else set()  # the parser may hang "to bomb" on the verb
    meant = [d for d in drafts if (d.trigger.head, d.trigger.dep) in above and d.type in _ARMED]
    for draft in meant:
        draft.decide("the day of what did not come about", time=None, time_given=False)
        absorb(verb, draft)
        draft.drop("planned, and foiled")
    if plans and not meant and not any(t.lemma in _PLOTS for t in plans):
        verb.drop("a plan of no violence")
