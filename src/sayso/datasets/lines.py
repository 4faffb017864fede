"""What rows of all data sets have in common: fields that stand as lines in the report (``location: Goma``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.gazetteer import Gazetteer
from sayso.gazetteer.entries import Entry
from sayso.model import Attribution, Reading, Role, Source, Span
from sayso.model.geo import kilometres

_LINE = re.compile(r"^(\w+): (.+)$", re.MULTILINE)
_SAME_KM = 30.0
"""A gazetteer's place of that name within so many kilometres of the row's point is that place."""


@dataclass(frozen=True, slots=True)
class Value(Span):
    """The value of one field, with where it stands."""

    text: str


def values(text: str) -> dict[str, Value]:
    """The fields of a row's report."""
    return {m[1]: Value(start=m.start(2), end=m.end(2), text=m[2]) for m in _LINE.finditer(text)}


def role_of(value: Value, reading: Reading) -> Role:
    """A party by the data set's name, and as the actor list knows it where a mention is the whole of that name."""
    words = value.text.partition(" (")[0]
    known = next((m for m in reading.actors if m.start == value.start and m.end - m.start >= len(words)), None)
    found = {"id": known.id, "side": known.side, "kind": known.kind} if known else {"id": None}
    return Role(start=value.start, end=value.end, name=value.text, **found)


def point_of(told: Mapping[str, Value], lat: str, lon: str) -> tuple[float, float] | None:
    """The point that these two fields give, None where they give none."""
    try:
        at = float(told[lat].text), float(told[lon].text)
    except (KeyError, ValueError):
        return None
    return at if -90 <= at[0] <= 90 and -180 <= at[1] <= 180 else None


def country_of(gazetteer: Gazetteer, name: str) -> str | None:
    """ISO 3166-1 alpha-2 of the country of this name."""
    return next((entry.country for entry in gazetteer.find(name) if entry.feature == "country"), None)


def known_place(gazetteer: Gazetteer, name: str, country: str | None, at: tuple[float, float]) -> Entry | None:
    """The gazetteer's place of this name close to the point."""
    found = [e for e in gazetteer.find(name) if e.country == country]
    near = [(kilometres(*at, e.lat, e.lon), e) for e in found if e.feature not in ("country", "admin1", "admin2")]
    best = min(near, key=lambda one: one[0], default=None)
    return best[1] if best and best[0] <= _SAME_KM else None


def said_by(told: Mapping[str, Value], rule: str) -> Attribution | None:
    """The data set as the one source."""
    name = told.get("dataset")
    if name is None:
        return None
    source = Source(start=name.start, end=name.end, name=name.text, id=None, kind="dataset", side=None)
    return Attribution(sources=(source,), cue=None, content=(), voice="indirect", stance="asserts", rule=rule)
