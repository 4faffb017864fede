"""Blurring: what is told of a place is no finer than was wished, and cannot be averaged away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UsageError
from sayso.model import Place, TimeMention, When
from sayso.model.geo import kilometres
from sayso.model.mentions import UNLISTED
from sayso.service.blurring import WITHHELD, Blur, Grid
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader
from sayso.store.records import ReadBy
from sayso.wording import time_words
from tests.store.making import document, read

LATITUDES = st.floats(-65, 65)
LONGITUDES = st.floats(-170, 170)
KM = st.floats(1, 100)
TOWN = Place(name="Sjenokos", id="geonames:1", country="UA", admin1="Odesa", lat=45.35, lon=28.84, precision="point",
             population=900, feature="city", note="occupied")  # fmt: skip


@given(KM, LATITUDES, LONGITUDES)
def test_a_point_goes_to_a_middle_no_farther_than_the_corner_of_a_square(km: float, lat: float, lon: float):
    there = Grid(km).middle(lat, lon)
    assert kilometres(lat, lon, *there) <= km * 2**0.5 * 1.03 + 0.1


@given(KM, LATITUDES, LONGITUDES, st.lists(st.tuples(st.floats(-0.49, 0.49), st.floats(-0.49, 0.49)), max_size=8))
def test_all_points_of_a_square_come_out_as_one(km: float, lat: float, lon: float, moves: list[tuple[float, float]]):
    grid = Grid(km)
    middle = grid.middle(lat, lon)
    high = 2 * km / 111.2
    for up, along in moves:
        beside = (middle[0] + up * high * 0.9, middle[1] + along * high * 0.9)
        assert grid.middle(*beside) == middle


def test_points_nearby_cannot_be_told_apart_nor_averaged():
    grid = Grid(20)
    told = {grid.middle(45.35 + n / 1000, 28.84 + n / 1000) for n in range(10)}
    assert len(told) == 1
    assert kilometres(45.354, 28.844, *told.pop()) > 1


@pytest.mark.parametrize("km", [0, 0.5, 101, -3, float("nan")])
def test_what_blurs_nothing_or_everything_is_refused(km: float):
    with pytest.raises(UsageError, match="from 1 to 100"):
        Grid(km)


def test_a_town_is_named_by_its_province_without_what_gives_it_away():
    made = Blur(20, ["Sjenokos"]).place(TOWN)
    assert (made.name, made.country, made.precision, made.id, made.note) == ("Odesa", "UA", "admin1", None, "")
    assert (made.lat, made.lon) != (TOWN.lat, TOWN.lon)


def test_a_country_keeps_its_name():
    country = Place(name="Ukraine", id="c", country="UA", admin1=None, lat=49.0, lon=32.0, precision="country")
    assert Blur(20, []).place(country).name == "Ukraine"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A strike on Nova Sjenokos's mill", f"A strike on {WITHHELD}'s mill"),
        ("SJENOKOS burns", f"{WITHHELD} burns"),
        ("Sjenökos, Sjenokos.", f"{WITHHELD}, {WITHHELD}."),
        ("the sjenokosy stay", "the sjenokosy stay"),
        ("a bar in lower case", "a bar in lower case"),
        ("", ""),
    ],
)
def test_names_are_withheld_wherever_they_stand(text: str, told: str):
    assert Blur(20, ["Sjenokos", "Nova Sjenokos", "Bar", "X"]).words(text) == told


def test_words_of_time_are_withheld_too(reader: Reader):
    reading = reader.read_text("Since the fall of Sjenokos rebels shelled Goma, the army said on 3 May 2024.")
    (claim, *_) = reading.claims
    mention = TimeMention(start=0, end=5, text="since Sjenokos fell", rule="r", kind="date", value="", earliest=None,
                          latest=None, grain="day")  # fmt: skip
    told = replace(claim, time=When(earliest=None, latest=None, mention=mention))
    assert time_words(told.time) != time_words(Blur(20, ["Sjenokos"]).claim(told).time)
    assert "Sjenokos" not in repr(Blur(20, ["Sjenokos"]).claim(told))


def test_a_village_that_no_list_has_is_withheld_though_it_is_only_known_to_lie_in_its_province(tmp_path: Path) -> None:
    """Harm: a publication names the very village from which people fled, because no map has it."""
    province = Place(name="Kwaheri", id=None, country="CD", admin1="North Kivu", lat=-0.8, lon=29.0,
                     precision="admin1", feature=UNLISTED)  # fmt: skip
    reading = read(document("clash asserted Goma 3 police fought here\nclash asserted Ukraine 3 police fought here\n"))
    village, country = reading.claims
    village = replace(village, place=replace(village.place, place=province, text="Kwaheri"))
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        told = replace(reading, claims=(village, country))
        ledger.store.documents.add(told, read_by=ReadBy("1.0", "model", "rules"))
        blur = Blur.of(ledger.store, 20)
    assert blur.words("the Kwaheri bridge in Ukraine") == f"the {WITHHELD} bridge in Ukraine"
