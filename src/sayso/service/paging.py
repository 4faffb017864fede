"""Paging: lists in parts, each with what asks for the next one. A cursor names the last row seen, not how many were.

So rows that are added or go while somebody reads neither repeat nor hide others.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from sayso.errors import UsageError
from sayso.store.columns import all_behind, first_of

Row = TypeVar("Row")
Key = tuple[int | str, ...]
MOST = 1_000
"""Rows of one page at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """A part of a list. ``next``: the cursor of the part that follows, None at the end. ``total``: rows of the whole
    list, as it is now."""

    rows: tuple[Row, ...]
    next: str | None
    total: int


def cursor_of(order: str, key: Sequence[int | str]) -> str:
    """A cursor, good for a URL: the order of the list and what the last row seen is sorted by."""
    told = json.dumps([order, *key], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def key_of(cursor: str, order: str, like: Key) -> Key:
    """What ``cursor_of`` was given with this order. ``like``: a key with the types that it must have.

    Raises UsageError for anything that is no such cursor, and for one of another order.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        told = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        told = None
    if not isinstance(told, list) or [type(v) for v in told] != [str, *(type(v) for v in like)]:
        raise UsageError("the cursor is damaged; ask for the list from its beginning, without one")
    if told[0] != order:
        raise UsageError(f"the cursor is of a list sorted by {told[0]!r}; ask for this one from its beginning")
    if any(isinstance(v, int) and abs(v) >= 2**62 for v in told):
        raise UsageError("the cursor is damaged; ask for the list from its beginning, without one")
    return tuple(told[1:])


def part_of(
    order: str, keys: Sequence[NDArray[Any]], limit: int, after: str | None
) -> tuple[NDArray[np.integer[Any]], str | None]:
    """Which rows are on a page, by position, and the cursor of the next one. ``keys``: what the rows are sorted by.

    Raises UsageError for a limit that is none, and where ``after`` is no cursor of this order.
    """
    checked_limit(limit)
    rest = np.arange(len(keys[0]))
    if after:
        last = key_of(after, order, tuple("" if key.dtype.kind == "S" else 0 for key in keys))
        seen = [_bytes(part) if isinstance(part, str) else part for part in last]
        rest = np.flatnonzero(all_behind(keys, seen))
    rows = rest[first_of(limit + 1, [key[rest] for key in keys])]
    if len(rows) <= limit:
        return rows, None
    ends = [key[rows[limit - 1]].item() for key in keys]
    return rows[:limit], cursor_of(order, [end.decode() if isinstance(end, bytes) else end for end in ends])


def _bytes(told: str) -> bytes:
    return told.encode("utf-8", "surrogatepass")


def checked_limit(limit: int) -> int:
    """The limit of a page. Raises UsageError unless it is from 1 to MOST."""
    if not 1 <= limit <= MOST:
        raise UsageError(f"{limit} is no number of rows for a page; valid: 1 to {MOST}")
    return limit
