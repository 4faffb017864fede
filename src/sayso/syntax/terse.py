"""Terse: what headlines, posts and lists tell in few words, which the parser hangs on the wrong one.

"Kills two children, wounds mother": behind a comma what is told next is no plural. "3 dead, 21 wounded": no adjective
is an object. "Exploded as a patrol passed": what is never done to anybody is no participle. "The poet X, her husband
and five sons": they are joined to the poet, and not to the name. "The army killed 30 fighters and the rebels 12": the
rebels are no object. "Shell hits house, woman killed, child wounded": each of them was.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sayso.lang import lexicon
from sayso.model import Relation, Token
from sayso.syntax.torn import HARMING, SUBJECTS, children_of, hung_anew, put

__all__ = ["told_on"]

_WORDS = lexicon("grammar")
_AS, _PASSING = _WORDS["conjunctions.as"], _WORDS["verbs.passing"]
_PARTIES = frozenset({"GPE", "NORP", "ORG"})


def told_on(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with such words hung where they belong."""
    tokens = _one_by_one(tokens)
    for comma, word in pairwise(tokens[:-1]):
        above = tokens[word.head]
        if comma.text == "," and word.tag == "NNS" and (told := _next(tokens, word)):
            tokens = told
        elif word.tag == "JJ" and word.dep == "dobj" and word.head > word.index + 1:
            tokens = put(tokens, replace(word, dep="dep"))
        elif word.dep == "acl" and word.lemma in _PASSING and above.dep == "pobj":
            tokens = _while_passing(tokens, word, tokens[above.head])
        elif word.dep in ("conj", "appos") and above.dep == "appos" and word.pos in ("NOUN", "NUM"):
            tokens = _beside(tokens, word, above)
        elif word.tag == "CD" and word.dep == "nummod" and word.head == comma.index and above.dep == "conj":
            tokens = _gapped(tokens, word, above)
    return tokens


def _one_by_one(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "Shell hits house, woman killed, child wounded": each was so, joined to the first who was."""
    last = next((t for t in tokens if t.dep == "ROOT"), tokens[-1])
    harmed = [(who, verb) for who, verb in pairwise(tokens[: last.index + 1]) if _is_harmed(tokens, who, verb)]
    if len(harmed) < 2 or harmed[-1][1] is not last:
        return tokens
    first = harmed[0][1]
    changed: dict[int, tuple[int, Relation]] = {who.index: (verb.index, "nsubjpass") for who, verb in harmed}
    changed |= {verb.index: (first.index, "conj") for _, verb in harmed[1:]}
    changed |= {t.index: (first.index, t.dep) for t in children_of(tokens, last) if t.dep == "parataxis"}
    tokens = hung_anew(tokens, {**changed, first.index: (first.index, "ROOT")})
    done = {verb.index for _, verb in harmed}
    return tuple(replace(t, tag="VBN", pos="VERB") if t.index in done else t for t in tokens)


def _is_harmed(tokens: tuple[Token, ...], who: Token, verb: Token) -> bool:
    """Whether a noun between a comma and a verb of harm without an object tells who suffered it."""
    start = min([who.index, *(t.index for t in children_of(tokens, who) if t.dep in ("nummod", "amod", "compound"))])
    ends = all(t.pos == "PUNCT" for t in tokens[verb.index + 1 : verb.index + 2])
    harm = verb.lemma in HARMING and verb.tag in ("VBD", "VBN")
    return harm and ends and who.pos == "NOUN" and start > 1 and tokens[start - 1].text == ","


def _gapped(tokens: tuple[Token, ...], number: Token, party: Token) -> tuple[Token, ...]:
    """Part from a clause with a number a party with its own right behind it, which did so many: it has no verb here."""
    above = tokens[party.head]
    verb = tokens[above.head] if above.dep == "dobj" else above
    below = children_of(tokens, verb)
    counted = any(t.dep == "dobj" and any(c.dep == "nummod" for c in children_of(tokens, t)) for t in below)
    acting = any(t.dep in SUBJECTS for t in below)
    sided = party.entity in _PARTIES or party.tag == "NNS"
    ends = tokens[number.index + 1].pos in ("PUNCT", "ADP", "CCONJ")
    if not (acting and counted and sided and ends):
        return tokens
    return hung_anew(tokens, {party.index: (number.index, "nsubj"), number.index: (verb.index, "dep")})


def _next(tokens: tuple[Token, ...], word: Token) -> tuple[Token, ...] | None:
    """The plural made the verb of harm that it is, joined to the one before; None where it is a plural."""
    lemma, verb = word.lower.removesuffix("s"), next((t for t in tokens if t.tag == "VBZ"), word)
    noun = tokens[word.head] if word.dep == "compound" else tokens[word.index + 1]
    harming = lemma in HARMING and verb.lemma in HARMING
    if not harming or not verb.index < word.index < noun.index or noun.pos not in ("NOUN", "NUM"):
        return None
    tokens = hung_anew(tokens, {word.index: (verb.index, "conj"), noun.index: (word.index, "dobj")})
    return put(tokens, replace(tokens[word.index], lemma=lemma, pos="VERB", tag="VBZ"))


def _while_passing(tokens: tuple[Token, ...], verb: Token, lead: Token) -> tuple[Token, ...]:
    """Make the clause that "as" opens of what was taken for its noun and a participle of that."""
    if lead.lower not in _AS or verb.tag not in ("VBD", "VBN"):
        return tokens
    return hung_anew(
        tokens, {lead.index: (verb.index, "mark"), verb.head: (verb.index, "nsubj"), verb.index: (lead.head, "advcl")}
    )


def _beside(tokens: tuple[Token, ...], word: Token, name: Token) -> tuple[Token, ...]:
    """Join to somebody who else is listed behind the name, where the list has an "and" and the name no comma."""
    listed = word.dep == "conj" or any(t.dep == "conj" for t in children_of(tokens, word))
    if not listed or name.pos != "PROPN" or any(t.text == "," for t in tokens[name.head : name.index]):
        return tokens
    return hung_anew(tokens, {word.index: (name.head, "conj")})
