"""Again: what only names an event that the same sentence tells."""

from __future__ import annotations

from sayso.claims.candidates import Candidate
from sayso.claims.means import ATTACKS
from sayso.lang import lexicon
from sayso.model import EventType

WORDS = lexicon("claims")

HOSTS: frozenset[EventType] = ATTACKS | {"repel"}
"""The types on whose own claim a toll or damage goes."""
_BEGINNING = WORDS["again.beginning"]


def without_renaming(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out what only names again: a harm's cause in passing, an attack's blasts, "the attack began when …"."""
    attacks = [c for c in candidates if c.type in HOSTS or c.type == "advance"]
    for one in attacks:
        others = [c for c in attacks if c is not one and not c.dropped]
        if one.rule.id == "blast" and not one.figures:
            one.dropped = any(c.rule.id not in ("blast", "detonate", "attack-noun") for c in others)
        elif one.rule.id == "attack-noun" and one.trigger.dep == "nsubj":
            below = {t.index for t in one.sentence.subtree(one.sentence.head(one.trigger))}
            begun = one.sentence.head(one.trigger).lemma in _BEGINNING
            one.dropped = begun and any(c.trigger.index in below and c.trigger.pos == "VERB" for c in others)
        elif one.rule.id == "hit-verb" and one.trigger.dep == "advcl" and not (one.actors or one.place_given):
            one.dropped = any(c.type in ("casualties", "disruption") for c in candidates)
    for one in candidates:
        if one.rule.id == "protesters":  # "protesters stormed the parliament": the verb tells what they did
            doing = (c for c in candidates if c.trigger.pos == "VERB" and c.type in ("protest", "riot", "damage"))
            done_to = (c for c in candidates if c.type in ATTACKS or c.type in ("casualties", "arrest"))
            told = [t for c in doing for t in c.frame.subjects]
            told += [t for c in done_to for t in (*c.frame.objects, *(o for _, o in c.frame.obliques))]
            one.dropped = any(t.index == one.trigger.index for t in told)
    return [c for c in candidates if not c.dropped]
