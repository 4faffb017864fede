"""JSON: one object for one document, an array of such objects for several; JSON lines: one document a line."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import TextIO

from sayso.exports.contract import dumps, reading_to_dict
from sayso.model import Reading


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write the readings as they come, always one valid JSON value; no reading gives ``[]``."""
    rest = iter(readings)
    first = list(islice(rest, 2))
    if len(first) == 1:
        out.write(dumps(reading_to_dict(first[0]), indent=2) + "\n")
        return
    out.write("[")
    for index, reading in enumerate(chain(first, rest)):
        out.write(",\n" if index else "\n")
        out.write(dumps(reading_to_dict(reading), indent=2))
    out.write("\n]\n" if first else "]\n")


def write_lines(readings: Iterable[Reading], out: TextIO) -> None:
    """Write one object per line, as soon as it is read; no line is ever broken by what a text holds."""
    for reading in readings:
        out.write(dumps(reading_to_dict(reading)) + "\n")
