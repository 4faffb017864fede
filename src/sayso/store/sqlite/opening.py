"""Opening a ledger's file: make it, refuse what is no ledger, and tell faults of the store in plain words."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sayso.errors import LedgerError
from sayso.store.sqlite.migrations import APPLICATION_ID, MIGRATIONS, migrate

__all__ = ["CACHE", "PATIENCE", "begin", "connect", "explained"]

R = TypeVar("R")
PATIENCE = 60.0
"""Seconds to wait while another process writes; a report's transaction takes milliseconds."""
CACHE = 64
"""Megabytes of the file that a connection keeps in memory."""
_BUSY = 500
"""Milliseconds of each single wait, after which a key press is heard."""
_MAKE = "make one with: sayso add PATH… --ledger FILE"
_ADVICE = {
    "SQLITE_FULL": ("the disk is full; nothing of this report was kept", "free some space and run it again"),
    "SQLITE_BUSY": ("another process is writing to it", "try again when that has finished"),
    "SQLITE_LOCKED": ("another process is writing to it", "try again when that has finished"),
    "SQLITE_NOTADB": ("is not a ledger", "name another file"),
    "SQLITE_CORRUPT": ("is damaged", "see sayso ledger check, and go back to a copy"),
    "SQLITE_READONLY": ("may not be written", "check the permissions of the file and its folder"),
    "SQLITE_PERM": ("may not be opened", "check the permissions of the file and its folder"),
    "SQLITE_CANTOPEN": ("cannot be opened", "check the path and the permissions of its folder"),
    "SQLITE_IOERR": ("the disk refused to read or write", "check free space, quota and the disk"),
}


def connect(path: Path, *, create: bool = False, patience: float = PATIENCE, cache: int = CACHE) -> sqlite3.Connection:
    """A connection to the ledger, brought to this version's schema.

    ``create``: make it where there is no file. Raises LedgerError, and leaves the file as it was, when it is missing,
    not a ledger, made by a newer sayso, damaged or locked for longer than ``patience`` seconds.
    """
    if path.is_dir():
        raise LedgerError(str(path), "is a folder", "name a file in it")
    if not create and not path.exists():
        raise LedgerError(str(path), "there is no such ledger", _MAKE)
    db: sqlite3.Connection | None = None
    with explained(path):
        try:
            writable = create or os.access(path, os.W_OK)
            mode = "rwc" if create else "rw" if writable else _read_only(path)
            db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=_BUSY / 1000, isolation_level=None
            )
            _prepare(db, path, patience, create, cache)
            return db
        except BaseException:
            if db is not None:
                db.close()
            raise


def _read_only(path: Path) -> str:
    """How to open what may not be written: without its journal where it has none, since none can be made beside it."""
    journal = path.with_name(path.name + "-wal")
    return "ro" if journal.exists() else "ro&immutable=1"


def _prepare(db: sqlite3.Connection, path: Path, patience: float, create: bool, cache: int) -> None:
    done = insist(lambda: _steps_done(db, path), patience)
    if done is None and not create:
        raise LedgerError(str(path), "is empty, not a ledger", _MAKE)
    if done is None:
        db.execute("PRAGMA page_size = 8192")
        insist(lambda: db.execute("PRAGMA journal_mode = WAL"), patience)
    for setting in (
        "foreign_keys = ON", "recursive_triggers = ON", "synchronous = NORMAL", f"cache_size = {-1024 * cache}",
        "temp_store = MEMORY", "trusted_schema = OFF",
    ):  # fmt: skip
        db.execute(f"PRAGMA {setting}")
    if done == len(MIGRATIONS):
        return
    begin(db, patience)
    try:
        # Another process may have made or changed it while this one waited.
        migrate(db, _steps_done(db, path) or 0)
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _steps_done(db: sqlite3.Connection, path: Path) -> int | None:
    """How many migrations the file has had; None when it is new. Raises LedgerError when it is no ledger or newer."""
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    steps: int = db.execute("PRAGMA user_version").fetchone()[0]
    if mark == 0 and steps == 0 and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return None
    if mark != APPLICATION_ID:
        raise LedgerError(str(path), "is a database of another program, not a ledger", "name another file")
    if steps > len(MIGRATIONS):
        raise LedgerError(
            str(path), f"was made by a newer sayso (schema {steps}, this one knows {len(MIGRATIONS)})", "update sayso"
        )
    return steps


def begin(db: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Begin a transaction that may write, waiting for others to finish theirs."""
    insist(lambda: db.execute("BEGIN IMMEDIATE"), patience)


def insist(act: Callable[[], R], patience: float) -> R:
    """Try again while another process holds the lock, for at most ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return act()
        except sqlite3.OperationalError as error:
            if not _name(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or time.monotonic() >= deadline:
                raise


class explained:
    """Turn what SQLite raises inside into a LedgerError that says what to do. A class, since it is entered for every
    statement and a generator would take longer than most of them."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, sqlite3.Error):
            return
        name = _name(error)
        known = next((told for code, told in _ADVICE.items() if name.startswith(code)), None)
        if known is None and name not in ("SQLITE_CONSTRAINT_TRIGGER",):
            reason, advice = f"the store failed: {error}", "a fault in sayso or a damaged file: see sayso ledger check"
        else:
            reason, advice = known or (str(error), "")
        raise LedgerError(str(self._path), reason, advice) from error


def _name(error: sqlite3.Error) -> str:
    # Not set on errors that Python's own wrapper raises.
    return str(getattr(error, "sqlite_errorname", ""))
