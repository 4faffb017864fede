"""Stretches of the calendar, with their TIMEX3 values.

A week runs from Monday to Sunday (ISO 8601). Seasons are the meteorological ones of the northern hemisphere;
the winter of a year is the one that begins in its December.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.model import GRAINS, Grain

UNIT_GRAINS: dict[str, Grain] = {
    "TS": "minute", "TM": "minute", "TH": "hour", "D": "day", "W": "week", "F": "week", "M": "month", "Y": "year",
    "DE": "decade", "CE": "century",
}  # fmt: skip
"""The grain of each unit of time."""
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_IN_DAYS = {"D": 1, "W": 7, "F": 14}
_IN_MONTHS = {"M": 1, "Y": 12, "DE": 120, "CE": 1200}
_IN_SECONDS = {"TH": 3600, "TM": 60, "TS": 1}


@dataclass(frozen=True, slots=True)
class Period:
    """A resolved stretch: TIMEX3 value, first and last day (both inclusive) and grain."""

    value: str
    first: date
    last: date
    grain: Grain

    def is_within(self, unit: str) -> bool:
        """Whether it is no coarser than the unit, so that one can count in that unit from it."""
        return GRAINS.index(self.grain) <= GRAINS.index(UNIT_GRAINS[unit])


def day(when: date) -> Period:
    """One day."""
    return Period(when.isoformat(), when, when, "day")


def days(first: date, last: date) -> Period:
    """The days from the first to the last."""
    return Period(f"{first}/{last}", first, last, "day")


def part(when: date, code: str) -> Period:
    """A part of a day: a TIMEX3 code ("MO", "NI") or a clock time ("12:00")."""
    return Period(f"{when.isoformat()}T{code}", when, when, "minute" if ":" in code else "part-of-day")


def week(when: date) -> Period:
    """The week, Monday to Sunday, that holds the day."""
    year, number, weekday = when.isocalendar()
    first = when - timedelta(weekday - 1)
    return Period(f"{year:04}-W{number:02}", first, first + timedelta(6), "week")


def weekend(when: date) -> Period:
    """The Saturday and Sunday of the week that holds the day."""
    found = week(when)
    return Period(f"{found.value}-WE", found.last - timedelta(1), found.last, "day")


def month(year: int, number: int) -> Period:
    """A month; a number outside 1 to 12 counts into other years. OverflowError, ValueError outside the calendar."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = date(year, number, monthrange(year, number)[1])
    return Period(f"{year:04}-{number:02}", last.replace(day=1), last, "month")


def _months(value: str, year: int, number: int, count: int) -> Period:
    return Period(value, month(year, number).first, month(year, number + count - 1).last, "season")


def quarter(year: int, number: int) -> Period:
    """A quarter; a number outside 1 to 4 counts into other years."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return _months(f"{year:04}-Q{number}", year, number * 3 - 2, 3)


def half(year: int, number: int) -> Period:
    """A half-year, 1 or 2."""
    return _months(f"{year:04}-H{number}", year, number * 6 - 5, 6)


def first_months(year: int, count: int) -> Period:
    """The first months of a year."""
    return _months(f"{year:04}-01/{year:04}-{count:02}", year, 1, count)


def season(year: int, code: str) -> Period:
    """A season: SP, SU, FA or WI."""
    return _months(f"{year:04}-{code}", year, _SEASONS[code], 3)


def year(number: int) -> Period:
    """A year."""
    return Period(f"{number:04}", date(number, 1, 1), date(number, 12, 31), "year")


def decade(number: int) -> Period:
    """The decade that holds the year."""
    first = number - number % 10
    return Period(f"{first // 10:03}", date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century(number: int) -> Period:
    """The nth century: the 20th runs from 1900 to 1999."""
    first = (number - 1) * 100
    return Period(f"{number - 1:02}", date(max(first, 1), 1, 1), date(first + 99, 12, 31), "century")


_HOLDING: dict[str, Callable[[date], Period]] = {
    "D": day,
    "W": week,
    "F": week,
    "M": lambda when: month(when.year, when.month),
    "Y": lambda when: year(when.year),
    "DE": lambda when: decade(when.year),
    "CE": lambda when: century(when.year // 100 + 1),
}


def holding(when: date, unit: str) -> Period | None:
    """The day, week, month, year, decade or century (D, W, M, Y, DE, CE) that holds the day; None for other units."""
    return _HOLDING[unit](when) if unit in _HOLDING else None


def shift(when: date, number: int, unit: str) -> date:
    """The day so many units away (negative: before). OverflowError or ValueError outside the calendar."""
    if unit in _IN_DAYS:
        return when + timedelta(number * _IN_DAYS[unit])
    if unit in _IN_MONTHS:
        target = month(when.year, when.month + number * _IN_MONTHS[unit])
        return min(target.first + timedelta(when.day - 1), target.last)
    seconds = number * _IN_SECONDS[unit]
    return when + timedelta(days=-(-seconds // 86400) if seconds > 0 else seconds // 86400)


def narrow(period: Period, thirds: tuple[int, int]) -> Period:
    """The part of a stretch of weeks or more from one third to another ("early": 0 to 1); the value stays.

    Of a year "early" and "late" are its first and last quarter, of a month the days up to the 10th and from the 21st.
    """
    start, (begin, end) = period.first, thirds
    length = (period.last - start).days + 1
    if thirds == (0, 3) or length < 7:
        return period
    if period.grain == "year":
        quarters = {(0, 1): (1, 3), (2, 3): (10, 12)}
        opening, closing = quarters.get(thirds, (begin * 4 + 1, end * 4))
        first, last = month(start.year, opening).first, month(start.year, closing).last
    elif period.grain == "month":
        first, last = start + timedelta(10 * begin), start + timedelta(10 * end - 1) if end < 3 else period.last
    elif period.grain == "decade":
        first, last = date(start.year + begin * 3, 1, 1), date(start.year + end * 3, 12, 31)
    else:
        first = start + timedelta(length * begin // 3)
        last = max(first, start + timedelta(length * end // 3 - 1))
    return replace(period, first=first, last=last)


def weekday_near(when: date, weekday: int, future: bool, strict: bool = False) -> date:
    """The nearest such weekday (Monday 1) before or after the day; the day itself counts unless ``strict``."""
    ahead = (weekday - when.isoweekday()) % 7
    if future:
        return when + timedelta(ahead or (7 if strict else 0))
    back = -ahead % 7
    return when - timedelta(back or (7 if strict else 0))


def nth_weekday(whole: Period, weekday: int, number: int) -> date | None:
    """The nth such weekday of a stretch, its last where the number is negative; None where it has none."""
    if number > 0:
        when = weekday_near(whole.first, weekday, future=True) + timedelta(7 * (number - 1))
    else:
        when = weekday_near(whole.last, weekday, future=False)
    return when if whole.first <= when <= whole.last else None
