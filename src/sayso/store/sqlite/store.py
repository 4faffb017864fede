"""The ledger: one SQLite file that keeps what was read, what follows from it and what people decided."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from sayso.store.sqlite.checking import Checks
from sayso.store.sqlite.copies import Copies
from sayso.store.sqlite.decisions import Decisions
from sayso.store.sqlite.inputs import Inputs
from sayso.store.sqlite.opening import PATIENCE

__all__ = ["Ledger"]


class Ledger(Checks, Decisions, Copies, Inputs):
    """An open ledger.

        with Ledger("sayso.db", create=True) as ledger, ledger.transaction():
            added = ledger.add(reading, read_by=ReadBy("1.0", reading.model, reading.rulebook))

    ``create``: make the file where there is none. ``patience``: seconds to wait while another process writes. One
    connection, for one thread of one process; any number of processes may have the same ledger open. Raises LedgerError
    when the file is missing, not a ledger, made by a newer sayso, damaged, or locked for too long, and leaves it as it
    was.
    """

    def __init__(self, path: str | Path, *, create: bool = False, patience: float = PATIENCE) -> None:
        self._tellings = OrderedDict()
        self._known = {}
        super().__init__(path, create=create, patience=patience)

    def _forget(self) -> None:
        self._tellings.clear()
        self._known.clear()
