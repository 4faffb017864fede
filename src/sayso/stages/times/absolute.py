"""Dates that name a day, month, season or year."""

from __future__ import annotations

import re
from datetime import date

from sayso.stages.times import calendar
from sayso.stages.times.calendar import Period
from sayso.stages.times.context import Found, Match, unresolved
from sayso.stages.times.lexer import Lexeme

_DIGITS = re.compile(r"\d+")
_NEAR_DAYS = 45


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
    return coming if m.direction == "open" and ahead <= _NEAR_DAYS and ago > 5 * ahead else past


def day_range(m: Match) -> Found | None:
    """March 12-14, between 3 and 5 March 2024."""
    month, year = m.get("month"), m.get("year")
    assert month
    first, last = (number(x) for x in m.all("day", "ord"))
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
    placed = m.before and m.before.lower in ("on", "since", "until", "by")
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
    if unit:
        return m.dated(calendar.month(_related_year(m), wanted)) if unit.value == "Y" else None
    return m.dated(_nearest_month(m, wanted))


def _nearest_month(m: Match, wanted: int) -> Period:
    assert m.published
    year, now = m.published.year, m.published.month
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


def _related_year(m: Match) -> int:
    """The year of "last year", "this year", "next year", "that year"."""
    assert m.published
    if m.get("that") and m.last:
        return m.last.first.year
    return m.published.year + (-1 if m.get("last") else 1 if m.get("next") else 0)


def year(m: Match) -> Found | None:
    """2014, early 2024, the year 2000; None for a number that is no year."""
    found = m.get("year")
    assert found
    bare = len(m.parts) == 1
    if bare and not _reads_as_year(m, found):
        return None
    return m.dated(calendar.year(number(found)))


def _reads_as_year(m: Match, found: Lexeme) -> bool:
    before, after = m.before, m.after
    if not found.lower[0].isdigit():
        return True
    if not "1900" <= found.lower <= "2099" and not (before and before.kind in ("in", "since")):
        return False
    if (
        after
        and after.start == found.end
        and after.kind != "comma"
        and after.kind != "dash"
        and after.token.pos != "PUNCT"
    ):
        return after.lower in ("'s", "’s")
    if before and before.end == found.start and before.kind != "" and before.kind != "dash":
        return False
    if before and (before.kind in ("in", "since", "until", "of", "to", "and", "shift", "month") or before.lower == "("):
        return not _counts(found, after)
    if before and (before.token.pos in ("PROPN", "SYM", "NUM", "VERB", "X") or before.lower in "$€£#№/"):
        return False
    return not _counts(found, after) or bool(before and before.kind in ("the", "dash"))


def _counts(found: Lexeme, after: Lexeme | None) -> bool:
    """Whether the number counts the noun after it."""
    return bool(after and (after.lower in "%°" or after.kind == "num" or after.token.tag == "NNS"))


def decade(m: Match) -> Found | None:
    """The 1990s, the nineties."""
    found = m.get("decade")
    assert found
    digits = _DIGITS.search(found.value)
    assert digits
    first = int(digits.group())
    return m.dated(calendar.decade(first if first > 99 else 1900 + first))


def century(m: Match) -> Found | None:
    """The 19th century, last century."""
    ordinal = m.get("ord")
    if ordinal:
        wanted = number(ordinal)
    elif m.published:
        wanted = m.published.year // 100 + 1 + (-1 if m.get("last") else 1 if m.get("next") else 0)
    else:
        return unresolved("century")
    return m.dated(calendar.century(wanted)) if 1 <= wanted <= 99 else None


def season(m: Match) -> Found | None:
    """The summer of 2023, last winter, in the spring."""
    name, year = m.get("season"), m.get("year")
    assert name
    if year:
        return m.dated(calendar.season(number(year), name.value))
    if not m.get("last", "this", "next", "that", "mod"):
        placed = m.before and m.before.kind in ("in", "since", "until", "to", "on", "and", "at")
        if not placed or (m.after and (m.after.lower == "of" or m.after.token.pos in ("NOUN", "PROPN"))):
            return None
    if m.published is None:
        return unresolved("season", f"XXXX-{name.value}")
    periods = [calendar.season(m.published.year + y, name.value) for y in range(-2, 3)]
    if m.get("this"):
        return m.dated(next(p for p in periods if p.last >= m.published or p.first.year == m.published.year))
    if m.future:
        return m.dated(
            next(p for p in periods if p.last >= m.published and not (m.get("next") and p.first <= m.published))
        )
    return m.dated(next(p for p in reversed(periods) if (p.last if m.get("last") else p.first) < m.published))


def quarter(m: Match) -> Found | None:
    """The third quarter, the first quarter of 2024, last quarter."""
    ordinal, year = m.get("ord"), m.get("year")
    if ordinal and not 1 <= number(ordinal) <= 4:
        return None
    if ordinal and year:
        return m.dated(calendar.quarter(number(year), number(ordinal)))
    if m.published is None:
        return unresolved("season")
    if ordinal and m.get("unit"):
        return m.dated(calendar.quarter(_related_year(m), number(ordinal)))
    now = (m.published.month + 2) // 3
    if ordinal:
        wanted = number(ordinal)
        step = (wanted < now) if m.future else -(wanted > now)
        return m.dated(calendar.quarter(m.published.year + step, wanted))
    moved = now + (-1 if m.get("last") else 1 if m.get("next") else 0)
    return m.dated(calendar.quarter(m.published.year + (moved - 1) // 4, (moved - 1) % 4 + 1))


def half(m: Match) -> Found | None:
    """The first half of 2024, the second half of the month."""
    ordinal, year, unit = m.get("ord"), m.get("year"), m.get("unit")
    assert ordinal
    if number(ordinal) not in (1, 2) or (unit and unit.value != "Y"):
        return None
    if year is None and m.published is None:
        return unresolved("season")
    return m.dated(calendar.half(number(year) if year else _related_year(m), number(ordinal)))


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
