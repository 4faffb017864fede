"""Whatever a report says, a form stays readable for programs, and a spreadsheet runs none of it."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.exports import acled, geojson, ucdp
from sayso.exports.csv_ import cell
from sayso.exports.dossiers import Dossier, Told
from sayso.exports.forms import Form, write_rows
from sayso.model import EVENT_TYPES, STATUSES

from .incidents import DAY, PLACES, dossier, killed, says

FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "a;b", "two\nlines",
            'quo"te', "nul\0", "\u202eevil", "half \ud800", "ta,il")  # fmt: skip
texts = st.sampled_from(FORMULAS) | st.text(max_size=12)


@st.composite
def told(draw: st.DrawFn) -> Told:
    party = (draw(texts), draw(st.none() | st.sampled_from(["RUS", "RSF-SDN", "OWN-LIST"])), None)
    return says(
        draw(st.sampled_from(EVENT_TYPES)),
        draw(texts) + "x",
        *([killed("five people", 5)] if draw(st.booleans()) else []),
        status=draw(st.sampled_from(STATUSES)),
        outlet=draw(st.none() | texts),
        source=draw(st.none() | texts),
        title=draw(st.none() | texts),
        place=draw(st.none() | st.sampled_from(sorted(PLACES))),
        days=draw(st.sampled_from([(DAY, DAY), (None, DAY), (DAY, None), None])),
        published=draw(st.sampled_from([DAY, None])),
        actors=[party] if draw(st.booleans()) else [],
        targets=[party] if draw(st.booleans()) else [],
        edits=[("note", json.dumps(draw(texts)))] if draw(st.booleans()) else [],
    )


incidents = st.lists(st.lists(told(), min_size=1, max_size=3).map(lambda t: dossier(*t)), max_size=3)
FORMS = pytest.mark.parametrize("form", [acled.FORM, ucdp.FORM], ids=lambda form: form.name)


@FORMS
@settings(max_examples=40, deadline=None)
@given(incidents)
def test_every_row_parses_back_and_holds_no_formula(form: Form, found: list[Dossier]) -> None:
    out = StringIO()
    tally = write_rows(form, found, out)
    out.getvalue().encode("utf-8")
    header, *rows = list(csv.reader(StringIO(out.getvalue())))
    assert tuple(header) == form.header
    assert len(rows) == tally.written == len(found) - sum(tally.left_out.values())
    assert set(tally.left_out) <= set(form.left_out)
    for row in rows:
        assert len(row) == len(form.columns)
        for value in row:
            assert cell(value) == value, "a spreadsheet would run it"
            assert "\n" not in value


@FORMS
@settings(max_examples=40, deadline=None)
@given(incidents)
def test_raw_rows_parse_back_too(form: Form, found: list[Dossier]) -> None:
    out = StringIO(newline="")
    tally = write_rows(form, found, out, raw=True)
    rows = list(csv.reader(StringIO(out.getvalue(), newline="")))
    assert len(rows) == tally.written + 1
    assert {len(row) for row in rows} == {len(form.columns)}


@settings(max_examples=40, deadline=None)
@given(incidents)
def test_geojson_is_what_the_standard_asks_for(found: list[Dossier]) -> None:
    out = StringIO()
    tally = geojson.write(found, out)
    out.getvalue().encode("utf-8")
    read: dict[str, Any] = json.loads(out.getvalue())
    assert read["type"] == "FeatureCollection"
    assert len(read["features"]) == tally.written == len(found)
    for feature in read["features"]:
        assert feature["type"] == "Feature"
        assert list(feature["properties"]) == list(geojson.PROPERTIES)
        precision = feature["properties"]["precision"]
        if feature["geometry"] is None:
            assert precision in (None, "country", "region")
        else:
            lon, lat = feature["geometry"]["coordinates"]
            assert feature["geometry"]["type"] == "Point"
            assert precision in ("point", "admin2", "admin1")
            assert (lat, lon) in {(p.lat, p.lon) for p in PLACES.values()}


def test_no_form_calls_a_denied_event_one_that_happened() -> None:
    denied = dossier(says("shelling", "No", status="denied"))
    assert geojson.feature(denied)["properties"]["status"] == "denied"
    assert acled.code(denied) == ucdp.code(denied) == "denied"
