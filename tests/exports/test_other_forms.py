"""PLOVER, Web Annotations, FollowTheMoney, KML, TimeMap and IDMC's shape: what each holds, and what it leaves out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from datetime import date
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from followthemoney import model as library

from sayso.exports import forms, ftm, idmc, kml, plover, timemap, web_annotations
from sayso.exports.dossiers import Dossier, Told
from sayso.exports.forms import Tally
from sayso.model import EVENT_TYPES, Reading
from sayso.rules.events import PLOVER
from sayso.rules.ontology import plover_of

from .incidents import CIVILIANS, RUS, UKR, dossier, killed, says

HOSTILE = "<script>alert(1)</script> ]]> & \u202eevil \x0b"
KML = {"k": "http://www.opengis.net/kml/2.2"}


def reading(told: Told) -> Reading:
    return Reading(document=told.document, claims=(told.claim,), model="m", rulebook="r")


def lines(write: Callable[[Any, StringIO], Tally], items: Iterable[Any]) -> tuple[list[dict[str, Any]], Tally]:
    out = StringIO()
    tally = write(iter(list(items)), out)
    return [json.loads(line) for line in out.getvalue().splitlines()], tally


def test_plover_says_who_did_what_to_whom() -> None:
    told = says(
        "airstrike", "Jets struck", killed("three people", 3), actors=[RUS], targets=[CIVILIANS], source="police"
    )
    (record,), tally = lines(plover.write, [reading(told)])
    assert (record["event"], record["quad_code"], record["mode"]) == (["ASSAULT"], 4, ["aerial"])
    assert [(a["code"], a["sector"]) for a in record["actor"]] == [("RUS", ["GOV"])]
    assert record["recipient"][0]["sector"] == ["CVL"]
    assert (record["date"], record["enddate"], record["size"]["dead"]) == ("2025-03-10", None, 3)
    assert (record["event_loc"]["geonameid"], record["event_loc"]["resolution"]) == ("706483", 4)
    assert told.document.text[record["text_info"]["start"] : record["text_info"]["end"]] == record["text"]
    assert "police" in record["comment"]
    assert tally.written == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"status": "denied"}, "denied"), ({"status": "planned"}, "planned"), ({"days": None}, "no date")],
)
def test_plover_has_no_record_of_what_did_not_happen_or_has_no_day(changes: dict[str, Any], reason: str) -> None:
    records, tally = lines(plover.write, [reading(says("shelling", **changes))])
    assert records == []
    assert tally.left_out == {reason: 1}


def test_every_type_is_of_a_plover_class_or_left_out() -> None:
    for kind in EVENT_TYPES:
        found = plover.record(says(kind).claim, reading(says(kind)))
        if plover_of(kind) is None:
            assert found == "no class"
        else:
            assert isinstance(found, dict)
            assert found["quad_code"] == plover.QUADS[found["event"][0]]
    assert set(plover.QUADS) >= set(PLOVER)


def test_an_annotation_finds_its_words_by_quote_and_by_position() -> None:
    told = says("shelling", "Shells fell on the depot", killed("two people", 2), source="the mayor")
    (note,), _ = lines(web_annotations.write, [reading(told)])
    text = told.document.text
    assert {target["sayso:field"] for target in note["target"]} >= {"sentence", "trigger", "figure", "source", "place"}
    for target in note["target"]:
        quote, position = target["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert (quote["prefix"] + quote["exact"] + quote["suffix"]) in text
        assert target["source"] == f"urn:sha256:{told.document.text_sha256}"
    assert [body["value"] for body in note["body"]][:2] == ["shelling", "asserted"]
    assert "the mayor" in note["body"][2]["value"]


def several() -> Dossier:
    return dossier(
        says("shelling", "Shells fell", killed("two people", 2), actors=[RUS], targets=[UKR], outlet="The Meridian"),
        says("shelling", "Shelling was reported", killed("five people", 5), actors=[RUS], outlet="Coast Daily"),
    )


def test_ftm_events_are_proven_by_articles_and_name_the_parties() -> None:
    entities, tally = lines(ftm.write, [several(), several()])
    by = {entity["id"]: entity for entity in entities}
    assert len(by) == len(entities), "an entity stands once"
    events = [entity for entity in entities if entity["schema"] == "Event"]
    assert tally.written == 2
    for event in events:
        assert {by[id]["schema"] for id in event["properties"]["proof"]} == {"Article"}
        assert {by[id]["properties"]["name"][0] for id in event["properties"]["involved"]} == {RUS[0], UKR[0]}
        assert event["properties"]["country"] == ["ua"]
        assert event["properties"]["startDate"] == ["2025-03-10"]


def test_ftm_entities_are_valid_ones() -> None:
    hostile = dossier(says("shelling", HOSTILE, actors=[RUS], outlet=HOSTILE, title=HOSTILE))
    for entity in lines(ftm.write, [several(), hostile])[0]:
        schema = library.get(entity["schema"])
        assert schema is not None
        proxy = library.get_proxy(entity)
        schema.validate(proxy.to_dict())
        for name, values in entity["properties"].items():
            assert name in schema.properties, name
            assert sorted(proxy.get(name)) == sorted(values), name


def test_days_that_no_report_tells_are_no_dates_of_an_event() -> None:
    only_report = dossier(says("shelling", days=None))
    event = lines(ftm.write, [only_report])[0][-1]
    assert "startDate" not in event["properties"]
    out = StringIO()
    kml.write([only_report], out)
    assert "TimeSpan" not in out.getvalue()
    assert timemap.event(only_report) == "no day"


def placemarks(*dossiers: Dossier) -> list[ElementTree.Element]:
    out = StringIO()
    kml.write(dossiers, out)
    return ElementTree.fromstring(out.getvalue().encode()).findall(".//k:Placemark", KML)


def test_kml_has_a_point_only_where_the_words_give_one() -> None:
    town, country = placemarks(several(), dossier(says("shelling", place="Ukraine")))
    assert town.findtext("k:Point/k:coordinates", namespaces=KML) == "36.2527,49.9808"
    assert country.find("k:Point", KML) is None
    assert town.findtext("k:TimeSpan/k:begin", namespaces=KML) == "2025-03-10"
    data = {d.get("name"): d.findtext("k:value", namespaces=KML) for d in town.findall(".//k:Data", KML)}
    assert (data["killed_low"], data["killed_high"], data["precision"]) == ("2", "5", "point")


def test_kml_survives_hostile_words() -> None:
    (mark,) = placemarks(dossier(says("shelling", HOSTILE, outlet=HOSTILE, title=HOSTILE)))
    assert not [child for child in mark.iter() if child.tag.endswith("}script")]


def test_timemap_takes_what_its_own_checks_take() -> None:
    province = dossier(says("shelling", place="Sumy Oblast"))
    denied = dossier(says("shelling", status="denied"))
    out = StringIO()
    tally = timemap.write([several(), province, denied], out)
    told = json.loads(out.getvalue())
    assert tally.left_out == {"no point": 1, "denied": 1}
    (event,) = told["events"]
    texts = {key: value for key, value in event.items() if key not in ("associations", "sources")}
    assert all(isinstance(value, str) for value in texts.values()), "TimeMap refuses numbers"
    assert event["date"] == "03/10/2025"
    assert set(event["sources"]) == set(told["sources"])
    assert all(isinstance(source["paths"], list) for source in told["sources"].values())
    assert event["associations"] == [a["id"] for a in told["associations"]]


def moved(number: float, bound: str = "exact", unit: str = "people") -> tuple[str, str, str, float | None, float, str]:
    low = None if bound == "at-most" else number
    return f"{number:g} {unit} fled", "displaced", unit, low, number, bound


@pytest.mark.parametrize(("bound", "qualifier"), [("exact", "total"), ("at-most", "up to"), ("about", "approximately")])
def test_idmc_rows_qualify_the_figure(bound: str, qualifier: str) -> None:
    told = says("displacement", "Families left", moved(300, bound), source="the mayor", days=(date(2025, 3, 1), None))
    rows = idmc.rows(told.claim, reading(told), "i1")
    out = StringIO()
    forms.write_rows(idmc.FORM, rows, out)
    (row,) = csv.DictReader(StringIO(out.getvalue()))
    assert (row["figure"], row["qualifier"], row["sayso_counting"]) == ("300", qualifier, "new")
    assert (row["iso3"], row["displacement_start_date"], row["displacement_end_date"]) == ("UKR", "2025-03-01", "")
    assert row["sources"] == "the mayor → The Meridian"


def test_idmc_leaves_out_other_figures_and_what_is_denied() -> None:
    told = says("displacement", "Families left", moved(40, unit="households"), killed("two people", 2))
    assert [r.figure.unit for r in idmc.rows(told.claim, reading(told), None)] == ["households"]
    denied = says("displacement", "Nobody left", moved(40), status="denied")
    out = StringIO()
    tally = forms.write_rows(idmc.FORM, idmc.rows(denied.claim, reading(denied), None), out)
    assert tally.left_out == {"denied": 1}


def test_a_province_is_no_pin_unless_its_accuracy_says_so() -> None:
    told = says("displacement", "Families left", moved(40), place="Ukraine")
    out = StringIO()
    forms.write_rows(idmc.FORM, idmc.rows(told.claim, reading(told), None), out)
    (row,) = csv.DictReader(StringIO(out.getvalue()))
    assert (row["latitude"], row["locations_accuracy"]) == ("", "country")
