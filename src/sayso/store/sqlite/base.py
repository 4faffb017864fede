"""The connection that all parts of the ledger share: transactions, statements, days and instants."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sayso.errors import LedgerError
from sayso.store.sqlite.opening import PATIENCE, begin, connect, explained, insist
from sayso.store.sqlite.packing import unpack, unpack_value

__all__ = ["Base", "day_number", "day_of", "storable"]

T = TypeVar("T")
_MOST = 20_000
"""Values in one IN list."""


class Base:
    """An open ledger. A context manager; one connection, to be used by one thread of one process.

    ``patience``: seconds to wait while another process writes. Every method raises LedgerError when the file cannot be
    read or written.
    """

    def __init__(self, path: str | Path, *, create: bool = False, patience: float = PATIENCE) -> None:
        self.path = Path(path)
        self._patience = patience
        self._db = connect(self.path, create=create, patience=patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

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
                yield
                insist(lambda: self._db.execute("COMMIT"), self._patience)
            except BaseException:
                self._undo()
                raise

    def _undo(self) -> None:
        # A full disk may have ended the transaction already.
        deadline = time.monotonic() + 5
        while self._db.in_transaction and time.monotonic() < deadline:
            try:
                self._db.execute("ROLLBACK")
            except sqlite3.OperationalError:
                time.sleep(0.01)
        self._forget()

    def _forget(self) -> None:
        """Drop what is remembered of the file, after a transaction was undone."""

    def _run(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        with explained(self.path):
            return self._db.execute(sql, values)

    def _insert(self, sql: str, values: Sequence[Any]) -> int:
        return self._run(sql, values).lastrowid or 0

    def _many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with explained(self.path):
            self._db.executemany(sql, rows)

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with explained(self.path):
            return self._db.execute(sql, values).fetchall()

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one."""
        with explained(self.path):
            found = self._db.execute(sql, values)
            while (row := found.fetchone()) is not None:
                yield row

    def _one(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        with explained(self.path):
            found: tuple[Any, ...] | None = self._db.execute(sql, values).fetchone()
            return found

    def _unpack(self, kind: type[T], data: bytes) -> T:
        """The packed record; a damaged one raises LedgerError."""
        try:
            return unpack(kind, data)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise LedgerError(
                str(self.path), f"a record in it is damaged ({error})", "see sayso ledger check"
            ) from error

    def _unpack_value(self, data: bytes) -> Any:
        try:
            return unpack_value(data)
        except ValueError as error:
            raise LedgerError(
                str(self.path), f"a record in it is damaged ({error})", "see sayso ledger check"
            ) from error

    def _damaged(self, error: Exception) -> LedgerError:
        return LedgerError(str(self.path), f"a record in it is damaged ({error})", "see sayso ledger check")

    def _among(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """The rows of a query whose one ``{}`` stands for a list of these values, however many."""
        wanted = list(values)
        rows: list[tuple[Any, ...]] = []
        for start in range(0, len(wanted), _MOST):
            part = wanted[start : start + _MOST]
            rows += self._all(sql.format(",".join("?" * len(part))), part)
        return rows


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
