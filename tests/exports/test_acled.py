"""ACLED-shaped rows: the columns of the format, and its coding rules on invented incidents."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest

from sayso.exports import acled
from sayso.exports.acled_types import EVENT_OF, PLAIN, SUB_EVENTS, disorder
from sayso.exports.forms import explained, write_rows
from sayso.model import EVENT_TYPES, Span

from .incidents import CIVILIANS, DAY, PLACES, RSF, RUS, UKR, dossier, killed, says

HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)


def row(*told: Any) -> dict[str, str]:
    out = StringIO()
    tally = write_rows(acled.FORM, [dossier(*told)], out)
    assert tally.written == 1, tally.left_out
    return next(csv.DictReader(StringIO(out.getvalue())))


def left_out(*told: Any) -> str:
    found = acled.code(dossier(*told))
    assert isinstance(found, str)
    assert found in acled.FORM.left_out
    return found


def test_header_is_the_formats_own_and_ours_come_after() -> None:
    assert ",".join(acled.FORM.header[:31]) == HEADER
    assert all(name.startswith("sayso_") for name in acled.FORM.header[31:])


def test_a_whole_row() -> None:
    told = says("drone-strike", "Drones hit a market", killed("three people", 3), source="Mayor Petro Hlib",
                actors=[RUS], targets=[CIVILIANS])  # fmt: skip
    denial = says("drone-strike", "We did not", status="denied", source="Defence Ministry of Russia", actors=[RUS],
                  outlet="Eastbridge")  # fmt: skip
    found = row(told, denial)
    expected = {
        "event_date": "2025-03-10", "year": "2025", "time_precision": "1", "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike", "actor1": "Russian military",
        "assoc_actor_1": "", "inter1": "External/Other forces", "actor2": "Civilians (Ukraine)", "assoc_actor_2": "",
        "inter2": "Civilians", "interaction": "Civilians-External/Other forces",
        "civilian_targeting": "Civilian targeting", "iso": "804", "region": "Europe", "country": "Ukraine",
        "admin1": "Kharkiv", "admin2": "", "admin3": "", "location": "Kharkiv", "latitude": "49.9808",
        "longitude": "36.2527", "geo_precision": "1", "source": "The Meridian; Eastbridge", "source_scale": "",
        "fatalities": "3", "tags": "sayso: disputed", "timestamp": "1741564800", "sayso_status": "asserted",
        "sayso_actors": "Russian military", "sayso_targets": "civilians", "sayso_earliest": "2025-03-10",
        "sayso_latest": "2025-03-10", "sayso_precision": "point",
        "sayso_from_context": "", "sayso_killed_low": "3", "sayso_killed_high": "3",
        "sayso_disputed": "drone-strike denied", "sayso_claims": "2", "sayso_reports": "2", "sayso_origins": "2",
        "sayso_origin_names": "Mayor Petro Hlib; Defence Ministry of Russia",
    }  # fmt: skip
    assert found["event_id_cnty"] == f"UKR{found['sayso_incident']}"
    assert sorted(found.pop("sayso_origin_names").split("; ")) == sorted(expected.pop("sayso_origin_names").split("; "))
    assert {name: found[name] for name in expected} == expected
    assert "3 people killed" in found["notes"]
    assert "said by Mayor Petro Hlib → The Meridian" in found["notes"]
    assert "Denied: drone strike" in found["notes"]


@pytest.mark.parametrize(
    ("kind", "words", "sub"),
    [
        ("bombing", "A suicide bomber struck", "Suicide bomb"),
        ("bombing", "A hand grenade went off", "Grenade"),
        ("bombing", "A rocket-propelled grenade went off", "Remote explosive/landmine/IED"),
        ("bombing", "A roadside bomb went off", "Remote explosive/landmine/IED"),
        ("shelling", "Shells filled with chlorine fell", "Chemical weapon"),
        ("attack-civilians", "Fighters raped two women", "Sexual violence"),
        ("attack-civilians", "Gunmen fired at grape pickers", "Attack"),
        ("capture", "They took the town without a fight", "Non-violent transfer of territory"),
        ("protest", "Thousands marched", "Peaceful protest"),
        ("protest", "Police used tear gas on the crowd", "Protest with intervention"),
        ("riot", "A mob beat a driver", "Mob violence"),
        ("riot", "Rioters burned tyres", "Violent demonstration"),
        ("deploy", "The army set up a base", "Headquarters or base established"),
        ("deploy", "The army moved in", "Change to group/activity"),
        ("interception", "Drones were shot down", "Disrupted weapons use"),
        ("displacement", "Families fled", "Other"),
        ("casualties", "The air strike left", "Air/drone strike"),
        ("casualties", "They were found dead,", "Attack"),
    ],
)
def test_sub_event_by_type_and_words(kind: str, words: str, sub: str) -> None:
    counts = [killed("two people", 2)] if kind == "casualties" else []
    assert row(says(kind, words, *counts))["sub_event_type"] == sub


def test_protesters_shot_dead_is_excessive_force() -> None:
    found = row(says("protest", "Soldiers opened fire on the march", killed("two people", 2)))
    assert (found["sub_event_type"], found["disorder_type"]) == (
        "Excessive force against protesters", "Political violence; Demonstrations",
    )  # fmt: skip
    assert found["civilian_targeting"] == "Civilian targeting"


@pytest.mark.parametrize(
    ("taker", "sub"),
    [(UKR, "Government regains territory"), (RUS, "Non-state actor overtakes territory"),
     (RSF, "Non-state actor overtakes territory")],
)  # fmt: skip
def test_capture_by_the_state_itself_or_by_others(taker: Any, sub: str) -> None:
    assert row(says("capture", "They took it", actors=[taker]))["sub_event_type"] == sub


def test_one_sided_fire_is_remote_and_exchanged_fire_a_clash() -> None:
    there = says("shelling", "They shelled", actors=[RUS], targets=[UKR])
    back = says("shelling", "They answered", actors=[UKR], targets=[RUS], outlet="Other")
    fight = says("clash", "They fought", actors=[RUS, UKR], outlet="Other")
    raid = says("clash", "They struck a base", actors=[RUS], targets=[UKR], outlet="Other")
    assert row(there)["event_type"] == "Explosions/Remote violence"
    assert row(there, raid)["event_type"] == "Explosions/Remote violence"
    assert row(there, back)["sub_event_type"] == row(there, fight)["sub_event_type"] == "Armed clash"


def test_sides_of_a_clash() -> None:
    found = row(says("clash", "They fought", actors=[UKR, RUS]))
    assert (found["actor1"], found["actor2"]) == ("Ukrainian military", "Russian military")
    assert found["interaction"] == "State forces-External/Other forces"


def test_nobody_is_put_beside_those_who_struck_them() -> None:
    """Else civilians would be listed as associates of the army that shelled them."""
    found = row(says("shelling", "They shelled", actors=[RUS], targets=[UKR, CIVILIANS]))
    assert (found["actor1"], found["assoc_actor_1"]) == ("Russian military", "")
    assert (found["actor2"], found["assoc_actor_2"]) == ("Ukrainian military", "civilians")
    three = row(says("clash", "They fought", actors=[UKR, RUS, RSF]))
    assert (three["actor2"], three["assoc_actor_2"]) == ("Russian military", "")


def test_a_taken_town_is_no_party() -> None:
    found = row(says("capture", "They took it", actors=[UKR], targets=[("El Fasher", "geonames:379003", None)]))
    assert (found["actor2"], found["sayso_targets"]) == ("Unidentified Armed Group (Ukraine)", "El Fasher")


def test_nobody_named_is_an_unidentified_group_and_its_victims_civilians() -> None:
    found = row(says("attack-civilians", "Shots were fired", place="El Fasher"))
    assert (found["actor1"], found["inter1"]) == ("Unidentified Armed Group (Sudan)", "Political militia")
    assert (found["actor2"], found["interaction"]) == ("Civilians (Sudan)", "Political militia-Civilians")
    assert row(says("displacement", "Families fled"))["actor1"] == ""


def test_whom_only_a_denial_names_did_not_do_it() -> None:
    """Else the denial of an accusation would make the accused the actor."""
    told = says("bombing", "A bomb went off")
    denial = says("bombing", "It was not us", status="denied", actors=[RSF], outlet="Other")
    assert row(told, denial)["actor1"] == "Unidentified Armed Group (Ukraine)"


def test_a_hit_depot_is_no_actor() -> None:
    found = row(says("drone-strike", "Drones hit it", actors=[UKR], targets=[("oil depot", None, None)]))
    assert (found["actor2"], found["inter2"], found["sayso_targets"]) == ("", "", "oil depot")
    assert found["interaction"] == "State forces only"
    assert found["civilian_targeting"] == ""


@pytest.mark.parametrize(
    ("first", "last", "day", "precision"),
    [(0, 0, "2025-03-10", "1"), (0, 1, "2025-03-10", "2"), (0, 6, "2025-03-13", "2"), (0, 7, "2025-03-13", "3"),
     (0, 30, "2025-03-25", "3")],
)  # fmt: skip
def test_day_and_its_precision(first: int, last: int, day: str, precision: str) -> None:
    found = row(says("clash", "It", days=(DAY + timedelta(first), DAY + timedelta(last))))
    assert (found["event_date"], found["time_precision"]) == (day, precision)


def test_where_nobody_says_when_the_report_dates_it_and_says_so() -> None:
    found = row(says("clash", "It", days=None))
    assert (found["event_date"], found["time_precision"]) == ("2025-03-10", "3")
    assert "No source says when" in found["notes"]
    assert row(says("clash", "It", days=(None, DAY)))["time_precision"] == "3"


def test_days_that_fit_most_origins_then_the_fewest() -> None:
    week = says("clash", "It", days=(DAY - timedelta(6), DAY))
    day = says("clash", "It", days=(DAY - timedelta(2), DAY - timedelta(2)), outlet="B")
    odd = says("clash", "It", days=(date(2025, 2, 1), date(2025, 2, 1)), outlet="C")
    assert row(week, day, odd)["event_date"] == "2025-03-08"


@pytest.mark.parametrize(
    ("place", "near", "precision", "pinned"),
    [("Kharkiv", False, "1", True), ("Kharkiv", True, "2", True), ("Izium Raion", False, "2", True),
     ("Sumy Oblast", False, "3", True), ("Ukraine", False, "3", False), ("Black Sea", False, "3", False)],
)  # fmt: skip
def test_places_are_never_pinned_finer_than_the_words(place: str, near: bool, precision: str, pinned: bool) -> None:
    found = row(says("clash", "It", place=place, near=near))
    assert (found["geo_precision"], bool(found["latitude"])) == (precision, pinned)
    assert found["location"] == PLACES[place].name
    assert found["admin2"] == ("Izium Raion" if place == "Izium Raion" else "")


def test_what_is_no_event_is_left_out_with_a_reason() -> None:
    assert left_out(says("shelling", "No", status="denied")) == "denied"
    assert left_out(says("shelling", "Soon", status="planned")) == "planned"
    assert left_out(says("threaten", "Beware")) == "words only"
    assert left_out(says("shelling", "It", place=None)) == "no place"
    assert left_out(says("shelling", "It", days=None, published=None)) == "no date"
    assert left_out(says("clash", "It", days=(DAY - timedelta(31), DAY))) == "too long"
    assert left_out(says("casualties", "Nobody was hurt", killed("nobody", 0))) == "nobody hurt"


def test_uncertain_is_in_and_marked() -> None:
    found = row(says("shelling", "Reportedly", status="uncertain"))
    assert found["tags"] == "sayso: uncertain"
    assert "No source asserts it without doubt" in found["notes"]


def test_every_type_has_a_sub_event_that_exists() -> None:
    assert {PLAIN.get(kind, "Other") for kind in EVENT_TYPES} <= set(EVENT_OF)
    assert len(SUB_EVENTS) == 6
    assert len(EVENT_OF) == 25
    assert {disorder(sub) for sub in EVENT_OF} == {
        "Political violence", "Demonstrations", "Political violence; Demonstrations", "Strategic developments",
    }  # fmt: skip


def test_explanation_names_every_column_and_reason() -> None:
    text = explained(acled.FORM)
    for name in (*acled.FORM.header, *acled.FORM.left_out):
        assert name in text


def test_notes_tell_each_thing_once_with_all_who_say_it() -> None:
    count = killed("three people", 3)
    told = [says("shelling", "It", count, source=f"Mayor Petro {name}", outlet=name) for name in "ABCDEF"]
    notes = row(*told)["notes"]
    assert notes.count("3 people killed") == 1
    assert notes.count("Mayor Petro") == 4
    assert "and 2 more." in notes


def carried(told: Any, *fields: str) -> Any:
    """The same claim with its place or time told before its sentence, or its type by another's rule."""
    claim = told.claim
    claim = replace(claim, sentence=Span(start=claim.trigger.end, end=claim.sentence.end), trigger=Span(
        start=claim.trigger.end, end=claim.trigger.end)) if {"place", "time"} & set(fields) else claim  # fmt: skip
    at = {"start": claim.trigger.start, "end": claim.trigger.end}
    place = claim.place if "place" in fields else replace(claim.place, **at)
    mention = claim.time.mention if "time" in fields else replace(claim.time.mention, **at)
    rule = "attack-civilians/attack-noun" if "type" in fields else claim.rule
    return replace(told, claim=replace(claim, place=place, time=replace(claim.time, mention=mention), rule=rule))


@pytest.mark.parametrize("fields", [(), ("place",), ("time",), ("type",), ("type", "place", "time")])
def test_what_rests_on_context_only_says_so(fields: tuple[str, ...]) -> None:
    """Else a place that was carried over from the headline looks as if a source had named it."""
    one = says("airstrike", "Planes hit a market", killed("three people", 3), source="Mayor Petro Hlib")
    assert row(carried(one, *fields))["sayso_from_context"] == "; ".join(fields)
    other = says("airstrike", "In Kharkiv planes hit it on Monday", outlet="Eastbridge")
    assert row(carried(one, *fields), other)["sayso_from_context"] == ""


def test_a_day_that_is_only_the_reports_says_so() -> None:
    """Else a profile without a date makes an event on the day it was printed."""
    undated = says("airstrike", "Planes hit a market", killed("three people", 3), days=None)
    assert (row(undated)["time_precision"], row(undated)["sayso_from_context"]) == ("3", "time")


def test_what_a_person_set_or_added_rests_on_nothing_else() -> None:
    one = carried(says("airstrike", "Planes hit a market", edits=[("place", '"Kharkiv"')]), "place", "time")
    assert row(one)["sayso_from_context"] == "time"
    assert row(replace(one, added_by="Ann"))["sayso_from_context"] == ""


def test_a_running_total_gives_an_incident_no_place() -> None:
    """Else a strike in Kharkiv would lie in the province that a year's dead are counted in, or the reverse."""
    strike = says("airstrike", "It", killed("three people", 3), place="Sumy Oblast", source="Mayor Petro Hlib")
    total = says("airstrike", "All", killed("900 people", 900), place="Kharkiv", source="Officer")
    figures = tuple(replace(figure, counting="total") for figure in total.claim.figures)
    found = row(strike, replace(total, claim=replace(total.claim, figures=figures)))
    assert (found["location"], found["fatalities"]) == ("Sumy Oblast", "3")
