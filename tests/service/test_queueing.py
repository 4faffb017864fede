"""Whose turn it is: every claim that waits comes once, in the order asked for, whatever is decided meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from sayso.model import FieldConfidence, Span
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.queueing import Order, ahead, around, pace, turn, worth
from sayso.store.filters import Filter
from sayso.store.records import Waits
from tests.store.making import BY, document, read

ORDERS: tuple[Order, ...] = get_args(Order)
NOON = datetime(2025, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Twelve claims of three reports with confidences from sure to doubtful, merged as they come."""
    with Ledger(tmp_path / "a.db", create=True) as made:
        for n in range(3):
            lines = [
                f"{kind} asserted Goma {n + 2} army fought here {n}"
                for kind in ("clash", "shelling", "riot", "protest")
            ]
            reading = read(document("\n".join(lines) + "\n", title=f"report {n}"))
            sure = [
                replace(
                    c, confidence=(n * 4 + m + 1) / 13, field_confidence=FieldConfidence(place=0.9, time=m / 4 + n / 99)
                )
                for m, c in enumerate(reading.claims)
            ]
            made.store.documents.add(replace(reading, claims=tuple(sure)), read_by=BY)
        made.merge()
        yield made


def walked(ledger: Ledger, order: Order, **more: str) -> list[str]:
    """The claims in the order in which skipping leads through them."""
    found: list[str] = []
    while (now := turn(ledger.store, Filter(), order, beside=found[-1] if found else None, **more)).listed:
        assert len(found) < 50, "the queue goes round"
        found.append(now.listed.claim.id)
    return found


@pytest.mark.parametrize("order", ORDERS)
def test_skipping_leads_through_all_once_and_back(ledger: Ledger, order: Order) -> None:
    there = walked(ledger, order)
    assert sorted(there) == sorted(one.claim.id for one in ledger.claims())
    assert len(there) == 12
    assert [one.claim for one in ahead(ledger.store, Filter(), order)] == there
    back = [there[-1]]
    while (now := turn(ledger.store, Filter(), order, beside=back[-1], back=True)).listed:
        back.append(now.listed.claim.id)
    assert back == there[::-1]


def test_a_claim_of_unknown_fields_does_not_wait_before_doubtful_ones(tmp_path: Path) -> None:
    """What was read before fields were weighed, and rows of data sets, would else be shown as least sure."""
    with Ledger(tmp_path / "a.db", create=True) as made:
        reading = read(document("clash asserted Goma 2 army fought here\nriot asserted Goma 3 army fought there\n"))
        first, second = reading.claims
        second = replace(second, field_confidence=FieldConfidence(actors=0.4))
        made.store.documents.add(replace(reading, claims=(first, second)), read_by=BY)
        made.merge()
        assert walked(made, "field") == [second.id, first.id]


def test_each_order_is_what_it_says(ledger: Ledger) -> None:
    sure = {one.claim.id: one.claim.confidence for one in ledger.claims()}
    doubts = [abs(sure[id] - 0.5) for id in walked(ledger, "doubt")]
    assert doubts == sorted(doubts)
    listed = {one.claim.id: one.claim for one in ledger.claims()}
    fields = [listed[id].field_confidence.least for id in walked(ledger, "field")]
    assert fields == sorted(fields)
    reach = [one.documents for one in ahead(ledger.store, Filter(), "reach")]
    assert reach == sorted(reach, reverse=True)
    assert set(reach) == {3}
    assert walked(ledger, "recent") == [one.claim.id for one in ledger.claims()]
    worths = [worth(one) for one in ahead(ledger.store, Filter(), "worth")]
    assert worths == sorted(worths, reverse=True)


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_judged_waits_no_longer_and_the_next_comes(ledger: Ledger, order: Order) -> None:
    there = walked(ledger, order)
    ledger.decide("accept", [there[3]], By("Ann", "right"))
    now = turn(ledger.store, Filter(), order, beside=there[3])
    assert now.listed is not None
    assert now.listed.claim.id == there[4]
    assert now.waiting == 11
    assert there[3] not in walked(ledger, order)
    (verdict,) = ledger.store.decisions.holding([there[3]])
    ledger.decide("undo", [verdict.id], By("Ann", "no"))
    assert walked(ledger, order) == there


def test_a_second_reviewer_gets_what_the_first_judged(ledger: Ledger) -> None:
    first = walked(ledger, "doubt")[0]
    ledger.decide("reject", [first], By("Ann", "wrong"))
    with_rejected = Filter(rejected=True)
    assert turn(ledger.store, with_rejected, "doubt", person="Ben").waiting == 12
    assert turn(ledger.store, with_rejected, "doubt", person="Ann").waiting == 11
    assert first in [one.claim for one in ahead(ledger.store, with_rejected, "doubt", person="Ben")]
    assert first not in [one.claim for one in ahead(ledger.store, with_rejected, "doubt", person="Ann")]


def test_an_edit_or_a_grade_is_no_verdict(ledger: Ledger) -> None:
    first = walked(ledger, "doubt")[0]
    ledger.decide("edit", [first], By("Ann", "x"), field="status", value="denied")
    ledger.decide("credibility", [first], By("Ann", "x"), value=3)
    assert turn(ledger.store, Filter(), "doubt").waiting == 12


def test_what_people_added_never_waits(ledger: Ledger) -> None:
    (id, *_) = ledger.store.documents.listed()
    added = ledger.add_claim(id, "army fought here 0\nshelling", "attack-civilians", By("Ann", "missed"))
    assert added.claims[0] not in walked(ledger, "worth")


def test_the_filter_holds(ledger: Ledger) -> None:
    now = turn(ledger.store, Filter(types=("riot",)), "worth")
    assert now.waiting == 3
    assert now.listed is not None
    assert now.listed.claim.type == "riot"
    assert turn(ledger.store, Filter(types=("siege",))).listed is None


def test_sentences_around() -> None:
    text = "One. Two. Three. Four! Five? Six."
    start = text.index("Four!")
    before, after = around(text, Span(start=start, end=start + 5))
    assert before is not None
    assert after is not None
    assert text[before.start : before.end].strip() == "Two. Three."
    assert text[after.start : after.end].strip() == "Five? Six."
    alone = "Only this."
    assert around(alone, Span(start=0, end=len(alone))) == (None, None)


def test_pace_leaves_pauses_out(ledger: Ledger) -> None:
    ids = walked(ledger, "doubt")
    morning = [NOON - timedelta(hours=3) + timedelta(seconds=20 * n) for n in range(2)]
    noon = [NOON + timedelta(seconds=15 * n) for n in range(4)]
    for id, at in zip(ids, [*morning, *noon], strict=False):
        ledger.decide("accept", [id], By("Ann", "right", at))
    found = pace(ledger.store, "Ann", now=NOON + timedelta(hours=1))
    assert found.today == 6
    assert found.hourly == 240
    assert [d.claims[0] for d in found.last] == ids[:6][::-1]
    assert pace(ledger.store, "Ben", now=NOON).hourly is None
    assert pace(ledger.store, "Ann", now=NOON + timedelta(days=1)).today == 0


def test_the_sentences_before_reach_to_the_beginning_of_the_report() -> None:
    text = "One came. Two came. Three came."
    before, after = around(text, Span(start=20, end=31))
    assert (before, after) == (Span(start=0, end=20), None)
    assert around(text, Span(start=10, end=19)) == (Span(start=0, end=10), Span(start=19, end=31))


@pytest.mark.parametrize(
    ("confidence", "documents", "value"), [(0.5, 0, 1.0), (0.5, 1, 1.0), (0.5, 3, 2.0), (0.9, 1, 0.36), (1.0, 9, 0.0)]
)
def test_what_a_look_is_worth(confidence: float, documents: int, value: float) -> None:
    """One for a claim that is as likely wrong as right and told by one report."""
    assert worth(Waits("c", confidence, documents)) == pytest.approx(value)
