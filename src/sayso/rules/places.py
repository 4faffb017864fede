"""Table of regions that no gazetteer entry holds: "the Donbas", "southern Lebanon", seas, camps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sayso.model import Precision
from sayso.rules.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow(Row):
    """A curated region or camp. ``country``: ISO alpha-2, empty when it lies in several."""

    FILE: ClassVar[str] = "regions.csv"
    FIELD: ClassVar[str] = "places"

    name: str
    lat: float
    lon: float
    precision: Precision
    country: str | None = None
    aliases: tuple[str, ...] = ()
