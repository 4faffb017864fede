"""Lengths of time, repeated times, and words like "now"."""

from __future__ import annotations

from datetime import timedelta

from sayso.lang import lexicon
from sayso.mentions.times import calendar
from sayso.mentions.times.calendar import UNIT_GRAINS
from sayso.mentions.times.context import Found, Match, unresolved
from sayso.mentions.times.relative import amount, relative_unit
from sayso.model import Grain

WORDS = lexicon("times")
_OLD = WORDS["lengths.after_age"]
_AGE = WORDS["lengths.nouns_of_age"]
_MEASURING = WORDS["lengths.measuring"]
_PAST = WORDS["lengths.up_to_now"]
_LAST, _TAKING_UP = WORDS["lengths.last"], WORDS["relative.taking_up"]
_WITHIN = ("in", "over", "during")
_HALVES = {"Y": "6M", "TH": "30M", "TM": "30S"}
_CODES = {"DE": (10, "Y"), "CE": (100, "Y"), "F": (2, "W")}
_RATES: dict[str, Grain] = {"H": "hour", "D": "day", "W": "week", "M": "month", "Y": "year"}


def period_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: P3D, PT24H, PXW (vague)."""
    times, code = (1, unit) if count is None else _CODES.get(unit, (1, unit))
    prefix, letter = ("PT" if code[0] == "T" else "P"), code[-1]
    if count is None:
        return f"{prefix}X{unit.removeprefix('T')}"
    whole, rest = divmod(count * times, 1)
    if rest == 0.5 and code in _HALVES:
        return f"{prefix}{whole:g}{letter}{_HALVES[code]}"
    return f"{prefix}{count * times:g}{letter}"


def duration(m: Match) -> Found | None:
    """Three hours, 30-month, for weeks, half an hour, a year and a half; None for ages."""
    count, unit = amount(m)
    if _is_age(m) or (len(m.parts) == 1 and not _measures(m)):
        return None
    if m.get("half"):
        count = (count or 1) + 0.5 if m.get("and") else 0.5
    rate = m.get("a") and len(m.parts) == 2 and m.before and m.before.token.tag in ("NNS", "CD")
    if rate and not (m.after and m.after.kind in ("shift", "side")):
        return Found("set", period_value(1, unit), None, None, UNIT_GRAINS[unit])
    return unresolved(UNIT_GRAINS[unit], period_value(count, unit), "duration")


def _is_age(m: Match) -> bool:
    """4-year-old, 12 years old, aged 12 years, 12 years of age."""
    if m.before and m.before.lower in WORDS["lengths.before_age"]:
        return True
    following = [x for x in m.lexemes[m.end : m.end + 2] if x.kind != "dash"]
    if not following:
        return False
    return following[0].lower in _OLD or (following[0].kind == "of" and following[-1].lower in _AGE)


def _measures(m: Match) -> bool:
    """Whether a bare "weeks" tells a length of time, by the words beside it."""
    if m.before and (m.follows("for", "in", "to", "until", "and", "approx", "of") or m.before.lower in _MEASURING):
        return True
    return m.after is not None and (m.after.lower in WORDS["lengths.measured"] or m.after.kind == "dash")


def window(m: Match) -> Found:
    """The past 24 hours, the last three days, the next two weeks: up to or from the day of publication; no time in "at
    the last minute"."""
    count, unit = amount(m)
    if unit == "TM" and m.get("unit"):
        return unresolved("minute")
    value, grain = period_value(count, unit), UNIT_GRAINS[unit]
    if m.published is None or count is None or m.get("this"):
        return unresolved(grain, value, "duration")
    start, told = m.published, m.get("next")
    if (
        told and told.lower in _TAKING_UP
    ):  # "took Goma in May; in the following two weeks", "following two weeks of talks"
        if m.last is None or not m.get("the"):
            return unresolved(grain, value, "duration")
        start = m.last.last
    end = calendar.shift(start, round(count) * m.step, unit)
    return Found("duration", value, min(end, start), max(end, start), grain)


def unit(m: Match) -> Found | None:
    """Last week, this month; "the past week" and "in the last week" are the length of time up to publication."""
    told = m.get("last")
    up_to_now = told and (told.lower in _PAST or (m.get("the") and told.lower in _LAST and m.follows(*_WITHIN)))
    return window(m) if up_to_now else relative_unit(m)


def nth_unit(m: Match) -> Found | None:
    """For the third day, a second consecutive night: the days up to publication; "the third day of" stays open."""
    unit, number = m.need("unit", "part"), m.need("ord").number
    code = "D" if unit.kind == "part" else unit.value
    if code not in ("D", "W", "M", "Y") or (m.after and m.after.kind == "dash"):
        return None
    grain = UNIT_GRAINS[code]
    if not m.get("straight") and not m.follows("for"):
        return unresolved(grain) if m.get("the", "a") or m.follows("in", "on") else None
    if m.published is None or (m.after and m.after.kind == "of" and not m.get("straight")):
        return unresolved(grain, period_value(number, code), "duration")
    day = m.published if code != "D" else m.published + timedelta(1)
    return Found("duration", period_value(number, code), calendar.shift(day, -number, code), m.published, grain)


def repeated(m: Match) -> Found | None:
    """Every day, each Thursday, Fridays, Tuesday nights."""
    weekday, part = m.get("weekday", "weekdays"), m.get("part", "parts")
    tail = f"T{part.value}" if part else ""
    if weekday:
        return unresolved("part-of-day" if part else "day", f"XXXX-WXX-{weekday.value}{tail}", "set")
    if part:
        return unresolved("part-of-day", f"XXXX-XX-XX{tail}", "set") if m.get("each") else None
    if name := m.get("month"):
        return unresolved("month", f"XXXX-{name.number:02}", "set")
    if name := m.get("season"):
        return unresolved("season", f"XXXX-{name.value}", "set")
    count, unit = amount(m)
    return unresolved(UNIT_GRAINS[unit], period_value(count or 1.0, unit), "set")


def frequency(m: Match) -> Found | None:
    """Daily, weekly; None in a name ("Daily Mail")."""
    word = m.parts[0]
    if word.token.pos == "PROPN" or (word.token.text[:1].isupper() and word.token.index > 0):
        return None
    return unresolved(_RATES[word.value[-1]], word.value, "set")


def reference(m: Match) -> Found:
    """Now, recently, soon: a time of no telling length."""
    return unresolved("day", m.parts[0].value)


def so_far(m: Match) -> Found | None:
    """So far, to date: up to the day of publication; None in "so far away"."""
    if m.parts[0].lower in WORDS["lengths.distances"] and m.after and m.after.token.pos in ("ADV", "ADJ", "ADP"):
        return None
    return Found("date", m.parts[0].value, None, m.published, "day", "so-far")


def event(m: Match) -> Found | None:
    """Since the start of the war: open, for only the report's readers know when that was."""
    return unresolved("day") if m.sense == "since" else None
