"""The ledger: SQLite's only door. Documents, readings, claims, incidents and decisions in one file."""

from sayso.ledger.decisions import decision_id
from sayso.ledger.filters import Filter, Near, Where
from sayso.ledger.records import (
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
from sayso.ledger.store import Ledger

__all__ = [
    "Added", "Failed", "FigureRow", "Filter", "IncidentRow", "Kept", "Ledger", "Listed", "Near",
    "Outcome", "ReadBy", "SourceRow", "Version", "Where", "decision_id",
]  # fmt: skip
