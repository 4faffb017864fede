"""CSV: one row per claim, flat, for a spreadsheet or a data frame. The full record is the JSON's."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from sayso.exports.tables import CLAIMS, claim_row
from sayso.model import Claim, Reading
from sayso.wording import visible

_TRIGGERS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write a header, then a row per claim; the header alone where there is none."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for reading in readings:
        for claim in reading.claims:
            writer.writerow({name: cell(value) for name, value in row(claim, reading).items()})


def cell(value: Any) -> Any:
    """The value as a spreadsheet may see it: on one line, and never a formula.

    Text that a spreadsheet would run gets a leading apostrophe, which shows it as text; numbers stay numbers.
    """
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if text.startswith(_TRIGGERS_FORMULA) and not _is_number(text) else text


def row(claim: Claim, reading: Reading) -> dict[str, Any]:
    """Column to value, before cells are made safe. Lists are joined by ``; ``, the chain of sources by `` → ``."""
    return {name: flat(name, value) for name, value in claim_row(claim, reading).items()}


def flat(name: str, value: Any) -> Any:
    """A value of a table as one cell: days as ISO 8601, ``yes`` or nothing, lists joined."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return value.isoformat()
    return (" → " if name.startswith("source") else "; ").join(value) if isinstance(value, list) else value


COLUMNS = tuple(field.name for field in CLAIMS)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
