"""The ledger: SQLite's only door. Documents, readings, claims, incidents and decisions in one file."""

from sayso.store.records import (
    Added,
    Failed,
    FigureRow,
    IncidentRow,
    Kept,
    Listed,
    Outcome,
    ReadBy,
    SourceRow,
    Version,
)
from sayso.store.sqlite.decisions import decision_id
from sayso.store.sqlite.filters import Filter, Near, Where
from sayso.store.sqlite.store import Ledger

__all__ = [
    "Added", "Failed", "FigureRow", "Filter", "IncidentRow", "Kept", "Ledger", "Listed", "Near",
    "Outcome", "ReadBy", "SourceRow", "Version", "Where", "decision_id",
]  # fmt: skip
