"""Distances: a place from which the way to another is only measured: "in Kirkuk, some 250 km north of Baghdad"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.mentions.places.spots import WORDS
from sayso.model import PlaceMention, Reading

_SEATS = [[], *([noun] for noun in WORDS["capitals.nouns"])]
_MOST = 14


def measured(reading: Reading, mentions: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """The mentions; nothing is said to be at those from which only the distance of the place before is told."""
    yield from mentions[:1]
    far = False
    for before, mention in pairwise(mentions):
        far = _is_far_end(reading, before, mention, far)
        yield replace(mention, locative=False) if far else mention


def _is_far_end(reading: Reading, before: PlaceMention, mention: PlaceMention, far: bool) -> bool:
    """``far``: whether the one before is such an end; "west of Kosovo's capital, Pristina" is one as a whole."""
    sentence = reading.sentence_at(mention.start)
    if sentence is None or not sentence.contains(before):
        return False
    between = [t for t in sentence.tokens if before.end <= t.start < mention.start]
    if far and [t.lemma for t in between if t.tag != "POS" and t.text != ","] in _SEATS:
        return True
    told = any(t.pos in ("VERB", "AUX", "CCONJ") and t.tag != "VBN" for t in between)  # "located" tells nothing
    return len(between) <= _MOST and any(t.lemma in WORDS["nouns.lengths"] for t in between) and not told
