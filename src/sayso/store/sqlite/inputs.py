"""Where reports came from: which were read before, and what could not be read."""

from __future__ import annotations

from sayso.store.records import Failed
from sayso.store.sqlite.connection import Connection, now, storable


class Inputs:
    """The part of a ledger that lets an interrupted run go on where it stopped."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def is_done(self, locator: str, key: str) -> bool:
        """Whether what lies there was added, the last time with this key (a hash of its bytes and of what read it)."""
        return self._db.one("SELECT key FROM inputs WHERE locator = ?", (storable(locator),)) == (key,)

    def set_done(self, locator: str, key: str) -> None:
        """What lies there was added, with this key."""
        with self._db.transaction():
            self._db.run("INSERT OR REPLACE INTO inputs (locator, key) VALUES (?, ?)", (storable(locator), key))

    def fail(self, locator: str, reason: str) -> None:
        """Something could not be read; the same failure is kept once."""
        with self._db.transaction():
            self._db.run(
                "INSERT OR IGNORE INTO failures (locator, reason, at) VALUES (?, ?, ?)",
                (storable(locator), storable(reason), now()),
            )

    def failures(self) -> list[Failed]:
        """Everything that could not be read, oldest first."""
        rows = self._db.all("SELECT locator, reason, at FROM failures ORDER BY n")
        return [Failed(locator=locator, reason=reason, at=at) for locator, reason, at in rows]
