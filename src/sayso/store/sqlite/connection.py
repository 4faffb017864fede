"""The connection that all parts of a ledger's file share: transactions, statements, packed records."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sayso.errors import AbsentError, LedgerError
from sayso.store.sqlite.opening import CACHE, begin, connect, explained, insist
from sayso.store.sqlite.packing import unpack, unpack_value

T = TypeVar("T")
_MOST = 20_000
"""Values in one IN list."""
LAST = "\U0010ffff"
"""What sorts behind all that may follow the beginning of a word."""


class Connection:
    """An open file, to be used by one thread of one process. Its methods raise LedgerError.

    ``patience``: seconds to wait while another process writes. ``on_undo``: what to call when a transaction is undone,
    so that nothing of it stays remembered.
    """

    def __init__(self, path: Path, *, create: bool, patience: float, cache: int = CACHE) -> None:
        self.path = path
        self.on_undo: list[Callable[[], None]] = []
        self._patience = patience
        self._db = connect(path, create=create, patience=patience, cache=cache)

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what is written inside is kept when the block ends, and undone when it raises.

        A transaction inside another is part of it. Other processes wait, readers do not.
        """
        if self._db.in_transaction:
            yield
            return
        with explained(self.path):
            begin(self._db, self._patience)
            try:
                self._db.execute("UPDATE revision SET n = n + 1")
                yield
                insist(lambda: self._db.execute("COMMIT"), self._patience)
            except BaseException:
                self._undo()
                raise

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is open."""
        return self._db.in_transaction

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Everything read inside is as it was at one time, whatever others write meanwhile. Not inside another."""
        with explained(self.path):
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.execute("COMMIT")

    def _undo(self) -> None:
        # A full disk may have ended the transaction already.
        deadline = time.monotonic() + 5
        while self._db.in_transaction and time.monotonic() < deadline:
            try:
                self._db.execute("ROLLBACK")
            except sqlite3.OperationalError:
                time.sleep(0.01)
        for forget in self.on_undo:
            forget()

    def run(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        with explained(self.path):
            return self._db.execute(sql, values)

    def insert(self, sql: str, values: Sequence[Any]) -> int:
        """Insert a row; its number."""
        return self.run(sql, values).lastrowid or 0

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""
        with explained(self.path):
            self._db.executemany(sql, rows)

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with explained(self.path):
            return self._db.execute(sql, values).fetchall()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one."""
        with explained(self.path):
            found = self._db.execute(sql, values)
            while (row := found.fetchone()) is not None:
                yield row

    def one(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query."""
        with explained(self.path):
            found: tuple[Any, ...] | None = self._db.execute(sql, values).fetchone()
            return found

    def number(self, sql: str, values: Sequence[Any] = ()) -> int:
        """The number that a query of one row and one column gives."""
        with explained(self.path):
            return int(self._db.execute(sql, values).fetchone()[0])

    def among(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """The rows of a query whose one ``{}`` stands for a list of these values, however many."""
        wanted = list(values)
        rows: list[tuple[Any, ...]] = []
        for start in range(0, len(wanted), _MOST):
            part = wanted[start : start + _MOST]
            rows += self.all(sql.format(",".join("?" * len(part))), part)
        return rows

    def ids(self, table: str, prefix: str) -> set[str]:
        """The ids in a table that begin so; of many only some."""
        rows = self.all(f"SELECT DISTINCT id FROM {table} WHERE id >= ?1 AND id < ?1 || ?2 LIMIT 5", (prefix, LAST))
        return {id for (id,) in rows}

    def unpacked(self, kind: type[T], data: bytes) -> T:
        """The packed record; a damaged one raises LedgerError."""
        return self.guarded(lambda: unpack(kind, data))

    def unpacked_value(self, data: bytes) -> Any:
        """The packed plain value; a damaged one raises LedgerError."""
        return self.guarded(lambda: unpack_value(data))

    def guarded(self, unpacked: Callable[[], T]) -> T:
        """What this unpacks; what is damaged raises LedgerError."""
        try:
            return unpacked()
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self.fault(f"a record in it is damaged ({error})", "see sayso ledger check") from error

    def fault(self, reason: str, advice: str = "") -> LedgerError:
        """The error that says what is wrong with this ledger."""
        return LedgerError(str(self.path), reason, advice)

    def absent(self, reason: str, advice: str = "") -> AbsentError:
        """The error to raise when what is asked for is not there."""
        return AbsentError(str(self.path), reason, advice)


def day_number(day: date | None) -> int:
    """A day as the ledger keeps it: 20240810; 0 for None."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


def day_of(number: int) -> date | None:
    """The day of such a number."""
    return date(number // 10_000, number // 100 % 100, number % 100) if number else None


def now() -> str:
    """This instant in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def storable(text: str | None) -> str | None:
    """The text as a column can hold it: lone surrogates, which UTF-8 cannot write, become U+FFFD."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-8", "replace").decode() if any("\ud800" <= c <= "\udfff" for c in text) else text
