"""Training records: what people decided of claims, with the words around them, for teaching a reader.

A record has one claim. Its offsets count in ``text``, a stretch of the report of some thousand characters that begins
at ``offset`` of it (``whole``: it is all of the report); a span that lies elsewhere in the report has null for both
ends. ``training.schema.json`` beside this file states the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.exports.contract import dumps
from sayso.model import Claim, Document, Span
from sayso.model.dicts import claim_to_dict, day_text

__all__ = ["FORM", "LOST", "VERDICTS", "Judged", "line", "record", "window"]

FORM = 1
"""The form of the records."""
VERDICTS = ("accept", "reject", "edit", "add")
"""What people say of a claim: it is right, it is none, it is otherwise, or the machine missed it."""
LOST = (
    "The rest of a long report: a record has some 2,000 characters on both sides of its claim.",
    "Merges, splits, grades and notes, which say nothing of how a report is read.",
    "Decisions on claims that are not listed any more: left out and counted.",
)
_WHOLE, _BESIDE = 4000, 2000
"""Characters that a report has at most to go along whole, and those on each side of the claim where it has more."""
_LICENCES = ("licence", "license")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim and what a person decided of it.

    ``claim``: as people left it; ``read``: as the machine read it, None where a person added it. ``verdict``: one of
    VERDICTS, None where nobody has decided. ``edited``: the fields that a person set. ``reason``, ``by`` and ``at``
    (UTC, as ISO 8601) of the last of the decisions; ``by`` None where names are left out. ``read_by``: version,
    language model and rulebook.
    """

    claim: Claim
    read: Claim | None
    verdict: str | None
    edited: tuple[str, ...] = ()
    reason: str | None = None
    by: str | None = None
    at: str | None = None
    read_by: tuple[str, str, str]


def record(judged: Judged, document: Document) -> dict[str, Any]:
    """The record of a claim, in the form of ``training.schema.json``."""
    start, end = window(document.text, judged.claim.trigger)
    version, model, rulebook = judged.read_by
    return {
        "form": FORM,
        "document": {
            "id": document.id, "title": document.title, "outlet": document.outlet, "url": document.url,
            "published": day_text(document.published), "language": document.language, "licence": _licence(document),
            "kept": dict(document.kept),
        },
        "text": document.text[start:end],
        "offset": start,
        "whole": (start, end) == (0, len(document.text)),
        "verdict": judged.verdict,
        "edited": list(judged.edited),
        "reason": judged.reason,
        "by": judged.by,
        "at": judged.at,
        "claim": _moved(claim_to_dict(judged.claim, document.text), start, end),
        "read": _moved(claim_to_dict(judged.read, document.text), start, end) if judged.read else None,
        "sayso": {"version": version, "model": model, "rulebook": rulebook},
    }  # fmt: skip


def line(made: dict[str, Any]) -> str:
    """A record as a line."""
    return dumps(made) + "\n"


def window(text: str, span: Span) -> tuple[int, int]:
    """The stretch of a report that goes along with a claim: all of it, or whole lines around the claim."""
    if len(text) <= _WHOLE:
        return 0, len(text)
    low, high = max(span.start - _BESIDE, 0), min(span.end + _BESIDE, len(text))
    first, last = text.find("\n", low, span.start), text.rfind("\n", span.end, high)
    return (first + 1 if low and first >= 0 else low), (last if high < len(text) and last >= 0 else high)


def _licence(document: Document) -> str | None:
    """What the file that it was read from says, where the user let it be kept."""
    return next((value for name, value in document.kept if name.lower() in _LICENCES), None)


def _moved(value: Any, low: int, high: int) -> Any:
    """The same with its offsets counted from ``low``."""
    if isinstance(value, list):
        return [_moved(item, low, high) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _moved(item, low, high) for key, item in value.items()}
    if "start" in made:
        inside = low <= made["start"] and made["end"] <= high
        made |= {key: made[key] - low if inside else None for key in ("start", "end")}
    return made
