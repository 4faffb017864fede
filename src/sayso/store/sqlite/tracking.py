"""Later steps of the schema; most let whoever holds a ledger's columns in memory know what changed since.

``revision`` counts the transactions that wrote. ``changes`` has, for each document, the last one in which its claims,
what people decided about them, or the incidents that they belong to changed; triggers keep it, whoever writes.
"""

from __future__ import annotations

import sqlite3

_TRIGGERS = (
    ("documents", "INSERT", "SELECT NEW.n, r.n FROM revision r"),
    ("documents", "UPDATE", "SELECT NEW.n, r.n FROM revision r"),
    ("claims", "INSERT", "SELECT NEW.document, r.n FROM revision r"),
    ("claims", "UPDATE", "SELECT NEW.document, r.n FROM revision r"),
    ("incident_tellings", "INSERT",
     "SELECT t.document, r.n FROM revision r, tellings t WHERE t.n = NEW.telling"),
    ("incident_tellings", "DELETE",
     "SELECT t.document, r.n FROM revision r, tellings t WHERE t.n = OLD.telling"),
    ("incidents", "UPDATE",
     "SELECT t.document, r.n FROM revision r, incident_tellings m, tellings t"
     " WHERE m.incident = NEW.n AND t.n = m.telling"),
    ("decision_claims", "INSERT",
     "SELECT c.document, r.n FROM revision r, claims c WHERE c.id = NEW.claim"),
)  # fmt: skip
_PLACED = """UPDATE incidents SET spot = (
    SELECT c.place FROM incident_tellings m JOIN telling_claims h ON h.telling = m.telling
    JOIN claims c ON c.n = h.claim JOIN places p ON p.n = c.place
    WHERE m.incident = incidents.n AND p.name = incidents.place AND p.country IS incidents.country
    GROUP BY c.place ORDER BY p.precision NOT IN ('point', 'admin2'), count(*) DESC, c.place LIMIT 1)"""


def overviews(db: sqlite3.Connection) -> None:
    """What a listing of incidents shows and is sorted by; which documents changed when."""
    for sql in (
        # The row of its place; rows of places are never removed.
        "ALTER TABLE incidents ADD COLUMN spot INTEGER",
        # Counted when an incident is next made; see service.gists for those of an older ledger.
        "ALTER TABLE incidents ADD COLUMN origins INTEGER",
        "ALTER TABLE incidents ADD COLUMN told BLOB",
        "CREATE INDEX incidents_by_origins ON incidents (n) WHERE origins IS NULL",
        _PLACED,
        "CREATE TABLE revision (n INTEGER NOT NULL)",
        "INSERT INTO revision VALUES (1)",
        "CREATE TABLE changes (document INTEGER PRIMARY KEY, revision INTEGER NOT NULL)",
        "CREATE INDEX changes_by_revision ON changes (revision)",
    ):
        db.execute(sql)
    for table, act, found in _TRIGGERS:
        db.execute(
            f"CREATE TRIGGER {table}_{act.lower()}_seen AFTER {act} ON {table}"
            f" BEGIN INSERT OR REPLACE INTO changes {found}; END"
        )


_MANY_AT_ONCE = {"documents": "NEW.n", "claims": "NEW.document"}
"""Tables of which a transaction writes many rows of one document, with what names it in a row."""


def quieter(db: sqlite3.Connection) -> None:
    """A document that a transaction has noted as changed is not noted again for each of its claims."""
    for table, act, found in _TRIGGERS:
        if table in _MANY_AT_ONCE:
            noted = (
                f"SELECT 1 FROM changes k, revision r WHERE k.document = {_MANY_AT_ONCE[table]} AND k.revision = r.n"
            )
            db.execute(f"DROP TRIGGER {table}_{act.lower()}_seen")
            db.execute(
                f"CREATE TRIGGER {table}_{act.lower()}_seen AFTER {act} ON {table} WHEN NOT EXISTS ({noted})"
                f" BEGIN INSERT OR REPLACE INTO changes {found}; END"
            )


def circles(db: sqlite3.Connection) -> None:
    """How far the claims of a long report agree that may be told together; found again where it is missing.

    ``rests_on``: what found it; ``claims``: of each circle, ``scores``: of all their pairs (see ``packing``).
    """
    db.execute(
        """CREATE TABLE circles (
            document INTEGER PRIMARY KEY REFERENCES documents, rests_on TEXT NOT NULL, claims BLOB NOT NULL,
            scores BLOB NOT NULL)"""
    )


def weakest(db: sqlite3.Connection) -> None:
    """The confidence of each claim's least sure field; None where none is known, as of all that was read before."""
    db.execute("ALTER TABLE claims ADD COLUMN weakest REAL")
    db.execute("CREATE INDEX claims_by_weakest ON claims (coalesce(weakest, 2)) WHERE current = 1")
