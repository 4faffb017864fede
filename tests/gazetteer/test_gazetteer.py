"""The embedded gazetteer: names to places, and what holds them."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import GazetteerError
from sayso.gazetteer import Entry, Gazetteer, find_rows, fold
from sayso.gazetteer.gazetteer import DATA


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Chasov Yar", "geonames:710915"),
        ("Chasiv Yar", "geonames:710915"),
        ("El Fasher", "geonames:379555"),
        ("el-Fasher", "geonames:379555"),
        ("Al-Fashir", "geonames:379555"),
        ("KURSK", "geonames:538560"),
        ("Kursk Oblast", "geonames:538555"),
        ("Port au Prince", "geonames:3718426"),
        ("Port-au-Prince", "geonames:3718426"),
        ("Ukraine", "geonames:690791"),
        ("Goma", "geonames:216281"),
    ],
)
def test_spellings_of_a_name_meet(gazetteer: Gazetteer, name: str, id: str) -> None:
    assert gazetteer.find(name)[0].id == id


def test_article_of_an_arabic_name_may_be_left_out(gazetteer: Gazetteer) -> None:
    full = {e.id for e in gazetteer.find("Al Hudaydah")}
    assert full & {e.id for e in gazetteer.find("Hudaydah")}
    assert full & {e.id for e in gazetteer.find("Hodeidah")}


def test_containment_and_country(gazetteer: Gazetteer) -> None:
    oblast, rylsk = gazetteer.by_id("geonames:538555"), gazetteer.find("Rylsk")[0]
    assert oblast is not None
    assert oblast.name == "Kursk Oblast"
    assert gazetteer.contains(oblast, rylsk)
    assert not gazetteer.contains(rylsk, oblast)
    assert not gazetteer.contains(oblast, oblast)
    assert gazetteer.admin1(rylsk) == oblast
    russia = gazetteer.country_entry("RU")
    assert russia is not None
    assert gazetteer.contains(russia, rylsk)


def test_countries_by_code(gazetteer: Gazetteer) -> None:
    assert gazetteer.country("UA") == gazetteer.country("ukr")
    assert gazetteer.country("XX") is None
    assert len(gazetteer.countries) > 230


@pytest.mark.parametrize(
    "id", ["", "geonames:", "geonames:0", "geonames:²", "geonames:99999999999", "x:1", "region:sahel"]
)
def test_unknown_ids_are_none(gazetteer: Gazetteer, id: str) -> None:
    assert gazetteer.by_id(id) is None


def test_crimea_and_its_towns_are_in_ukraine(gazetteer: Gazetteer) -> None:
    for name in ("Crimea", "Sevastopol", "Simferopol", "Feodosia"):
        assert gazetteer.find(name)[0].country == "UA", name


def test_extension_replaces_and_adds_without_touching_the_original(gazetteer: Gazetteer) -> None:
    camp = Entry(id="x:1", name="Umm Test Camp", feature="region", country="SD", lat=13.0, lon=25.0)
    grown = gazetteer.extended([(camp, ("Test Camp of Umm",))])
    assert grown.find("umm test camp") == (camp,)
    assert grown.find("Test Camp of Umm") == (camp,)
    assert grown.by_id("x:1") == camp
    assert not gazetteer.find("umm test camp")


def test_rows_for_a_table(gazetteer: Gazetteer) -> None:
    row = find_rows(gazetteer, "Rylsk")[0]
    assert row["country"] == "RU"
    assert row["admin1"] == "Kursk Oblast"
    assert find_rows(gazetteer, "Qqqxyz") == []


def test_manifest_describes_the_files() -> None:
    manifest = json.loads((DATA / "manifest.json").read_text("utf-8"))
    for name, expected in manifest["sha256"].items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == expected
    assert manifest["counts"]["city"] > 200_000


def test_damaged_files_are_an_error(tmp_path: Path) -> None:
    for name in ("rows.bin", "names.marisa", "manifest.json"):
        (tmp_path / name).write_bytes(b"damaged" * 10)
    with pytest.raises(GazetteerError, match="reinstall"):
        Gazetteer(tmp_path)


@given(st.text(max_size=40))
def test_folding_is_stable_and_never_raises(name: str) -> None:
    key = fold(name)
    assert key == key.strip()
    assert fold(name.upper().lower()) == fold(name.lower().lower()) or not name.isascii()


@given(st.text(max_size=40))
def test_looking_anything_up_never_raises(name: str) -> None:
    Gazetteer.open().find(name)


def test_villages_are_asked_for_apart(gazetteer: Gazetteer) -> None:
    """With a village for every word, names of people and things would be found all over the world."""
    assert gazetteer.find("Torbung") == ()
    (village,) = gazetteer.villages("Torbung")
    assert (village.country, village.feature, village.population) == ("IN", "city", 0)
    assert gazetteer.by_id(village.id) == village
    assert [row["id"] for row in find_rows(gazetteer, "Torbung")] == [village.id]


def test_a_district_without_a_settlement_is_known(gazetteer: Gazetteer) -> None:
    (district,) = [e for e in gazetteer.find("Panjwayi District") if e.country == "AF"]
    assert district.feature == "admin2"


@given(st.text(max_size=40))
def test_any_name_can_be_asked_of_the_villages(name: str) -> None:
    known = Gazetteer.open()
    for entry in (*known.villages(name), *known.villages(name, spelt=False)):
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180
        assert entry.country


@pytest.mark.parametrize(("country", "way"), [("UA", "east"), ("SY", "north"), ("ML", "northeast")])
def test_a_part_of_a_country_lies_off_its_middle_in_that_direction(
    gazetteer: Gazetteer, country: str, way: str
) -> None:
    middle, part = gazetteer.country_entry(country), gazetteer.part(country, way)
    assert middle is not None
    assert part is not None
    assert (part[0] > middle.lat) or "north" not in way
    assert (part[1] > middle.lon) or "east" not in way


def test_neighbours_have_a_border_whoever_is_named_first(gazetteer: Gazetteer) -> None:
    assert gazetteer.border("RU", "UA") == gazetteer.border("UA", "RU") is not None
    assert gazetteer.border("UA", "SD") is None
