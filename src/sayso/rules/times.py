"""Tables of time expressions: their words, and the patterns that the words make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from sayso.rules.table import Row

TimeWordKind = Literal[
    "weekday", "weekdays", "month", "unit", "units", "part", "parts", "daypart", "season", "weekend", "quarter", "half",
    "century", "decade", "number", "ord", "fuzzy", "approx", "mod", "last", "this", "next", "that", "ago", "shift",
    "side", "each", "frequency", "deictic", "overnight", "ref", "sofar", "straight", "stretch", "more", "tz", "begin",
    "reporting", "ending", "nth-quarter",
    "war", "holiday", "the", "a", "of", "on", "in", "at", "to", "and", "into", "for", "fiscal", "since", "until",
    "between", "from", "ahead", "plan", "urge", "start", "hold", "ahead-noun", "name-before", "name-after",
]  # fmt: skip

Resolver = Literal[
    "iso", "slash", "date", "day-range", "month", "year", "decade", "century", "season", "quarter", "half", "weekday",
    "weekend", "deictic", "overnight", "part", "clock", "relative-unit", "window", "ago", "shift", "duration",
    "nth-unit", "set", "frequency", "ref", "sofar", "event", "holiday", "day-of-month",
    "month-part", "month-weekday", "weekday-of-week", "day-ago", "told-stretch", "ending",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWordRow(Row):
    """Words of one kind and what they mean.

    ``value``: the number of a weekday (Monday 1), month, number or ordinal; the TIMEX3 code of a unit (D, W, M),
    part of day (MO, NI), season (SU) or reference (PAST_REF); the share of a stretch that a modifier keeps
    ("early": 0/3 to 1/3, written ``0 1``); the days from publication of a deictic ("yesterday": -1).
    """

    FILE: ClassVar[str] = "time_words.csv"
    FIELD: ClassVar[str] = ""

    kind: TimeWordKind
    words: tuple[str, ...]
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow(Row):
    """A pattern of kinds of words and how what it matches is resolved.

    ``pattern``: elements separated by spaces. An element is a kind of ``time_words.csv`` or one of the built-in kinds:
    ``day`` (1 to 31), ``year`` (four digits), ``num`` (any other number), ``count`` (any number), ``ord`` (6th),
    ``decade`` (1990s), ``clock`` (5:30), ``iso`` (2024-03-12), ``slash`` (12/03/2024), ``ampm``, ``comma``, ``dot``,
    ``dash``, ``other`` (any word of no kind). ``a|b`` is one of several; ``( )`` groups; ``?`` after an element or a
    group makes it optional, ``+`` after a group lets it come more than once. ``EARLY`` stands for an optional
    modifier ("in early", "the end of").

    ``resolve``: the way its value is computed. The longest match wins, the earlier row among equals. What is asked of
    an expression later follows from it: a ``part``, ``clock`` or ``overnight`` is told of the day beside it, an
    ``nth-unit`` is running ("for the third day"), a ``day-range`` is what "during that time" takes up.
    """

    FILE: ClassVar[str] = "times.csv"
    FIELD: ClassVar[str] = "times"

    pattern: str
    resolve: Resolver
