"""One open ledger a thread: a connection belongs to the thread that opened it."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import to_thread
from fastapi import FastAPI
from starlette.requests import Request

from sayso.service.ledger import Ledger
from sayso.store.protocol import Store

_PATIENCE = 5.0
"""Seconds that a page waits for a process that is writing."""
_THREADS = 12
_CACHE = 4
"""Megabytes of the file that each thread keeps; the system keeps the rest for all."""


class Ledgers:
    """The ledger of a file, opened once in each thread that asks for it; closed with the thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._here = threading.local()

    def here(self) -> Ledger:
        """The ledger of this thread. Raises LedgerError."""
        found: Ledger | None = getattr(self._here, "ledger", None)
        if found is None:
            found = self._here.ledger = Ledger(self.path, patience=_PATIENCE, cache=_CACHE)
        return found


def ledger_of(request: Request) -> Ledger:
    """The ledger that a request asks, as the thread that answers has it open. Raises LedgerError."""
    ledgers: Ledgers = request.app.state.ledgers
    return ledgers.here()


def store_of(request: Request) -> Store:
    """What keeps that ledger. Raises LedgerError."""
    return ledger_of(request).store


@asynccontextmanager
async def few_threads(app: FastAPI) -> AsyncIterator[None]:
    """While the app runs, answer in a few threads at most: each has the ledger open and remembers parts of it. At the
    end, what is known of sessions is kept."""
    to_thread.current_default_thread_limiter().total_tokens = _THREADS
    yield
    app.state.entrance.sessions.close()
