"""Decisions to take away, in the form that ``service.deciding.decide_from`` takes back, here or in another ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from sayso.exports.contract import dumps
from sayso.exports.forms import as_cells, row_writer
from sayso.model import Decision
from sayso.model.edits import FIELDS
from sayso.service.deciding import from_text
from sayso.store.protocol import Store

COLUMNS = ("id", "kind", "ids", "by", "reason", "at", "field", "value", "start", "end", "type",
           *(name for name in FIELDS if name != "type"))  # fmt: skip
"""Columns of the CSV; those from ``start`` on are filled for added claims alone."""
_TEXTS = frozenset({"id", "kind", "ids", "by", "reason", "at", "field", "type"})
"""Columns that are read back as the text they hold, also where it looks like a number ("665e587045648451")."""


def rows(store: Store, *, by: str | None = None) -> Iterator[dict[str, Any]]:
    """The decisions that hold, oldest first; of one person where ``by`` names one.

    Each has its id, so that a ledger that knows it already passes it over.
    """
    found: Iterable[Decision] = store.decisions.made_by(by) if by else store.decisions.holding()
    for decision in found:
        yield _row(decision)


def _row(decision: Decision) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": decision.id, "kind": decision.kind, "ids": list(decision.claims), "by": decision.by,
        "reason": decision.reason, "at": decision.at.isoformat(),
    }  # fmt: skip
    value: Any = json.loads(decision.value or "null")
    if decision.kind == "add":
        added: dict[str, Any] = dict(value)
        return told | {"ids": [added.pop("document")]} | added
    if decision.field:
        told["field"] = decision.field
    if decision.kind != "split" and value is not None:
        told["value"] = value
    return told


def jsonl_of(store: Store, *, by: str | None = None) -> str:
    """As JSON lines."""
    return "".join(dumps(row) + "\n" for row in rows(store, by=by))


def csv_of(store: Store, *, by: str | None = None) -> str:
    """As CSV; text that a spreadsheet would run is defused by an apostrophe. JSON lines are exact."""
    out = StringIO()
    writer = row_writer(out, False)
    writer.writerow(COLUMNS)
    for row in rows(store, by=by):
        told = row | {"ids": " ".join(row["ids"])}
        cells = ((name, told.get(name)) for name in COLUMNS)
        writer.writerow(as_cells((cell if name in _TEXTS else _cell(cell) for name, cell in cells), False))
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A value that reads back as it is: JSON, but for text that is no JSON itself."""
    if isinstance(value, str):
        return value if from_text(value) == value else json.dumps(value, ensure_ascii=False)
    return value if value is None else json.dumps(value, ensure_ascii=False)
