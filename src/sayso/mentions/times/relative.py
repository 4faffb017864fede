"""Dates told from the day of publication or from a date told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.grammar.words import FINITE
from sayso.lang import lexicon
from sayso.mentions.times import calendar
from sayso.mentions.times.calendar import UNIT_GRAINS, Period
from sayso.mentions.times.context import Found, Match, unresolved
from sayso.mentions.times.lexer import Lexeme

_TAKING_UP = lexicon("times")["relative.taking_up"]
_WITHIN_DAY = ("day", "part-of-day", "minute")
_DATED = ("weekday", "deictic", "month", "day", "ord", "year")
_PLACED = (*_DATED, "in", "at", "on", "since", "until", "to", "into", "shift", "side", "of", "and", "approx")
_MODIFIERS = ("compound", "nmod", "amod")
_COUNTED = ("W", "F", "M", "Y")
_IN_ONE = {"YM": 12, "WD": 7, "DTH": 24}
"""How many of the smaller unit make one of the larger."""
_NIGHT, _WEEK = "TNI", 7
_LARGE = ("W", "M", "Y", "DE")


def _takes_up(word: Lexeme | None) -> bool:
    """Whether it counts from what was told before, not from today: "the following", "that"."""
    return word is not None and (word.kind == "that" or word.lower in _TAKING_UP)


def _takes_up_day(m: Match) -> bool:
    """ "On the Friday": that of the week told of; not "on the Friday march", "on the Friday before"."""
    the = m.lexemes[max(m.start - 2, 0) : m.start]
    return [x.kind for x in the] == ["on", "the"] and not _has_noun(m) and not (m.after and m.after.kind == "shift")


def _stands_before_noun(m: Match) -> bool:
    """ "Following Sunday's raid": after it, and no Sunday to come; unlike "the following Sunday"."""
    told = m.get("next")
    return told is not None and told.lower in _TAKING_UP and told is m.parts[0] and not m.follows("the", "that", "on")


def weekday(m: Match) -> Found:
    """Saturday, last Tuesday, early on Sunday, that Friday."""
    number, last = m.need("weekday").number, m.last
    if m.get("that") and last and last.grain != "year":
        return m.dated(calendar.day(calendar.weekday_near(last.first + timedelta(3), number, future=False)))
    today = m.today("day", f"XXXX-WXX-{number}", about=True)
    if last and last.is_within("W") and _takes_up_day(m):
        later = calendar.weekday_near(last.first, number, future=True)
        if later <= today:
            return m.dated(calendar.day(later))
    if m.published is None and not m.step:
        return m.dated(calendar.day(calendar.weekday_near(today + timedelta(3), number, future=False)))
    if _stands_before_noun(m):
        return m.dated(calendar.day(calendar.weekday_near(today, number, future=False)))
    strict = bool(m.step) and not m.get("this")
    anchor = last.first if last and _takes_up(m.get("last", "next")) else today
    return m.dated(calendar.day(calendar.weekday_near(anchor, number, m.future, strict)))


def weekday_of_week(m: Match) -> Found | None:
    """Monday of last week, last week on Monday, Friday a week ago, the Tuesday before last, three Fridays ago."""
    if m.get("shift") and _has_noun(m):
        return None
    number = m.need("weekday", "weekdays").number
    today = m.today("day", f"XXXX-WXX-{number}")
    if m.get("shift"):
        when = calendar.weekday_near(today, number, future=False, strict=True) - timedelta(7)
    elif m.get("weekdays"):
        back = 7 * m.need("day", "num").number
        when = calendar.weekday_near(today, number, future=False, strict=True) - timedelta(back - 7)
    elif m.get("ago") or (m.parts[-1].kind == "weekday" and not m.get("on")):
        count, unit = amount(m)
        if unit not in _COUNTED or count is None:
            return None
        near = calendar.weekday_near(today, number, future=False, strict=m.step < 0)
        when = calendar.shift(near, -round(count), unit)
    elif m.need("unit").value == "W":
        when = calendar.week(today).first + timedelta(7 * m.step + number - 1)
    else:
        return None
    return m.dated(calendar.day(when))


def _has_noun(m: Match) -> bool:
    """Whether a noun follows, to which the last word belongs: "before last week's vote", not "before last men came"."""
    after = m.after.token if m.after else None
    return after is not None and after.pos in ("NOUN", "PROPN", "ADJ", "NUM") and after.dep != "nsubj"


def weekend(m: Match) -> Found:
    """The weekend: the last one that has begun; with a clause that looks ahead, the next to end."""
    today = m.today("day")
    begun = today.isoweekday() >= 6
    now = 0 if (begun and m.step == 0) or m.get("this") else -1
    weeks = int(m.step > 0 or begun) if m.future and not m.get("this") else now
    return m.dated(calendar.weekend(today + timedelta(7 * weeks)))


def deictic(m: Match) -> Found:
    """Today, yesterday, tonight, the day before yesterday."""
    days, _, part = m.need("deictic").value.partition(" ")
    when = m.today("part-of-day" if part else "day") + timedelta(int(days))
    return m.dated(calendar.part(when, part) if part else calendar.day(when))


def overnight(m: Match) -> Found:
    """Overnight: the day before to the day of publication; behind other words, the night of this week told last."""
    today = m.today("part-of-day", kind="time")
    told = m.last if m.start and m.tense != "future" else None
    if told and told.value.endswith(_NIGHT) and 0 < (today - told.last).days <= _WEEK:
        return m.dated(told)  # "on Sunday night. … the overnight assault"
    before = today - timedelta(1)
    return Found("time", f"{before}TNI", before, today, "part-of-day")


def part(m: Match) -> Found | None:
    """This morning, last night, at dawn, in the early hours: of the day told last, else of publication."""
    name, told = m.need("part", "daypart"), m.get("shift", "last")
    if told and told.kind == "shift" and m.get("last"):
        return None if _has_noun(m) else m.dated(calendar.part(m.today("day") - timedelta(2), name.value))
    if told and (told.kind == "shift" or _takes_up(told)):
        return _part_before(m, name, told)
    placed = m.get("this", "last", "that", "next") or m.follows(*_PLACED) or (m.after and m.after.kind == "of")
    if not placed and name.kind == "part":
        return None
    modifies = m.after and m.after.kind == "" and m.after.token.pos in ("NOUN", "PROPN")
    if modifies and name.token.dep in _MODIFIERS and not m.follows(*_DATED):  # but "last night planes came"
        return None
    when = m.today("part-of-day", kind="time")
    if m.get("last"):
        when -= timedelta(1)
    elif not m.get("this") and m.last and m.last.grain in _WITHIN_DAY:
        when = m.last.last + timedelta(max(m.step, 0))
    return m.dated(calendar.part(when, name.value))


def _part_before(m: Match, name: Lexeme, word: Lexeme) -> Found | None:
    """The night before, the previous evening, the morning after: of the day before or after the one told last."""
    if word.kind == "shift" and not ends_clause(m):
        return None
    if m.last is None or m.last.grain not in _WITHIN_DAY:
        return unresolved("part-of-day", kind="time")
    step = int(word.value) if word.kind == "shift" else -1
    return m.dated(calendar.part((m.last.last if step > 0 else m.last.first) + timedelta(step), name.value))


def clock(m: Match) -> Found | None:
    """5:30 a.m., 16:00 local time, 4 in the morning."""
    hour, _, minute = m.need("clock", "day").lower.replace(".", ":").partition(":")
    half, hours, minutes = m.get("ampm", "part"), int(hour), minute[:2] or "00"
    if half:
        after_noon = half.lower[0] == "p" if half.kind == "ampm" else half.value in ("AF", "EV")
        hours = hours % 12 + (12 if after_noon else 0)
    if hours > 24 or int(minutes) > 59 or len(minutes) != 2:
        return None
    leading = ("at", "approx", "until", "since", "shift", "side", "from", "to", "between", "and", "in")
    told = m.follows(*leading) or m.before is None
    if not told and not m.get("ampm", "part", "tz"):
        return None
    today = m.today("minute", f"T{hours:02}:{minutes}", "time")
    when = m.last.last if m.last and m.last.grain in _WITHIN_DAY else today
    return m.dated(calendar.part(when, f"{hours:02}:{minutes}"))


def relative_unit(m: Match) -> Found | None:
    """Last week, this month, next year, the following day, that day, the week before last."""
    if m.get("shift") and _has_noun(m):
        return None
    unit = m.need("unit").value
    if unit not in ("D", "W", "M", "Y", "DE"):
        return None
    grain, told = UNIT_GRAINS[unit], m.get("last", "next", "that")
    anchor, step = m.today(grain, about=unit in _LARGE), m.step - bool(m.get("shift"))
    behind = m.get("next") and m.get("the") and m.last and m.last.is_within(unit)
    if _takes_up(told) or (told and unit == "D") or (behind and m.tense == "past"):  # "in 2011 … the next year"
        if m.last is None or not m.last.is_within(unit):
            return unresolved(grain)
        anchor = m.last.last if step > 0 else m.last.first
    period = calendar.holding(calendar.shift(anchor, step, unit), unit)
    shifted = m.get("side")
    if period and shifted and not told and unit != "D":
        period = _side(period, anchor, shifted)
    return m.dated(period) if period else None


def _side(period: Period, published: date, shifted: Lexeme) -> Period:
    """Earlier this month: up to publication; later: from it."""
    if shifted.value == "-1":
        return replace(period, last=min(period.last, published))
    return replace(period, first=max(period.first, published))


def told_stretch(m: Match) -> Found | None:
    """During this period, in that time, over it: the stretch of days told last."""
    return m.dated(m.memory.stretch) if m.memory.stretch and m.follows("in", "approx") else None


def amount(m: Match) -> tuple[float | None, str]:
    """Number (None when vague) and unit of a length of time; of "two years and a month" those of the smaller unit."""
    ends = [n for n, lexeme in enumerate(m.parts) if lexeme.kind in ("unit", "units", "century")]
    if not ends:
        raise ValueError(m.parts)
    count, unit = _counted(m.parts[: ends[0] + 1])
    if m.get("and") is None or len(ends) < 2:
        return count, unit
    more, smaller = _counted(m.parts[ends[0] + 1 : ends[1] + 1])
    times = _IN_ONE.get(unit + smaller)
    return (count * times + more if count and more and times else None), smaller


def _counted(lexemes: list[Lexeme]) -> tuple[float | None, str]:
    """The number and the unit that closes it."""
    unit, count = lexemes[-1], next((x for x in lexemes if x.kind in ("day", "num", "year")), None)
    if count:
        whole, _, rest = count.value.replace(",", "").partition(" ")
        return float(whole) + (0.5 if rest else 0.0), unit.value
    vague = unit.kind == "units" or any(x.kind == "fuzzy" for x in lexemes)
    return None if vague else 1.0, unit.value


def day_ago(m: Match) -> Found | None:
    """A year ago today, two years ago this month, five years this week since, this day in 1988: that day or week."""
    told, year = m.get("deictic"), m.get("year")
    count, unit = (m.today("day").year - year.number, "Y") if year else amount(m)
    days, _, part_of_day = told.value.partition(" ") if told else ("0", "", "")
    since = m.after is not None and m.after.kind == "since"
    if count is None or unit not in _COUNTED or part_of_day or not (m.get("ago", "year") or since):
        return None
    when = calendar.shift(m.today("day") + timedelta(int(days)), -round(count), unit)
    period = calendar.holding(when, "D" if told else m.all("unit")[-1].value)
    return m.dated(period) if period else None


def ago(m: Match) -> Found | None:
    """Two days ago, a year ago, weeks ago."""
    count, unit = amount(m)
    if count is None or m.published is None or unit[0] == "T":
        return unresolved(UNIT_GRAINS[unit], "PAST_REF" if count is None else "")
    return _year_before(m, count, unit) or _shifted(m, m.published, -count, unit)


def _shifted(m: Match, anchor: date, count: float, unit: str) -> Found | None:
    period = calendar.holding(calendar.shift(anchor, round(count), unit), "Y" if unit == "DE" else unit)
    return Found("date", period.value, period.first, period.last, period.grain) if period else None


def shift(m: Match) -> Found | None:
    """Two days later, a year earlier, the day before: from the date told last, else from publication."""
    word = m.need("shift", "side", "ago")
    if word.kind == "shift" and not ends_clause(m):
        return None
    count, unit = amount(m)
    back = word.kind == "ago" or word.value == "-1"
    known = m.last
    if known is None and m.published and back and word.kind != "shift":
        known = calendar.day(m.published)
    if count is None or known is None or not known.is_within(unit) or unit[0] == "T":
        return unresolved(UNIT_GRAINS[unit])
    quarter = _year_before(m, count, unit) if back else None
    return quarter or _shifted(m, known.first if back else known.last, -count if back else count, unit)


def _year_before(m: Match, count: float, unit: str) -> Found | None:
    """A year before, in a text about a quarter: the same quarter of that year."""
    quarter = m.memory.quarter
    if quarter is None or unit != "Y" or count != 1:
        return None
    return m.dated(calendar.quarter(quarter.first.year - 1, quarter.last.month // 3))


def ends_clause(m: Match) -> bool:
    """Whether "before" or "after" governs nothing behind it, or no more than a "that" without a noun."""
    if m.after is None or m.after.kind in ("comma", "dot"):
        return True
    if m.after.kind == "that" and m.after.token.dep != "det":
        return True
    return m.after.token.pos in ("PUNCT", "CCONJ") or m.after.token.tag in FINITE
