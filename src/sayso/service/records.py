"""What a ledger lists as plain values: keys and values for JSON and JSON lines, flat rows for CSV."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from sayso.exports.csv_ import flat
from sayso.exports.tables import CLAIMS, JUDGED, claim_row
from sayso.model import Decision
from sayso.model.dicts import claim_to_dict, number
from sayso.store.records import Listed

CLAIM_COLUMNS = tuple(field.name for field in (*CLAIMS, *JUDGED))
"""Columns of a listing of claims as CSV."""


def plain(row: Any) -> dict[str, Any]:
    """A record of the store (an incident, a source, a figure, a version …) by its fields; days as ISO 8601."""
    return {name: _plain(value) for name, value in asdict(row).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # an instant too
        return value.isoformat()
    if isinstance(value, float):
        return number(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def judged(listed: Listed) -> dict[str, Any]:
    """What people and merging know of a claim, as it stands behind the claim in JSON.

    ``edits``: what people set, by field; ``as_read``: what the machine read in these fields; ``added_by``: who added
    the claim, null where the machine read it; ``credibility``: the grade, 1 to 6, that a person gave it last.
    """
    read = claim_to_dict(listed.read, listed.reading.document.text) if listed.edits else {}
    names = {"sources": "attribution"}
    return {
        "incident": listed.incident,
        "rejected": listed.rejected,
        "edits": {field: json.loads(value) for field, value in listed.edits},
        "as_read": {field: read[names.get(field, field)] for field, _ in listed.edits if field != "note"},
        "added_by": listed.added_by,
        "credibility": listed.credibility,
    }


def claim_json(listed: Listed) -> dict[str, Any]:
    """A claim as in the JSON of a reading, with its document in short, its words, its incident, people's decisions."""
    document = listed.document
    return {
        **claim_to_dict(listed.claim, listed.reading.document.text),
        "document": {
            "id": document.id, "title": document.title, "outlet": document.outlet, "url": document.url,
            "published": document.published.isoformat() if document.published else None,
            "kept": dict(document.kept),
        },
        "words": listed.words,
        **judged(listed),
    }  # fmt: skip


def listed_row(listed: Listed) -> dict[str, Any]:
    """A claim of a ledger as a row of its table: the columns of CLAIMS and JUDGED."""
    return {
        **claim_row(listed.claim, listed.reading),
        "incident": listed.incident,
        "rejected": listed.rejected,
        "edits": [f"{field}={value}" for field, value in listed.edits],
        "added_by": listed.added_by,
        "credibility": listed.credibility,
    }


def claim_csv(listed: Listed) -> dict[str, Any]:
    """A claim as a flat row; see CLAIM_COLUMNS."""
    return {name: flat(name, value) for name, value in listed_row(listed).items()}


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision; what it sets as the value itself."""
    return {**plain(decision), "value": None if decision.value is None else json.loads(decision.value)}
