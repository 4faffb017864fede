"""Verb and noun: what a verb and the noun beside it tell is one event ("an airstrike hit a clinic")."""

from __future__ import annotations

from sayso.claims.bind.means import ATTACKS
from sayso.claims.fold.absorbing import absorb
from sayso.claims.records import Draft
from sayso.grammar.words import is_noun
from sayso.lang import lexicon

__all__ = ["join_verbs"]

WORDS = lexicon("claims")
_REPELLED = ATTACKS | {"advance"}


def join_verbs(drafts: list[Draft]) -> list[Draft]:
    """ "an airstrike hit a clinic", "repelled an attack": verb and noun tell one event."""
    for verb in sorted(drafts, key=lambda one: one.rule.has("explodes")):
        roles = {t.index for t in (*verb.frame.subjects, *verb.frame.objects)}
        tools = [t for p, t in verb.frame.obliques if p in WORDS["roles.with"] and is_noun(t) and verb.rule.by_means]
        for noun in drafts:
            if noun.trigger in tools and not noun.dropped and noun.type in ATTACKS:
                absorb(verb, noun)
                noun.drop("what it was done with")
            if noun is verb or noun.dropped or noun.trigger.index not in roles or noun.type not in _REPELLED:
                continue
            if verb.type == "repel":
                noun.drop("repelled")
            elif noun.type not in ATTACKS:
                continue
            elif verb.type in ATTACKS and _tells_more(verb, noun):
                absorb(verb, noun)
                noun.drop("the verb tells it")
            elif verb.type in ATTACKS and not verb.part and (verb.rule.by_means or _goes_off(verb, noun)):
                absorb(noun, verb)
                verb.drop("verb and noun tell one event")
    return [c for c in drafts if not c.dropped]


def _goes_off(verb: Draft, noun: Draft) -> bool:
    """ "An explosion, believed to be a bomb, went off": sure as the noun is."""
    return verb.rule.has("explodes") and verb.type == noun.type


def _tells_more(verb: Draft, noun: Draft) -> bool:
    """ "The first car bomb went off": the noun names only what goes off; or no rule knows the noun."""
    burst = verb.rule.has("explodes") and noun.rule.has("bombs") and verb.type == noun.type
    return bool(verb.rule.when) and (burst or not noun.rule.when)
