"""Told: verbs, deeds and directions that the parser takes for something else or hangs on the wrong word.

"Kills two children, wounds mother": behind a comma what a headline tells next is no plural. "Exploded as a patrol
passed": what is never done to anybody is no participle. "3 dead, 21 wounded": no adjective is an object.

"A restaurant west of the city", of which the parser makes a west.

"Accused of arming and training rebels", "denied shelling and bombing villages": of the second deed it makes a noun.
"Blamed for burning and looting shops", "spread fear by firing shells into a mill": it has shops that burn, and shells
that fire.

"Two men on a motorcycle shot dead a judge": the parser sees a dead judge, and a shot of the motorcycle; verbs of two
words are shown to it as others and put back into its tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.lang import lexicon
from sayso.model import Token
from sayso.syntax.torn import HARMING, children_of, hung_anew, put

__all__ = ["done", "paired", "shown_pairs", "told_on", "turned"]

_WORDS = lexicon("grammar")
_AS, _PASSING = _WORDS["conjunctions.as"], _WORDS["verbs.passing"]


def told_on(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with such verbs made verbs, and hung on that of the clause before them."""
    for comma, word in pairwise(tokens[:-1]):
        lemma, verb = word.lower.removesuffix("s"), next((t for t in tokens if t.tag == "VBZ"), word)
        noun = tokens[word.head] if word.dep == "compound" else tokens[word.index + 1]
        joined = comma.text == "," and word.tag == "NNS" and lemma in HARMING
        if joined and verb.index < word.index < noun.index and verb.lemma in HARMING and noun.pos in ("NOUN", "NUM"):
            tokens = hung_anew(tokens, {word.index: (verb.index, "conj"), noun.index: (word.index, "dobj")})
            tokens = put(tokens, replace(tokens[word.index], lemma=lemma, pos="VERB", tag="VBZ"))
        elif word.tag == "JJ" and word.dep == "dobj" and word.head > word.index + 1:
            tokens = put(tokens, replace(word, dep="dep"))  # "3 dead (one child), 21 wounded"
        elif word.dep == "acl" and word.lemma in _PASSING and tokens[word.head].dep == "pobj":
            tokens = _while_passing(tokens, word, tokens[tokens[word.head].head])
        elif word.dep in ("conj", "appos") and tokens[word.head].dep == "appos" and word.pos in ("NOUN", "NUM"):
            name = tokens[word.head]
            listed = word.dep == "conj" or any(t.dep == "conj" for t in children_of(tokens, word))
            if listed and name.pos == "PROPN" and not any(t.text == "," for t in tokens[name.head : name.index]):
                tokens = hung_anew(tokens, {word.index: (name.head, "conj")})  # "the poet X, her husband and five sons"
    return tokens


def _while_passing(tokens: tuple[Token, ...], verb: Token, lead: Token) -> tuple[Token, ...]:
    """Make the clause that "as" opens of what was taken for its noun and a participle of that."""
    if lead.lower not in _AS or verb.tag not in ("VBD", "VBN"):
        return tokens
    return hung_anew(
        tokens, {lead.index: (verb.index, "mark"), verb.head: (verb.index, "nsubj"), verb.index: (lead.head, "advcl")}
    )


_BEARINGS, _OF = _WORDS["nouns.bearings"], _WORDS["prepositions.of"]


def turned(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with each direction, where a noun stands right before it, hung on that noun."""
    for bearing in tokens[1:-2]:
        noun = tokens[bearing.index - 1]
        behind = tokens[bearing.index + 1]
        if bearing.lower not in _BEARINGS or behind.lower not in _OF or noun.head != bearing.index:
            continue
        if noun.dep != "compound" or noun.pos not in ("NOUN", "PROPN"):
            continue
        own = {t.index: (noun.index, t.dep) for t in children_of(tokens, bearing) if t.index < noun.index}
        tokens = hung_anew(
            tokens, {**own, noun.index: (bearing.head, bearing.dep), bearing.index: (noun.index, "advmod")}
        )
    return tokens


_BY, _ACCUSING, _CHARGING = _WORDS["prepositions.by"], _WORDS["verbs.accusing"], _WORDS["prepositions.charging"]
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


def done(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with such nouns hung as the objects of what is done."""
    for noun in tokens[2:]:
        deed, before = tokens[noun.index - 1], tokens[noun.index - 2]
        if noun.pos not in ("NOUN", "PROPN") or not deed.lower.endswith("ing"):
            continue
        if before.dep == "cc":
            tokens = _joined(tokens, noun, deed, tokens[before.head])
        elif before.dep == "prep" and _leads(tokens, before):
            tokens = _led(tokens, noun, deed, deed, before)
    return tokens


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


_SYNTAX = lexicon("syntax")
_PAIRS = _SYNTAX.table("syntax.pairs")
_SHOWN = _SYNTAX.row("syntax.pairs.shown")
_SECONDS = frozenset(pair.split()[1] for pair in _PAIRS)
_NOT_BEFORE, _NOT_BEHIND = _SYNTAX["syntax.pairs.not_before"], _SYNTAX["syntax.pairs.not_behind"]


def shown_pairs(words: Sequence[str]) -> list[str]:
    """The words of a text, with others where one of the pairs kills those named behind it."""
    told = list(words)
    for at in _places(words):
        told[at : at + 2] = _SHOWN
    return told


def paired(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with the verb, where a pair was shown as other words, on the first of the pair."""
    for at in _places([token.text for token in tokens]):
        second = tokens[at + 1]
        if second.pos != "VERB":
            continue
        told = _PAIRS[f"{tokens[at].lower} {second.lower}"]
        below = {t.index: (at, t.dep) for t in children_of(tokens, second) if t.index != at}
        top = (at, second.dep) if second.head == second.index else (second.head, second.dep)
        tokens = hung_anew(tokens, {**below, at: top, second.index: (at, told[6])})
        tokens = put(tokens, replace(tokens[at], lemma=told[0], pos=told[1], tag=told[2]))
        tokens = put(tokens, replace(tokens[second.index], lemma=told[3], pos=told[4], tag=told[5]))
    return tokens


def _places(words: Sequence[str]) -> Iterator[int]:
    """Where the first words of pairs stand that kill those named behind them."""
    for at, word in enumerate(words[:-2]):
        if words[at + 1] not in _SECONDS or f"{word} {words[at + 1]}" not in _PAIRS or not at:
            continue
        before, behind = words[at - 1].lower(), words[at + 2].lower()
        if behind[0].isalnum() and behind not in _NOT_BEFORE and before not in _NOT_BEHIND:
            yield at
