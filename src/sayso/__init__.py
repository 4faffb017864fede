"""sayso reads reports of armed conflict and crisis and keeps a ledger of who says what happened.

    from datetime import date
    from sayso import Reader

    reading = Reader().read_path("report.txt", published=date(2024, 8, 11))
    for claim in reading.claims:
        print(claim.type, [source.name for source in claim.sources], reading.text(claim.trigger))

All offsets are half-open ranges of characters into ``reading.document.text``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso import frames
    from sayso.model import Reading
    from sayso.service.deciding import By
    from sayso.service.ledger import Ledger
    from sayso.service.reading import Reader, Unread, read_many
    from sayso.store.filters import Filter

__version__ = "0.1.0"
__all__ = ["By", "Filter", "Ledger", "Reader", "Reading", "Unread", "__version__", "frames", "read_many"]

_HOMES = {
    "By": "service.deciding", "Filter": "store.filters", "Ledger": "service.ledger", "Reader": "service.reading",
    "Reading": "model", "Unread": "service.reading", "read_many": "service.reading",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load what is asked for when it first is, so that ``import sayso`` stays quick."""
    if name == "frames":
        return import_module("sayso.frames")
    if name in _HOMES:
        return getattr(import_module(f"sayso.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
