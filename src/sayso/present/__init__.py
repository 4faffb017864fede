"""Present: what people look at (tables, pages, lines of words), made of plain dataclasses; every face uses it.

``FORMATS`` has the writers of readings, those for programs among them. Each is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TextIO

from sayso.model import Reading

Write = Callable[[Iterable[Reading], TextIO], None]
"""Writes readings to a text stream, in order. The stream should be opened with ``newline=""`` and as UTF-8."""


def _format(module: str, writer: str = "write") -> Write:
    def write(readings: Iterable[Reading], out: TextIO) -> None:
        getattr(import_module(f"sayso.{module}"), writer)(readings, out)

    return write


FORMATS: dict[str, Write] = {
    "table": _format("present.table"),
    "json": _format("exports.json_"),
    "jsonl": _format("exports.json_", "write_lines"),
    "csv": _format("exports.csv_"),
    "html": _format("present.html"),
}
"""Format name to its writer."""
