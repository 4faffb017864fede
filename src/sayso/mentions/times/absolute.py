"""Dates that name a day or a month."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.lang import lexicon
from sayso.mentions.times import calendar
from sayso.mentions.times.calendar import Period
from sayso.mentions.times.context import Found, Match, unresolved
from sayso.mentions.times.lexer import Lexeme
from sayso.model import Grain

WORDS = lexicon("times")
_DAY_OF_MONTH_WORDS = WORDS["absolute.day_of_month"]

_DIGITS = re.compile(r"\d+")
_NEAR_DAYS = 45
_COMING_DAYS = 120
_COMING_MONTHS = 4
_OPENERS = WORDS["absolute.openers"]


def iso(m: Match) -> Found | None:
    """2024-03-12, 2024-03-12T05:30."""
    text = m.parts[-1].value.upper()
    when = date.fromisoformat(text[:10])
    if len(text) > 10:
        return Found("time", text[:16], when, when, "minute")
    return m.dated(calendar.day(when))


def slash(m: Match) -> Found | None:
    """12/03/2024: when both readings are dates, the one within weeks before publication, if only one is."""
    first, second, year = (int(n) for n in _DIGITS.findall(m.parts[-1].value))
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    readings = {d for d in (_valid(year, second, first), _valid(year, first, second)) if d}
    if "." in m.parts[-1].value:
        readings = {d for d in (_valid(year, second, first),) if d}
    if len(readings) > 1 and m.published:
        readings = {d for d in readings if -1 <= (m.published - d).days <= _NEAR_DAYS}
    if len(readings) == 1:
        return m.dated(calendar.day(readings.pop()))
    return unresolved("day")


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number(lexeme: Lexeme) -> int:
    """The number of a day, ordinal or year."""
    found = _DIGITS.match(lexeme.value)
    return int(found.group()) if found else int(float(lexeme.value))


def month_date(m: Match) -> Found | None:
    """March 12, 12 March 2024, Tuesday the 6th of August."""
    month, day, year = m.get("month"), m.get("day", "ord"), m.get("year")
    assert month
    assert day
    if year:
        when = _valid(number(year), int(month.value), number(day))
        if when:
            m.memory.years[(when.month, when.day)] = when.year
        return m.dated(calendar.day(when)) if when else None
    if m.published is None:
        return _without_year(int(month.value), number(day))
    unit = m.get("unit")
    if unit:
        related = _valid(related_year(m), int(month.value), number(day)) if unit.value == "Y" else None
        return m.dated(calendar.day(related)) if related else None
    when = _nearest_day(m, int(month.value), number(day))
    return m.dated(calendar.day(when)) if when else None


def _without_year(month: int, day: int) -> Found | None:
    return unresolved("day", f"XXXX-{month:02}-{day:02}") if _valid(2024, month, day) else None


def _nearest_day(m: Match, month: int, day: int) -> date | None:
    """The date of that day in the fitting year.

    The year that the document gives for that day, if any; else the last one up to publication (save the very next
    day: time zones), or the next one where the clause looks ahead. Where the clause has no tense of its own, a day
    soon after publication is nearer than one of last year.
    """
    assert m.published
    known = m.memory.years.get((month, day))
    if known:
        return _valid(known, month, day)
    if m.explicit and not m.future:
        near = [d for y in (0, 1) if (d := _valid(m.explicit.first.year + y, month, day)) and d >= m.explicit.first]
        if near and near[0] <= m.published:
            return near[0]
    dates = [d for y in range(-4, 5) if (d := _valid(m.published.year + y, month, day))]
    past = next((d for d in reversed(dates) if (d - m.published).days <= 1), None)
    coming = next((d for d in dates if d >= m.published), None)
    if not past or not coming or past == coming:
        return past or coming
    ago, ahead = (m.published - past).days, (coming - m.published).days
    if m.future:
        return past if ago <= 7 else coming
    if m.direction == "open" or not _placed(m):
        return coming if ahead <= _NEAR_DAYS and ago > 5 * ahead else past
    return coming if m.sense == "until" and ahead <= _COMING_DAYS else past


def _placed(m: Match) -> bool:
    """Whether a preposition or a comma puts the date beside its verb: "payable Dec. 7" has none."""
    before = m.before
    return before is None or before.kind in ("on", "in", "since", "comma", "of") or before.lower in _OPENERS


def day_range(m: Match) -> Found | None:
    """March 12-14, between 3 and 5 March 2024."""
    month, year = m.get("month"), m.get("year")
    assert month
    days = [number(x) for x in m.all("day", "ord")]
    first, last = days[0], days[-1]
    if year:
        start = _valid(number(year), int(month.value), first)
    elif m.published is None:
        return unresolved("day")
    else:
        start = _nearest_day(m, int(month.value), first)
    end = start and _valid(start.year, start.month, last)
    if not start or not end or end <= start:
        return None
    return Found("date", f"{start}/{end}", start, end, "day")


def day_of_month(m: Match) -> Found | None:
    """On the 6th: a numeral with an ending, not followed by what it counts."""
    ordinal = m.get("ord")
    assert ordinal
    counted = m.after and m.after.kind == "" and m.after.token.pos in ("NOUN", "PROPN", "ADJ", "NUM")
    placed = m.before and m.before.lower in _DAY_OF_MONTH_WORDS
    if counted or not (placed or m.get("weekday")) or not ordinal.lower[0].isdigit():
        return None
    if m.published is None:
        return unresolved("day")
    for back in range(3):
        step = back if m.future else -back
        found = calendar.month(m.published.year, m.published.month + step)
        when = _valid(found.first.year, found.first.month, number(ordinal))
        if when and (when >= m.published if m.future else when <= m.published):
            return m.dated(calendar.day(when))
    return None


def month(m: Match) -> Found | None:
    """March, mid-May, last April, April 2023, June last year."""
    name, year, unit = m.get("month"), m.get("year"), m.get("unit")
    assert name
    wanted = int(name.value)
    if year:
        return m.dated(calendar.month(number(year), wanted))
    if m.published is None:
        return unresolved("month", f"XXXX-{wanted:02}")
    if unit and m.row.resolve == "month":
        return m.dated(calendar.month(related_year(m), wanted)) if unit.value == "Y" else None
    return m.dated(_nearest_month(m, wanted))


def month_part(m: Match) -> Found | None:
    """The last week of July, the first half of March 2024, the first days of May."""
    whole = month(m)
    unit, ordinal = m.get("unit", "units", "half"), m.get("ord")
    if not whole or not unit or not whole.earliest or not whole.latest:
        return whole
    length = {"D": 3 if unit.kind == "units" else 1, "W": 7, "half": 15}.get(unit.value)
    if length is None:
        return None
    step = timedelta(length - 1)
    if ordinal is None:
        first = max(whole.earliest, whole.latest - step)
        last = whole.latest
    else:
        first = whole.earliest + timedelta((number(ordinal) - 1) * length)
        last = whole.latest if unit.kind == "half" and number(ordinal) == 2 else min(first + step, whole.latest)
    grain: Grain = "week" if length > 3 else "day"
    return Found("date", whole.value, first, last, grain) if first <= whole.latest else None


def _nearest_month(m: Match, wanted: int) -> Period:
    assert m.published
    year, now = m.published.year, m.published.month
    if m.sense == "until" and 0 < (wanted - now) % 12 <= _COMING_MONTHS and not m.get("last"):
        return calendar.month(year + (wanted < now), wanted)
    if m.get("this"):
        return calendar.month(year, wanted)
    if m.future:
        return calendar.month(year + (wanted < now or (wanted == now and bool(m.get("next")))), wanted)
    if m.explicit and not m.get("last"):
        start = m.explicit.first
        period = calendar.month(start.year + (calendar.month(start.year, wanted).last < start), wanted)
        if period.first <= m.published:
            return period
    return calendar.month(year - (wanted > now or (wanted == now and bool(m.get("last")))), wanted)


def related_year(m: Match) -> int:
    """The year of "last year", "this year", "next year", "that year"."""
    assert m.published
    if m.get("that") and m.last:
        return m.last.first.year
    return m.published.year + (-1 if m.get("last") else 1 if m.get("next") else 0)


def holiday(m: Match) -> Found | None:
    """Christmas Eve, New Year's Day."""
    name, year = m.get("holiday"), m.get("year")
    assert name
    month_number, day = (int(n) for n in name.value.split("-"))
    if year:
        return m.dated(calendar.day(date(number(year), month_number, day)))
    if m.published is None:
        return _without_year(month_number, day)
    when = _nearest_day(m, month_number, day)
    return m.dated(calendar.day(when)) if when else None
