"""A ledger to try sayso with: our own invented reports, read on the spot, with decisions by two invented reviewers.

The reports lie beside this as JSON lines, the decisions as the words of the claims that they judge, so that a decision
finds its claim however a newer rulebook numbers or types it; one whose claim is no longer read is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from sayso.errors import LedgerError, SaysoError
from sayso.model import DecisionKind
from sayso.service.adding import Reads, Step, Summary
from sayso.service.deciding import By, decide
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from sayso.store.protocol import Store

REPORTS, DECISIONS = "reports.jsonl.xz", "decisions.jsonl"
"""The files beside this: reports with ``text``, ``outlet`` and ``published``; decisions (see ``decided``)."""


def make_demo(path: Path, reader: Reads, *, processes: int = 1, watch: Callable[[Step], None] | None = None) -> Summary:
    """Make the demo ledger in a new file. ``watch`` is told of each report. Raises LedgerError if a file is there."""
    if path.exists():
        raise LedgerError(str(path), "is there already", "name another file, or remove it")
    with Ledger(path, create=True) as ledger, resources.as_file(resources.files(__name__) / REPORTS) as reports:
        summary = ledger.add([reports], reader, processes=processes, watch=watch)
        decided(ledger.store)
    return summary


def decided(store: Store) -> int:
    """Record the decisions whose claims are in the ledger; how many.

    A line has ``kind``, ``at`` (for each claim the document's id and the offsets of its words), ``by``, ``reason``,
    ``day`` and for an edit ``field`` and ``value``.
    """
    return sum(_record(store, row) for row in _lines())


def _lines() -> Iterator[dict[str, Any]]:
    text = (resources.files(__name__) / DECISIONS).read_text(encoding="utf-8")
    yield from map(json.loads, text.splitlines())


def _record(store: Store, row: dict[str, Any]) -> bool:
    ids = [id for place in row["at"] if (id := _claim(store, *place))]
    if len(ids) < len(row["at"]):
        return False
    kind: DecisionKind = row["kind"]
    by = By(row["by"], row["reason"], datetime.fromisoformat(row["day"]))
    with suppress(SaysoError):  # what was told of another reading may make no sense of this one
        decide(store, kind, ids, by, field=row.get("field"), value=row.get("value"))
        return True
    return False


def _claim(store: Store, document: str, start: int, end: int) -> str | None:
    """The claim at these words of a document, None where there is none or several."""
    listed = store.claims.search(Filter(document=document, rejected=True))
    found = [one.claim.id for one in listed if (one.claim.trigger.start, one.claim.trigger.end) == (start, end)]
    return found[0] if len(found) == 1 else None
