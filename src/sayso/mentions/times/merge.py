"""Join expressions that tell one time together: "Saturday night", "5 a.m. on Sunday", "from Monday to Wednesday"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from sayso.lang import lexicon
from sayso.mentions.times.context import Found, Kind, Sense
from sayso.mentions.times.lexer import Lexeme
from sayso.rules.times import TimeRow

WORDS = lexicon("times")

_GLUE = frozenset({"of", "on", "comma", "the", "in", "at", "approx"})
_TIMES_OF_DAY = WORDS["merge.times_of_day"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A resolved match: the row that made it and the lexemes it covers (``end`` exclusive)."""

    row: TimeRow
    found: Found
    start: int
    end: int
    sense: Sense


_Joiner = Callable[[Piece, Piece, list[Lexeme]], Piece | None]


def merge(pieces: list[Piece], lexemes: list[Lexeme]) -> list[Piece]:
    """The pieces, joined where they tell one time; times of day first, then ranges."""
    for join in (_join_since, _join_time_of_day, _join_day_time, _join_range):
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
    """Time, then day: "5 a.m. on Sunday", "the early hours of Saturday", "overnight on Friday"."""
    between = lexemes[left.end : right.start]
    if left.row.resolve not in _TIMES_OF_DAY or not _is_day(right) or len(between) > 2:
        return None
    if any(x.kind not in _GLUE for x in between) or (between and between[0].kind == "comma"):
        return None
    return _timed(left, right, left, right)


def _join_day_time(left: Piece, right: Piece, lexemes: list[Lexeme]) -> Piece | None:
    """Day, then time: "Saturday night", "Sunday at 5 a.m."; and "the early hours of Sunday morning"."""
    between = lexemes[left.end : right.start]
    if right.row.resolve not in _TIMES_OF_DAY or len(between) > 2 or any(x.kind not in _GLUE for x in between):
        return None
    if right.row.resolve == "part" and any(x.kind == "comma" for x in between):
        return None
    if left.row.resolve in _TIMES_OF_DAY and right.row.resolve == "part" and not between and left.end - left.start > 1:
        return replace(left, end=right.end)
    return _timed(left, right, right, left) if _is_day(left) else None


def _join_since(left: Piece, right: Piece, lexemes: list[Lexeme]) -> Piece | None:
    """Since an event whose date follows: "since the start of the war in April 2023" is since April 2023."""
    between = lexemes[left.end : right.start]
    if left.row.resolve != "event" or len(between) != 1 or between[0].kind not in ("in", "on"):
        return None
    return replace(right, sense="since") if right.found.kind == "date" else None


def _is_day(piece: Piece) -> bool:
    return piece.found.kind == "date" and piece.found.grain in ("day", "part-of-day") and piece.found.sense is None


def _timed(left: Piece, right: Piece, time: Piece, day: Piece) -> Piece:
    """The day at that time. Overnight runs into the day of publication, else out of the day that is named."""
    first, last = day.found.earliest, day.found.latest
    tail = time.found.value.rpartition("T")[2] if "T" in time.found.value else ""
    value = f"{day.found.value}T{tail}" if tail and len(day.found.value) == 10 else day.found.value
    if time.row.resolve == "overnight" and first and last:
        if time.found.latest == last:
            first, value = last - timedelta(1), time.found.value
        else:
            last, value = first + timedelta(1), f"{first}TNI"
    found = replace(time.found, value=value, earliest=first, latest=last)
    return Piece(time.row, found, left.start, right.end, left.sense)


def _join_range(left: Piece, right: Piece, lexemes: list[Lexeme]) -> Piece | None:
    between = lexemes[left.end : right.start]
    if len(between) != 1 or left.found.kind not in ("date", "time") or right.found.kind not in ("date", "time"):
        return None
    before = lexemes[left.start - 1].lower if left.start else ""
    sign = between[0]
    ranged = sign.kind in ("dash", "into") or (sign.kind in ("to", "until") and sign.lower != "before")
    if not ranged and not (sign.kind == "and" and before == "between"):
        return None
    first, last = left.found.earliest, right.found.latest
    if not first or not last or not left.found.latest or not right.found.earliest:
        return None
    if first > last and left.row.resolve == "weekday":
        first -= timedelta(7)
    if first > last or left.found.grain not in (right.found.grain, "part-of-day", "day", "minute"):
        return None
    kind: Kind = "date" if left.found.kind == right.found.kind == "date" else "time"
    found = Found(kind, f"{left.found.value}/{right.found.value}", first, last, right.found.grain)
    return Piece(left.row, found, left.start, right.end, "at")
