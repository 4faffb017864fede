"""GeoJSON (RFC 7946): one feature for an incident, longitude before latitude, how fine the place is as a property.

What is placed no finer than a country or region, or not at all, has no geometry: a point would say more than the
reports do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from sayso.exports.contract import dumps
from sayso.exports.deaths import deaths
from sayso.exports.dossiers import Dossier
from sayso.exports.forms import Tally
from sayso.exports.narrating import degrees, notes
from sayso.model import Claim, Place

PROPERTIES = {
    "incident": "the incident's id (also the feature's)",
    "type": "the leading event type",
    "status": "asserted, uncertain, denied or planned",
    "earliest": "first day, or null",
    "latest": "last day, or null",
    "time_known": "`days`, only one `end` of them, or only the `report`'s day; null where nothing is",
    "place": "the finest place that most origins name, or null",
    "place_id": "its id in the gazetteer",
    "near": "whether it is near the place, not in it",
    "precision": "what the point stands for: point, admin2, admin1; country and region have no point",
    "admin1": "its province",
    "country": "ISO 3166-1 alpha-2",
    "actors": "who did it",
    "targets": "to whom",
    "killed": "the most conservative toll, or null",
    "killed_low": "the lowest that an origin's latest toll gives",
    "killed_high": "the highest",
    "disputed": "on what sources differ",
    "origins": "names of the independent origins",
    "reports": "how many reports",
    "outlets": "who published them",
    "report_ids": "the ids that the reports had where they came from",
    "claims": "ids of the claims",
    "notes": "in words: who says what",
}
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
    place, days, dead = dossier.place, dossier.days, deaths(dossier)
    values = (
        dossier.incident.id, dossier.type, dossier.status, days and days.first.isoformat(),
        days and days.last.isoformat(), days and days.known, place and place.name, place and place.id,
        bool(dossier.where and dossier.where.near), place and place.precision, place and place.admin1,
        place and place.country, [role.name for role in dossier.actors], [role.name for role in dossier.targets],
        dead and dead.conservative, dead and dead.low, dead and dead.high, list(dossier.disputed),
        [origin.name for origin in dossier.comparison.origins], len(dossier.documents),
        list(dict.fromkeys(d.outlet for d in dossier.documents if d.outlet)),
        [id for d in dossier.documents if (id := dict(d.kept).get("id"))],
        [told.claim.id for told in dossier.told], notes(dossier, dead),
    )  # fmt: skip
    return {
        "type": "Feature",
        "id": dossier.incident.id,
        "geometry": _geometry(place),
        "properties": dict(zip(PROPERTIES, values, strict=True)),
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
