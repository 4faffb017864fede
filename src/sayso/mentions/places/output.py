"""Places as the reading shows them, never more precise than the words."""

from __future__ import annotations

from dataclasses import replace

from sayso.gazetteer import Entry, Gazetteer
from sayso.mentions.places.spots import WORDS, Spot
from sayso.model import Place, Precision
from sayso.model.geo import COARSER
from sayso.model.mentions import UNLISTED, UNLOCATED

(_DIRECTIONAL,) = WORDS.row("directions.ending")
_PRECISION: dict[str, Precision] = {"country": "country", "admin1": "admin1", "admin2": "admin2", "city": "point"}


def place_of(entry: Entry, gazetteer: Gazetteer, precision: Precision | None = None, direction: str = "") -> Place:
    """The place of an entry. ``precision``: that of its kind unless given; ``direction``: of the part that is meant,
    which has no id of its own. A unit whose point is not known is as fine as the one around it."""
    unit = gazetteer.admin1(entry)
    if unit and entry.feature == "admin2" and (entry.lat, entry.lon) == (unit.lat, unit.lon):
        return replace(place_of(unit, gazetteer), name=entry.name, id=entry.id, feature=UNLOCATED)
    way = direction.replace("-", "").removesuffix(_DIRECTIONAL)
    lat, lon = gazetteer.part(entry.country or "", way) or (entry.lat, entry.lon)
    return Place(
        name=f"{direction} {entry.name}" if direction else entry.name,
        id=None if direction else entry.id,
        country=entry.country,
        admin1=short_name(unit.name) if unit else None,
        lat=round(lat, 4),
        lon=round(lon, 4),
        precision=precision or precision_of(entry),
        population=0 if direction else entry.population,
        feature=entry.feature,
        note=entry.note,
    )


def unlisted(name: str, country: str | None = None, precision: Precision = "point") -> Place:
    """A place that no gazetteer has."""
    return Place(name=name, id=None, country=country, admin1=None, lat=None, lon=None, precision=precision)


def within(name: str, area: Place) -> Place:
    """A settlement that no gazetteer has, at the area around it: its coordinates, as fine as they are for it."""
    around = COARSER["point"] if area.precision == "point" else area.precision
    return replace(area, name=name, id=None, precision=around, population=0, feature=UNLISTED)


def precision_of(entry: Entry, *, near: bool = False) -> Precision:
    """How finely words place something that name an entry without further ado."""
    precision = entry.precision if entry.feature == "region" else _PRECISION[entry.feature]
    return COARSER[precision] if near else precision


def precision_at(spot: Spot, entry: Entry) -> Precision:
    """How finely the words of a spot that means the entry place something."""
    precision = precision_of(entry)
    if precision == "point" and spot.feature == "admin1":
        return "admin2" if spot.near or spot.extent else "admin1"
    if precision == "country" and spot.direction:
        return "region"
    wide = spot.near or (precision == "point" and (spot.extent or spot.feature == "admin2"))
    return COARSER[precision] if wide else precision


def short_name(name: str) -> str:
    """A unit's name without its generic noun: "Kursk Oblast" is Kursk."""
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].lower() in WORDS["nouns.units"] else name
