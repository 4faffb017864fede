"""Stages: each finds one kind of thing in a reading.

A stage is built once from the resources, declares which fields of the reading it needs and which one it fills, and
returns that field's tuple. Stages never import each other; a learned model can stand in for any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from sayso.gazetteer import Gazetteer
from sayso.lang.taught import Taught
from sayso.model import Reading
from sayso.rules import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What stages are built from. ``model``: name of an installed spaCy model; ``taught``: what users taught it."""

    rulebook: Rulebook
    gazetteer: Gazetteer
    model: str
    taught: Taught | None = None

    @property
    def read_by(self) -> tuple[str, str]:
        """What readings say that they were made by: the models, and the rulebook with the place packs."""
        models = f"{self.model}+{self.taught.name}" if self.taught else self.model
        return models, self.rulebook.fingerprint + self.gazetteer.added


class Stage(Protocol):
    """What every stage is. ``needs``/``fills`` name fields of Reading."""

    needs: ClassVar[tuple[str, ...]]
    fills: ClassVar[str]

    def __init__(self, resources: Resources) -> None: ...

    def __call__(self, reading: Reading) -> tuple[Any, ...]: ...
