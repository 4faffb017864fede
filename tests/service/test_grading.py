"""Grades by the Admiralty scheme: two scales, checked, kept with who gave them; a 1 only where origins confirm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.service.deciding import By
from sayso.service.grading import credibility_of, reliability_of
from sayso.service.ledger import Ledger
from sayso.service.records import claim_json
from sayso.store.filters import Filter
from tests.store.making import LineReader, whole

ANN, BEN = By("Ann", "long known"), By("Ben", "as I see it")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Two reports, each with a source of its own, on one shelling; a third on something else."""
    texts = {
        "a": "shelling asserted Goma 3 Mayor_Ilunga says that the army fired on the market and the river bridge\n",
        "b": "shelling asserted Goma 3 Heal_Hospital says its wards are full after guns hit homes by the lake\n",
        "c": "clash asserted Sumy - police fought there\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Ledger(tmp_path / "a.db", create=True) as made:
        made.add(sorted(tmp_path.glob("*.txt")), LineReader())
        yield made
    whole(tmp_path / "a.db")


def test_a_grade_is_kept_with_who_gave_it_and_the_last_holds(ledger: Ledger) -> None:
    claim = next(iter(ledger.claims())).claim.id
    ledger.decide("credibility", [claim], ANN, value="4")
    ledger.decide("credibility", [claim], BEN, value=2)
    held = credibility_of(ledger.store.decisions.holding([claim]))
    assert held is not None
    assert (held.grade, held.words, held.decision.by) == ("2", "probably true", "Ben")
    assert ledger.store.claims.get(claim).credibility == "2"
    assert claim_json(ledger.store.claims.get(claim))["credibility"] == "2"
    ledger.decide("undo", [held.decision.id], BEN)
    assert ledger.store.claims.get(claim).credibility == "4"


@pytest.mark.parametrize("grade", ["0", "7", "A", "", None, "1.5"])
def test_what_is_no_grade_is_refused(ledger: Ledger, grade: str | None) -> None:
    claim = next(iter(ledger.claims())).claim.id
    with pytest.raises(UsageError, match="no grade"):
        ledger.decide("credibility", [claim], ANN, value=grade)
    assert ledger.store.decisions.recorded() == []


def test_a_one_needs_two_origins(ledger: Ledger) -> None:
    alone = next(ledger.claims(Filter(types=("clash",)))).claim.id
    with pytest.raises(UsageError, match="independent"):
        ledger.decide("credibility", [alone], ANN, value=1)
    told = [one for one in ledger.claims(Filter(types=("shelling",))) if one.claim.sources]
    assert len({one.claim.sources[0].name for one in told}) == 2
    ledger.decide("merge", [one.claim.id for one in told], ANN)
    ledger.decide("credibility", [told[0].claim.id], ANN, value=1)


def test_sources_are_graded_by_name(ledger: Ledger) -> None:
    name = ledger.sources()[0].name
    ledger.decide("reliability", [name], ANN, value="c")
    ledger.decide("reliability", [name], BEN, value="B")
    ledger.decide("reliability", [name], ANN, value="D")
    assert [(g.grade, g.decision.by) for g in reliability_of(ledger.store, name)] == [("B", "Ben"), ("D", "Ann")]
    assert reliability_of(ledger.store, "someone else") == []


def test_a_source_that_nobody_names_cannot_be_graded(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="no claim names"):
        ledger.decide("reliability", ["the moon"], ANN, value="A")


def test_a_grade_of_a_source_is_taken_back(ledger: Ledger) -> None:
    name = ledger.sources()[0].name
    made = ledger.decide("reliability", [name], ANN, value="A")
    ledger.decide("undo", [made.id], ANN)
    assert reliability_of(ledger.store, name) == []
