"""Blocking: which tellings are compared at all. What is missed here is never merged, however plainly it is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import cos, radians
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.incidents.blocking import LONGEST, REACH, UNDATED, sought_keys, stored_keys
from sayso.incidents.partitions import Partition, lies
from sayso.incidents.profiles import Profile
from sayso.model import Party, Spot
from tests.incidents.test_profiles import DAY, TOWN, told

NEAR = Spot(name="Sake", id="g2", country="CD", admin1="North Kivu", lat=-1.57, lon=29.05, precision="point")
PROVINCE = Spot(name="North Kivu", id="g3", country="CD", admin1="North Kivu", lat=-0.8, lon=29.0, precision="admin1")
OTHER = Spot(name="Ituri", id="g4", country="CD", admin1="Ituri", lat=1.8, lon=29.6, precision="admin1")
COUNTRY = Spot(name="Congo", id="g5", country="CD", admin1=None, lat=-2.5, lon=23.5, precision="country")
NAMELESS = Spot(name="the east", id=None, country="CD", admin1=None, lat=0.0, lon=29.0, precision="admin1")
FAR = Spot(name="Sumy", id="g6", country="UA", admin1="Sumy", lat=50.9, lon=34.8, precision="point")
SOMEWHERE = Spot(name="the front", id=None, country=None, admin1=None, lat=None, lon=None, precision="region")
POINTLESS = Spot(name="the hills", id=None, country="CD", admin1=None, lat=None, lon=None, precision="admin2")
DATED = {"earliest": DAY, "latest": DAY, "published": DAY}


def meet(one: Profile, other: Profile) -> bool:
    """Whether they are compared; the same whichever is stored and which one seeks."""
    there = not set(sought_keys(one)).isdisjoint(stored_keys(other))
    assert there == (not set(sought_keys(other)).isdisjoint(stored_keys(one)))
    return there


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        (TOWN, NEAR, True), (TOWN, PROVINCE, True), (TOWN, COUNTRY, True), (TOWN, None, True), (TOWN, NAMELESS, True),
        (PROVINCE, PROVINCE, True), (PROVINCE, COUNTRY, True), (PROVINCE, None, True), (COUNTRY, COUNTRY, True),
        (None, None, True), (NAMELESS, PROVINCE, True), (TOWN, FAR, False), (TOWN, OTHER, False),
        (PROVINCE, OTHER, False), (COUNTRY, FAR, False), (NAMELESS, FAR, False),
        (SOMEWHERE, TOWN, True), (SOMEWHERE, None, True), (POINTLESS, TOWN, True), (POINTLESS, FAR, False),
    ],
)  # fmt: skip
def test_tellings_meet_where_their_places_may_be_one(one: Spot | None, other: Spot | None, met: bool) -> None:
    """Else a town's shelling and the province's are two events, or all of a war is compared with all of it."""
    assert meet(told(**DATED, spot=one), told(**DATED, spot=other)) is met


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(-0.95, 0.95), st.floats(-0.95, 0.95))
def test_places_within_reach_of_each_other_meet_wherever_they_lie(
    lat: float, lon: float, north: float, east: float
) -> None:
    there = replace(
        TOWN, lat=lat + REACH * north, lon=lon + REACH * east / cos(radians(lat)), admin1="Else", name="Els"
    )
    assert meet(told(**DATED, spot=replace(TOWN, lat=lat, lon=lon)), told(**DATED, spot=there))


@pytest.mark.parametrize(("apart", "met"), [(0, True), (1, True), (3, False)])
def test_tellings_meet_on_days_that_touch(apart: int, met: bool) -> None:
    later = DAY + timedelta(apart)
    assert meet(told(**DATED, spot=TOWN), told(earliest=later, latest=later, published=later, spot=TOWN)) is met


@pytest.mark.parametrize(
    ("time", "met"),
    [
        ({"published": DAY + timedelta(UNDATED)}, True),
        ({"published": DAY + timedelta(UNDATED + 2)}, False),
        ({"published": DAY - timedelta(2)}, False),
        ({"earliest": DAY - timedelta(60), "latest": DAY + timedelta(LONGEST)}, True),
        ({"earliest": DAY - timedelta(60), "latest": DAY + timedelta(LONGEST + 2)}, False),
    ],
)
def test_a_telling_without_a_day_of_its_own_meets_the_days_it_can_mean(time: dict[str, Any], met: bool) -> None:
    assert meet(told(**DATED, spot=TOWN), told(**time, spot=TOWN)) is met


def test_who_was_struck_joins_tellings_of_other_places() -> None:
    """A person is killed once: what two reports of it tell of the place may differ."""
    named = {**DATED, "names": frozenset({"mwamba"})}
    assert meet(told(**named, spot=TOWN), told(**named, spot=OTHER))
    assert not meet(told(**named, spot=TOWN), told(**DATED, spot=OTHER))


def test_where_no_place_is_told_tellings_meet_by_whom_it_befell_or_else_by_who_did_it() -> None:
    by, traders, nurses = ({key: (Party(name=name),)} for key, name in
                           (("actors", "rebels"), ("targets", "traders"), ("targets", "nurses")))  # fmt: skip
    assert meet(told(**DATED, **traders), told(**DATED, **traders, **by))
    assert meet(told(**DATED, **by), told(**DATED, **by))
    assert not meet(told(**DATED, **by, **traders), told(**DATED, **by, **nurses))


def test_keys_of_one_month_and_area_lie_together() -> None:
    """Else a large ledger is merged in parts that look for each other's tellings all over."""
    month, name = lies("2503@mwamba")
    assert name == "@mwamba"
    assert lies("250301RCD")[0] == month
    assert lies("250302RCD")[0] == month + 1
    assert lies("250301rCD/North Kivu")[1] == lies("250301RCD")[1] == "CD"


@pytest.mark.parametrize("buckets", [1, 7, 4096])
def test_the_number_of_a_key_has_63_bits(buckets: int) -> None:
    """Else a column of whole numbers cannot hold it."""
    keys = stored_keys(told(**DATED, spot=TOWN, names=frozenset({"mwamba"})))
    numbers = [Partition(buckets=buckets, days=3).number(key) for key in keys]
    assert len(set(numbers)) == len(keys)
    assert all(0 <= number < 1 << 63 for number in numbers)


def test_whom_it_befell_gives_few_keys() -> None:
    """Else a list of thirty villages' elders is compared with every report of the war."""
    who = {"targets": tuple(Party(name=name) for name in ("traders", "nurses", "monks", "drivers", "pupils", "smiths"))}
    assert len(stored_keys(told(**DATED, **who))) == 2 * 4
