"""PLOVER JSON lines: one record for each claim that happened and has a day, in PLOVER's classes, modes and sectors.

PLOVER is a coding scheme of political events (Open Event Data Alliance). It has neither sources' chains nor doubt, and
a record without a day is none; what does not fit is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from sayso import __version__
from sayso.exports.contract import dumps
from sayso.exports.countries import country
from sayso.exports.forms import Tally
from sayso.exports.parties import Sort, sort_of, state_of
from sayso.model import Claim, EventType, Reading, Role
from sayso.model.countries import alpha3
from sayso.model.dicts import day_text, number
from sayso.rules.ontology import plover_of

QUADS: dict[str, int] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
"""Class to quad code: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
MODES: dict[EventType, str] = {
    "airstrike": "aerial", "drone-strike": "drone", "shelling": "heavy-weapons", "missile-strike": "heavy-weapons",
    "bombing": "explosives", "damage": "destroy", "abduction": "abduct",
}  # fmt: skip
SECTORS: dict[Sort, str] = {
    "state": "GOV", "rebels": "REB", "militia": "UAF", "communal": "UAF", "rioters": "CVL", "protesters": "CVL",
    "civilians": "CVL", "outsiders": "GOV", "thing": "UNK",
}  # fmt: skip
_BY_KIND = {"military": "MIL", "media": "JRN", "medical": "MED", "person": "UNK", "unnamed": "UNK"}
_SIZES = {"killed": "dead", "injured": "injured", "captured": "arrested"}
_RESOLUTION = {"point": 4, "admin2": 3, "admin1": 2, "country": 1, "region": 1}
LOST = (
    "What was denied, planned, or has no day or no PLOVER class: left out and counted.",
    "Chains of sources, but for who published it; bounds of figures: `size` has the lower one.",
    "Doubt: an uncertain claim says so in `comment` alone. Intensity: `event_scale` stays null.",
)


def write(readings: Iterable[Reading], out: TextIO) -> Tally:
    """Write a record a line for each claim that PLOVER can hold."""
    tally = Tally(what="record")
    for reading in readings:
        for claim in reading.claims:
            made = record(claim, reading)
            if isinstance(made, str):
                tally.left_out[made] += 1
            else:
                out.write(dumps(made) + "\n")
                tally.written += 1
    return tally


def record(claim: Claim, reading: Reading) -> dict[str, Any] | str:
    """The claim as a record, or why there is none."""
    kind, when = plover_of(claim.type), claim.time
    if claim.status in ("denied", "planned"):
        return claim.status
    if kind is None:
        return "no class"
    first = (when.earliest or when.latest) if when else None
    if first is None or when is None:
        return "no date"
    doc = reading.document
    mode = MODES.get(claim.type)
    return {
        "id": claim.id, "has_event": True, "date": day_text(first), "time": None,
        "enddate": day_text(when.latest) if when.latest and when.latest != first else None, "endtime": None,
        "actor": [_entity(role, claim) for role in claim.actors],
        "recipient": [_entity(role, claim) for role in claim.targets],
        "event": [kind], "event_loc": _location(claim), "event_text": [reading.text(claim.trigger)],
        "quad_code": QUADS[kind], "event_scale": None, "mode": [mode] if mode else [], "context": [],
        "size": dict(_sizes(claim)), "link": doc.url, "text": reading.text(claim.sentence),
        "text_info": {"sequence": None, "start": claim.sentence.start, "end": claim.sentence.end, "text_story": doc.id},
        "cite_info": {"publisher": doc.outlet, "title": doc.title, "date": day_text(doc.published),
                      "report_id": dict(doc.kept).get("id")},
        "coder": f"sayso {__version__}", "coded_date": None, "coded_time": None, "comment": _comment(claim),
    }  # fmt: skip


def _entity(role: Role, claim: Claim) -> dict[str, Any]:
    code = claim.place.place.country if claim.place else None
    sort = sort_of(role, alpha3().get(code) if code else None)
    return {
        "code": state_of(role) or role.side, "sector": [_BY_KIND.get(role.kind or "") or SECTORS[sort]],
        "entity_text": role.name, "identifier_id": role.id, "identifier_text": "sayso actor list" if role.id else None,
    }  # fmt: skip


def _location(claim: Claim) -> dict[str, Any] | None:
    if claim.place is None:
        return None
    place = claim.place.place
    known = country(place.country)
    fine = place.precision
    return {
        "extracted_place": claim.place.text, "resolved_place": place.name,
        "geonameid": place.id.removeprefix("geonames:") if place.id and place.id.startswith("geonames:") else None,
        "lat": number(place.lat), "lon": number(place.lon), "city": place.name if fine == "point" else None,
        "district": place.name if fine == "admin2" else None,
        "province": place.name if fine == "admin1" else place.admin1,
        "country": known.ucdp_country if known else None, "country_code": known.iso3 if known else None,
        "feature_class": None, "feature_code": None, "resolution": _RESOLUTION[fine],
    }  # fmt: skip


def _sizes(claim: Claim) -> Iterator[tuple[str, int | float | None]]:
    for measure, name in _SIZES.items():
        found = [f for f in claim.figures if f.measure == measure and f.counting == "new" and not f.part]
        lowest = [f.low if f.low is not None else f.high for f in found]
        yield name, number(max((n for n in lowest if n is not None), default=None))


def _comment(claim: Claim) -> str | None:
    chain = " → ".join(source.name for source in claim.sources)
    parts = ["uncertain" if claim.status == "uncertain" else "", f"said by {chain}" if chain else ""]
    return "; ".join(filter(None, parts)) or None
