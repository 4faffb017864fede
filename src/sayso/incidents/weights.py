"""The weight of each reason, within one document and across two; see ``weights.csv`` beside this file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

START = "start"
"""The row that every comparison begins with."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``within``: between accounts of one document; ``across``: between tellings of two. In log odds."""

    within: dict[str, float]
    across: dict[str, float]
    meaning: dict[str, str]


@cache
def weights() -> Weights:
    """The table as shipped."""
    lines = (files("sayso.incidents") / "weights.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    return Weights(
        within={row["reason"]: float(row["within"]) for row in rows},
        across={row["reason"]: float(row["across"]) for row in rows},
        meaning={row["reason"]: row["meaning"] for row in rows},
    )
