"""Two reviewers: agreement as worked out by hand, and what was settled counts as it was judged before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.service.agreeing import agreement, measured
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from tests.store.making import LineReader

ANN, BEN, EVE = (By(name, "as I read it") for name in ("Ann", "Ben", "Eve"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A report of six claims."""
    (tmp_path / "a.txt").write_text(
        "".join(f"{kind} asserted Goma 3 army fought there\n"
                for kind in ("clash", "shelling", "riot", "protest", "siege", "aid")), encoding="utf-8",
    )  # fmt: skip
    with Ledger(tmp_path / "a.db", create=True) as made:
        made.add([tmp_path / "a.txt"], LineReader())
        yield made


def test_kappa_by_hand() -> None:
    """Cohen's example: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.7, by chance 0.5, kappa 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = measured("x", pairs)
    assert found.kappa == pytest.approx(0.4)
    assert found.percent == pytest.approx(70)
    assert measured("x", [("y", "y")] * 3).kappa is None
    assert measured("x", []).percent is None
    assert measured("x", [("y", "n"), ("n", "y")]).kappa == pytest.approx(-1)


def test_verdicts_and_fields(ledger: Ledger) -> None:
    a, b, c, d, *_ = sorted(one.claim.id for one in ledger.claims())
    for claim, ann, ben in (
        (a, "accept", "accept"),
        (b, "accept", "reject"),
        (c, "reject", "reject"),
        (d, "accept", "accept"),
    ):
        ledger.decide(ann, [claim], ANN)
        ledger.decide(ben, [claim], BEN)
    ledger.decide("edit", [d], ANN, field="status", value="denied")
    found = agreement(ledger.store, "Ann", "Ben")
    assert (found.both, found.verdicts.claims, found.verdicts.same) == (4, 4, 3)
    status = next(one for one in found.fields if one.name == "status")
    assert (status.claims, status.same) == (2, 1)
    assert {one.listed.claim.id: one.fields for one in found.open} == {b: (), d: (("status", "denied", "asserted"),)}


def test_a_later_verdict_of_the_same_person_counts(ledger: Ledger) -> None:
    claim = next(iter(ledger.claims())).claim.id
    for kind, by in (("accept", ANN), ("reject", BEN), ("accept", BEN)):
        ledger.decide(kind, [claim], by)
    assert agreement(ledger.store, "Ann", "Ben").open == ()


def test_settling_ends_a_disagreement_and_improves_no_figure(ledger: Ledger) -> None:
    claim = next(iter(ledger.claims())).claim.id
    ledger.decide("accept", [claim], ANN)
    ledger.decide("reject", [claim], BEN)
    before = agreement(ledger.store, "Ann", "Ben").verdicts
    ledger.decide("settle", [claim], EVE)
    ledger.decide("accept", [claim], BEN)
    after = agreement(ledger.store, "Ann", "Ben")
    assert after.verdicts == before
    assert (after.open, after.settled) == ((), 1)
