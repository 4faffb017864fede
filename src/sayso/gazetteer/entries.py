"""What the gazetteer knows of a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Feature = Literal["country", "admin1", "city", "admin2", "region"]
FEATURES: tuple[Feature, ...] = get_args(Feature)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place of the gazetteer, of a place pack or of the rulebook.

    ``id``: ``geonames:538555``, ``region:sahel`` or as a pack names it. ``name``: the English display name.
    ``country``: ISO 3166-1 alpha-2 or None. ``admin1``, ``admin2``: ids of the units that hold it, or None.
    ``lat``, ``lon``: decimal degrees, WGS 84; for a unit a point inside it. ``population``: 0 when unknown.
    ``precision``: of a region only: how finely naming it places an event. ``note``: said of contested territory.
    """

    id: str
    name: str
    feature: Feature
    country: str | None
    lat: float
    lon: float
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    precision: Literal["point", "admin2", "admin1", "country", "region"] = "point"
    note: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country: ISO codes, English name, capital (empty when it has none) and the id of its entry."""

    iso2: str
    iso3: str
    name: str
    capital: str
    id: str
