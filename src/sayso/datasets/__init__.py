"""Data sets of coded events as claims to compare with: a row of ACLED's or GDELT's is what that says happened.

The reader makes a row into a report of its notes and, below, its fields as lines (``location: Goma``), so that every
value of the claim has its words. Nothing is read off the notes: the coders have read them. The one source is the data
set, of a kind of its own (``dataset``); it rests on reports, so it is no independent origin beside them.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources

from sayso.datasets import gdelt
from sayso.datasets.lines import Value, country_of, known_place, point_of, role_of, said_by, values
from sayso.extract import Proposal
from sayso.model import (
    EventType,
    Figure,
    Place,
    PlaceMention,
    Precision,
    Reading,
    Role,
    TimeMention,
)
from sayso.model.claims import When
from sayso.stage import Resources

__all__ = ["FORMATS", "DatasetProducer"]

FORMATS = frozenset({"acled", "gdelt"})
"""Formats of documents that are rows of a data set."""
_JOINT = frozenset({"clash", "agree"})


class DatasetProducer:
    """Proposes the claim that a row of a data set is; nothing for any other report. Built once."""

    name = "datasets"

    def __init__(self, resources: Resources) -> None:
        self._gazetteer = resources.gazetteer

    def __call__(self, reading: Reading) -> list[Proposal]:
        """The one proposal of a row; none where its kind of event has no type here."""
        if reading.document.format not in FORMATS:
            return []
        if reading.document.format == "gdelt":
            return gdelt.propose(reading, self._gazetteer)
        told = values(reading.document.text)
        kind = _types().get(told["sub_event_type"].text) if "sub_event_type" in told else None
        if kind is None:
            return []
        actors, targets = _parties(told, kind, reading)
        return [
            Proposal(
                producer=self.name, type=kind, status="asserted", trigger=told["sub_event_type"], confidence=1.0,
                why="datasets/acled", actors=actors, targets=targets, place=self._place(told), time=_time(told),
                figures=_figures(told), attribution=said_by(told, "datasets/acled"),
            )
        ]  # fmt: skip

    def _place(self, told: Mapping[str, Value]) -> PlaceMention | None:
        where, at = told.get("location"), point_of(told, "latitude", "longitude")
        if where is None or at is None:
            return None
        grade = told["geo_precision"].text if "geo_precision" in told else "3"
        precision: Precision = "admin1" if grade == "3" else "point"
        country = country_of(self._gazetteer, told["country"].text) if "country" in told else None
        known = known_place(self._gazetteer, where.text, country, at) if precision == "point" else None
        admin1 = told["admin1"].text if "admin1" in told else None
        place = Place(
            name=where.text, id=known.id if known else None, country=country, admin1=admin1, lat=at[0], lon=at[1],
            precision=precision,
        )  # fmt: skip
        return PlaceMention(
            start=where.start, end=where.end, text=where.text, rule="datasets/location", place=place,
            near=grade == "2",
        )  # fmt: skip


@cache
def _types() -> dict[str, EventType]:
    """ACLED's sub-event types to ours; those that are none of ours are not in it."""
    rows = (resources.files("sayso.datasets") / "acled.csv").read_text(encoding="utf-8").splitlines()
    return {row["sub_event_type"]: row["type"] for row in csv.DictReader(rows)}  # type: ignore[misc]


def _parties(told: Mapping[str, Value], kind: EventType, reading: Reading) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """Who acts and whom it befalls. ACLED's two actors have no direction: only civilians are known not to attack."""
    one, two = ((role_of(told[name], reading),) if name in told else () for name in ("actor1", "actor2"))
    if kind in _JOINT:
        return one + two, ()
    return (one, two) if one and (not two or "civilian_targeting" in told) else ((), ())


def _time(told: Mapping[str, Value]) -> When | None:
    """The day, the week around it or its month, by ``time_precision`` 1, 2 or 3."""
    value = told.get("event_date")
    if value is None:
        return None
    day, grade = date.fromisoformat(value.text), told["time_precision"].text if "time_precision" in told else "1"
    first, last = day, day
    if grade == "2":
        first, last = day - timedelta(3), day + timedelta(3)
    elif grade == "3":
        first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    mention = TimeMention(
        start=value.start, end=value.end, text=value.text, rule="datasets/event_date", kind="date", value=value.text,
        earliest=first, latest=last, grain={"2": "week", "3": "month"}.get(grade, "day"),  # type: ignore[arg-type]
    )  # fmt: skip
    return When(earliest=first, latest=last, mention=mention)


def _figures(told: Mapping[str, Value]) -> tuple[Figure, ...]:
    value = told.get("fatalities")
    if value is None or not value.text.isdigit():
        return ()
    dead = float(value.text)
    return (
        Figure(start=value.start, end=value.end, measure="killed", unit="people", low=dead, high=dead, bound="exact"),
    )
