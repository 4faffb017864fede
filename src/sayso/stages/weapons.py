"""Placeholder, replaced before the first commit."""

from __future__ import annotations

from typing import Any, ClassVar

from sayso.model import Reading
from sayso.stages import Resources


class Weapons:
    """Fills ``weapons``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences",)
    fills: ClassVar[str] = "weapons"

    def __init__(self, resources: Resources) -> None:
        pass

    def __call__(self, reading: Reading) -> tuple[Any, ...]:
        return ()
