"""Stretches of the calendar, with their TIMEX3 values.

A week runs from Monday to Sunday (ISO 8601). Seasons are the meteorological ones of the northern hemisphere;
the winter of a year is the one that begins in its December.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.lang import lexicon
from sayso.model import Grain

WORDS = lexicon("times")
_SHIFT_WORDS = WORDS["calendar.shift"]

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A resolved stretch: TIMEX3 value, first and last day (both inclusive) and grain."""

    value: str
    first: date
    last: date
    grain: Grain


def day(when: date) -> Period:
    """One day."""
    return Period(when.isoformat(), when, when, "day")


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
    return Period(
        f"{year:04}-{number:02}", date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month"
    )


def _months(value: str, first: Period, last: Period, grain: Grain) -> Period:
    return Period(value, first.first, last.last, grain)


def quarter(year: int, number: int) -> Period:
    """A quarter, 1 to 4."""
    return _months(f"{year:04}-Q{number}", month(year, number * 3 - 2), month(year, number * 3), "season")


def half(year: int, number: int) -> Period:
    """A half-year, 1 or 2."""
    return _months(f"{year:04}-H{number}", month(year, number * 6 - 5), month(year, number * 6), "season")


def season(year: int, code: str) -> Period:
    """A season: SP, SU, FA or WI."""
    start = _SEASONS[code]
    return _months(f"{year:04}-{code}", month(year, start), month(year, start + 2), "season")


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


def of_grain(when: date, unit: str) -> Period | None:
    """The day, week, month, year, decade or century (D, W, M, Y, DE, CE) that holds the day."""
    if unit == "D":
        return day(when)
    if unit == "W":
        return week(when)
    if unit == "M":
        return month(when.year, when.month)
    if unit == "Y":
        return year(when.year)
    if unit == "DE":
        return decade(when.year)
    return century(when.year // 100 + 1) if unit == "CE" else None


def shift(when: date, number: int, unit: str) -> date:
    """The day so many units away (negative: before). OverflowError or ValueError outside the calendar."""
    if unit in _SHIFT_WORDS:
        return when + timedelta(number * {"D": 1, "W": 7, "F": 14}[unit])
    months = number * {"M": 1, "Y": 12, "DE": 120, "CE": 1200}.get(unit, 0)
    if months:
        target = month(when.year, when.month + months)
        return min(target.first + timedelta(when.day - 1), target.last)
    hours = number * {"TH": 3600, "TM": 60, "TS": 1}.get(unit, 0)
    return when + timedelta(days=-(-hours // 86400) if hours > 0 else hours // 86400)


def narrow(period: Period, thirds: tuple[int, int]) -> Period:
    """The part of a stretch of weeks or more from one third to another ("early": 0 to 1); the value stays."""
    start, (begin, end) = period.first, thirds
    if thirds == (0, 3):
        return period
    if period.grain == "year":
        first, last = month(start.year, begin * 4 + 1).first, month(start.year, end * 4).last
    elif period.grain == "decade":
        first, last = date(start.year + begin * 3, 1, 1), date(start.year + end * 3, 12, 31)
    else:
        length = (period.last - start).days + 1
        if length < 7:
            return period
        first = start + timedelta(length * begin // 3)
        last = max(first, start + timedelta(length * end // 3 - 1))
    return replace(period, first=first, last=last)


def weekday_near(when: date, weekday: int, future: bool, strict: bool = False) -> date:
    """The nearest such weekday (Monday 1) before or after the day; the day itself counts unless ``strict``."""
    ahead = (weekday - when.isoweekday()) % 7
    if future:
        return when + timedelta(ahead or (7 if strict else 0))
    back = (7 - ahead) % 7
    return when - timedelta(back or (7 if strict else 0))
