"""GDELT's events, one claim for each mention of one: what its machine coded, by the CAMEO scheme.

Its first actor acts upon its second. A row tells the day that GDELT gave the event, and how sure it was that the report
it names speaks of it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources

from sayso.datasets.lines import Value, country_of, known_place, point_of, role_of, said_by, values
from sayso.extract import Proposal
from sayso.gazetteer import Gazetteer
from sayso.model import EventType, Place, PlaceMention, Precision, Reading, TimeMention
from sayso.model.claims import When

_PRECISIONS: dict[str, Precision] = {"1": "country", "2": "admin1", "3": "point", "4": "point", "5": "admin1"}


def event_of(code: str) -> tuple[EventType, str] | None:
    """The type and label of a CAMEO code, by the longest beginning that the table has; None where it has none."""
    known = _events()
    return next((known[code[:n]] for n in range(len(code), 1, -1) if code[:n] in known), None)


@cache
def _events() -> dict[str, tuple[EventType, str]]:
    rows = (resources.files("sayso.datasets") / "gdelt.csv").read_text(encoding="utf-8").splitlines()
    return {row["code"]: (row["type"], row["label"]) for row in csv.DictReader(rows)}  # type: ignore[misc]


def propose(reading: Reading, gazetteer: Gazetteer) -> list[Proposal]:
    """The one proposal of a row; none where its kind of event has no type here."""
    told = values(reading.document.text)
    kind = event_of(told["code"].text) if "code" in told else None
    if kind is None or "event" not in told:
        return []
    actors, targets = ((role_of(told[name], reading),) if name in told else () for name in ("actor1", "actor2"))
    return [
        Proposal(
            producer="datasets", type=kind[0], status="asserted", trigger=told["event"],
            confidence=_confidence(told), why="datasets/gdelt", actors=actors, targets=targets,
            place=_place(told, gazetteer), time=_time(told), figures=(), attribution=said_by(told, "datasets/gdelt"),
        )
    ]  # fmt: skip


def _confidence(told: Mapping[str, Value]) -> float:
    value = told.get("confidence")
    return int(value.text) / 100 if value and value.text.isdigit() and int(value.text) <= 100 else 1.0


def _place(told: Mapping[str, Value], gazetteer: Gazetteer) -> PlaceMention | None:
    """By its full name, ``town, province, country``; as fine as its type says."""
    where, at = told.get("location"), point_of(told, "latitude", "longitude")
    precision = _PRECISIONS.get(told["location_type"].text) if "location_type" in told else None
    if where is None or at is None or precision is None:
        return None
    name, *rest = (part.strip() for part in where.text.split(","))
    country = country_of(gazetteer, rest[-1] if rest else name)
    admin1 = name if precision == "admin1" else rest[0] if precision == "point" and len(rest) > 1 else None
    known = known_place(gazetteer, name, country, at) if precision == "point" else None
    place = Place(
        name=name, id=known.id if known else None, country=country, admin1=admin1, lat=at[0], lon=at[1],
        precision=precision,
    )  # fmt: skip
    return PlaceMention(
        start=where.start, end=where.start + len(name), text=name, rule="datasets/location", place=place
    )


def _time(told: Mapping[str, Value]) -> When | None:
    value = told.get("day")
    if value is None:
        return None
    try:
        day = datetime.strptime(value.text, "%Y-%m-%d").date()
    except ValueError:
        return None
    mention = TimeMention(
        start=value.start, end=value.end, text=value.text, rule="datasets/day", kind="date", value=value.text,
        earliest=day, latest=day, grain="day",
    )  # fmt: skip
    return When(earliest=day, latest=day, mention=mention)
