"""Dates told from the day of publication or from a date told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.lang import lexicon
from sayso.mentions.times import calendar
from sayso.mentions.times.calendar import Period
from sayso.mentions.times.context import Found, Match, unresolved
from sayso.mentions.times.lexer import Lexeme
from sayso.model import Grain

WORDS = lexicon("times")
_SHIFT_WORDS = WORDS["relative.shift"]

GRAINS: dict[str, Grain] = {
    "TS": "minute", "TM": "minute", "TH": "hour", "D": "day", "W": "week", "F": "week", "M": "month", "Y": "year",
    "DE": "decade", "CE": "century",
}  # fmt: skip
_ANAPHORIC = WORDS["relative.anaphoric"]
_DATED = frozenset({"weekday", "deictic", "month", "day", "ord", "year"})
_FINE = {
    "D": frozenset({"day", "part-of-day", "minute"}),
    "W": frozenset({"day", "part-of-day", "minute", "week"}),
    "M": frozenset({"day", "part-of-day", "minute", "week", "month"}),
}
_ALL = frozenset(GRAINS.values()) | {"part-of-day", "season"}
_PLACED = frozenset(
    {
        "weekday",
        "deictic",
        "month",
        "day",
        "ord",
        "year",
        "in",
        "at",
        "on",
        "since",
        "until",
        "to",
        "into",
        "shift",
        "side",
        "of",
        "and",
        "approx",
    }
)


def weekday(m: Match) -> Found | None:
    """Saturday, last Tuesday, early on Sunday."""
    name = m.get("weekday")
    assert name
    if m.get("that") and m.last and m.last.grain != "year":
        return m.dated(calendar.day(calendar.weekday_near(m.last.first + timedelta(3), int(name.value), False)))
    if m.published is None:
        return unresolved("day", f"XXXX-WXX-{name.value}")
    strict = bool(m.get("last", "next")) and not m.get("this")
    told = m.get("last", "next")
    anchor = m.last.first if told and told.lower in _ANAPHORIC and m.last else m.published
    when = calendar.weekday_near(anchor, int(name.value), m.future, strict)
    return m.dated(calendar.day(when))


def weekend(m: Match) -> Found | None:
    """The weekend: the last one that has begun; with a clause that looks ahead, the next to end."""
    if m.published is None:
        return unresolved("day")
    begun = m.published.isoweekday() >= 6
    if m.future:
        weeks = 1 if m.get("next") or begun else 0
    else:
        weeks = 0 if (begun and not m.get("last")) or m.get("this") else -1
    return m.dated(calendar.weekend(m.published + timedelta(7 * weeks)))


def deictic(m: Match) -> Found | None:
    """Today, yesterday, tonight."""
    word = m.get("deictic")
    assert word
    days, _, part = word.value.partition(" ")
    if m.published is None:
        return unresolved("part-of-day" if part else "day")
    when = m.published + timedelta(int(days))
    return m.dated(calendar.part(when, part), "time") if part else m.dated(calendar.day(when))


def overnight(m: Match) -> Found | None:
    """Overnight: the day before to the day of publication."""
    if m.published is None:
        return unresolved("part-of-day", kind="time")
    before = m.published - timedelta(1)
    return Found("time", f"{before}TNI", before, m.published, "part-of-day")


def part(m: Match) -> Found | None:
    """This morning, last night, at dawn, in the early hours: of the day told last, else of publication."""
    name = m.get("part", "daypart")
    assert name
    related = m.get("this", "last", "that", "next")
    placed = (m.before and m.before.kind in _PLACED) or (m.after and m.after.kind == "of")
    if not related and not placed and name.kind == "part":
        return None
    dated = m.before and m.before.kind in _DATED
    if not dated and m.after and m.after.kind == "" and m.after.token.pos in ("NOUN", "PROPN"):
        return None
    if m.published is None:
        return unresolved("part-of-day", kind="time")
    when = m.published
    if m.get("last"):
        when -= timedelta(1)
    elif not m.get("this") and m.last and m.last.grain in ("day", "part-of-day", "minute"):
        when = m.last.last
        if m.get("next"):
            when += timedelta(1)
    return m.dated(calendar.part(when, name.value), "time")


def clock(m: Match) -> Found | None:
    """5:30 a.m., 16:00 local time, 4 in the morning."""
    face = m.get("clock", "day")
    assert face
    hour, _, minute = face.lower.replace(".", ":").partition(":")
    half = m.get("ampm", "part")
    hours = int(hour)
    after_noon = half is not None and (half.lower[0] == "p" or half.value in ("AF", "EV"))
    if half and hours > 12 and half.kind == "ampm":
        half = None
    if half:
        hours = hours % 12 + (12 if after_noon else 0)
    minutes = minute[:2] or "00"
    if hours > 24 or int(minutes) > 59 or (len(minutes) != 2):
        return None
    told = m.get("ampm", "part", "tz") or (
        m.before and m.before.kind in ("at", "approx", "until", "since", "shift", "side", "to", "and", "in")
    )
    if not told:
        return None
    if m.published is None:
        return unresolved("minute", f"T{hours:02}:{minutes}", "time")
    when = m.last.last if m.last and m.last.grain in ("day", "part-of-day", "minute") else m.published
    return Found("time", f"{when}T{hours:02}:{minutes}", when, when, "minute")


def relative_unit(m: Match) -> Found | None:
    """Last week, this month, next year, the following day, that day."""
    unit = m.get("unit")
    assert unit
    if unit.value not in ("D", "W", "M", "Y", "DE"):
        return None
    grain = GRAINS[unit.value]
    if m.published is None:
        return unresolved(grain)
    told = m.get("last", "next", "that")
    anchor, step = m.published, -1 if m.get("last") else 1 if m.get("next") else 0
    anaphoric = told is not None and (told.kind == "that" or told.lower in _ANAPHORIC)
    if anaphoric or (told and unit.value == "D"):
        if m.last is None or m.last.grain not in _FINE.get(unit.value, _ALL):
            return unresolved(grain)
        anchor = m.last.last if step > 0 else m.last.first
    period = calendar.of_grain(calendar.shift(anchor, step, unit.value), unit.value)
    if period is None:
        return None
    shifted = m.get("side")
    if shifted and not told and unit.value != "D":
        period = _side(period, m.published, shifted)
    return m.dated(period)


def _side(period: Period, published: date, shifted: Lexeme) -> Period:
    """Earlier this month: up to publication; later: from it."""
    if shifted.value == "-1":
        return replace(period, last=min(period.last, published))
    return replace(period, first=max(period.first, published))


def amount(m: Match) -> tuple[float | None, str]:
    """Number (None when vague) and unit of a length of time."""
    unit = m.get("unit", "units", "century")
    assert unit
    count = m.get("day", "num", "year")
    if count:
        return _value(count.value), unit.value
    if m.get("fuzzy") or unit.kind == "units" or unit.lower == "centuries":
        return None, unit.value
    return 1.0, unit.value


def _value(text: str) -> float:
    whole, _, rest = text.replace(",", "").partition(" ")
    return float(whole) + (0.5 if rest else 0.0)


def ago(m: Match) -> Found | None:
    """Two days ago, a year ago, weeks ago."""
    count, unit = amount(m)
    if count is None or m.published is None or unit[0] == "T":
        value = "PAST_REF" if count is None else ""
        return unresolved(GRAINS[unit], value)
    return _year_before(m, count, unit) or _shifted(m, m.published, -count, unit)


def _shifted(m: Match, anchor: date, count: float, unit: str) -> Found | None:
    when = calendar.shift(anchor, round(count), unit)
    if unit == "DE":
        unit = "Y"
    period = calendar.of_grain(when, "W" if unit == "F" else unit)
    return Found("date", period.value, period.first, period.last, period.grain) if period else None


def shift(m: Match) -> Found | None:
    """Two days later, a year earlier, the day before: from the date told last, else from publication."""
    word = m.get("shift", "side", "ago")
    assert word
    if word.kind == "shift" and not _ends_clause(m):
        return None
    count, unit = amount(m)
    known = m.last if m.last and m.last.grain in _FINE.get(unit, _ALL) else None
    if m.last and not known:
        return unresolved(GRAINS[unit])
    anchor = known or (calendar.day(m.published) if m.published and word.lower in _SHIFT_WORDS else None)
    if count is None or anchor is None or unit[0] == "T":
        return unresolved(GRAINS[unit])
    back = word.value == "-1" or word.kind == "ago"
    quarter = _year_before(m, count, unit) if back else None
    if quarter:
        return quarter
    return _shifted(m, anchor.first if back else anchor.last, -count if back else count, unit)


def _year_before(m: Match, count: float, unit: str) -> Found | None:
    """A year before, in a text about a quarter: the same quarter of that year."""
    quarter = m.memory.quarter
    if quarter is None or unit != "Y" or count != 1:
        return None
    return m.dated(calendar.quarter(quarter.first.year - 1, quarter.last.month // 3))


def _ends_clause(m: Match) -> bool:
    """Whether "before" or "after" is an adverb here, with nothing that it governs behind it."""
    if m.after is None or m.after.kind in ("comma", "dot"):
        return True
    return m.after.token.pos in ("PUNCT", "CCONJ") or m.after.token.tag in ("VBD", "VBZ", "VBP", "MD")
