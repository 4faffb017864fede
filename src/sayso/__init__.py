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
from typing import Any

__version__ = "0.1.0"
__all__ = ["Reader", "__version__"]


def __getattr__(name: str) -> Any:
    """Load what is asked for when it first is, so that ``import sayso`` stays quick."""
    if name == "Reader":
        return import_module("sayso.service.reading").Reader
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
