"""The public shape of a reading, as plain dictionaries: what JSON, JSON lines and every later consumer get.

Keys, their order and their meaning are stable; ``reading.schema.json`` beside this file states them formally. Dates are
ISO 8601 days, offsets half-open character ranges into ``document.text``, unknowns ``null`` (never left out), numbers
whole where they are whole.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from sayso import __version__
from sayso.model import Attribution, Claim, Document, Figure, PlaceMention, Reading, Role, Span, When
from sayso.wording import number

_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Written as escapes: characters that break lines, turn text around, steer a terminal or cannot be encoded."""


def reading_to_dict(reading: Reading) -> dict[str, Any]:
    """One document with all its claims; ``sayso`` says which version, model and rulebook read it."""
    doc = reading.document
    return {
        "document": {
            "id": doc.id,
            "title": doc.title,
            "outlet": doc.outlet,
            "url": doc.url,
            "published": _day(doc.published),
            "published_from": doc.published_from or None,
            "language": doc.language,
            "text_sha256": doc.text_sha256,
            "read_from": _read_from(doc),
            "blocks": [{"kind": b.kind, **_range(b)} for b in reading.blocks],
            "text": doc.text,
        },
        "claims": [claim_to_dict(claim, reading) for claim in reading.claims],
        "sayso": {"version": __version__, "model": reading.model, "rulebook": reading.rulebook},
    }


def claim_to_dict(claim: Claim, reading: Reading) -> dict[str, Any]:
    """One claim; ``reading`` is the one that holds it and gives the words of its spans."""
    return {
        "id": claim.id,
        "type": claim.type,
        "status": claim.status,
        "trigger": _words(claim.trigger, reading),
        "sentence": _range(claim.sentence),
        "actors": [_role(role, reading) for role in claim.actors],
        "targets": [_role(role, reading) for role in claim.targets],
        "place": _place(claim.place) if claim.place else None,
        "time": _time(claim.time) if claim.time else None,
        "figures": [_figure(figure, reading) for figure in claim.figures],
        "attribution": _attribution(claim.attribution, reading),
        "confidence": number(round(claim.confidence, 3)),
        "rule": claim.rule,
    }


def dumps(value: Any, *, indent: int | None = None) -> str:
    """JSON that survives being cut into lines, shown on a terminal and written as UTF-8, whatever the text holds."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _read_from(document: Document) -> dict[str, Any]:
    """Which bytes the document is from. ``pages``: the offset at which each page begins, empty without pages.

    ``kept``: what the file says of the record.
    """
    return {
        "format": document.format or None,
        "record": document.record or None,
        "sha256": document.bytes_sha256 or None,
        "pages": list(document.pages),
        "edited": _day(document.edited),
        "forwarded_from": document.forwarded_from,
        "kept": dict(document.kept),
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _range(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _words(span: Span, reading: Reading) -> dict[str, Any]:
    return {"text": reading.text(span), **_range(span)}


def _role(role: Role, reading: Reading) -> dict[str, Any]:
    return {"name": role.name, "id": role.id, "kind": role.kind, **_words(role, reading)}


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
        **_range(mention),
    }


def _time(when: When) -> dict[str, Any]:
    return {
        "earliest": _day(when.earliest),
        "latest": _day(when.latest),
        "grain": when.mention.grain,
        "text": when.mention.text,
        **_range(when.mention),
    }


def _figure(figure: Figure, reading: Reading) -> dict[str, Any]:
    return {
        "measure": figure.measure,
        "unit": figure.unit,
        "low": number(figure.low),
        "high": number(figure.high),
        "bound": figure.bound,
        "counting": figure.counting,
        "part": figure.part,
        **_words(figure, reading),
    }


def _attribution(said: Attribution | None, reading: Reading) -> dict[str, Any]:
    if said is None:
        return {"voice": "own", "stance": "asserts", "cue": None, "sources": [], "said": None}
    dated = said.said_earliest or said.said_latest
    return {
        "voice": said.voice,
        "stance": said.stance,
        "cue": _words(said.cue, reading) if said.cue else None,
        "sources": [{"name": s.name, "kind": s.kind, "side": s.side, **_range(s)} for s in said.sources],
        "said": {"earliest": _day(said.said_earliest), "latest": _day(said.said_latest)} if dated else None,
    }
