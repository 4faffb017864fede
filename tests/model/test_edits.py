"""What people set in a claim: checked against the vocabulary, and in its place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.exports import readings

from sayso.errors import UsageError
from sayso.model import FieldConfidence
from sayso.model.edits import FIELDS, PERSON, added, checked, edited, makes_sense

TEXT = readings.TEXT
CLAIM = readings.evacuation()
SAKE = {"name": "Sake", "id": None, "country": "CD", "admin1": None, "lat": -1.5, "lon": 29, "precision": "point"}


def setting(field: str, value: Any) -> Any:
    return edited(CLAIM, [(field, json.dumps(checked(field, value)))], TEXT)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("type", "war", "'war' is no event type; valid: clash, advance"),
        ("type", None, "None is no event type"),
        ("status", "true", "'true' is no status; valid: asserted, denied, uncertain, planned"),
        ("actors", 3, "3 is no list of names"),
        ("actors", [3], "3 is no name"),
        ("actors", [{"id": "RUS"}], "is no name, nor an object with name, id, side"),
        ("targets", [{"name": "x", "rank": "party"}], "nor an object with name, id, side, kind"),
        ("targets", [{"name": "x", "kind": "king"}], "'king' is no kind of actor; valid: party, government"),
        ("sources", [{"name": "x", "kind": "king"}], "'king' is no kind of source; valid: party, government"),
        ("time", "soon", "'soon' is no day; valid: YYYY-MM-DD"),
        ("time", {"earliest": "2025-01-01"}, "is no day"),
        ("time", 20250101, "is no day"),
        ("time", "2025-03-09/2025-03-01", "2025-03-09 is after 2025-03-01"),
        ("place", "Sake", "'Sake' is no place; valid: an object with name, id, country"),
        ("place", {"id": "x"}, "is no place"),
        ("place", {**SAKE, "size": 3}, "is no place"),
        ("place", {**SAKE, "precision": "exact"}, "'exact' is no precision; valid: point, admin2"),
        ("place", {**SAKE, "lat": 91}, "91 is no lat; valid: decimal degrees from -90 to 90"),
        ("place", {**SAKE, "lon": "east"}, "'east' is no lon"),
        ("place", {**SAKE, "lon": -181}, "-181 is no lon; valid: decimal degrees from -180 to 180"),
        ("figures", "many", "'many' is no figure; valid: MEASURE"),
        ("figures", 3, "3 is no list of figures"),
        ("figures", ["slain 3"], "'slain' is no measure; valid: killed"),
        ("figures", "killed 3 heroes", "'heroes' is no unit; valid: people"),
        ("figures", "killed nearly 3", "'nearly' is no bound; valid: exact"),
        ("figures", "killed 5-3", "a lowest above its highest"),
        ("figures", "killed 1.2.3", "is no figure"),
        ("figures", [{"measure": "killed"}], "has no number"),
        ("figures", [{"measure": "killed", "low": -1}], "has no number"),
        ("figures", [{"measure": "killed", "low": float("inf")}], "has no number"),
        ("figures", [[3]], "is no figure"),
        ("mood", "x", "'mood' is no field that can be edited; valid: type, status"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_is_valid(field: str, value: Any, message: str) -> None:
    with pytest.raises(UsageError) as error:
        checked(field, value)
    assert message in str(error.value)
    assert not makes_sense(field, json.dumps(value))


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("type", "clash", "clash"),
        ("actors", "army; police", [{"name": "army", "id": None, "side": None, "kind": None},
                                    {"name": "police", "id": None, "side": None, "kind": None}]),
        ("actors", None, []),
        ("targets", [{"name": "x", "side": "RUS", "kind": "military"}],
         [{"name": "x", "id": None, "side": "RUS", "kind": "military"}]),
        ("sources", "the mayor", [{"name": "the mayor", "id": None, "side": None, "kind": "unnamed"}]),
        ("sources", "", []),
        ("time", "2025-03-09", {"earliest": "2025-03-09", "latest": "2025-03-09"}),
        ("time", "2025-03-01/2025-03-09", {"earliest": "2025-03-01", "latest": "2025-03-09"}),
        ("time", "../2025-03-09", {"earliest": None, "latest": "2025-03-09"}),
        ("time", "2025-03-09/..", {"earliest": "2025-03-09", "latest": None}),
        ("time", None, None),
        ("place", None, None),
        ("place", {"name": "Sake", "precision": "admin2"},
         {**dict.fromkeys(SAKE), "name": "Sake", "precision": "admin2"}),
        ("place", {**SAKE, "lat": 90, "lon": -180}, {**SAKE, "lat": 90, "lon": -180}),
        ("figures", "killed 12; injured at-least 1,200 civilians", [
            {"measure": "killed", "unit": "people", "low": 12, "high": 12, "bound": "exact"},
            {"measure": "injured", "unit": "civilians", "low": 1200, "high": None, "bound": "at-least"}]),
        ("figures", "killed at-most 3", [
            {"measure": "killed", "unit": "people", "low": None, "high": 3, "bound": "at-most"}]),
        ("figures", "killed about 3–5 soldiers", [
            {"measure": "killed", "unit": "soldiers", "low": 3, "high": 5, "bound": "about"}]),
        ("figures", "killed 0", [{"measure": "killed", "unit": "people", "low": 0, "high": 0, "bound": "exact"}]),
        ("figures", [{"measure": "killed", "low": 9, "high": 9, "counting": "total", "part": True}], [
            {"measure": "killed", "unit": "people", "low": 9, "high": 9, "bound": "exact", "counting": "total",
             "part": True}]),
        ("figures", None, []),
        ("note", "see page 3", "see page 3"),
        ("note", None, ""),
    ],
)  # fmt: skip
def test_values_as_people_write_them(field: str, value: Any, kept: Any) -> None:
    assert checked(field, value) == kept
    assert checked(field, kept) == kept  # what is kept can be given again
    assert makes_sense(field, json.dumps(kept))


def test_a_number_set_in_words_counts_what_the_one_it_replaces_counted() -> None:
    """Else a corrected running total would become the toll of one event."""
    total = replace(CLAIM, figures=tuple(replace(f, counting="total") for f in CLAIM.figures))
    figure = total.figures[0]
    (made,) = edited(
        total, [("figures", json.dumps(checked("figures", f"{figure.measure} 99 {figure.unit}")))], ""
    ).figures
    assert (made.low, made.counting) == (99, "total")


def test_type_and_status_and_nothing_else() -> None:
    assert setting("type", "clash").type == "clash"
    assert setting("status", "denied").status == "denied"
    assert setting("note", "hm") == CLAIM


def test_roles_stand_at_their_name_where_the_sentence_has_it() -> None:
    word = TEXT[CLAIM.sentence.start : CLAIM.sentence.end].split()[3]
    (found, other) = setting("actors", f"{word.upper()};nobody here").actors
    assert TEXT[found.start : found.end].lower() == word.lower()
    assert (other.start, other.end) == (CLAIM.trigger.start, CLAIM.trigger.end)
    assert setting("targets", None).targets == ()


def test_a_place_stands_where_the_machine_read_one() -> None:
    made = setting("place", SAKE).place
    assert (made.place.name, made.place.lat, made.rule) == ("Sake", -1.5, PERSON)
    assert (made.start, made.end) == (CLAIM.place.start, CLAIM.place.end)
    assert made.text == TEXT[made.start : made.end]
    assert setting("place", None).place is None


def test_what_a_person_set_has_no_confidence_and_the_rest_keeps_it() -> None:
    """Else a place that a person looked up would be shown as doubtful because the machine's was."""
    claim = replace(CLAIM, field_confidence=FieldConfidence(sources=0.8, place=0.3, time=0.6))
    for field, value, kept in (
        ("place", SAKE, FieldConfidence(sources=0.8, time=0.6)),
        ("sources", "the mayor", FieldConfidence(place=0.3, time=0.6)),
        ("type", "clash", claim.field_confidence),
    ):
        made = edited(claim, [(field, json.dumps(checked(field, value)))], TEXT)
        assert made.field_confidence == kept


def test_a_time_replaces_that_which_was_read() -> None:
    made = setting("time", "2025-03-01/2025-03-09").time
    assert (made.earliest, made.latest) == (date(2025, 3, 1), date(2025, 3, 9))
    assert (made.mention.earliest, made.mention.rule) == (date(2025, 3, 1), PERSON)
    assert made.mention.text == TEXT[made.mention.start : made.mention.end]
    assert setting("time", "../2025-03-09").time.earliest is None
    assert setting("time", None).time is None


def test_a_figure_stands_at_the_one_it_corrects() -> None:
    read = CLAIM.figures[0]
    (same, other) = setting("figures", f"{read.measure} 12 {read.unit}; seized 3").figures
    assert (same.start, same.end, same.low) == (read.start, read.end, 12)
    assert (other.start, other.end) == (CLAIM.trigger.start, CLAIM.trigger.end)


def test_sources_take_the_place_of_those_read_and_none_is_the_report_itself() -> None:
    made = setting("sources", [{"name": "the mayor", "kind": "authority"}])
    assert [source.name for source in made.sources] == ["the mayor"]
    assert made.attribution.voice == CLAIM.attribution.voice
    assert setting("sources", None).attribution is None
    own = edited(CLAIM, [("sources", "[]")], TEXT)
    said = edited(own, [("sources", '["the mayor"]')], TEXT).attribution
    assert (said.voice, said.content, said.rule) == ("indirect", (CLAIM.sentence,), PERSON)


def test_a_value_that_older_ledgers_let_through_changes_nothing() -> None:
    odd = [("type", '"war"'), ("place", '"Kibati"'), ("time", "{"), ("status", '"denied"')]
    assert edited(CLAIM, odd, TEXT) == edited(CLAIM, odd[-1:], TEXT)


KEYS = ["name", "low", "high", "measure", "lat", "precision", "earliest", "latest"]
REPORT = "Rain fell. Rebels shelled the market, killing 3! “It was loud.” Then quiet\nThe mayor left"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("shelled", "Rebels shelled the market, killing 3!"),
        ("Rain", "Rain fell."),
        ("loud", "“It was loud.”"),
        ("quiet", "Then quiet"),
        ("left", "The mayor left"),
    ],
)
def test_an_added_claim_stands_in_its_sentence(words: str, sentence: str) -> None:
    start = REPORT.index(words)
    told = {"start": start, "end": start + len(words), "type": "shelling", "status": "asserted", "figures": [
        {"measure": "killed", "unit": "people", "low": 3.0, "high": 3.0, "bound": "exact"}]}  # fmt: skip
    claim = added("x", told, REPORT)
    assert REPORT[claim.sentence.start : claim.sentence.end] == sentence
    assert REPORT[claim.trigger.start : claim.trigger.end] == words
    assert (claim.rule, claim.confidence, claim.figures[0].low) == (PERSON, 1.0, 3.0)


@given(st.sampled_from(FIELDS), st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
))  # fmt: skip
@example("actors", [{"name": True}])
def test_anything_is_kept_or_refused(field: str, value: Any) -> None:
    """Never a stumble: a file of decisions may hold anything."""
    try:
        kept = checked(field, value)
    except UsageError:
        return
    claim = edited(CLAIM, [(field, json.dumps(kept))], TEXT)
    for span in (*claim.actors, *claim.targets, *claim.figures, *claim.sources):
        assert 0 <= span.start < span.end <= len(TEXT)
