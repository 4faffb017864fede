"""TimeMap's JSON (Forensic Architecture, Bellingcat): incidents as events, reports as sources, types as filters.

One object with ``events``, ``sources``, ``associations``, ``sites`` and ``shapes``, as its server gives it. Dates are
month/day/year, coordinates texts. TimeMap drops what has no date and pins what has a point, so only incidents whose
days a report tells, and which are known to the district or finer, have a place in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from sayso.exports.contract import dumps
from sayso.exports.deaths import deaths
from sayso.exports.dossiers import Dossier
from sayso.exports.forms import Tally
from sayso.exports.narrating import degrees, notes
from sayso.model import EVENT_TYPES, Document
from sayso.model.dicts import day_text
from sayso.wording import visible

_PINNED = ("point", "admin2")
LOST = (
    "Incidents without a day, or known no finer than to a province: left out and counted.",
    "Incidents that all sources deny or only plan: left out and counted.",
    "Spans of days, but for the first: `time_display` has them in words.",
    "Who says what, but for `description`; figures, but for the dead in it.",
)


def write(dossiers: Iterable[Dossier], out: TextIO) -> Tally:
    """Write the whole object, an event a line."""
    tally, sources, kinds = Tally(what="event"), dict[str, dict[str, Any]](), set[str]()
    out.write('{"events": [')
    for dossier in dossiers:
        made = event(dossier)
        if isinstance(made, str):
            tally.left_out[made] += 1
            continue
        out.write((",\n" if tally.written else "\n") + dumps(made))
        tally.written += 1
        kinds.add(dossier.type)
        sources.update({document.id: _source(document) for document in dossier.documents})
    associations = [_association(kind) for kind in EVENT_TYPES if kind in kinds]
    out.write(
        f'\n], "sources": {dumps(sources)},\n"associations": {dumps(associations)}, "sites": [], "shapes": []}}\n'
    )
    return tally


def event(dossier: Dossier) -> dict[str, Any] | str:
    """The incident as an event, or why it is left out."""
    days, place = dossier.days, dossier.place
    if dossier.status in ("denied", "planned"):
        return dossier.status
    if days is None or days.known != "days":
        return "no day"
    if place is None or place.lat is None or place.lon is None or place.precision not in _PINNED:
        return "no point"
    span = f"{day_text(days.first)} to {day_text(days.last)}" if days.count > 1 else day_text(days.first)
    return {
        "id": dossier.incident.id,
        "description": notes(dossier, deaths(dossier)),
        "date": days.first.strftime("%m/%d/%Y"),
        "time": "",
        "time_precision": "",
        "time_display": span,
        "location": visible(place.name),
        "latitude": str(degrees(place.lat)),
        "longitude": str(degrees(place.lon)),
        "category": "incident",
        "associations": [_id(dossier.type)],
        "sources": [document.id for document in dossier.documents],
        "comments": f"{dossier.status}; place known to the {place.precision}; read by machine, not verified",
    }


def _source(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": visible(document.title or document.file or ""),
        "paths": [],
        "type": "report",
        "url": document.url or "",
        "author": visible(document.outlet or ""),
        "date": day_text(document.published) or "",
        "notes": dict(document.kept).get("id") or "",
    }


def _association(kind: str) -> dict[str, Any]:
    name = kind.replace("-", " ")
    return {"id": _id(kind), "title": name, "desc": "", "mode": "FILTER", "filter_paths": ["Type", name]}


def _id(kind: str) -> str:
    return f"type-{kind}"
