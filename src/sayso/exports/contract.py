"""The public shape of a reading, as plain dictionaries: what JSON, JSON lines and every later consumer get.

Keys, their order and their meaning are stable; ``reading.schema.json`` beside this file states them formally. Dates are
ISO 8601 days, offsets half-open character ranges into ``document.text``, unknowns ``null`` (never left out), numbers
whole where they are whole.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import Any

from sayso import __version__
from sayso.model import Document, Reading
from sayso.model.dicts import claim_to_dict, day_text, offsets

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
            "published": day_text(doc.published),
            "published_from": doc.published_from or None,
            "language": doc.language,
            "text_sha256": doc.text_sha256,
            "read_from": _read_from(doc),
            "blocks": [{"kind": b.kind, **offsets(b)} for b in reading.blocks],
            "text": doc.text,
        },
        "claims": [claim_to_dict(claim, doc.text) for claim in reading.claims],
        "sayso": {"version": __version__, "model": reading.model, "rulebook": reading.rulebook},
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
        "file": PurePath(document.path).name if document.file and document.path else None,
        "format": document.format or None,
        "record": document.record or None,
        "sha256": document.bytes_sha256 or None,
        "pages": list(document.pages),
        "edited": day_text(document.edited),
        "forwarded_from": document.forwarded_from,
        "kept": dict(document.kept),
    }
