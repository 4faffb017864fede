"""Rows of ACLED's event data: a report of the row's notes and, below them, its fields as lines.

What a row says is made a claim by ``sayso.datasets``; the notes are not read. A row needs a day and a kind of event.
"""

from __future__ import annotations

from collections.abc import Mapping

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers.columns import day_of
from sayso.readers.csv_ import cells_of
from sayso.readers.records import Given, Record
from sayso.readers.text import make_document

FIELDS = (
    "event_id_cnty", "event_date", "time_precision", "sub_event_type", "actor1", "assoc_actor_1", "actor2",
    "assoc_actor_2", "civilian_targeting", "location", "admin3", "admin2", "admin1", "country", "latitude",
    "longitude", "geo_precision", "fatalities", "source",
)  # fmt: skip
"""Fields that stand as lines below the notes, in this order."""
_NAME = "ACLED"


def document(record: Record, given: Given) -> Document:
    """The row as a report. Raises InputError for one without a day or a kind of event."""
    row = dict(zip(record.about["columns"], cells_of(record), strict=False))
    told = {name: " ".join(row[name].split()) for name in FIELDS if row.get(name, "").strip()}
    day = day_of(told.get("event_date"))
    if day is None or "sub_event_type" not in told:
        raise InputError(record.path, "is a row without event_date or sub_event_type", "repair or drop it")
    told["event_date"] = day.isoformat()
    notes = " ".join(row.get("notes", "").split())
    return make_document(
        _text(notes, told), title=f"{_NAME} {told.get('event_id_cnty', '')}".strip(), outlet=given.outlet or _NAME,
        published=given.published or day_of(row.get("timestamp")), published_from="metadata", language="en",
        key=told.get("event_id_cnty", ""),
        kept=tuple((name, told[key]) for name, key in (("id", "event_id_cnty"),) if key in told),
    )  # fmt: skip


def _text(notes: str, told: Mapping[str, str]) -> str:
    lines = [f"dataset: {_NAME}", *(f"{name}: {value}" for name, value in told.items())]
    return "\n\n".join(filter(None, (notes, "\n\n".join(lines)))) + "\n"
