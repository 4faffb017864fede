"""A ledger in one SQLite file: repositories over one connection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from sayso.store.sqlite.checking import Checks
from sayso.store.sqlite.claims import Claims
from sayso.store.sqlite.columns import ColumnStore
from sayso.store.sqlite.connection import Connection
from sayso.store.sqlite.copies import Copies
from sayso.store.sqlite.decisions import Decisions
from sayso.store.sqlite.documents import Documents
from sayso.store.sqlite.gists import Gists
from sayso.store.sqlite.incidents import Incidents
from sayso.store.sqlite.inputs import Inputs
from sayso.store.sqlite.opening import CACHE, PATIENCE
from sayso.store.sqlite.rows import ClaimRows
from sayso.store.sqlite.tellings import Tellings
from sayso.store.sqlite.waiting import Waiting
from sayso.store.sqlite.words import Words

_COUNTED = {
    "documents": "documents WHERE current = 1",
    "older versions": "documents WHERE current = 0",
    "readings": "readings WHERE people = 0",
    "claims": "claims WHERE current = 1",
    "superseded claims": "claims WHERE current = 0",
    "sources": "sources WHERE claims > 0",
    "incidents": "incidents",
    "decisions": "decisions",
    "failures": "failures",
}


class SqliteStore:
    """An open ledger in a file; implements ``Store``. One connection, for one thread of one process.

    Ids are texts; every method of its parts raises LedgerError when the file cannot be read or written.

    ``create``: make the file where there is none. ``patience``: seconds to wait while another process writes; any
    number of processes may have the same file open. ``cache``: megabytes of it to keep in memory. Raises
    LedgerError when the file is missing, not a ledger, made by a newer sayso, damaged, or locked for too long, and
    leaves it as it was.
    """

    def __init__(
        self, path: str | Path, *, create: bool = False, patience: float = PATIENCE, cache: int = CACHE
    ) -> None:
        self.path = Path(path)
        self._db = Connection(self.path, create=create, patience=patience, cache=cache)
        rows = ClaimRows(self._db)
        self.tellings = Tellings(self._db)
        self.documents = Documents(self._db, rows, self.tellings)
        self.decisions = Decisions(self._db, rows)
        self.claims = Claims(self._db, self.documents, self.decisions)
        self.incidents = Incidents(self._db, self.tellings, self.decisions, self.claims)
        self.waiting, self.names = Waiting(self._db, self.claims), self.claims.names
        self.columns = self.claims.columns = ColumnStore(self._db, self.claims)
        self.words = Words(self._db, self.documents)
        self.gists = Gists(self._db)
        self.copies, self.inputs = Copies(self._db), Inputs(self._db)

    def close(self) -> None:
        """Close it; what was not committed is gone."""
        self.columns.close()
        self._db.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing: what is written inside is kept when the block ends, and undone when it raises.

        A transaction inside another is part of it. Other processes wait, readers do not.
        """
        return self._db.transaction()

    def problems(self) -> Iterator[str]:
        """Everything that is wrong with what is kept, one line each; nothing when all is well."""
        return Checks(self._db).problems()

    def counts(self) -> dict[str, int]:
        """How much is in it, by what it is."""
        return {what: self._db.number(f"SELECT count(*) FROM {sql}") for what, sql in _COUNTED.items()}

    def size(self) -> int:
        """Bytes that it takes."""
        return self.path.stat().st_size
