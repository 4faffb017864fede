"""Distances: a place from which the way to another is only measured: "in Kirkuk, some 250 km north of Baghdad"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.mentions.places.spots import WORDS
from sayso.model import PlaceMention, Reading

_LENGTHS = WORDS["nouns.lengths"]
_MOST = 14


def measured(reading: Reading, mentions: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """The mentions; nothing is said to be at those from which only the distance of the place before is told."""
    yield from mentions[:1]
    for before, mention in pairwise(mentions):
        yield replace(mention, locative=False) if _is_far_end(reading, before, mention) else mention


def _is_far_end(reading: Reading, before: PlaceMention, mention: PlaceMention) -> bool:
    sentence = reading.sentence_at(mention.start)
    if sentence is None or not sentence.contains(before):
        return False
    between = [t for t in sentence.tokens if before.end <= t.start < mention.start]
    length = any(t.lemma in _LENGTHS for t in between)
    told = any(t.pos in ("VERB", "AUX", "CCONJ") and t.tag != "VBN" for t in between)  # "located" tells nothing
    return len(between) <= _MOST and length and not told
