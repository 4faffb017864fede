"""Paging: lists in parts, each with what asks for the next one. A cursor names the last row seen, not how many were.

So rows that are added or go while somebody reads neither repeat nor hide others.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.errors import UsageError

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


def checked_limit(limit: int) -> int:
    """The limit of a page. Raises UsageError unless it is from 1 to MOST."""
    if not 1 <= limit <= MOST:
        raise UsageError(f"{limit} is no number of rows for a page; valid: 1 to {MOST}")
    return limit
