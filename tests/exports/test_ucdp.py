"""UCDP-shaped rows: the columns of the format, its precisions, and deaths that always add up."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.exports import ucdp
from sayso.exports.forms import explained, write_rows

from .incidents import CIVILIANS, DAY, PLACES, RSF, RUS, UKR, dossier, killed, says

HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
)
TWO = killed("two people", 2)
GUNMEN = ("gunmen", None, None)


def row(*told: Any) -> dict[str, str]:
    out = StringIO()
    tally = write_rows(ucdp.FORM, [dossier(*told)], out)
    assert tally.written == 1, tally.left_out
    return next(csv.DictReader(StringIO(out.getvalue())))


def test_header_is_the_formats_own_and_ours_come_after() -> None:
    assert ",".join(ucdp.FORM.header[:49]) == HEADER
    assert all(name.startswith("sayso_") for name in ucdp.FORM.header[49:])


def test_a_whole_row() -> None:
    found = row(
        says("clash", "They fought", killed("four soldiers", 4, unit="soldiers"),
             killed("nine people", 9), killed("two civilians", 2, unit="civilians"), source="Mayor Petro Hlib",
             actors=[UKR], targets=[RUS], title="Fighting, again")
    )  # fmt: skip
    expected = {
        "year": "2025", "type_of_violence": "1", "dyad_name": "Ukrainian military - Russian military",
        "side_a": "Ukrainian military", "side_b": "Russian military", "number_of_sources": "1",
        "source_article": "The Meridian,2025-03-10,Fighting  again".replace("  ", " "),
        "source_office": "The Meridian", "source_date": "2025-03-10", "source_headline": "Fighting, again",
        "source_original": "Mayor Petro Hlib", "where_prec": "1", "where_coordinates": "Kharkiv",
        "where_description": "They fought", "adm_1": "Kharkiv", "adm_2": "", "latitude": "49.9808",
        "longitude": "36.2527", "geom_wkt": "POINT (36.2527 49.9808)", "priogrid_gid": "201313", "country": "Ukraine",
        "region": "Europe", "event_clarity": "1", "date_prec": "1", "date_start": "2025-03-10",
        "date_end": "2025-03-10", "deaths_a": "0", "deaths_b": "4", "deaths_civilians": "2", "deaths_unknown": "3",
        "best": "9", "high": "9", "low": "9", "gwnoa": "", "country_id": "", "conflict_name": "",
    }  # fmt: skip
    assert {name: found[name] for name in expected} == expected


def test_an_article_has_its_address() -> None:
    """Else a coder who doubts a row cannot go back to what it rests on."""
    told = says("shelling", "Shells fell", killed("two men", 2), title="Shells fall")
    told = replace(told, document=replace(told.document, url="https://news.example/a;b,c"))
    assert row(told)["source_article"] == "The Meridian,2025-03-10,Shells fall,https://news.example/a%3Bb%2Cc"


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (-89.75, -179.75, 1), (-89.75, 179.75, 720), (89.75, 179.75, 259_200), (90, 180, 258_481),
     (0.1, 0.1, 129_961), (13.6279, 25.3494, 149_451)],
)  # fmt: skip
def test_cells_of_the_grid(lat: float, lon: float, cell: int) -> None:
    assert ucdp.priogrid(lat, lon) == cell


@pytest.mark.parametrize(
    ("actors", "targets", "kind", "violence", "a", "b"),
    [
        ([UKR, RUS], [], "clash", "1", "Ukrainian military", "Russian military"),
        ([RSF], [UKR], "clash", "1", "Ukrainian military", "Rapid Support Forces"),
        ([RSF], [GUNMEN], "clash", "2", "Rapid Support Forces", "gunmen"),
        ([RSF], [CIVILIANS], "attack-civilians", "3", "Rapid Support Forces", "Civilians"),
        ([RUS], [CIVILIANS], "shelling", "", "Russian military", ""),
        ([], [CIVILIANS], "attack-civilians", "", "", ""),
    ],
)
def test_kind_of_violence_only_where_the_reports_tell(
    actors: Any, targets: Any, kind: str, violence: str, a: str, b: str
) -> None:
    found = row(says(kind, "It", TWO, actors=actors, targets=targets))
    assert (found["type_of_violence"], found["side_a"], found["side_b"]) == (violence, a, b)


@pytest.mark.parametrize(
    ("place", "near", "precision"),
    [("Kharkiv", False, "1"), ("Kharkiv", True, "2"), ("Izium Raion", False, "3"), ("Sumy Oblast", False, "4"),
     ("Ukraine", False, "6"), ("Black Sea", False, "7")],
)  # fmt: skip
def test_precision_of_places(place: str, near: bool, precision: str) -> None:
    found = row(says("shelling", "It", TWO, place=place, near=near))
    assert found["where_prec"] == precision
    assert bool(found["priogrid_gid"]) == (PLACES[place].precision in ("point", "admin2"))


@pytest.mark.parametrize(
    ("last", "precision", "clarity"),
    [(0, "1", "1"), (1, "2", "1"), (5, "2", "1"), (6, "3", "2"), (7, "4", "2"), (30, "4", "2"), (200, "5", "2")],
)
def test_precision_of_days(last: int, precision: str, clarity: str) -> None:
    found = row(says("shelling", "It", TWO, days=(DAY, DAY + timedelta(last))))
    assert (found["date_prec"], found["event_clarity"]) == (precision, clarity)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("denied", says("shelling", "No", TWO, status="denied")),
        ("planned", says("shelling", "Soon", TWO, status="planned")),
        ("no deaths", says("shelling", "It")),
        ("no deaths", says("shelling", "It", killed("nobody", 0))),
        ("not armed force", says("protest", "They marched", TWO)),
        ("no place", says("shelling", "It", TWO, place=None)),
        ("no date", says("shelling", "It", TWO, days=None, published=None)),
        ("too long", says("shelling", "It", TWO, days=(DAY - timedelta(400), DAY))),
    ],
)
def test_what_it_does_not_hold_is_left_out_with_a_reason(reason: str, told: Any) -> None:
    assert ucdp.code(dossier(told)) == reason
    assert reason in ucdp.FORM.left_out


UNITS = st.sampled_from(["people", "civilians", "soldiers", "women", "children"])
COUNTS = st.lists(st.tuples(UNITS, st.integers(0, 60), st.sampled_from(["exact", "at-least", "at-most", "about"])),
                  min_size=1, max_size=3)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(COUNTS, st.sampled_from(["", "A B", "C D"]), st.integers(0, 2)), min_size=1, max_size=5))
def test_deaths_add_up_to_best_which_lies_between_low_and_high(drawn: list[Any]) -> None:
    told = []
    for n, (counts, source, day) in enumerate(drawn):
        figures = [
            (f"w{n}x{k}", "killed", unit, None if bound == "at-most" else float(number),
             None if bound == "at-least" else float(number), bound)
            for k, (unit, number, bound) in enumerate(counts)
        ]  # fmt: skip
        told.append(says("clash", f"r{n}", *figures, source=source or None, published=DAY + timedelta(day),
                         actors=[RUS], targets=[UKR], outlet=f"o{n}"))  # fmt: skip
    coded = ucdp.code(dossier(*told))
    if isinstance(coded, str):
        assert coded == "no deaths"
        return
    assert coded.deaths_a + coded.deaths_b + coded.dead.civilians + coded.unknown == coded.dead.best
    assert min(coded.deaths_a, coded.deaths_b, coded.dead.civilians, coded.unknown) >= 0
    assert coded.dead.low <= coded.dead.conservative <= coded.dead.best <= coded.dead.high


def test_explanation_names_every_column_and_reason() -> None:
    text = explained(ucdp.FORM)
    for name in (*ucdp.FORM.header, *ucdp.FORM.left_out):
        assert name in text
