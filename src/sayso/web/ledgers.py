"""One open ledger a thread: a connection belongs to the thread that opened it."""

from __future__ import annotations

import threading
from pathlib import Path

from sayso.service.ledger import Ledger

_PATIENCE = 5.0
"""Seconds that a page waits for a process that is writing."""


class Ledgers:
    """The ledger of a file, opened once in each thread that asks for it; closed with the thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._here = threading.local()

    def here(self) -> Ledger:
        """The ledger of this thread. Raises LedgerError."""
        found: Ledger | None = getattr(self._here, "ledger", None)
        if found is None:
            found = self._here.ledger = Ledger(self.path, patience=_PATIENCE)
        return found
