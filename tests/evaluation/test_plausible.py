"""What no coder can have meant is found in the codings of real reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from evaluation.gold import Evidence, GoldClaim, GoldFigure, GoldReport
from evaluation.plausible import Countries, check_coding
from sayso.gazetteer import Gazetteer
from sayso.model import Span

TEXT = "Rebels shelled Sake on Monday, killing 12 people, the army said."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


FIGURE = GoldFigure(measure="killed", unit="people", low=12, high=12, bound="exact", span=at("12 people"))
EVIDENCE = Evidence(
    trigger=at("shelled"), actors=(at("Rebels"),), sources=(at("army"),), place=at("Sake"), time=at("Monday")
)
CLAIM = GoldClaim(
    sentence=at(TEXT), trigger="shelled", type="shelling", status="asserted", actors=("M23",), place="Sake",
    country="CD", lat=-1.57, lon=29.04, precision="point", earliest=date(2025, 1, 6), latest=date(2025, 1, 6),
    figures=(FIGURE,), sources=("army",), voice="indirect", evidence=EVIDENCE,
)  # fmt: skip


@pytest.fixture(scope="module")
def countries() -> Countries:
    return Countries(Gazetteer.open())


def problems(claim: GoldClaim, countries: Countries) -> list[str]:
    report = GoldReport(id="r", text=TEXT, claims=(claim,), published=date(2025, 1, 7))
    return [problem for _, problem in check_coding(report, countries)]


def test_a_right_claim_has_no_problem(countries: Countries) -> None:
    assert problems(CLAIM, countries) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"sentence": Span(start=0, end=400)}, "sentence [0, 400] is outside the text"),
        ({"evidence": replace(EVIDENCE, actors=(Span(start=60, end=65),))}, "actor [60, 65] is outside the text"),
        ({"evidence": replace(EVIDENCE, trigger=at("army"))}, "its trigger 'shelled' is not the words of the text"),
        ({"sentence": at("Rebels")}, "its trigger is not in its sentence"),
        ({"voice": "own"}, "voice 'own' does not go with sources ['army']"),
        ({"evidence": replace(EVIDENCE, sources=(None,))}, "source 'army' stands on no words of the report"),
        ({"figures": (replace(FIGURE, low=13, high=13),)}, "is coded 13, 13, but its words are '12 people'"),
        ({"figures": (replace(FIGURE, span=None),)}, "figure killed people stands on no words"),
        ({"figures": (replace(FIGURE, high=None),)}, "is exact but runs from 12 to None"),
        ({"earliest": date(2025, 1, 5), "latest": date(2025, 1, 5)}, "but the words say weekday 1, near publication"),
        ({"earliest": None, "latest": None}, "is left open, but the words can be resolved"),
        ({"evidence": replace(EVIDENCE, time=None)}, "its time stands on no words"),
        ({"latest": date(2025, 2, 3)}, "ends on 2025-02-03, after the report of 2025-01-07, and is asserted"),
        ({"country": "UG"}, "place 'Sake' at -1.57, 29.04 is"),
        ({"lat": 29.04, "lon": -1.57}, "place 'Sake' at 29.04, -1.57 is"),
        ({"lat": 129.04}, "coordinates 129.04, 29.04 are not on the globe"),
        ({"evidence": replace(EVIDENCE, place=None)}, "place 'Sake' stands on no words"),
    ],
)
def test_what_cannot_be_is_found(countries: Countries, change: dict[str, Any], problem: str) -> None:
    found = problems(replace(CLAIM, **change), countries)
    assert len(found) == 1
    assert problem in found[0]


def test_a_note_lets_a_time_pass(countries: Countries) -> None:
    """Collections date some reports wrongly; the coder sees it in the text and says so."""
    assert problems(replace(CLAIM, earliest=None, latest=None, note="the text is of 2012"), countries) == []


def test_the_same_claim_twice(countries: Countries) -> None:
    report = GoldReport(id="r", text=TEXT, claims=(CLAIM, CLAIM), published=date(2025, 1, 7))
    assert list(check_coding(report, countries)) == [(2, "is the same as claim 1")]


def test_places_near_a_border_or_at_sea_may_be_as_coded(countries: Countries) -> None:
    """Lone villages, and regions, lie far from any place that is known."""
    assert problems(replace(CLAIM, country="RW"), countries) == []
    assert problems(replace(CLAIM, lat=15.0, lon=60.0, country="YE", precision="region"), countries) == []
