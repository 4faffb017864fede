"""What words state, read without the reader that is measured."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation.stated import allows, heads_in, numbers_in, time_in

TUESDAY = date(2025, 1, 7)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("at least 12 people", 12),
        ("1,200 homes", 1200),
        ("twenty-five soldiers", 25),
        ("two hundred and five people", 205),
        ("a hundred thousand people", 100_000),
        ("1.2 million people", 1_200_000),
        ("three thousand two hundred", 3200),
        ("300 000 civilians", 300_000),
        ("dozens of fighters", 24),
        ("hundreds of thousands of people", 200_000),
        ("two dozen", 24),
        ("Twin blasts", 2),
        ("a second hostage", 2),
        ("no one was hurt", 0),
        ("the crew escaped unhurt", 0),
        ("seven to eight", 8),
    ],
)
def test_numbers(words: str, number: float) -> None:
    assert number in numbers_in(words)


def test_ages_are_no_numbers_of_people() -> None:
    assert numbers_in("her 68-year-old mother") == set()
    assert numbers_in("Omar, 17, and his friend") == set()


@pytest.mark.parametrize(
    ("words", "heads"),
    [
        ("a teacher", 1),
        ("a boy and his father", 2),
        ("a woman and her two sons", 3),
        ("Ali, Omar and Hassan", 3),
        ("the only citizen", 1),
    ],
)
def test_heads_are_counted_where_no_number_stands(words: str, heads: float) -> None:
    assert heads_in(words) == heads


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("on Monday", date(2025, 1, 6), date(2025, 1, 6)),
        ("overnight into Sunday", date(2025, 1, 4), date(2025, 1, 5)),
        ("last Thursday", date(2025, 1, 2), date(2025, 1, 2)),
        ("yesterday", date(2025, 1, 6), date(2025, 1, 6)),
        ("January 3, 2020", date(2020, 1, 3), date(2020, 1, 3)),
        ("3rd of January", date(2025, 1, 3), date(2025, 1, 3)),
        ("Dec. 28", date(2024, 12, 28), date(2024, 12, 28)),
        ("2024-12-28", date(2024, 12, 28), date(2024, 12, 28)),
        ("between 3 and 5 January", date(2025, 1, 3), date(2025, 1, 5)),
        ("in December", date(2024, 12, 1), date(2024, 12, 31)),
        ("since April", date(2024, 4, 1), TUESDAY),
        ("in 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("until May 2024", None, date(2024, 5, 31)),
        ("earlier", None, None),
        ("recently", date(2025, 1, 1), TUESDAY),
    ],
)
def test_days_that_the_words_allow(words: str, earliest: date | None, latest: date | None) -> None:
    assert allows(time_in(words), earliest, latest, TUESDAY) == ""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Monday", date(2025, 1, 5)),
        ("on Monday", date(2024, 9, 2)),
        ("yesterday", date(2025, 1, 3)),
        ("January 3, 2020", date(2020, 1, 4)),
        ("January 3, 2020", date(2019, 1, 3)),
        ("in December", date(2025, 1, 2)),
        ("in 2019", date(2020, 1, 1)),
        ("on Monday", None),
        ("Jan. 3", None),
    ],
)
def test_days_that_they_do_not(words: str, day: date | None) -> None:
    assert allows(time_in(words), day, day, TUESDAY) != ""


def test_without_a_day_of_publication_a_weekday_may_stay_open() -> None:
    assert allows(time_in("on Monday"), None, None, None) == ""
    assert allows(time_in("on 3 May 2024"), None, None, None) != ""
