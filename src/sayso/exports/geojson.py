"""GeoJSON (RFC 7946): one feature for an incident, longitude before latitude, how fine the place is as a property.

What is placed no finer than a country or region, or not at all, has no geometry: a point would say more than the
reports do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from sayso.exports.contract import dumps
from sayso.exports.dossiers import Dossier
from sayso.exports.forms import Tally
from sayso.exports.narrating import degrees
from sayso.exports.tables import INCIDENTS, incident_row
from sayso.model import Claim, Place
from sayso.model.dicts import day_text

POINT = ("lat", "lon")
PROPERTIES = {field.name: field.about for field in INCIDENTS if field.name not in POINT}
"""The properties of a feature, with what they hold."""
LOST = (
    "Who says what, but for `notes`: the claims stand in JSON lines under the same ids.",
    "All figures but the dead.",
)


def write(dossiers: Iterable[Dossier], out: TextIO) -> Tally:
    """Write one FeatureCollection, a feature a line."""
    tally = Tally(what="incident")
    out.write('{"type": "FeatureCollection", "features": [')
    for dossier in dossiers:
        out.write((",\n" if tally.written else "\n") + dumps(feature(dossier)))
        tally.written += 1
    out.write("\n]}\n")
    return tally


def feature(dossier: Dossier) -> dict[str, Any]:
    """An incident as a feature; every property is always there."""
    told = incident_row(dossier)
    lat, lon = (told.pop(name) for name in POINT)
    return {
        "type": "Feature",
        "id": dossier.incident.id,
        "geometry": None if lat is None else {"type": "Point", "coordinates": [lon, lat]},
        "properties": {name: day_text(value) if isinstance(value, date) else value for name, value in told.items()},
    }


def claim_feature(claim: Claim, properties: dict[str, Any]) -> dict[str, Any]:
    """A claim as a feature, with these properties."""
    place = claim.place.place if claim.place else None
    return {"type": "Feature", "id": claim.id, "geometry": _geometry(place), "properties": properties}


def _geometry(place: Place | None) -> dict[str, Any] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    if place.precision not in ("point", "admin2", "admin1"):
        return None
    return {"type": "Point", "coordinates": [degrees(place.lon), degrees(place.lat)]}
