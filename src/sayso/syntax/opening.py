"""Openings: what stands first in a sentence, before a saying that is put in, belongs to what is told.

"Near Kano, the army said on Saturday, a bomb killed three": a capital makes no name of what leads to a place, and the
bomb went off there; a saying with a comma before and behind it is put into the sentence that it tells. "In Kano, the
army said that a bomb killed three" is told there.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.lang import lexicon
from sayso.model import Token
from sayso.syntax.torn import SUBJECTS, children_of, hung_anew, put

_LEADING = lexicon("grammar")["prepositions.opening"]


def opened(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with what opens it hung on what is told there."""
    if not tokens:
        return tokens
    tokens = _led(tokens)
    first = tokens[0]
    saying = tokens[first.head]
    told = next((t for t in children_of(tokens, saying) if t.dep == "ccomp" and t.index > saying.index), None)
    if first.dep != "prep" or told is None or not _is_put_in(tokens, first, saying, told):
        return tokens
    return hung_anew(tokens, {0: (told.index, "prep")})


def _led(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Let a preposition at the head lead to the name behind it, where it was taken for a part of that name."""
    first, name = tokens[0], tokens[tokens[0].head]
    behind = tokens[min(name.index + 1, len(tokens) - 1)]
    if first.dep != "compound" or first.lower not in _LEADING or name.dep not in SUBJECTS or behind.text != ",":
        return tokens
    tokens = put(tokens, replace(first, pos="ADP", tag="IN", lemma=first.lower))
    return hung_anew(tokens, {0: (name.head, "prep"), name.index: (0, "pobj")})


def _is_put_in(tokens: tuple[Token, ...], first: Token, saying: Token, told: Token) -> bool:
    """Whether a saying with its subject stands between two commas, behind what opens the sentence."""
    speakers = [t for t in children_of(tokens, saying) if t.dep in SUBJECTS and first.index < t.index < saying.index]
    own = children_of(tokens, told)
    subject = next((t for t in own if t.dep in SUBJECTS and t.index > saying.index), None)
    if not speakers or subject is None or any(t.dep == "mark" for t in own):
        return False
    start = min([subject.index, *(t.index for t in children_of(tokens, subject))])
    starts = [speakers[0].index, *(t.index for t in children_of(tokens, speakers[0]) if t.index)]
    return tokens[start - 1].text == "," and tokens[min(starts) - 1].text == ","
