"""Keeping a ledger ready to be asked by many at once: its columns in memory, what incidents come to kept."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from sayso.errors import LedgerError
from sayso.service.gists import complete
from sayso.service.ledger import Ledger

_CACHE = 4
"""Megabytes of the file to keep: what is read here is read once."""


def keep_ready(path: Path, until: Event) -> None:
    """Read the columns of the ledger, hold them for all in this process that ask it, and make the gists that a ledger
    of an older sayso lacks. Returns when ``until`` is set, so it wants a thread of its own.

    What cannot be done (the file may not be written, another process writes for long) is left to those who ask.
    """
    try:
        with Ledger(path, cache=_CACHE) as ledger:
            ledger.store.columns.now()
            if ledger.store.gists.lacking(1):
                complete(ledger.store)
            until.wait()
    except LedgerError:
        return
