"""Listing: lists that the parser is known to tear apart, set right before anything reads them.

"Nine died, according to the mayor, a doctor and two residents": the parser hangs what stands behind the first comma on
the verb. All of them are joined to the mayor.

"Medics and police sources said": the parser takes the medics for what kind of sources they are. A noun in the plural
says that of nothing, so the two are joined.
"""

from __future__ import annotations

from sayso.lang import lexicon
from sayso.model import Relation, Token
from sayso.syntax.torn import hung_anew

_WORDS = lexicon("grammar")
_ACCORDING = _WORDS["listing.according"]
_NOUNS = frozenset({"NOUN", "PROPN"})
_PLURAL = frozenset({"NNS", "NNPS"})
_TORN: frozenset[Relation] = frozenset({"npadvmod", "appos", "dobj", "dep", "attr", "conj"})
_BEFORE: frozenset[Relation] = frozenset({"det", "amod", "nummod", "poss"})


def listed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with the members of torn lists joined."""
    for token in tokens:
        if token.dep == "pobj" and token.index > 1 and tokens[tokens[token.head].head].lower in _ACCORDING:
            tokens = _cited(tokens, token)
        elif token.dep == "nmod" and token.tag in _PLURAL and token.pos in _NOUNS and not token.entity:
            tokens = _side_by_side(tokens, tokens[token.index])
    return tokens


def _cited(tokens: tuple[Token, ...], first: Token) -> tuple[Token, ...]:
    """Join to the first of those cited the list behind the comma."""
    comma = max(_inside(tokens, first)) + 1
    if comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return tokens
    for token in tokens[comma + 1 :]:
        inside = _inside(tokens, token)
        torn = token.dep in _TORN and token.pos in _NOUNS and min(inside) == comma + 1 and token.head < first.head
        if torn and {"cc", "conj"} <= {t.dep for t in tokens if t.head == token.index}:
            behind = tokens[min(max(inside) + 1, len(tokens) - 1)]
            return hung_anew(tokens, {token.index: (first.index, "conj")}) if behind.pos == "PUNCT" else tokens
    return tokens


def _side_by_side(tokens: tuple[Token, ...], first: Token) -> tuple[Token, ...]:
    """Join a noun to the plural that was taken for what kind of thing it is, with what stands before either."""
    noun = tokens[first.head]
    between = [t for t in tokens[first.index : noun.index] if t.dep == "conj" and t.head == first.index]
    joining = any(t.dep == "cc" and t.head == first.index for t in tokens[first.index : noun.index])
    nouns = all(t.pos in _NOUNS for t in (noun, *between))
    if not joining or len(between) != 1 or not nouns or noun.index == noun.head:
        return tokens
    changed: dict[int, tuple[int, Relation]] = {
        t.index: (first.index, t.dep) for t in tokens[: first.index] if t.head == noun.index and t.dep in _BEFORE
    }
    changed[first.index] = (noun.head, noun.dep)
    changed[between[0].index] = (noun.index, "compound")
    changed[noun.index] = (first.index, "conj")
    return hung_anew(tokens, changed)


def _inside(tokens: tuple[Token, ...], token: Token) -> set[int]:
    """The word and all words below it."""
    found = {token.index}
    grown = True
    while grown:
        more = {t.index for t in tokens if t.head in found} - found
        found |= more
        grown = bool(more)
    return found
