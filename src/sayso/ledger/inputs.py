"""Files and their records: which were read to the end, and what could not be read."""

from __future__ import annotations

from sayso.ledger.base import Base, now, storable
from sayso.ledger.records import Failed, ReadBy

__all__ = ["Inputs"]


class Inputs(Base):
    """The part of the ledger that lets an interrupted run go on where it stopped."""

    def is_done(self, locator: str, sha256: str, read_by: ReadBy, options: str) -> bool:
        """Whether the last time that this file was read to its end, it had these bytes, this reader, these options."""
        row = self._one("SELECT sha256, reader, options FROM inputs WHERE locator = ?", (storable(locator),))
        return row == (sha256, "|".join(read_by), options)

    def set_done(self, locator: str, sha256: str, read_by: ReadBy, options: str) -> None:
        """The file was read to its end."""
        with self.transaction():
            self._run(
                "INSERT OR REPLACE INTO inputs (locator, sha256, reader, options, read) VALUES (?, ?, ?, ?, ?)",
                (storable(locator), sha256, "|".join(read_by), options, now()),
            )

    def fail(self, locator: str, reason: str) -> None:
        """Something could not be read; the same failure is kept once."""
        with self.transaction():
            self._run(
                "INSERT OR IGNORE INTO failures (locator, reason, at) VALUES (?, ?, ?)",
                (storable(locator), storable(reason), now()),
            )

    def failures(self) -> list[Failed]:
        """Everything that could not be read, oldest first."""
        rows = self._all("SELECT locator, reason, at FROM failures ORDER BY n")
        return [Failed(locator=locator, reason=reason, at=at) for locator, reason, at in rows]
