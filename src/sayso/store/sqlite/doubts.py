"""How sure the least sure field of a claim is, as a column that the review queue is sorted by."""

from __future__ import annotations

import sqlite3

from sayso.model import Claim

__all__ = ["LEAST", "least_of", "weakest"]

LEAST = "coalesce(c.weakest, 2)"
"""What claims are sorted by, the least sure first; those of which nothing is known come last."""
_INDEX = "CREATE INDEX claims_by_weakest ON claims (coalesce(weakest, 2)) WHERE current = 1"


def weakest(db: sqlite3.Connection) -> None:
    """The confidence of each claim's least sure field; None where none is known, as of all that was read before."""
    db.execute("ALTER TABLE claims ADD COLUMN weakest REAL")
    db.execute(_INDEX)


def least_of(read: Claim) -> float | None:
    """What the column holds of a claim as it was read."""
    return read.field_confidence.least
