"""Geography: how far apart places are, which of two is told of more finely, and what may hold what."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

from sayso.model.mentions import Place, Precision

EARTH_KM = 6371.0088
"""The mean radius of the earth."""
FINENESS: dict[Precision, int] = {"point": 0, "admin2": 1, "admin1": 2, "region": 3, "country": 4}
"""Precisions from the finest, 0, to the coarsest."""
COARSER: dict[Precision, Precision] = {
    "point": "admin2", "admin2": "admin2", "admin1": "region", "country": "region", "region": "region",
}  # fmt: skip
"""What a precision becomes where the words put something near the place and not in it."""


class Located(Protocol):
    """Whatever has coordinates: decimal degrees, WGS 84; None where they are not known."""

    @property
    def lat(self) -> float | None:
        """The latitude."""
        ...

    @property
    def lon(self) -> float | None:
        """The longitude."""
        ...


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two points given in decimal degrees (haversine)."""
    up, along = radians(other_lat - lat), radians(other_lon - lon)
    half = sin(up / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(along / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def apart(a: Located, b: Located) -> float | None:
    """The distance of two places in kilometres, None when either has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def holds(coarse: Place, fine: Place) -> bool:
    """Whether the coarser place may hold the finer one: same country, and same first-level unit where it is one."""
    if coarse.country != fine.country:
        return False
    return coarse.grain in ("country", "region") or coarse.admin1 == fine.admin1
