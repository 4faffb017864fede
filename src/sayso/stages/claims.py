"""Placeholder, replaced before the first commit."""

from __future__ import annotations

from typing import Any, ClassVar

from sayso.model import Reading
from sayso.stages import Resources


class Claims:
    """Fills ``claims``."""

    needs: ClassVar[tuple[str, ...]] = (
        "sentences",
        "actors",
        "places",
        "times",
        "counts",
        "weapons",
        "coreferences",
        "attributions",
    )
    fills: ClassVar[str] = "claims"

    def __init__(self, resources: Resources) -> None:
        pass

    def __call__(self, reading: Reading) -> tuple[Any, ...]:
        return ()
