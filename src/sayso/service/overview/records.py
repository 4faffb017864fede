"""What an overview tells: counts by value, bins of days, places on a map, entries of lists. Plain data, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.model import EventType, Precision
from sayso.store.records import DocumentRow, Found, Gist

Grain = Literal["day", "week", "month", "year"]
Sort = Literal["day", "reach", "claims"]
Bounds = tuple[float, float, float, float]
"""West, south, east, north in decimal degrees; west is greater than east where it crosses the date line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a facet and how many claims have it. ``value``: as a filter takes it; ``label``: for people."""

    value: str
    label: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What matches a filter, counted. Each facet is counted as if the filter did not limit it, most frequent first.

    ``undated``: matching claims without any day; ``unlocated``: those without a place that has coordinates.
    ``countries``: ISO 3166-1 alpha-2, counted without the filter's place. ``precisions`` has ``none`` for claims
    without a place. ``actors``, ``sources``: by id where they have one, else by name; a claim counts once for each.
    """

    claims: int
    incidents: int
    documents: int
    undated: int
    unlocated: int
    types: tuple[Value, ...]
    statuses: tuple[Value, ...]
    countries: tuple[Value, ...]
    measures: tuple[Value, ...]
    precisions: tuple[Value, ...]
    outlets: tuple[Value, ...]
    actors: tuple[Value, ...]
    sources: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The days from ``first`` to ``last``: matching claims listed under one of them, incidents with such claims."""

    first: date
    last: date
    claims: int
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Matching claims by day, without gaps; weeks begin on Monday. ``undated``: matching claims without any day."""

    grain: Grain
    bins: tuple[Bin, ...]
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Incidents close to each other on the map: where their middle is, the box around them, how many.

    ``ids``: up to eight of them, latest first. ``type``: the most frequent; ``precision``: the coarsest.
    ``claims``: matching ones.
    """

    lat: float
    lon: float
    incidents: int
    claims: int
    bounds: Bounds
    ids: tuple[str, ...]
    type: EventType
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A province, region or country that incidents are placed in, no finer. ``lat``, ``lon``: its middle, no place on
    the ground. ``id``: as in Place. ``ids``: up to eight of them, latest first."""

    name: str
    id: str | None
    country: str | None
    admin1: str | None
    precision: Precision
    lat: float
    lon: float
    incidents: int
    claims: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """The incidents with matching claims on a map. ``unlocated``: those without a place that has coordinates."""

    cells: tuple[Cell, ...]
    areas: tuple[Area, ...]
    unlocated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEntry:
    """An incident in a list, told by all its claims but those that were rejected.

    ``matching``: how many of its ``claims`` match the filter. ``first``, ``last``: None when nothing tells. ``lat``,
    ``lon``: of the place, whose ``precision`` says how far they mean a point. ``gist``: origins, statuses, figure.
    """

    id: str
    first: date | None
    last: date | None
    type: EventType
    place: str | None
    country: str | None
    admin1: str | None
    precision: Precision | None
    lat: float | None
    lon: float | None
    claims: int
    documents: int
    matching: int
    gist: Gist


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry(DocumentRow):
    """A document in a list. ``claims``: how many of its claims match the filter."""

    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What a search for words found: documents, and claims whose sentence has them."""

    documents: tuple[Found, ...]
    claims: tuple[Found, ...]
