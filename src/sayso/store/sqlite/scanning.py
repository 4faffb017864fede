"""Scanning tables into arrays of numbers: fifty thousand rows in one step of SQLite, outside Python's lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.store.sqlite.connection import Connection

Array = NDArray[Any]
Test = tuple[str, Sequence[Any]]
"""A condition in SQL with its values."""
Column = tuple[str, Callable[[str], Array]]
"""What to select (never NULL), and what makes an array of its values, which come in one text, parted by commas."""
_STEP = 50_000
_MOST = 10_000


def whole(text: str) -> Array:
    """Whole numbers of 32 bits."""
    return np.fromstring(text, dtype=np.int64, sep=",").astype(np.int32)


def days(text: str) -> Array:
    """Days as the ledger keeps them (20240810, 0 for none) as ordinals."""
    told, back = np.unique(np.fromstring(text, dtype=np.int64, sep=","), return_inverse=True)
    months = (told // 10_000 - 1970) * 12 + told // 100 % 100 - 1
    since = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + told % 100 - 1
    return np.where(told > 0, since + _EPOCH, 0).astype(np.int32)[back]


def names(text: str) -> Array:
    """Words as bytes."""
    return np.array(text.encode().split(b","))


def codes(of: Mapping[str, int]) -> Callable[[str], Array]:
    """What turns words into the small numbers they are known by; -1 for one that is not known."""
    return lambda text: np.array([of.get(word, -1) for word in text.split(",")], dtype=np.int8)


_EPOCH = 719_163
"""The ordinal of 1970-01-01."""


def ranges(db: Connection, table: str, key: str) -> Iterator[Test]:
    """Conditions that together hold of all rows of a table, by this column, which is a number from 1 on."""
    most = db.number(f"SELECT coalesce(max({key.split('.')[-1]}), 0) FROM {table}")
    for start in range(1, most + 1, _STEP):
        yield f"{key} BETWEEN ? AND ?", (start, start + _STEP - 1)


def among(key: str, values: Iterable[int]) -> Iterator[Test]:
    """Conditions that together hold of the rows that have one of these values in a column."""
    wanted = [int(value) for value in values]
    for start in range(0, len(wanted), _MOST):
        part = wanted[start : start + _MOST]
        yield f"{key} IN ({','.join('?' * len(part))})", part


def scan(db: Connection, columns: Sequence[Column], source: str, tests: Iterable[Test]) -> list[Array]:
    """These columns of the rows that pass one of the tests; ``source``: what stands after FROM, before the test."""
    found: list[list[Array]] = [[made("")[:0]] for _, made in columns]
    told = ", ".join(f"group_concat({column})" for column, _ in columns)
    for test, values in tests:
        row = db.one(f"SELECT {told} FROM {source} {test}", values)
        if row and row[0] is not None:
            for parts, (_, made), text in zip(found, columns, row, strict=True):
                parts.append(made(str(text)))
    whole_ones = []
    while found:
        # One after the other, so that the parts of the first are gone before the last is made.
        whole_ones.append(np.concatenate(found.pop(0)))
    return whole_ones
