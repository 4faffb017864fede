"""Weights: what each sign adds to the log-odds that something holds, as learned (``lang/en/weights``).

A table has a line for each sign, ``sign,weight``, and may say of itself in lines that begin with ``#``. Signs without a
line weigh nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import exp
from pathlib import Path

from sayso.errors import RulebookError
from sayso.lang import folder_of

__all__ = ["BIAS", "probability", "weights"]

BIAS = "(always)"
"""The sign that every case has."""


@cache
def weights(name: str, folder: Path | None = None, language: str = "en") -> Mapping[str, float]:
    """The weights of a table, of the language's or of another folder. Raises RulebookError naming file and line where
    it cannot be read."""
    path = (folder or folder_of(language) / "weights") / f"{name}.csv"
    found: dict[str, float] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError(str(path), 1, f"cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        sign, comma, weight = line.rpartition(",")
        if line.startswith("#") or not line:
            continue
        try:
            found[sign] = float(weight)
        except ValueError as error:
            raise RulebookError(str(path), number, f"{weight!r} is no weight") from error
        if not comma:
            raise RulebookError(str(path), number, "is no sign with a weight")
    return found


def probability(signs: Iterable[str], table: Mapping[str, float]) -> float:
    """How likely it is by these signs, from 0 to 1; each counts once."""
    score = table.get(BIAS, 0.0) + sum(table[sign] for sign in sorted({sign for sign in signs if sign in table}))
    return 1 / (1 + exp(-max(min(score, 30.0), -30.0)))
