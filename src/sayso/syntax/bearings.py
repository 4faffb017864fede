"""Bearings: "a restaurant west of the city", of which the parser makes a west."""

from __future__ import annotations

from sayso.lang import lexicon
from sayso.model import Token
from sayso.syntax.torn import children_of, hung_anew

__all__ = ["turned"]

_WORDS = lexicon("grammar")
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
