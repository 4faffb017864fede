"""Lengths of time, repeated times, and words like "now"."""

from __future__ import annotations

from datetime import timedelta

from sayso.lang import lexicon
from sayso.mentions.times import calendar
from sayso.mentions.times.context import Found, Match, unresolved
from sayso.mentions.times.relative import GRAINS, amount, relative_unit

WORDS = lexicon("times")
_IS_AGE_WORDS = WORDS["lengths.is_age"]
_NTH_UNIT_WORDS = WORDS["lengths.nth_unit"]
_MEASURES_WORDS = WORDS["lengths.measures"]
_MEASURES_2_WORDS = WORDS["lengths.measures_2"]

_HALVES = {"Y": "6M", "TH": "30M", "TM": "30S"}
_CODES = {"DE": (10, "Y"), "CE": (100, "Y"), "F": (2, "W")}


def period_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: P3D, PT24H, PXW (vague)."""
    if count is None:
        return f"PT{'X'}{unit[1]}" if unit[0] == "T" else f"PX{unit}"
    times, code = _CODES.get(unit, (1, unit))
    whole, rest = divmod(count * times, 1)
    if rest == 0.5 and code in _HALVES:
        return ("PT" if code[0] == "T" else "P") + f"{whole:g}{code[-1]}{_HALVES[code]}"
    number = f"{count * times:g}"
    return f"PT{number}{code[1]}" if code[0] == "T" else f"P{number}{code}"


def duration(m: Match) -> Found | None:
    """Three hours, 30-month, for weeks; None for ages."""
    count, unit = amount(m)
    if _is_age(m) or _stands_in_name(m):
        return None
    if m.row.id == "duration-half":
        count = 0.5
    elif m.row.id == "duration-and-half":
        count = (count or 1) + 0.5
    kind_of_rate = m.get("a") and len(m.parts) == 2 and m.before and m.before.token.tag in ("NNS", "CD")
    if kind_of_rate and not (m.after and m.after.kind in ("shift", "side")):
        return Found("set", period_value(1, unit), None, None, GRAINS[unit])
    if m.row.id == "duration-bare" and not _measures(m):
        return None
    return Found("duration", period_value(count, unit), None, None, GRAINS[unit])


def _is_age(m: Match) -> bool:
    """4-year-old, 12 years old, aged 12 years, 12 years of age."""
    if m.before and m.before.lower in _IS_AGE_WORDS:
        return True
    following = [x.lower for x in (m.after, m.second) if x and x.kind != "dash"]
    return following[:1] == ["old"] or following == ["of", "age"]


def _stands_in_name(m: Match) -> bool:
    return bool(m.parts[0].token.pos == "PROPN" and m.parts[-1].token.text[:1].isupper() and m.parts[-1].kind == "unit")


def _measures(m: Match) -> bool:
    before, after = m.before, m.after
    if before and (
        before.kind in ("for", "in", "to", "until", "and", "approx", "of") or before.lower in _MEASURES_WORDS
    ):
        return True
    return bool(after and (after.lower in _MEASURES_2_WORDS or after.kind == "dash"))


def window(m: Match) -> Found | None:
    """The past 24 hours, the last three days, the next two weeks: up to or from the day of publication."""
    count, unit = amount(m)
    value = period_value(count, unit)
    if m.published is None or count is None or m.get("this"):
        return Found("duration", value, None, None, GRAINS[unit])
    if m.get("last"):
        first = calendar.shift(m.published, -round(count), unit)
        return Found("duration", value, first, m.published, GRAINS[unit])
    return Found("duration", value, m.published, calendar.shift(m.published, round(count), unit), GRAINS[unit])


def unit(m: Match) -> Found | None:
    """Last week, this month; "the past week" is the length of time up to publication."""
    told = m.get("last")
    return window(m) if told and told.lower == "past" else relative_unit(m)


def nth_unit(m: Match) -> Found | None:
    """For the third day, a second consecutive night: the days up to publication; "the third day of" stays open."""
    ordinal, unit = m.get("ord"), m.get("unit", "part")
    assert ordinal
    assert unit
    code = "D" if unit.kind == "part" else unit.value
    if code not in _NTH_UNIT_WORDS or (m.after and m.after.kind == "dash"):
        return None
    number = int("".join(c for c in ordinal.value if c.isdigit()))
    runs = m.get("straight") or (m.before and m.before.kind == "for")
    if not runs:
        placed = m.get("the", "a") or (m.before and m.before.kind in ("in", "on"))
        return unresolved(GRAINS[code]) if placed else None
    if m.published is None or (m.after and m.after.lower == "of" and not m.get("straight")):
        return unresolved(GRAINS[code], period_value(number, code), "duration")
    day = m.published if code != "D" else m.published + timedelta(1)
    first = calendar.shift(day, -number, code)
    return Found("duration", period_value(number, code), first, m.published, GRAINS[code])


def repeated(m: Match) -> Found | None:
    """Every day, each Thursday, Fridays, Tuesday nights."""
    weekday = m.get("weekday", "weekdays")
    part = m.get("part", "parts")
    if weekday:
        tail = f"T{part.value}" if part else ""
        return Found("set", f"XXXX-WXX-{weekday.value}{tail}", None, None, "part-of-day" if part else "day")
    if part:
        return Found("set", f"XXXX-XX-XXT{part.value}", None, None, "part-of-day") if m.get("each") else None
    name = m.get("month", "season")
    if name:
        code = f"{int(name.value):02}" if name.kind == "month" else name.value
        return Found("set", f"XXXX-{code}", None, None, "month" if name.kind == "month" else "season")
    _, unit = amount(m)
    count = m.get("day", "num")
    return Found("set", period_value(float(count.value) if count else 1.0, unit), None, None, GRAINS[unit])


def frequency(m: Match) -> Found | None:
    """Daily, weekly; None in a name ("Daily Mail")."""
    word = m.parts[0]
    if word.token.pos == "PROPN" or (word.token.text[:1].isupper() and word.token.index > 0):
        return None
    grains = {"H": "hour", "D": "day", "W": "week", "M": "month", "Y": "year"}
    return Found("set", word.value, None, None, grains[word.value[-1]])  # type: ignore[arg-type]


def reference(m: Match) -> Found | None:
    """Now, recently, soon: a time of no telling length."""
    return unresolved("day", m.parts[0].value)


def so_far(m: Match) -> Found | None:
    """So far, to date: up to the day of publication."""
    if m.after and m.after.token.pos in ("ADV", "ADJ", "ADP") and m.parts[0].lower == "so far":
        return None
    return Found("date", m.parts[0].value, None, m.published, "day", "so-far")


def event(m: Match) -> Found | None:
    """Since the start of the war: open, for only the report's readers know when that was."""
    return unresolved("day") if m.sense == "since" else None
