"""Placeholder, replaced before the first commit."""

from __future__ import annotations

from typing import Any, ClassVar

from sayso.model import Block, Reading
from sayso.stages import Resources


class Blocks:
    """Fills ``blocks``."""

    needs: ClassVar[tuple[str, ...]] = ()
    fills: ClassVar[str] = "blocks"

    def __init__(self, resources: Resources) -> None:
        pass

    def __call__(self, reading: Reading) -> tuple[Any, ...]:
        return (Block(start=0, end=len(reading.document.text), kind="body"),)
