"""Listing: lists that the parser is known to tear apart, set right before anything reads them.

"Nine died, according to the mayor, a doctor and two residents": the parser hangs what stands behind the first comma on
the verb. All of them are joined to the mayor.

"Medics and police sources said": the parser takes the medics for what kind of sources they are. A noun in the plural
says that of nothing, so the two are joined; so are "special forces and rebel fighters".

"US and British airstrikes": a name in capitals before such an adjective tells of the noun behind as well.

"Two were killed and eight were wounded in a blast, police said": the parser hangs both clauses on the verb of saying;
the second is joined to the first.

"Killed Omar Said, his wife and two sons": his wife is not Omar Said, so what the parser took for another name of his
is joined to him.
"""

from __future__ import annotations

from itertools import pairwise

from sayso.lang import lexicon
from sayso.model import Relation, Token
from sayso.syntax.torn import children_of, hung_anew, is_over

_WORDS = lexicon("grammar")
_ACCORDING = _WORDS["listing.according"]
_HARMING = _WORDS["verbs.transitive"]
_NOUNS = frozenset({"NOUN", "PROPN"})
_PLURAL = frozenset({"NNS", "NNPS"})
_PEOPLE = frozenset({"", "ORG", "NORP"})
_STATES = frozenset({"GPE", "NORP", "ORG"})
_ARTICLE = _WORDS["listing.article"]
_NEXT = 2
_TORN: frozenset[Relation] = frozenset({"npadvmod", "appos", "dobj", "dep", "attr", "conj"})
_BEFORE: frozenset[Relation] = frozenset({"det", "amod", "nummod", "poss"})


def listed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with the members of torn lists joined."""
    tokens = _joined(tokens)
    for token in tokens:
        if token.dep == "pobj" and token.index > 1 and tokens[tokens[token.head].head].lower in _ACCORDING:
            tokens = _cited(tokens, token)
        elif token.dep == "nmod" and token.tag in _PLURAL and token.pos in _NOUNS and token.entity in _PEOPLE:
            tokens = _side_by_side(tokens, tokens[token.index])
        elif token.dep == "npadvmod" and token.tag == "CD":
            tokens = _taken_out(tokens, token)
        elif token.dep == "appos" and token.pos in _NOUNS and _is_other(tokens, token):
            tokens = hung_anew(tokens, {token.index: (token.head, "conj")})
        elif token.pos == "PROPN" and token.text.isupper() and token.entity in _STATES:
            tokens = _shared(tokens, tokens[token.index])
    return tokens


def _cited(tokens: tuple[Token, ...], first: Token) -> tuple[Token, ...]:
    """Join to the first of those cited the list behind the comma."""
    comma = max(t.index for t in tokens if is_over(tokens, first, t)) + 1
    if comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return tokens
    for token in tokens[comma + 1 :]:
        inside = [t.index for t in tokens if is_over(tokens, token, t)]
        torn = token.dep in _TORN and token.pos in _NOUNS and min(inside) == comma + 1 and token.head < first.head
        if torn and {"cc", "conj"} <= {t.dep for t in tokens if t.head == token.index}:
            behind = tokens[min(max(inside) + 1, len(tokens) - 1)]
            return hung_anew(tokens, {token.index: (first.index, "conj")}) if behind.pos == "PUNCT" else tokens
    return tokens


def _is_other(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether a noun that a list goes on behind is somebody who belongs to the one before the comma."""
    below = children_of(tokens, token)
    owned = any(t.tag == "PRP$" for t in below) and tokens[token.head].tag not in _PLURAL
    return owned and token.head < token.index and {"cc", "conj"} <= {t.dep for t in below}


def _taken_out(tokens: tuple[Token, ...], part: Token) -> tuple[Token, ...]:
    """ "Shot down 23 of 30 drones and four of six missiles": the first share is what was shot down, too."""
    verb, behind = tokens[part.head], tokens[min(part.index + 1, len(tokens) - 1)]
    right_after = verb.pos == "VERB" and 0 < part.index - verb.index <= _NEXT
    if (
        not right_after
        or (behind.head, behind.dep) != (part.index, "prep")
        or any(t.dep == "dobj" for t in children_of(tokens, verb))
    ):
        return tokens
    return hung_anew(tokens, {part.index: (verb.index, "dobj")})


def _side_by_side(tokens: tuple[Token, ...], first: Token) -> tuple[Token, ...]:
    """Join a noun to the plural that was taken for what kind of thing it is, with what stands before either."""
    noun = tokens[first.head]
    between = [t for t in tokens[first.index : noun.index] if t.dep == "conj" and t.head == first.index]
    joining = any(t.dep == "cc" and t.head == first.index for t in tokens[first.index : noun.index])
    if not joining or len(between) != 1 or noun.pos not in _NOUNS or noun.index == noun.head:
        return tokens
    changed: dict[int, tuple[int, Relation]] = {
        t.index: (first.index, t.dep) for t in tokens[: first.index] if t.head == noun.index and t.dep in _BEFORE
    }
    changed[first.index] = (noun.head, noun.dep)
    changed[between[0].index] = (noun.index, "compound" if between[0].pos in _NOUNS else "amod")
    changed[noun.index] = (first.index, "conj")
    return hung_anew(tokens, changed)


def _shared(tokens: tuple[Token, ...], first: Token) -> tuple[Token, ...]:
    """Hang a name in capitals, and the adjective joined to it, on the noun that both tell of."""
    below = children_of(tokens, first)
    joining = next((t for t in below if t.dep == "cc"), first)
    noun = next((t for t in below if t.dep == "conj" and t.pos in _NOUNS and t.index > joining.index + 1), None)
    second = tokens[min(joining.index + 1, len(tokens) - 1)]
    named = second.entity in _STATES and noun is not None and second.head == noun.index
    if noun is None or not named or joining.index != first.index + 1 or any(t.lower in _ARTICLE for t in below):
        return tokens
    changed: dict[int, tuple[int, Relation]] = {t.index: (noun.index, t.dep) for t in below if t is not joining}
    changed |= {
        noun.index: (first.head, first.dep),
        first.index: (noun.index, "nmod"),
        second.index: (first.index, "conj"),
    }
    return hung_anew(tokens, changed)


def _joined(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Hang the second of two clauses that "and" joins before a verb of saying on the first.

    One set beside a verb that tells nothing is told by none: "a drone hit a car, driver wounded". A clause between what
    is told and who tells it is told as well: "two were wounded when a drone hit a car, the mayor wrote".
    """
    told = [t for t in tokens if t.dep == "ccomp" and t.index < t.head]
    for one in told:
        teller = next((t.index for t in children_of(tokens, tokens[one.head]) if t.dep == "nsubj"), 0)
        below = (t for t in children_of(tokens, tokens[one.head]) if t.dep == "advcl" and one.index < t.index < teller)
        tokens = hung_anew(tokens, {t.index: (one.index, "advcl") for t in below})
    beside = [t for t in told if tokens[t.head].lemma in _HARMING or ";" in {x.text for x in tokens[t.index : t.head]}]
    tokens = hung_anew(tokens, {t.index: (t.head, "parataxis") for t in beside})
    for first, second in pairwise(told):
        joining = (t for t in children_of(tokens, first) if t.dep == "cc" and first.index < t.index < second.index)
        if first.head == second.head and any(joining):
            tokens = hung_anew(tokens, {second.index: (first.index, "conj")})
    return tokens
