"""Mentions as the reading shows them, never more precise than the words."""

from __future__ import annotations

from sayso.gazetteer import Entry
from sayso.lang import lexicon
from sayso.mentions.places.lexicon import Lexicon
from sayso.mentions.places.spots import Spot
from sayso.model import Place, PlaceMention, Precision

WORDS = lexicon("places")

_NOUNS = WORDS["output.nouns"]
COARSER: dict[Precision, Precision] = {
    "point": "admin2", "admin2": "admin2", "admin1": "region", "country": "region", "region": "region",
}  # fmt: skip
"""What a precision becomes by "near"."""
_PRECISION = WORDS.table("output.precision")


class Writer:
    """Turns spots with their places into mentions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def mention(self, spot: Spot, entry: Entry, locative: bool, text: str) -> PlaceMention:
        """The mention of a spot that means this entry."""
        whole = entry.feature == "country" or spot.name_start is None
        start = spot.start if spot.name_start is None or whole else spot.name_start
        return PlaceMention(
            start=start,
            end=spot.end,
            text=text[start : spot.end],
            rule=entry.rule or spot.rule or self._lexicon.rule("entity"),
            place=self._place(spot, entry),
            locative=locative,
            near=spot.near,
        )

    def _place(self, spot: Spot, entry: Entry) -> Place:
        precision = self._precision(spot, entry)
        unit = self._lexicon.gazetteer.admin1(entry)
        name = entry.name
        id: str | None = entry.id
        if spot.direction and entry.feature == "country":
            name, id = f"{spot.direction} {entry.name}", None
        return Place(
            name=name,
            id=id,
            country=entry.country,
            admin1=short_name(unit.name) if unit else None,
            lat=round(entry.lat, 4),
            lon=round(entry.lon, 4),
            precision=precision,
            population=0 if id is None else entry.population,
            feature=entry.feature,
            note=entry.note,
        )

    def _precision(self, spot: Spot, entry: Entry) -> Precision:
        precision = entry.precision if entry.feature == "region" else _PRECISION[entry.feature]
        if precision == "point" and (spot.near or spot.extent or spot.feature == "admin2"):
            return "admin2"
        if precision == "point" and spot.feature == "admin1":
            return "admin1"
        if precision == "country" and (spot.direction or spot.near):
            return "region"
        return "region" if spot.near and precision == "admin1" else precision


def place_of(entry: Entry, unit: Entry | None, *, near: bool) -> Place:
    """The place of an entry that words name without further ado; ``unit``: the first-level one that holds it."""
    precision = entry.precision if entry.feature == "region" else _PRECISION[entry.feature]
    return Place(
        name=entry.name,
        id=entry.id,
        country=entry.country,
        admin1=short_name(unit.name) if unit else None,
        lat=round(entry.lat, 4),
        lon=round(entry.lon, 4),
        precision=COARSER[precision] if near else precision,
        population=entry.population,
        feature=entry.feature,
        note=entry.note,
    )


def short_name(name: str) -> str:
    """A unit's name without its generic noun: "Kursk Oblast" is Kursk."""
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].lower() in _NOUNS else name
