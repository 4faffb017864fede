"""The weight of each reason, within one document and across two; see ``weights.csv`` beside this file."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

START = "start"
"""The row that every comparison begins with."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``within``: between accounts of one document; ``across``: between tellings of two. In log odds.

    ``fingerprint``: a short hash of the table.
    """

    within: dict[str, float]
    across: dict[str, float]
    meaning: dict[str, str]
    fingerprint: str


@cache
def weights() -> Weights:
    """The table as shipped."""
    text = (files("sayso.incidents") / "weights.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return Weights(
        within={row["reason"]: float(row["within"]) for row in rows},
        across={row["reason"]: float(row["across"]) for row in rows},
        meaning={row["reason"]: row["meaning"] for row in rows},
        fingerprint=hashlib.sha256(text.encode()).hexdigest()[:12],
    )
