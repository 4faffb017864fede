"""Tables of words: word classes for phrases, hedges, weapons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sayso.model import Means, Status
from sayso.rules.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow(Row):
    """A word class that phrases name as ``@id``. ``words``: lemmas."""

    FILE: ClassVar[str] = "classes.csv"
    FIELD: ClassVar[str] = ""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HedgeRow(Row):
    """A word that turns an asserted event into a denied, uncertain or planned one."""

    FILE: ClassVar[str] = "hedges.csv"
    FIELD: ClassVar[str] = "claims"

    phrase: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponRow(Row):
    """A weapon noun phrase and the means of attack it stands for."""

    FILE: ClassVar[str] = "weapons.csv"
    FIELD: ClassVar[str] = "weapons"

    means: Means
    words: tuple[str, ...]
