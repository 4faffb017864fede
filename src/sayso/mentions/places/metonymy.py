"""Metonymy: whether a place name says where something is, or stands for those who act."""

from __future__ import annotations

from sayso.grammar.phrases import led_by
from sayso.lang import lexicon
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.context import plain
from sayso.mentions.places.spots import Spot
from sayso.model import Sentence, Span, Token

_WORDS = lexicon("places")
_OF, _ON, _TO, _POSTED = (_WORDS[f"metonymy.{name}"] for name in ("of", "on", "to", "posted"))
_CHAINED = 6


def is_locative(spot: Spot, government: bool, atlas: Atlas) -> bool:
    """Whether the spot says where. ``government``: the place is a country or a capital, which often stands for one."""
    if not spot.locative or (spot.cue and atlas.has(spot.cue, "with")):
        return False
    first, last = spot.tokens[0], spot.tokens[-1]
    head = spot.sentence.head_of(Span(start=first.start, end=last.end))
    owner = government and head is not None and head.dep == "poss" and spot.cue in _OF  # "of Moscow’s invasion"
    if head is not None and _is_post(spot.sentence, head):
        return False
    blamed = government and head is not None and _is_addressed(spot.sentence, head, atlas)
    if spot.feature or spot.extent or spot.direction or (spot.cue and not owner and not blamed):
        return True
    return head is None or _by_role(spot.sentence, head, government, atlas)


def _is_post(sentence: Sentence, head: Token) -> bool:
    """ "The ambassador to Chad was shot": that is where somebody serves."""
    above = led_by(sentence, head, _TO)
    return above is not None and above.lemma in _POSTED


def _is_addressed(sentence: Sentence, head: Token, atlas: Atlas) -> bool:
    """ "Kenya has blamed the raid on Somalia": what "on" leads to is a party, as an object of the verb would be."""
    above = led_by(sentence, head, _ON)
    return above is not None and above.pos == "VERB" and atlas.has(above.lemma, "address")


def _by_role(sentence: Sentence, head: Token, government: bool, atlas: Atlas) -> bool:
    """By what the name is in its clause; a coordinated name is what the first one is."""
    for _ in range(_CHAINED):
        if head.dep not in ("conj", "appos"):
            break
        head = sentence.head(head)
    above = sentence.head(head)
    if head.dep == "nsubj":
        return not government and not atlas.has(above.lemma, "agent")
    if head.dep == "poss":
        return atlas.has(above.lemma, "part")
    if head.dep in ("compound", "nmod", "amod"):
        return not atlas.has(plain(above), "title", "body") and not atlas.has(above.lemma, "title", "body")
    if head.dep == "dobj":
        return not (government and atlas.has(above.lemma, "address"))
    if head.dep == "pobj":
        if _is_addressed(sentence, head, atlas):
            return False
        return above.dep != "agent" and not atlas.has(above.lower, "with")
    return head.dep != "agent"
