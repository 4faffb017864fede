"""Tolls: one number out of many must be the one that coders would write, and never more than a source says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sayso.exports.deaths import Deaths, deaths
from sayso.exports.dossiers import Told
from sayso.model import Counting

from .incidents import DAY, RUS, UKR, dossier, killed, says

NEXT = date(2025, 3, 11)


def of(*told: object) -> Deaths:
    found = deaths(dossier(*told))  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "low", "number"),
    [
        ("tens of people", 20, 10), ("dozens", 24, 12), ("several dozen people", 24, 12), ("scores", 40, 20),
        ("hundreds of people", 200, 100), ("several hundred people", 200, 100), ("thousands", 2000, 1000),
        ("tens of thousands of people", 20_000, 10_000), ("hundreds of thousands", 200_000, 100_000),
    ],
)  # fmt: skip
def test_vague_numbers_count_as_coders_count_them(words: str, low: float, number: int) -> None:
    """Else "dozens" would be 24 dead in a data set where everybody else's dozens are 12."""
    assert of(says("shelling", "", killed(words, low, None, "about"))).conservative == number


@pytest.mark.parametrize(
    ("count", "number", "low", "high"),
    [
        (killed("12 people", 12), 12, 12, 12),
        (killed("at least 12 people", 12, None, "at-least"), 12, 12, 12),
        (killed("about 12 people", 12, 12, "about"), 12, 12, 12),
        (killed("up to seven people", None, 7, "at-most"), 7, 0, 7),
        (killed("seven to nine people", 7, 9, "about"), 7, 7, 9),
        (killed("no one", 0), 0, 0, 0),
    ],
)
def test_one_toll(count: tuple[str, str, str, float, float, str], number: int, low: int, high: int) -> None:
    found = of(says("shelling", "It", count))
    assert (found.conservative, found.low, found.best, found.high) == (number, low, number, high)


def test_contradicting_tolls_give_the_lowest_and_show_the_range() -> None:
    found = of(
        says("shelling", "It", killed("12 people", 12), source="Mayor Petro Hlib"),
        says("shelling", "It", killed("three people", 3), source="General Ivan Orlov"),
        says("shelling", "So", killed("12 people", 12), source="Doctor Anna Koval"),
    )
    assert (found.conservative, found.low, found.best, found.high, found.contested) == (3, 3, 12, 12, True)


def test_where_no_two_origins_agree_the_middle_toll_is_likeliest() -> None:
    found = of(
        says("shelling", "It", killed("17 people", 17), source="Mayor Petro Hlib"),
        says("shelling", "It", killed("three people", 3), source="General Ivan Orlov"),
        says("shelling", "So", killed("11 people", 11), source="Doctor Anna Koval"),
    )
    assert (found.low, found.best, found.high) == (3, 11, 17)


def test_tolls_that_can_all_hold_give_the_number_that_all_allow() -> None:
    """ "At least three" of the first hour does not stand against 12 of the next day."""
    found = of(
        says("shelling", "It", killed("at least three people", 3, None, "at-least"), source="Mayor Petro Hlib"),
        says("shelling", "It", killed("12 people", 12), source="Doctor Anna Koval"),
    )
    assert (found.conservative, found.best, found.contested) == (12, 12, False)


def test_an_origins_later_toll_replaces_its_earlier_one() -> None:
    early = says("shelling", "It", killed("three people", 3), source="Mayor Petro Hlib")
    late = says("shelling", "It", killed("five people", 5), source="Mayor Petro Hlib", published=NEXT)
    assert of(early, late).conservative == 5
    assert of(early, late).low == 5


def test_denied_and_planned_tolls_count_nobody() -> None:
    denial = says("shelling", "It", killed("12 people", 12), status="denied")
    threat = says("shelling", "It", killed("100 people", 100), status="planned", outlet="Other")
    assert deaths(dossier(denial, threat)) is None
    assert of(denial, says("shelling", "It", killed("two people", 2), outlet="Third")).conservative == 2


def test_parts_are_added_up_and_never_beside_their_total() -> None:
    parts = (killed("four soldiers", 4, unit="soldiers"), killed("two civilians", 2, unit="civilians"))
    assert of(says("clash", "It", *parts)).conservative == 6
    whole = of(says("clash", "It", killed("nine people", 9), *parts))
    assert (whole.conservative, whole.civilians, whole.soldiers) == (9, 2, 4)
    family = (killed("two women", 2, unit="women"), killed("three children", 3, unit="children"))
    assert of(says("shelling", "It", *family)).conservative == 5
    assert of(says("shelling", "It", killed("seven civilians", 7, unit="civilians"), *family)).conservative == 7


def test_a_running_total_is_no_toll_of_the_event() -> None:
    total = says("casualties", "Since January", killed("900 people", 900), days=(date(2025, 1, 1), DAY), source="UN")
    assert of(total, says("shelling", "It", killed("two people", 2))).conservative == 2


def test_soldiers_are_on_the_side_that_the_claim_names() -> None:
    found = of(says("clash", "It", killed("four soldiers", 4, unit="soldiers"), actors=[RUS], targets=[UKR]))
    assert (found.soldiers, found.side) == (4, "UKR")


def test_injured_are_nobodys_deaths() -> None:
    assert deaths(dossier(says("shelling", "It", ("nine people", "injured", "people", 9, 9, "exact")))) is None


def test_running_totals_and_a_part_alone_are_no_toll() -> None:
    """Else 140 dead in one strike would be written as the 3,800 of the war, or as the one who is named."""
    strike = says("airstrike", "It", killed("140 people", 140))
    war = counted(says("airstrike", "All", killed("3,800 people", 3800), source="Officer"), "total")
    held = counted(says("casualties", "Now", killed("60 people", 60), source="Doctor Anna Koval"), "stock")
    named = counted(says("casualties", "He", killed("a general", 1), source="Mayor Petro Hlib"), part=True)
    found = of(strike, war, held, named)
    assert (found.conservative, found.low, found.best, found.high, found.contested) == (140, 140, 140, 140, False)
    assert deaths(dossier(war, held, named)) is None


def test_parts_beside_their_toll_tell_who_died() -> None:
    children = killed("seven children", 7, unit="children")
    told = says("shelling", "It", killed("31 people", 31), children)
    figures = tuple(replace(f, part=f.unit == "children") for f in told.claim.figures)
    found = of(replace(told, claim=replace(told.claim, figures=figures)))
    assert (found.best, found.civilians) == (31, 7)


def counted(told: Told, counting: Counting = "new", *, part: bool = False) -> Told:
    figures = tuple(replace(f, counting=counting, part=part) for f in told.claim.figures)
    return replace(told, claim=replace(told.claim, figures=figures))
