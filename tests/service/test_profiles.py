"""Profiles of sources: what is counted, who is first, what is said anew, who contradicts whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.service import profiles
from sayso.service.deciding import By
from sayso.service.profiles import graded, key_of, profile, reach
from sayso.store.filters import Filter, exactly
from tests.store.telling import BY, Told

ARMY = exactly("army", "authority", "COD")
MAYOR = exactly("Goma Mayor", "authority", "COD")


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    made = Told(tmp_path)
    yield made
    made.ledger.close()


def test_first_then_corrected_then_contradicted(told: Told) -> None:
    [first] = told.say(10, "shelling asserted Goma 3 army fired on the market")
    [other] = told.say(11, "shelling asserted Goma 7 Goma_Mayor says that shells hit homes", outlet="Herald")
    [later] = told.say(12, "shelling asserted Goma 5 army says more bodies were found by rescuers")
    told.join(first, other, later)
    army = profile(told.ledger.store, ARMY, Filter()).conduct
    assert dict(army.turns)["first"] == 1
    assert [(p.mine.claim, p.mine.low, p.other.claim, p.other.low) for p in army.later] == [(first, 3, later, 5)]
    assert [(p.mine.low, p.other.low, p.other.who) for p in army.against] == [(5, 7, "Goma Mayor")]
    mayor = profile(told.ledger.store, MAYOR, Filter()).conduct
    assert dict(mayor.turns)["later"] == 1
    assert [(p.mine.low, p.other.low) for p in mayor.against] == [(7, 5)]
    assert mayor.later == ()


def test_what_a_person_rejected_contradicts_nobody(told: Told) -> None:
    [first] = told.say(10, "shelling asserted Goma 3 army fired on the market")
    [other] = told.say(11, "shelling asserted Goma 7 Goma_Mayor says that shells hit homes")
    told.join(first, other)
    told.ledger.decide("reject", [other], BY)
    army = profile(told.ledger.store, ARMY, Filter()).conduct
    assert army.against == ()
    assert dict(army.turns)["alone"] == 1


def test_a_denial_of_what_others_assert(told: Told) -> None:
    [one] = told.say(10, "shelling asserted Goma - Goma_Mayor says that the army fired on the market")
    [denied] = told.say(10, "shelling denied Goma - army did not fire, a spokesman of it told reporters")
    told.join(one, denied)
    army = profile(told.ledger.store, ARMY, Filter()).conduct
    assert [(d.denied, d.mine, d.others) for d in army.denials] == [(True, (denied,), (one,))]
    assert dict(army.turns)["same day"] == 1
    mayor = profile(told.ledger.store, MAYOR, Filter()).conduct
    assert [(d.denied, d.mine, d.others) for d in mayor.denials] == [(False, (one,), (denied,))]


def test_for_and_against_its_own_side(told: Told) -> None:
    [one] = told.say(10, "shelling asserted Goma 3 army fired on the market")
    [two] = told.say(11, "clash denied Sake - army fought rebels in the hills")
    told.say(12, "capture asserted Sumy - army of others took the town")
    own = [{"name": "army", "id": "COD-MIL", "side": "COD"}]
    told.ledger.decide("edit", [one], BY, field="actors", value=own)
    told.ledger.decide("edit", [two], BY, field="targets", value=own)
    sides = {s.bearing: (s.claims, s.statuses) for s in profile(told.ledger.store, ARMY, Filter()).sides}
    assert sides == {
        "own deeds": (1, (("asserted", 1),)), "harm to its own": (1, (("denied", 1),)), "both": (0, ()),
        "others": (1, (("asserted", 1),)),
    }  # fmt: skip


def test_counts_follow_the_filter_and_carriers_are_named(told: Told) -> None:
    told.say(10, "shelling asserted Goma 3 army fired on the market", outlet="Wire")
    told.say(11, "clash asserted Sake - army fought", outlet="Herald")
    told.say(12, "clash asserted Sumy - army_chief fought", outlet="Herald")
    found = profile(told.ledger.store, ARMY, Filter(types=("clash",)))
    assert (found.row.claims, found.looked, found.first_hand) == (1, 1, 1)
    assert [(c.name, c.outlet, c.claims) for c in found.carriers] == [("Herald", True, 1)]
    assert profile(told.ledger.store, ARMY, Filter()).row.claims == 2  # the army chief is another source
    assert profile(told.ledger.store, ARMY, Filter(types=("siege",))).row.claims == 0


def test_a_large_ledger_is_looked_at_in_part(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(1, 6):
        told.say(day, f"shelling asserted {('Goma', 'Sumy')[day % 2]} {day} army fired for the {day}th time")
    monkeypatch.setattr(profiles, "LOOKED", 3)
    monkeypatch.setattr(profiles, "INCIDENTS", 1)
    found = profile(told.ledger.store, ARMY, Filter())
    assert (found.row.claims, found.looked, found.conduct.incidents) == (5, 3, 1)
    assert found.incidents > 1


def test_grades_are_those_of_people(told: Told) -> None:
    told.say(10, "shelling asserted Goma 3 army fired on the market")
    for name, grade in (("A. Coder", "B"), ("B. Coder", "C"), ("A. Coder", "D")):
        told.ledger.decide("reliability", ["army"], By(name, "its record"), value=grade)
    found = profile(told.ledger.store, ARMY, Filter())
    assert sorted((g.decision.by, g.grade) for g in found.grades) == [("A. Coder", "D"), ("B. Coder", "C")]
    assert graded(told.ledger.store) == {"army": "C D"}


def test_in_how_many_incidents(told: Told) -> None:
    [one] = told.say(10, "shelling asserted Goma 3 army fired on the market")
    [two] = told.say(11, "shelling asserted Goma 7 Goma_Mayor says that shells hit homes")
    told.say(12, "capture asserted Sumy - army of others took the town")
    told.join(one, two)
    store, rows = told.ledger.store, told.ledger.sources()
    assert reach(store, Filter(), rows) == {ARMY: 2, MAYOR: 1}
    assert reach(store, Filter(types=("capture",)), rows) == {ARMY: 1, MAYOR: 0}


def test_a_source_that_nobody_names(told: Told) -> None:
    told.say(10, "shelling asserted Goma 3 army fired on the market")
    with pytest.raises(LedgerError, match="navy"):
        profile(told.ledger.store, exactly("navy", "military", None), Filter())


def test_every_key_leads_back_to_its_source(told: Told) -> None:
    told.say(10, "shelling asserted Goma 3 army fired", "clash asserted Goma - a|b|military|X fought in the town")
    for row in told.ledger.sources():
        assert profile(told.ledger.store, key_of(row), Filter()).row == row
