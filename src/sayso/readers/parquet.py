"""Parquet tables: one report a row. Needs the extra ``sayso[parquet]``; read in a process of its own, as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sayso.errors import InputError
from sayso.readers.columns import check_columns
from sayso.readers.jsonl import document
from sayso.readers.lines import too_long
from sayso.readers.records import Given, Record
from sayso.readers.sandbox import stream_apart
from sayso.readers.source import MAX_BYTES, Opened

__all__ = ["document", "split"]

_TOO_LONG = b"null\n"
"""What the other process gives for a row that need not be handed over to be refused."""


def split(opened: Opened, given: Given) -> Iterator[Record | InputError]:
    """The rows, numbered from 1."""
    with opened.seekable() as file:
        lines = stream_apart(opened.name, "parquet", file)
        columns = json.loads(next(lines, b'{"columns": []}'))["columns"]
        if not any("." in path and path not in columns for path in (*given.columns.values(), *given.keep)):
            check_columns(opened.name, columns, given)
        number = 0
        for number, line in enumerate(lines, 1):
            where = f"row {number}"
            if len(line) > MAX_BYTES or line == _TOO_LONG:
                yield too_long(opened, where)
            else:
                yield Record(format="parquet", path=opened.name, data=line.strip(), where=where)
        if not number:
            yield InputError(opened.name, "is a table without rows", "give one with reports in it")
