"""Metonymy: whether a place name says where something is, or stands for those who act."""

from __future__ import annotations

from sayso.mentions.places.lexicon import Lexicon
from sayso.mentions.places.spots import Spot
from sayso.model import Sentence, Token

_LARGE = frozenset(("country",))


def is_locative(spot: Spot, government: bool, lexicon: Lexicon) -> bool:
    """Whether the spot says where. ``government``: the place is a country or a capital, which often stands for one."""
    if not spot.locative:
        return False
    sentence = spot.sentence
    head = sentence.head_of(sentence.tokens[spot.first]) if spot.first == spot.last else _top(spot)
    if head is None:
        return True
    if spot.cue and lexicon.has("with", spot.cue):
        return False
    if spot.feature or spot.extent or spot.direction or spot.cue:
        return True
    return _by_role(sentence, head, government, lexicon)


def _by_role(sentence: Sentence, head: Token, government: bool, lexicon: Lexicon) -> bool:
    """By what the name is in its clause; a coordinated name is what the first one is."""
    for _ in range(6):
        if head.dep not in ("conj", "appos") or head.head == head.index:
            break
        head = sentence.head(head)
    governor = sentence.head(head)
    if head.dep == "nsubj":
        return not government and not lexicon.has("agent", governor.lemma)
    if head.dep == "agent" or (head.dep == "pobj" and governor.dep == "agent"):
        return False
    if head.dep == "poss":
        return lexicon.has("part", governor.lemma)
    if head.dep in ("compound", "nmod", "amod"):
        word = governor.lemma.rstrip(".")
        return not (lexicon.has("title", word) or lexicon.has("body", word))
    if head.dep == "dobj":
        return not (government and lexicon.has("address", governor.lemma))
    if head.dep == "pobj":
        return not lexicon.has("with", governor.lower)
    return True


def _top(spot: Spot) -> Token | None:
    """The word of the spot whose head lies outside it."""
    inside = spot.sentence.tokens[spot.first : spot.last + 1]
    numbers = {t.index for t in inside}
    tops = [t for t in inside if t.head not in numbers or t.head == t.index]
    return tops[-1] if tops else None
