"""Table of words that make up time expressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sayso.rules.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow(Row):
    """A kind of time expression."""

    FILE: ClassVar[str] = "times.csv"
    FIELD: ClassVar[str] = "times"

    words: tuple[str, ...]
