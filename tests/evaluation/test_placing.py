"""Whether coded places are known: gaps of the gazetteer are told apart from wrong choices."""

from __future__ import annotations

import pytest

from evaluation.gold import Evidence, GoldClaim, GoldReport
from evaluation.placing import asked, placing_lines, placing_scores
from sayso.model import Span
from sayso.service.reading import Reader

TEXT = "Shells fell in Kharkiv on Friday. The city was hit again. Gunmen raided the village of Zuqqabiri in Borno."


def coded(name: str, words: str, country: str, lat: float, lon: float) -> GoldClaim:
    at = TEXT.index(words)
    span = Span(start=at, end=at + len(words))
    return GoldClaim(
        sentence=span, trigger="fell", type="shelling", status="asserted", place=name, country=country, lat=lat,
        lon=lon, precision="point", evidence=Evidence(place=span),
    )  # fmt: skip


@pytest.fixture(scope="module")
def report() -> GoldReport:
    claims = (
        coded("Kharkiv", "Kharkiv", "UA", 49.98, 36.25),
        coded("Kharkiv", "The city", "UA", 49.98, 36.25),
        coded("Zuqqabiri", "Zuqqabiri", "NG", 11.2, 13.9),
    )
    return GoldReport(id="one", text=TEXT, claims=claims)


def test_a_gap_is_told_from_a_place_that_is_known(reader: Reader, report: GoldReport) -> None:
    found = list(asked(reader, [report]))
    assert [(one.words, one.known, one.near, one.right) for one in found] == [
        ("Kharkiv", True, True, True),
        ("The city", True, True, True),
        ("Zuqqabiri", False, False, True),
    ]
    scores = placing_scores(found)
    assert (scores["all_resolves"], scores["all_right"]) == (1.0, 1.0)
    assert scores["point_near"] == pytest.approx(2 / 3, abs=1e-4)


def test_what_fails_is_listed_with_the_gaps_first(reader: Reader, report: GoldReport) -> None:
    far = coded("Kharkiv", "Kharkiv", "UA", 10.0, 10.0)
    (line,) = placing_lines(asked(reader, [GoldReport(id="two", text=TEXT, claims=(far,))]))
    assert line.startswith("gap")
    assert "Kharkiv" in line
