"""KML 2.2: a placemark for each incident, with its days as a time span and the properties of the GeoJSON as data.

What is placed no finer than a country or region, or nowhere, is a placemark without a point: it stands in the list and
not on the map.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO
from xml.sax.saxutils import escape, quoteattr

from sayso.exports.dossiers import Dossier
from sayso.exports.forms import Tally
from sayso.exports.tables import INCIDENTS, incident_row
from sayso.model.dicts import day_text
from sayso.wording import READ_BY_MACHINE, visible

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>sayso</name>
<description>{READ_BY_MACHINE}</description>
"""
_DATA = tuple(f.name for f in INCIDENTS if f.name not in ("notes", "lat", "lon"))
LOST = (
    "Who says what, but for the description; all figures but the dead.",
    "How fine a place is, but for `precision` among the data: a pin looks exact and may stand for a province.",
)


def write(dossiers: Iterable[Dossier], out: TextIO) -> Tally:
    """Write one document with a placemark for each incident."""
    tally = Tally()
    out.write(_HEAD)
    for dossier in dossiers:
        out.write(placemark(incident_row(dossier)))
        tally.written += 1
    out.write("</Document>\n</kml>\n")
    return tally


def placemark(row: dict[str, Any]) -> str:
    """An incident (a row of INCIDENTS) as a placemark."""
    name = ", ".join(filter(None, (row["type"].replace("-", " "), row["place"])))
    span = _span(row) if row["time_known"] == "days" else ""
    point = f"<Point><coordinates>{row['lon']},{row['lat']}</coordinates></Point>\n" if row["lat"] is not None else ""
    data = "".join(_datum(key, row[key]) for key in _DATA if row[key] not in (None, [], ""))
    return (
        f"<Placemark id={quoteattr('i' + row['incident'])}>\n<name>{_text(name)}</name>\n"
        f"<description>{_text(row['notes'])}</description>\n{span}<ExtendedData>\n{data}</ExtendedData>\n"
        f"{point}</Placemark>\n"
    )


def _span(row: dict[str, Any]) -> str:
    return (
        f"<TimeSpan><begin>{day_text(row['earliest'])}</begin><end>{day_text(row['latest'])}</end></TimeSpan>\n"
    )  # fmt: skip


def _datum(key: str, value: Any) -> str:
    told = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"<Data name={quoteattr(key)}><value>{_text(told)}</value></Data>\n"


def _text(text: str) -> str:
    return escape(visible(text))
