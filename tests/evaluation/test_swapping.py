"""Who the sides are changes nothing but the names.

A reader that knows one side's army, capital or people better than the other's tells its wars one-sidedly.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from evaluation.corpus import read_corpus
from evaluation.gold import GoldReport
from evaluation.swapping import Pair, pairs, swapped
from sayso.service.reading import Reader

REPORTS = 3
"""Of the reports that name a party of a pair so many are read."""
ALLOWED = 0.06
"""The share of claims that parser and model may read otherwise because other names stand in the sentence."""
MOVED = 0.03
"""The share of claims that may have another type or status, or be in one of the readings alone."""
DOUBTS = 0.03
"""The share of claims whose confidence may differ by more than a tenth."""
PAIR = Pair("", {"Russia": "Israel", "Israel": "Russia", "Russian": "Israeli", "Israeli": "Russian"})


@pytest.fixture(scope="module")
def reports() -> list[GoldReport]:
    corpus = Path(__file__).parents[2] / "corpus"
    return [report for split in ("train", "dev") for report in read_corpus(corpus, split)]


def test_parties_change_places_with_articles_to_fit() -> None:
    assert PAIR.swap("A Russian drone from Russia; Russian-made.") == "An Israeli drone from Israel; Russian-made."
    assert PAIR.swap(PAIR.swap("an Israeli strike on Russia")) == "an Israeli strike on Russia"


def test_a_party_goes_by_its_first_form() -> None:
    pair = next(p for p in pairs() if p.name == "rsf-m23")
    assert pair.named("paramilitary RSF") == "Rapid Support Forces"
    assert pair.named("the mayor") == "the mayor"


def test_the_reading_does_not_depend_on_who_the_sides_are(reader: Reader, reports: list[GoldReport]) -> None:
    claims, moved, doubts, differing = 0, 0, 0, []
    for pair in pairs():
        named = list(islice((r for r in reports if pair.concerns(r.text)), REPORTS))
        found = swapped(reader, named, [pair])
        claims += found.claims
        moved += found.moved
        doubts += found.doubts
        differing += [d for d in found.differences if not d.swapped]
    assert claims > 300
    assert moved <= MOVED * claims
    assert doubts <= DOUBTS * claims
    assert len(differing) <= ALLOWED * claims, differing
