"""Gerunds: deeds that the parser takes for a word of the noun behind them.

"Accused of arming and training rebels", "denied shelling and bombing villages": of the second deed it makes a noun.
"Blamed for burning and looting shops", "spread fear by firing shells into a mill": it has shops that burn, and shells
that fire. "Came under rebel shelling", "was hit by rebel mortars": of a noun it makes a verb, of another an adjective.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.lang import lexicon
from sayso.model import Relation, Token
from sayso.syntax.torn import children_of, hung_anew, put

__all__ = ["as_deed", "done"]

_WORDS = lexicon("grammar")
_BY, _ACCUSING, _CHARGING = _WORDS["prepositions.by"], _WORDS["verbs.accusing"], _WORDS["prepositions.charging"]
_NEVER_ADJECTIVES, _SHELLING = _WORDS["nouns.never_adjectives"], _WORDS["nouns.shelling"]
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


def done(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with such nouns hung as the objects of what is done."""
    for noun in tokens[2:]:
        if noun.lower in _NEVER_ADJECTIVES and noun.dep == "amod":
            tokens = put(tokens, replace(noun, pos="NOUN", tag="NN", dep="compound"))
        elif noun.lower in _SHELLING and noun.tag == "VBG":
            tokens = _suffered(tokens, noun, tokens[noun.index - 1])
        deed, before = tokens[noun.index - 1], tokens[noun.index - 2]
        if noun.pos not in ("NOUN", "PROPN") or not deed.lower.endswith("ing"):
            continue
        if before.dep == "cc":
            tokens = _joined(tokens, noun, deed, tokens[before.head])
        elif before.dep == "prep" and _leads(tokens, before):
            tokens = _led(tokens, noun, deed, deed, before)
    return tokens


def as_deed(tokens: tuple[Token, ...], at: int) -> tuple[Token, ...]:
    """Make the noun of "shelling in Bria killed nine", of which the parser made a clause that is the subject."""
    deed, verb = tokens[at], tokens[tokens[at].head]
    own = {t.dep for t in children_of(tokens, deed)}
    if (
        deed.lower not in _SHELLING
        or own & {"nsubj", "dobj"}
        or any(t.dep == "nsubj" for t in children_of(tokens, verb))
    ):
        return tokens
    dep: Relation = "nsubjpass" if deed.dep == "csubjpass" else "nsubj"
    return put(tokens, replace(deed, pos="NOUN", tag="NN", lemma=deed.lower, dep=dep)) if at < verb.index else tokens


def _suffered(tokens: tuple[Token, ...], deed: Token, whose: Token) -> tuple[Token, ...]:
    """Make a noun of what a place comes under, and hang whose it is on it."""
    if whose.dep != "pobj" or whose.tag != "NN" or any(t.dep == "dobj" for t in children_of(tokens, deed)):
        return tokens
    tokens = put(tokens, replace(deed, pos="NOUN", tag="NN", lemma=deed.lower))
    return hung_anew(tokens, {deed.index: (whose.head, "pobj"), whose.index: (deed.index, "compound")})


def _joined(tokens: tuple[Token, ...], noun: Token, deed: Token, first: Token) -> tuple[Token, ...]:
    """Hang on the second of two deeds what is done to, and the first on what leads to it."""
    lead = tokens[first.index - 1]
    if first.tag != "VBG" or first.index > deed.index or lead.dep == "agent":
        return tokens  # "shaken by shelling and bombing raids"
    if noun.dep == "pobj" and noun.head == lead.index and deed.head == first.index and first.head == noun.index:
        return _led(tokens, noun, first, deed, lead)
    torn = (
        noun.dep == "conj"
        and noun.head == first.index
        and deed.pos == "NOUN"
        and deed.head in (first.index, noun.index)
    )
    if not torn or any(t.dep == "dobj" for t in children_of(tokens, first)):
        return tokens
    tokens = put(tokens, replace(deed, pos="VERB", tag="VBG", lemma=_DOUBLED.sub(r"\1", deed.lower[:-3])))
    return hung_anew(tokens, {deed.index: (first.index, "conj"), noun.index: (deed.index, "dobj")})


def _led(tokens: tuple[Token, ...], noun: Token, first: Token, deed: Token, lead: Token) -> tuple[Token, ...]:
    """Hang the first deed on the preposition, and the noun on the last one."""
    if first.dep != "amod" or first.tag != "VBG" or first.head != noun.index or noun.head != lead.index:
        return tokens
    above = children_of(tokens, tokens[lead.head])
    next_to = next((t for t in above if t.dep == "prep" and t.index > noun.index), None)  # "into a mill"
    behind = [t for t in children_of(tokens, noun) if t.dep == "prep"] or ([next_to] if next_to else [])
    changed = {t.index: (deed.index, t.dep) for t in behind}
    return hung_anew(tokens, {**changed, first.index: (lead.index, "pcomp"), noun.index: (deed.index, "dobj")})


def _leads(tokens: tuple[Token, ...], lead: Token) -> bool:
    """Whether what a preposition leads to is done: what somebody is accused of, or how a verb in the active does it."""
    verb = tokens[lead.head]
    if verb.lemma in _ACCUSING:
        return lead.lower in _CHARGING
    if lead.lower not in _BY:
        return False  # of a passive it leads to who did it: "held by advancing troops"
    passive = any(t.dep in ("auxpass", "nsubjpass") for t in children_of(tokens, verb))
    return verb.pos == "VERB" and not passive and not (verb.tag == "VBN" and verb.dep in ("acl", "amod"))
