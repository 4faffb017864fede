"""Filters as conditions in SQL. No word of a filter ever becomes SQL itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sayso.errors import UsageError
from sayso.store.filters import Filter
from sayso.store.sqlite.connection import day_number
from sayso.store.sqlite.rows import LONG

LEAST = "coalesce(c.weakest, 2)"
"""How sure the least sure field of a claim is, to sort by; those of which nothing is known come last."""
_PHRASE = re.compile(r'"([^"]*)"?|(\S+)')


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
        if not listed:
            # Told outright that nothing can match, SQLite refuses to walk the index that a query names.
            self.add(f"{column} <> {column}")
            return
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


def add_gaps(found: Conditions, filter: Filter) -> None:
    """Conditions on what claims (called ``c``) do not tell: a day, a place with coordinates."""
    if filter.undated:
        found.add("c.last = 0")
    if filter.unlocated:
        found.add("(+c.place IS NULL OR +c.place IN (SELECT n FROM places WHERE lat IS NULL OR lon IS NULL))")


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
