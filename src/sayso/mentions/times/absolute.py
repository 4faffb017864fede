"""Dates that name a day or a month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import takewhile

from sayso.grammar.words import PLURAL
from sayso.lang import lexicon
from sayso.mentions.times import calendar, relative
from sayso.mentions.times.calendar import Period
from sayso.mentions.times.context import Found, Match, unresolved
from sayso.mentions.times.lexer import Lexeme
from sayso.model import Grain

_DIGITS = re.compile(r"\d+")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_HOLDING = {"W": calendar.week, "WE": calendar.weekend}
_STRETCHES = ("D", "W", "F", "M", "Y")
_COUNTED = ("", "straight", "unit", "part")
_ORDER = 3
"""Behind "the third" and less stands one of several more often than a day of the month."""
_NEAR_DAYS = 45
_COMING_DAYS = 120
_COMING_MONTHS = 4
_LEAP_YEAR = 2024
_OPENERS = lexicon("times")["absolute.openers"]


def iso(m: Match) -> Found:
    """2024-03-12, 2024-03-12T05:30."""
    text = m.need("iso").value
    when = date.fromisoformat(text[:10])
    return m.dated(calendar.part(when, text[11:16]) if len(text) > 10 else calendar.day(when))


def slash(m: Match) -> Found:
    """12/03/2024: when both readings are dates, the one within weeks before publication, if only one is."""
    text = m.need("slash").value
    first, second, year = (int(n) for n in _DIGITS.findall(text))
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    orders = [(second, first)] if "." in text else [(second, first), (first, second)]
    readings = {when for month, day in orders if (when := _valid(year, month, day))}
    if len(readings) > 1 and m.published:
        readings = {when for when in readings if -1 <= (m.published - when).days <= _NEAR_DAYS}
    return m.dated(calendar.day(readings.pop())) if len(readings) == 1 else unresolved("day")


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_date(m: Match) -> Found | None:
    """March 12, 12 March 2024, Tuesday the 6th of August."""
    return _on(m, m.need("month").number, m.need("day", "ord").number)


def holiday(m: Match) -> Found | None:
    """Christmas Eve, New Year's Day."""
    month, day = (int(n) for n in m.need("holiday").value.split("-"))
    return _on(m, month, day)


def _on(m: Match, month: int, day: int) -> Found | None:
    """The day of a month in the year that is named, related or fits."""
    year, unit = m.get("year"), m.get("unit")
    when: date | None
    if year:
        when = _valid(year.number, month, day)
        if when:
            m.memory.years[(month, day)] = when.year
    elif not _valid(_LEAP_YEAR, month, day):
        return None
    elif unit:
        m.today("day", _unknown_year(month, day), about=True)
        when = _valid(related_year(m), month, day) if unit.value == "Y" else None
    elif m.memory.heading and m.before is None:
        when = _valid(m.memory.heading, month, day)
    else:
        when = _nearest_day(m, month, day)
    return m.dated(calendar.day(when)) if when else None


def _unknown_year(month: int, day: int) -> str:
    return f"XXXX-{month:02}-{day:02}"


def _nearest_day(m: Match, month: int, day: int) -> date | None:
    """The date of that day in the fitting year.

    The year that the document gives for that day, if any; else the last one up to publication (save the very next
    day: time zones), or the next one where the clause looks ahead. Where the clause has no tense of its own, a day
    soon after publication is nearer than one of last year.
    """
    today = m.today("day", _unknown_year(month, day), about=True)
    known = m.memory.years.get((month, day))
    if known:
        return _valid(known, month, day)
    dates = [d for y in range(-4, 5) if (d := _valid(today.year + y, month, day))]
    past = next((d for d in reversed(dates) if (d - today).days <= 1), None)
    coming = next((d for d in dates if d >= today), None)
    if not past or not coming:
        return past or coming
    ago, ahead = (today - past).days, (coming - today).days
    if m.future:
        return past if ago <= 7 else coming
    if m.sense == "until" and ahead <= _COMING_DAYS:
        return coming
    placed = m.before is None or m.follows("on", "in", "since", "comma", "of") or m.before.lower in _OPENERS
    free = m.direction == "open" or not placed  # "payable Dec. 7"
    return coming if free and ahead <= _NEAR_DAYS else past


def day_range(m: Match) -> Found | None:
    """March 12-14, between 3 and 5 March 2024, the nights of 7-8 and 8-9 March."""
    month, year = m.need("month").number, m.get("year")
    days = [x.number for x in m.all("day", "ord")]
    near = None if year else _nearest_day(m, month, days[-1 if m.future else 0])  # what just ended lies not ahead
    start, end = (_valid(year.number if year else near.year if near else 0, month, n) for n in (days[0], days[-1]))
    return m.dated(calendar.days(start, end)) if start and end and end > start else None


def unit_ending(m: Match) -> Found | None:
    """The week ending 7 March, the two nights before Monday: the days up to that one; the week, the weekend of it."""
    unit, last, before = m.need("unit", "units", "parts", "weekend").value or "WE", _closing(m), m.get("shift")
    if last and unit in _HOLDING and m.get("ending", "to") is None:
        return m.dated(_HOLDING[unit](last))
    nights = m.get("parts")
    if last is None or (unit not in _STRETCHES and not nights) or (before and before.value != "-1"):
        return None
    count = m.need("num", "day").number if m.get("units", "parts") else 1
    first, own = calendar.shift(last, -count, "D" if nights else unit), timedelta(0 if nights else 1)
    return m.dated(calendar.days(first, last - own) if before else calendar.days(first + own, last))


def _closing(m: Match) -> date | None:
    """The day with which the week or month ends."""
    if m.get("month") is None:
        return relative.weekday(m).earliest
    year, month, day = m.get("year"), m.need("month").number, m.all("day", "ord")[-1].number
    return _valid(year.number, month, day) if year else _nearest_day(m, month, day)


def day_of_month(m: Match) -> Found | None:
    """On the 6th, on the eighth, between the 9th and the 10th of last month: not followed by what they count."""
    numbers, unit = m.all("ord"), m.get("unit")
    counted = m.after and m.after.kind in _COUNTED and m.after.token.pos in ("NOUN", "PROPN", "ADJ", "NUM")
    if unit or m.get("part", "parts", "daypart") or (counted and len(numbers) == 1 and _is_plural(m)):
        counted = False  # "on the 8th gunmen came", "in the night of the 8th to the 9th gunmen came"
    placed = m.follows("on", "since", "until", "between", "from") or m.get("weekday", "part", "parts", "daypart")
    words = m.follows("on") and not m.get("weekday")
    told = unit is not None or all(x.lower[0].isdigit() or (x.number > _ORDER and words) for x in numbers)
    if counted or not placed or not told or (unit and unit.value != "M"):
        return None
    today = m.today("day")
    for back in (-m.step,) if unit else range(3):
        whole = calendar.month(today.year, today.month + (back if m.future else -back))
        dates = [_valid(whole.first.year, whole.first.month, x.number) for x in numbers]
        first, last = dates[0], dates[-1]
        if first and last and first <= last and (first >= today if m.future else last <= today):
            return m.dated(calendar.days(first, last) if first < last else calendar.day(first))
    return None


def _is_plural(m: Match) -> bool:
    """Whether the nouns right behind end with one in the plural: "on the 8th army posts were hit"."""
    run = takewhile(lambda x: x.token.pos in ("NOUN", "PROPN", "ADJ"), m.lexemes[m.end :])
    return any(x.token.tag in PLURAL for x in list(run)[-1:])


def month(m: Match) -> Found | None:
    """March, mid-May, last April, April 2023, June last year."""
    wanted, year, unit = m.need("month").number, m.get("year"), m.get("unit")
    year = year or (None if unit or m.get("mod", "last", "next", "this") else _year_of_list(m))
    if year:
        return m.dated(calendar.month(year.number, wanted))
    if unit:
        m.today("month", f"XXXX-{wanted:02}", about=True)
        return m.dated(calendar.month(related_year(m), wanted)) if unit.value == "Y" else None
    return m.dated(_nearest_month(m, wanted))


def _year_of_list(m: Match) -> Lexeme | None:
    """The year behind the last of several months: "in April, June and September 2011"."""
    behind = list(takewhile(lambda x: x.kind in ("month", "comma", "and"), m.lexemes[m.end :]))
    year = m.lexemes[m.end + len(behind) :][:1]
    listed = len(behind) > 1 and behind[-1].kind == "month"
    return year[0] if listed and year and year[0].kind == "year" else None


def month_part(m: Match) -> Found | None:
    """The last week of July, the first half of March 2024, the first (ten) days of May, the early days of June."""
    whole = _whole(m)
    unit, ordinal, count = m.need("unit", "units", "half"), m.get("ord"), m.get("day", "num")
    several = count.number if count else 3 if unit.kind == "units" and unit.value == "D" else 1
    length = several * {"D": 1, "W": 7, "half": 15}.get(unit.value, 0)
    if not length or m.get("mod"):
        return m.dated(whole) if length else None
    step = timedelta(length - 1)
    if ordinal is None:
        first, last = whole.last - step, whole.last
    else:
        first = whole.first + timedelta((ordinal.number - 1) * length)
        last = whole.last if unit.kind == "half" and ordinal.number == 2 else min(first + step, whole.last)
    grain: Grain = "week" if length > 3 else "day"
    return Found("date", whole.value, first, last, grain) if first <= whole.last else None


def month_weekday(m: Match) -> Found | None:
    """The first Sunday of May, the last Friday of February 2024, the first Sunday of the or that month: that day."""
    ordinal, weekday, unit = m.need("ord", "last"), m.need("weekday").number, m.get("unit")
    number = ordinal.number if ordinal.kind == "ord" else -1
    near = m.last.first if m.get("that") and m.last else m.published
    if unit and (near is None or unit.value != "M"):
        return None
    whole = calendar.month(near.year, near.month) if unit and near else _whole(m)
    when = calendar.nth_weekday(whole, weekday, number)
    if when and m.published and not m.get("year", "unit") and whole.first <= m.published <= whole.last:
        ahead = m.tense == "future"
        gone = when < m.published if ahead else when > m.published
        if gone:  # this month's is on the wrong side: that of the year before, or of the next
            whole = calendar.month(whole.first.year + (1 if ahead else -1), m.need("month").number)
            when = calendar.nth_weekday(whole, weekday, number)
    return m.dated(calendar.day(when)) if when else None


def _whole(m: Match) -> Period:
    """The month of which a part is told; "last" and "next" speak of that part. Without its name that told last."""
    if m.get("month") is None:
        told = _MONTH.fullmatch(m.last.value) if m.last else None
        if told is None:
            raise ValueError
        return calendar.month(int(told[1]), int(told[2]))
    wanted, year = m.need("month").number, m.get("year")
    return calendar.month(year.number, wanted) if year else _nearest_month(m, wanted, turned=False)


def _nearest_month(m: Match, wanted: int, turned: bool = True) -> Period:
    """The month in the fitting year; ``turned``: "last" and "next" speak of it."""
    today = m.today("month", f"XXXX-{wanted:02}", about=True)
    year, now, step = today.year, today.month, m.step if turned else 0
    ahead = m.future if turned else m.tense == "future"
    if m.sense == "until" and 0 < (wanted - now) % 12 <= _COMING_MONTHS and step >= 0:
        return calendar.month(year + (wanted < now), wanted)
    if m.get("this"):
        return calendar.month(year - (wanted > now and m.tense == "past"), wanted)
    if ahead:
        return calendar.month(year + (wanted < now or (wanted == now and step > 0)), wanted)
    if m.memory.explicit and step >= 0:
        start = m.memory.explicit.first
        period = calendar.month(start.year + (calendar.month(start.year, wanted).last < start), wanted)
        if period.first <= today:
            return period
    return calendar.month(year - (wanted > now or (wanted == now and step < 0)), wanted)


def related_year(m: Match) -> int:
    """The year of "last year", "this year", "next year", "that year"."""
    if m.get("that") and m.last:
        return m.last.first.year
    return m.today("year", about=True).year + m.step
