"""Join expressions that tell one time together: "Saturday night", "5 a.m. on Sunday", "from Monday to Wednesday"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.lang import lexicon
from sayso.mentions.times.context import Found, Kind, Sense
from sayso.mentions.times.lexer import Lexeme
from sayso.rules.times import Resolver, TimeRow

_GLUE = frozenset({"of", "on", "comma", "the", "in", "at", "approx"})
_OR = lexicon("counts")["or"]
_MONTH = 31
_NIGHT = "TNI"
_TIMES_OF_DAY: frozenset[Resolver] = frozenset({"part", "clock", "overnight"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A resolved match: the row that made it and the lexemes it covers (``end`` exclusive)."""

    row: TimeRow
    found: Found
    start: int
    end: int
    sense: Sense

    @property
    def is_day(self) -> bool:
        """Whether it is a day, to which a time of day can be told."""
        return self.found.kind == "date" and self.found.grain in ("day", "part-of-day") and self.found.sense is None

    @property
    def is_time_of_day(self) -> bool:
        """Whether it is a time of day, of a day that may be told beside it."""
        return self.row.resolve in _TIMES_OF_DAY


_Joiner = Callable[[Piece, Piece, list[Lexeme]], Piece | None]


def merge(pieces: list[Piece], lexemes: list[Lexeme]) -> list[Piece]:
    """The pieces, joined where they tell one time; times of day first, then ranges."""
    for join in (_join_since, _join_time_of_day, _join_day_time, _join_range, _join_nights):
        pieces = _join(pieces, lexemes, join)
    return pieces


def _join(pieces: list[Piece], lexemes: list[Lexeme], join: _Joiner) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        both = join(joined[-1], piece, lexemes) if joined else None
        if both:
            joined[-1] = both
        else:
            joined.append(piece)
    return joined


def _join_time_of_day(left: Piece, right: Piece, lexemes: list[Lexeme]) -> Piece | None:
    """Time, then day: "5 a.m. on Sunday", "the early hours of it", "overnight on Friday", "in the night to it"."""
    between, day = lexemes[left.end : right.start], right.found.period
    whole = left.row.resolve == "overnight" or lexemes[left.start].kind == "the"  # not "Monday night into Tuesday"
    night = whole and left.is_time_of_day and left.found.value.endswith(_NIGHT)
    if night and [x.kind for x in between] in (["into"], ["to"]) and right.is_day and day:
        eve = day.first - timedelta(1)
        found = replace(left.found, value=f"{eve}{_NIGHT}", earliest=eve, latest=day.last)
        return replace(left, found=found, end=right.end)
    if not left.is_time_of_day or not right.is_day or not _is_glue(between):
        return None
    return None if between and between[0].kind == "comma" else _timed(left, right, left, right)


def _join_day_time(left: Piece, right: Piece, lexemes: list[Lexeme]) -> Piece | None:
    """Day, then time: "Saturday night", "Sunday at 5 a.m."; and "the early hours of Sunday morning"."""
    between = lexemes[left.end : right.start]
    is_part = right.row.resolve == "part"
    if not right.is_time_of_day or not _is_glue(between) or (is_part and any(x.kind == "comma" for x in between)):
        return None
    if left.is_time_of_day and is_part and not between and left.end - left.start > 1:
        return replace(left, end=right.end)
    return _timed(left, right, right, left) if left.is_day else None


def _is_glue(between: list[Lexeme]) -> bool:
    return len(between) <= 2 and all(x.kind in _GLUE for x in between)


def _join_since(left: Piece, right: Piece, lexemes: list[Lexeme]) -> Piece | None:
    """Since an event whose date follows: "since the start of the war in April 2023" is since April 2023; and "from 15
    April 2023 to date"."""
    between = lexemes[left.end : right.start]
    begun = left.sense == "since" or (left.start and lexemes[left.start - 1].kind == "from")
    if right.found.sense == "so-far" and left.found.period and begun and not between:
        return replace(left, sense="since", end=right.end)
    if left.row.resolve != "event" or len(between) != 1 or between[0].kind not in ("in", "on"):
        return None
    return replace(right, sense="since") if right.found.kind == "date" else None


def _join_nights(left: Piece, right: Piece, lexemes: list[Lexeme]) -> Piece | None:
    """ "Overnight from Monday to Tuesday": the days say which night."""
    between = [x.kind for x in lexemes[left.end : right.start]]
    ranged = between == ["from"] and "/" in right.found.value
    return replace(right, start=left.start) if left.is_time_of_day and ranged else None


def _timed(left: Piece, right: Piece, time: Piece, day: Piece) -> Piece:
    """The day at that time. Overnight runs into the day of publication, else out of the day that is named."""
    first, last = day.found.earliest, day.found.latest
    tail = time.found.value.rpartition("T")[2] if "T" in time.found.value else ""
    value = f"{day.found.value}T{tail}" if tail and len(day.found.value) == 10 else day.found.value
    if time.row.resolve == "overnight" and first and last:
        if time.found.latest == last:
            first, value = last - timedelta(1), time.found.value
        else:
            last, value = first + timedelta(1), f"{first}{_NIGHT}"
    found = replace(time.found, value=value, earliest=first, latest=last)
    return Piece(time.row, found, left.start, right.end, left.sense)


def _join_range(left: Piece, right: Piece, lexemes: list[Lexeme]) -> Piece | None:
    """From one day to another: "Monday to Wednesday", "between March and May", "overnight into Sunday"."""
    between, first, last = lexemes[left.end : right.start], left.found.period, right.found.period
    if len(between) != 1 or first is None or last is None:
        return None
    sign, before = between[0], lexemes[left.start - 1].kind if left.start else ""
    ranged = sign.kind in ("dash", "into", "to", "until") or (sign.kind == "and" and before == "between")
    ranged = ranged or (sign.lower in _OR and left.row.resolve == right.row.resolve == "weekday")
    start = first.first - timedelta(7 if first.first > last.last and left.row.resolve == "weekday" else 0)
    bare = left.row.resolve in ("date", "month") and all(x.kind != "year" for x in lexemes[left.start : left.end])
    if start > last.last and bare:
        start = _year_before(start, last.last)
    if first.grain == last.grain == "month" and sign.kind == "and":  # "in June and July 1944"
        ranged = ranged or last.first - timedelta(_MONTH) <= start < last.first
    if not ranged or start > last.last or first.grain not in (last.grain, "part-of-day", "day", "minute"):
        return None
    kind: Kind = "date" if left.found.kind == right.found.kind == "date" else "time"
    value = f"{start}/{last.value}" if first.grain == "day" else f"{first.value}/{last.value}"
    return Piece(left.row, Found(kind, value, start, last.last, last.grain), left.start, right.end, "at")


def _year_before(start: date, end: date) -> date:
    """The day without a year that begins what another one with its year ends: "1 October to 31 December 2025"."""
    when = start.replace(day=min(start.day, 28)) if (start.month, start.day) == (2, 29) else start
    same = when.replace(year=end.year)
    return same if same <= end else when.replace(year=end.year - 1)
