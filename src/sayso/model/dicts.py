"""Claims as plain dictionaries, in the public shape: keys, order and meaning as ``reading.schema.json`` states them.

Dates are ISO 8601 days, offsets half-open character ranges into the report's text, unknowns None (never left out),
numbers whole where they are whole.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.model.claims import Attribution, Claim, Figure, Role, When
    from sayso.model.mentions import PlaceMention
    from sayso.model.text import Span


def claim_to_dict(claim: Claim, text: str) -> dict[str, Any]:
    """One claim; ``text``: that of its report, which gives the words of its spans."""
    return {
        "id": claim.id,
        "type": claim.type,
        "status": claim.status,
        "trigger": _words(claim.trigger, text),
        "sentence": offsets(claim.sentence),
        "actors": [_role(role, text) for role in claim.actors],
        "targets": [_role(role, text) for role in claim.targets],
        "place": _place(claim.place) if claim.place else None,
        "time": _time(claim.time) if claim.time else None,
        "figures": [_figure(figure, text) for figure in claim.figures],
        "attribution": _attribution(claim.attribution, text),
        "confidence": number(round(claim.confidence, 3)),
        "field_confidence": {name: number(sure) for name, sure in claim.field_confidence.by_field()},
        "rule": claim.rule,
    }


def number(value: float | None) -> int | float | None:
    """An int when the value is whole, None when it is open or not finite."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def day_text(value: date | None) -> str | None:
    """A day as ISO 8601 writes it."""
    return value.isoformat() if value else None


def offsets(span: Span) -> dict[str, int]:
    """Where a stretch of text stands."""
    return {"start": span.start, "end": span.end}


def _words(span: Span, text: str) -> dict[str, Any]:
    return {"text": text[span.start : span.end], **offsets(span)}


def _role(role: Role, text: str) -> dict[str, Any]:
    return {"name": role.name, "id": role.id, "kind": role.kind, **_words(role, text)}


def _place(mention: PlaceMention) -> dict[str, Any]:
    place = mention.place
    return {
        "name": place.name,
        "text": mention.text,
        "id": place.id,
        "country": place.country,
        "admin1": place.admin1,
        "lat": number(place.lat),
        "lon": number(place.lon),
        "precision": place.precision,
        **offsets(mention),
    }


def _time(when: When) -> dict[str, Any]:
    return {
        "earliest": day_text(when.earliest),
        "latest": day_text(when.latest),
        "grain": when.mention.grain,
        "text": when.mention.text,
        **offsets(when.mention),
    }


def _figure(figure: Figure, text: str) -> dict[str, Any]:
    return {
        "measure": figure.measure,
        "unit": figure.unit,
        "low": number(figure.low),
        "high": number(figure.high),
        "bound": figure.bound,
        "counting": figure.counting,
        "part": figure.part,
        **_words(figure, text),
    }


def _attribution(said: Attribution | None, text: str) -> dict[str, Any]:
    if said is None:
        return {"voice": "own", "stance": "asserts", "cue": None, "sources": [], "said": None}
    dated = said.said_earliest or said.said_latest
    return {
        "voice": said.voice,
        "stance": said.stance,
        "cue": _words(said.cue, text) if said.cue else None,
        "sources": [{"name": s.name, "kind": s.kind, "side": s.side, **offsets(s)} for s in said.sources],
        "said": {"earliest": day_text(said.said_earliest), "latest": day_text(said.said_latest)} if dated else None,
    }
