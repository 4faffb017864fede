"""Days as people and their tables give them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sayso.errors import UsageError


def day_of(value: Any) -> date | None:
    """The day of a ``date``, of a moment (a pandas ``Timestamp`` too) or of ISO 8601 text; None for what is missing.
    Raises UsageError for anything else, an impossible day included."""
    if value is None or value != value:  # a table's NaN or NaT is not equal to itself
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value.strip()).date()
    except (AttributeError, ValueError):
        raise UsageError(f"{value!r} is not a date (write it as YYYY-MM-DD, for example 2024-08-11)") from None
