"""Exports: readings out of sayso, one file per format. Each format's module is imported when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TextIO

from sayso.model import Reading

Write = Callable[[Iterable[Reading], TextIO], None]
"""Writes readings to a text stream, in order. The stream should be opened with ``newline=""`` and as UTF-8."""


def _format(module: str) -> Write:
    def write(readings: Iterable[Reading], out: TextIO) -> None:
        import_module(f"sayso.exports.{module}").write(readings, out)

    return write


FORMATS: dict[str, Write] = {
    "table": _format("table"),
    "json": _format("json_"),
    "jsonl": _format("jsonl"),
    "csv": _format("csv_"),
    "html": _format("html"),
}
"""Format name to its writer."""
