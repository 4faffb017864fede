"""Which time governs which event: the sentence's own expressions, then the report's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.model import Claim
from sayso.service.reading import Reader

PUBLISHED = date(2025, 6, 12)  # a Thursday


def claims_of(reader: Reader, text: str, kind: str) -> list[Claim]:
    return [c for c in reader.read_text(text, published=PUBLISHED).claims if c.type == kind]


def days(claim: Claim) -> tuple[str | None, str | None]:
    """First and last day as month-day."""
    when = claim.time
    if when is None:
        return None, None
    first, last = (f"{d:%m-%d}" if d else None for d in (when.earliest, when.latest))
    return first, last


OWN = [
    ("A drone struck a bakery in Sumy on Tuesday, killing two people.", "drone-strike", ("06-10", "06-10")),
    # the time of another event in a relative clause is not this one's
    (
        "A drone struck a bakery in Sumy, which had been rebuilt in March, killing two people on Tuesday.",
        "drone-strike",
        ("06-10", "06-10"),
    ),
    # coordinated days, a clock limit, a night that ends the morning after
    ("Grenades were thrown at a police post in Zvecan on Monday and Tuesday.", "bombing", ("06-09", "06-10")),
    ("A missile hit a depot in Odesa shortly before 2:30 a.m. on Tuesday.", "missile-strike", ("06-10", "06-10")),
    # a running total ends on the day it was stated
    ("More than 4,000 people have been evacuated from Sudzha, the governor said on Monday.", "evacuation",
     (None, "06-09")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "expected"), OWN)
def test_time_of_its_own_sentence(
    reader: Reader, text: str, kind: str, expected: tuple[str | None, str | None]
) -> None:
    assert [days(c) for c in claims_of(reader, text, kind)] == [expected]


def test_said_on_a_day_dates_the_saying(reader: Reader) -> None:
    text = "A drone struck a bakery in Sumy on Tuesday.\n\nDoctors said on Wednesday that three women were killed."
    (toll,) = claims_of(reader, text, "casualties")
    assert days(toll) == ("06-10", "06-10")


def test_days_counted_back_from_another_event(reader: Reader) -> None:
    text = "A drone struck a bus in Sumy on Tuesday, two days after rockets killed nine people at the market."
    firsts = {days(c) for c in reader.read_text(text, published=PUBLISHED).claims}
    assert ("06-08", "06-08") in firsts


def test_later_details_inherit_the_time_whoever_tells_them(reader: Reader) -> None:
    """A toll or a denial told five sentences later by another source must not lose the day of its attack."""
    text = (
        "Warplanes bombed a market in Tora on Monday, residents said.\n\n"
        "The town lies on the river. It has a small harbour. Trade had been picking up.\n\n"
        "Doctors at the hospital said 14 people were killed.\n\n"
        "The army denied that its aircraft had bombed a market."
    )
    (toll,) = claims_of(reader, text, "casualties")
    assert days(toll) == ("06-09", "06-09")
    assert {days(c) for c in claims_of(reader, text, "airstrike")} == {("06-09", "06-09")}


def test_background_does_not_take_over_the_main_time(reader: Reader) -> None:
    """After a sentence about last year the next paragraph is about the attack again."""
    text = (
        "Gunmen attacked the village of Dogo on Monday, killing 12 farmers.\n\n"
        "In March 2024 rebels killed 40 people in Bandia.\n\n"
        "Nine people were wounded, the mayor said."
    )
    wounded = [c for c in claims_of(reader, text, "casualties") if c.figures and c.figures[0].measure == "injured"]
    assert [days(c) for c in wounded] == [("06-09", "06-09")]


def test_the_lead_takes_the_time_that_follows(reader: Reader) -> None:
    text = (
        "Russia launched a missile attack on Kharkiv.\n\n"
        "On Sunday, a woman was killed in Kharkiv when debris fell on her house."
    )
    (attack,) = claims_of(reader, text, "missile-strike")
    assert days(attack) == ("06-08", "06-08")


def test_speech_acts_take_only_their_own_time(reader: Reader) -> None:
    text = "A drone struck a clinic in Sumy on Tuesday.\n\nKyiv demanded that Moscow release the prisoners."
    (demand,) = claims_of(reader, text, "demand")
    assert days(demand) == (None, None)


def test_a_report_without_any_time_has_none(reader: Reader) -> None:
    """An assumed day written as if it were read sends a profile of somebody long dead into today's events."""
    text = "A missile has hit a grain ship off Odesa, the port authority says."
    assert [c.time for c in reader.read_text(text, published=PUBLISHED).claims] == [None]
    assert [c.time for c in reader.read_text(text).claims] == [None]


def test_an_event_elsewhere_is_not_dated_by_the_lead(reader: Reader) -> None:
    """A raid on another town, told without a day, must not be put on the day of the main event."""
    text = (
        "Gunmen attacked the village of Dogo in Nigeria on Monday, killing 12 farmers.\n\n"
        "Their families buried them.\n\nRebels burned 40 houses in Goma."
    )
    burned = [c for c in claims_of(reader, text, "damage") if c.place and c.place.text == "Goma"]
    assert [days(c) for c in burned] == [(None, None)]


def test_a_time_of_day_alone_is_no_main_time(reader: Reader) -> None:
    text = (
        "Fighters overran a base in Djibo after a dawn assault, killing 60 soldiers.\n\n"
        "The attack began on Sunday, a resident said.\n\nTwo pharmacies were burned."
    )
    (burned,) = claims_of(reader, text, "damage")
    assert days(burned) == ("06-08", "06-08")


def test_since_then_runs_from_the_day_told_last(reader: Reader) -> None:
    text = (
        "Rebels announced a blockade of Kayes on June 3 and attacked a convoy on June 3.\n\n"
        "Since then 16 tankers have been destroyed."
    )
    (claim,) = claims_of(reader, text, "damage")
    assert days(claim) == ("06-03", "06-12")


def test_a_month_since_which_something_holds_is_when_it_happened(reader: Reader) -> None:
    text = "He is the first foreigner taken there since October 2024, when a farmer was kidnapped near Tora."
    assert ("10-01", "10-31") in {days(c) for c in claims_of(reader, text, "abduction")}


def test_a_saying_put_in_leaves_the_time_to_the_event(reader: Reader) -> None:
    text = "On 9 June, she told us, an aircraft bombed the market of Bhamo."
    assert [days(c) for c in claims_of(reader, text, "airstrike")] == [("06-09", "06-09")]


def test_a_threat_is_made_when_it_is_said(reader: Reader) -> None:
    text = '"We will destroy the base," the general said on Monday.'
    assert {days(c) for c in claims_of(reader, text, "threaten")} <= {("06-09", "06-09")}


def test_the_hours_of_a_curfew_are_no_day(reader: Reader) -> None:
    text = "The council on Tuesday imposed a curfew from 8 p.m. to 5 a.m. in Sumy."
    assert [days(c) for c in claims_of(reader, text, "emergency")] == [("06-10", "06-10")]


def test_what_a_relative_clause_tells_of_the_weapon_dates_the_event(reader: Reader) -> None:
    text = "Two rockets that crossed the border on Tuesday were shot down by air defences."
    assert [days(c) for c in claims_of(reader, text, "interception")] == [("06-10", "06-10")]


def test_a_total_without_words_of_time_has_none(reader: Reader) -> None:
    """The day of publication must not be written as if the report had said it."""
    text = "Some 31,500 people have fled to the hills west of Demoso."
    assert [days(c) for c in claims_of(reader, text, "displacement")] == [(None, None)]


def test_a_day_is_not_carried_far_or_backwards(reader: Reader) -> None:
    """A day told once must not date every deed of a long report, nor one told long before it."""
    filler = " ".join(["The lake is wide.", "The road is bad.", "Rain fell.", "Prices rose.", "Schools are shut."])
    text = f"Gunmen killed 12 farmers in Dogo on Monday. {filler} Rebels burned 40 houses."
    assert [days(c) for c in claims_of(reader, text, "damage")] == [(None, None)]
    text = f"The lake is wide. It is deep. Rebels burned 40 houses. {filler} Gunmen killed 12 farmers on Monday."
    assert [days(c) for c in claims_of(reader, text, "damage")] == [(None, None)]


_OPENINGS = ("Since May", "Until Friday", "On 3 June", "Overnight into Sunday", "Between 1 and 9 May", "Last week", "")
_MIDDLES = ("shells killed 12 people in Sumy", "12 people have been killed in Sumy", "four people are to be evacuated")
_CLOSINGS = (
    "since the war began in 2027", "on Tuesday, two days after a bomb killed nine", "by late 2025", "so far",
    "when rebels attacked in late July", "over the past day", "from Monday to 2 June", "until 5 a.m.", "since Sunday",
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*map(st.sampled_from, (_OPENINGS, _MIDDLES, _CLOSINGS))), min_size=1, max_size=3))
def test_an_interval_never_ends_before_it_begins(reader: Reader, drawn: list[tuple[str, str, str]]) -> None:
    text = " ".join(f"{opening} {middle} {closing}.".strip().capitalize() for opening, middle, closing in drawn)
    for claim in reader.read_text(text, published=PUBLISHED).claims:
        when = claim.time
        assert when is None or None in (when.earliest, when.latest) or when.earliest <= when.latest  # type: ignore[operator]


def test_a_capture_is_dated_by_the_taking(reader: Reader) -> None:
    text = "The town of Tora has been in the hands of the army since May, residents say."
    assert {days(c) for c in claims_of(reader, text, "capture")} == {("05-01", "05-31")}
