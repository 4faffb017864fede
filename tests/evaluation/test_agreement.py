"""Two codings compared: who agrees with whom, and that the second codings kept with the corpus stay comparable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.agreement import agreement, intervals, together
from evaluation.corpus import find_report, read_recoding
from evaluation.gold import GoldClaim, GoldFigure, GoldReport
from sayso.model import Span

CORPUS = Path(__file__).parents[2] / "corpus"
SHELLED = GoldClaim(
    sentence=Span(start=0, end=40),
    trigger="shelled",
    type="shelling",
    status="asserted",
    actors=("Rapid Support Forces",),
    place="El Fasher",
    lat=13.63,
    lon=25.35,
    figures=(GoldFigure(measure="killed", unit="people", low=12, high=12, bound="exact"),),
    sources=("local doctor",),
    voice="indirect",
)
FLED = replace(SHELLED, trigger="fled", type="displacement", figures=(), actors=())
FIRST = GoldReport(id="a", text="x" * 100, claims=(SHELLED, FLED))


def test_a_coding_agrees_with_itself() -> None:
    assert set(agreement(FIRST, FIRST).scores().values()) == {1.0}


def test_each_field_is_judged_by_itself() -> None:
    other = replace(SHELLED, status="uncertain", sources=("local doctor", "TASS"), lat=13.7, place="Fasher market")
    scores = agreement(FIRST, replace(FIRST, claims=(other, FLED))).scores()
    assert (scores["type_f1"], scores["status"], scores["source"]) == (1.0, 0.5, 0.5)
    assert (scores["place"], scores["time"], scores["figures"], scores["actors"]) == (1.0, 1.0, 1.0, 1.0)
    assert scores["every"] == 0.5


def test_another_type_is_a_claim_of_each_but_one_happening() -> None:
    found = agreement(FIRST, replace(FIRST, claims=(replace(SHELLED, type="airstrike"), FLED)))
    assert found.scores()["type_f1"] == 0.5
    assert found.scores()["any_type_f1"] == 1.0
    assert found.by_type()["shelling"] == (0.0, 0, 1, 0)
    assert found.by_type()["displacement"] == (1.0, 1, 0, 0)


def test_platforms_do_not_count_as_sources() -> None:
    other = replace(SHELLED, sources=("local doctor", "Telegram"))
    assert agreement(FIRST, replace(FIRST, claims=(other, FLED))).scores()["source"] == 1.0


def test_intervals_hold_the_score_and_narrow_with_agreement() -> None:
    same = agreement(FIRST, FIRST)
    other = agreement(FIRST, replace(FIRST, claims=(SHELLED,)))
    assert intervals([same, same])["type_f1"] == (1.0, 1.0)
    low, high = intervals([same, same, other, other])["type_f1"]
    assert low < together([same, same, other, other]).scores()["type_f1"] < high
    assert intervals([same, other]) == intervals([same, other]), "the same in every run"


def test_only_one_text_can_be_compared() -> None:
    with pytest.raises(ValueError, match="two different texts"):
        agreement(FIRST, replace(FIRST, text="y"))


def test_the_second_codings_can_be_read_and_agree_as_documented() -> None:
    """A report whose text is changed, or whose first coding is, makes AGREEMENT.md say what is no longer so."""
    some = []
    for path in sorted((CORPUS / "second").glob("*.yaml")):
        first = find_report(CORPUS, path.stem)
        some.append(agreement(first, read_recoding(path, first)))
    assert len(some) == 22
    assert together(some).scores()["type_f1"] > 0.85
