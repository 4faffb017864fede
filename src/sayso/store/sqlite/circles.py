"""The step of the schema that keeps the scores within long reports, so that a decision need not find them again."""

from __future__ import annotations

import sqlite3


def circles(db: sqlite3.Connection) -> None:
    """How far the claims of a long report agree that may be told together; found again where it is missing.

    ``rests_on``: what found it; ``claims``: of each circle, ``scores``: of all their pairs (see ``packing``).
    """
    db.execute(
        """CREATE TABLE circles (
            document INTEGER PRIMARY KEY REFERENCES documents, rests_on TEXT NOT NULL, claims BLOB NOT NULL,
            scores BLOB NOT NULL)"""
    )
