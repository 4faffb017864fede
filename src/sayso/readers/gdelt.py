"""Rows of GDELT's events and mentions: a report of the row's fields as lines.

What a row says is made a claim by ``sayso.datasets``. A row needs a day, an event's number and its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers.csv_ import cells_of
from sayso.readers.records import Given, Record
from sayso.readers.text import make_document

_NAME = "GDELT"
_LINES = {
    "globaleventid": "id", "eventcode": "code", "actor1name": "actor1", "actor2name": "actor2",
    "actiongeo_fullname": "location", "actiongeo_type": "location_type", "actiongeo_lat": "latitude",
    "actiongeo_long": "longitude", "confidence": "confidence", "mentionsourcename": "outlet",
    "mentionidentifier": "mention", "sourceurl": "url",
}  # fmt: skip
"""Column to the name of its line, in their order."""


def document(record: Record, given: Given) -> Document:
    """The row as a report. Raises InputError for one without a day or an event."""
    from sayso.datasets.gdelt import event_of  # what else it loads, other formats need not wait for

    named = zip(record.about["columns"], cells_of(record), strict=False)
    row = {name.lower(): " ".join(cell.split()) for name, cell in named if name and cell.strip()}
    day = _day(row.get("day") or row.get("sqldate") or "")
    if day is None or "eventcode" not in row or "globaleventid" not in row:
        raise InputError(record.path, "is a row without GlobalEventID, Day or EventCode", "repair or drop it")
    told = {line: row[column] for column, line in _LINES.items() if column in row}
    kind = event_of(row["eventcode"])
    lines = {"dataset": _NAME, **({"event": kind[1]} if kind else {}), "day": day.isoformat(), **told}
    mentioned = row.get("mentionidentifier") or row.get("sourceurl", "")
    return make_document(
        "\n\n".join(f"{name}: {value}" for name, value in lines.items()) + "\n",
        # Two reports that mention an event must not pass for two versions of one row.
        title=f"{_NAME} {row['globaleventid']}: {mentioned}".rstrip(": "), outlet=given.outlet or _NAME,
        published=given.published or _day((row.get("mentiontimedate") or row.get("dateadded") or "")[:8]),
        published_from="metadata", language="en", key=f"{row['globaleventid']} {mentioned}", kept=_kept(told),
    )  # fmt: skip


def _kept(told: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, told[name]) for name in ("id", "code", "outlet", "mention") if name in told)


def _day(digits: str) -> date | None:
    try:
        return datetime.strptime(digits, "%Y%m%d").date()
    except ValueError:
        return None
