"""Claims in plain words: a wrong word here misleads a person who never opens the JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import wording
from sayso.model import EVENT_TYPES
from tests.exports.readings import at, claim, claims, document, evacuation, figure, place, role, when


@pytest.mark.parametrize(
    ("measure", "unit", "low", "high", "bound", "want"),
    [
        ("evacuated", "people", 76000, None, "at-least", "at least 76,000 people evacuated"),
        ("killed", "civilians", None, 7, "at-most", "up to 7 civilians killed"),
        ("killed", "people", 0, 0, "exact", "no people killed"),
        ("killed", "people", 1, 1, "exact", "1 person killed"),
        ("killed", "children", 1, None, "at-least", "at least 1 child killed"),
        ("launched", "drones", 2, 4, "about", "about 2 to 4 drones launched"),
        ("launched", "drones", 1, 1, "exact", "1 drone launched"),
        ("injured", "people", 24, None, "about", "about 24 or more people injured"),
        ("seized", "km2", 12.5, 12.5, "exact", "12.5 km² seized"),
        ("damaged", "usd", 5e6, 5e6, "about", "about $5,000,000 damaged"),
        ("affected", "other", 12, 12, "exact", "12 affected"),
        ("killed", "people", None, None, "about", "an unstated number of people killed"),
    ],
)
def test_figures(measure: str, unit: str, low: float | None, high: float | None, bound: str, want: str) -> None:
    assert wording.figure_words(figure("14 soldiers", measure, unit, low, high, bound)) == want


@pytest.mark.parametrize(
    ("earliest", "latest", "want"),
    [
        (date(2024, 8, 10), date(2024, 8, 10), "10 August 2024"),
        (date(2024, 8, 6), date(2024, 8, 11), "6 to 11 August 2024"),
        (date(2024, 7, 30), date(2024, 8, 2), "30 July to 2 August 2024"),
        (date(2023, 12, 30), date(2024, 1, 2), "30 December 2023 to 2 January 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (None, date(2024, 8, 10), "up to 10 August 2024"),
        (date(2024, 8, 10), None, "from 10 August 2024"),
        (None, None, "“Monday” (not resolved)"),
    ],
)
def test_times(earliest: date | None, latest: date | None, want: str) -> None:
    assert wording.time_words(when("Monday", earliest, latest)) == want


def test_places_say_near_country_precision_and_dispute() -> None:
    near = replace(place("Sorvo", precision="admin2", note="claimed by two states"), near=True)
    assert wording.place_words(near) == "near Sorvo, XK (claimed by two states)"
    assert wording.pin_words(near) == "admin2, 41.50, 21.00"
    assert wording.pin_words(place("Sorvo", lat=None, lon=None, precision="country")) == "country"


def test_roles_of_a_clash_are_sides() -> None:
    fight = claim("clash", "fighting", "fighting", actors=(role("The army", "army"), role("residents")))
    assert wording.what_words(fight) == "clash between army and residents"


def test_chain_ends_with_the_outlet_once() -> None:
    chain = ("regional rescue service", "Velkov News")
    assert wording.chain(evacuation(), document(outlet="The Courier")) == (*chain, "The Courier")
    assert wording.chain(evacuation(), document(outlet="Velkov News")) == chain
    assert wording.chain(evacuation(), document()) == (*chain, "this report")


def test_denials_are_never_worded_as_sayings() -> None:
    by_status = {c.status: wording.saying_words(c) for c in claims() if c.attribution}
    assert by_status == {"asserted": "said by", "denied": "denied by"}


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_every_type_has_a_noun(kind: str) -> None:
    assert "-" not in wording.type_words(replace(evacuation(), type=kind))


@given(st.text())
def test_visible_text_holds_no_control_or_direction_character(text: str) -> None:
    shown = wording.visible(text)
    assert wording.show_hidden(shown) == shown
    assert len(shown.splitlines()) <= 1


def test_builder_spans_hold_their_words() -> None:
    assert at("Sorvo").end - at("Sorvo").start == 5
