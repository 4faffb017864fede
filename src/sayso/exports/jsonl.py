"""JSON lines: one document a line, written as soon as it is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from sayso.exports.contract import dumps, reading_to_dict
from sayso.model import Reading


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write one object per line; no line is ever broken by what a text holds."""
    for reading in readings:
        out.write(dumps(reading_to_dict(reading)) + "\n")
