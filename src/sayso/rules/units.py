"""Tables for counts: number words, counted nouns, qualifiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sayso.model import Bound, Unit
from sayso.rules.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow(Row):
    """A counted noun and its unit."""

    FILE: ClassVar[str] = "units.csv"
    FIELD: ClassVar[str] = "counts"

    unit: Unit
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow(Row):
    """A number word ("dozens": 24, high open)."""

    FILE: ClassVar[str] = "numbers.csv"
    FIELD: ClassVar[str] = "counts"

    value: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifierRow(Row):
    """A qualifier ("more than", "up to") and the bound it gives."""

    FILE: ClassVar[str] = "qualifiers.csv"
    FIELD: ClassVar[str] = "counts"

    bound: Bound
    words: tuple[str, ...]
