"""What to list: filters, and the conditions in SQL that they become. No word of a filter ever becomes SQL itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.errors import UsageError
from sayso.model import EventType, Measure, Status
from sayso.store.sqlite.base import day_number
from sayso.store.sqlite.claims import LONG

__all__ = ["Conditions", "Filter", "Near", "Where", "match_words"]

_PHRASE = re.compile(r'"([^"]*)"?|(\S+)')
_KM = 111.2
"""Kilometres in a degree of latitude."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place to look in. Claims match when their place has one of the ``ids`` or folded ``names``, or lies in one of
    the ``units`` (country code, name of the first-level unit) or ``countries`` (ISO alpha-2)."""

    names: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    units: frozenset[tuple[str, str]] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A circle to look in: decimal degrees and kilometres.

    Only places known to the point or the district match: that of a province or country is no point on the ground.
    """

    lat: float
    lon: float
    km: float

    def latitudes(self) -> tuple[float, float]:
        """The southernmost and northernmost latitude of it."""
        return self.lat - self.km / _KM, self.lat + self.km / _KM


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which claims to list; every part that is set must hold.

    ``since``/``until``: days, inclusive; a claim matches when it can have happened on one of them (one whose days span
    more than a month: when its last day is one). ``actor``, ``target``, ``source``: words of the name, or an id as
    in the actor list. ``text``: words of the claim's sentence, stretches in double quotes, ``begin*``. ``document``,
    ``incident``: ids. ``rejected``: list those as well that a person rejected.
    """

    since: date | None = None
    until: date | None = None
    where: Where | None = None
    near: Near | None = None
    types: tuple[EventType, ...] = ()
    statuses: tuple[Status, ...] = ()
    measure: Measure | None = None
    actor: str | None = None
    target: str | None = None
    source: str | None = None
    text: str | None = None
    document: str | None = None
    incident: str | None = None
    rejected: bool = False


class Conditions:
    """SQL conditions that all must hold, with their values."""

    def __init__(self, *sql: str) -> None:
        self._sql: list[str] = list(sql)
        self.values: list[Any] = []

    def add(self, sql: str, *values: Any) -> None:
        """One more; ``sql`` is sayso's own text, ``values`` stand for its question marks."""
        self._sql.append(sql)
        self.values += values

    def add_among(self, column: str, values: Iterable[Any]) -> None:
        """That the column is one of these values."""
        listed = list(values)
        self.add(f"{column} IN ({','.join('?' * len(listed))})", *listed)

    def add_chosen(self, column: str, values: Sequence[Any]) -> None:
        """That the column is one of these values, where there are any; several are tested row by row."""
        if len(values) == 1:
            self.add(f"{column} = ?", values[0])
        elif values:
            self.add_among(f"+{column}", values)

    def __str__(self) -> str:
        return " AND ".join(self._sql)


def add_days(found: Conditions, filter: Filter, alias: str) -> None:
    """Conditions on the days of claims; ``alias`` names the table with the columns ``first`` and ``last``."""
    if filter.since:
        found.add(f"{alias}.last >= ?", day_number(filter.since))
    if filter.until:
        # A claim's last day is at most LONG after its first: bounds for the index, then what is meant.
        found.add(f"{alias}.last BETWEEN 1 AND ?", day_number(min(filter.until, date.max - LONG) + LONG))
        found.add(f"{alias}.first <= ?", day_number(filter.until))


def match_words(text: str) -> str:
    """What a person typed, as a query of the full-text index: every word must be there.

    Stretches in double quotes are looked for as they stand, ``begin*`` stands for all words that begin so; nothing else
    has a special meaning. Raises UsageError when no word is left.
    """
    found = []
    for quoted, word in _PHRASE.findall(text.replace("\0", " ")):
        part = quoted or word
        if not any(c.isalnum() for c in part):
            continue
        bare = part.replace('"', " ").rstrip("*") if not quoted else part
        found.append(f'"{bare}"' + ("*" if not quoted and part.endswith("*") else ""))
    if not found:
        raise UsageError(f"{text!r} has no word to look for")
    return " ".join(found).encode("utf-8", "replace").decode()
