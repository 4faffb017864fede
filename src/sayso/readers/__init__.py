"""Readers: one file per input format, each giving Documents.

``read_reports`` is the way in, ``read_report`` for a file that holds but one. Plain text is kept exactly as decoded
(line ends, white space, odd characters), so that offsets index the file's text; of an HTML page the main text, the
title and the captions are kept. What each format gives is told in ``docs/inputs.md``.
"""

from __future__ import annotations

from sayso.readers.columns import parse_columns
from sayso.readers.dates import parse_date
from sayso.readers.language import summed
from sayso.readers.records import Given, Record
from sayso.readers.reports import find_records, read_report, read_reports, take
from sayso.readers.source import MAX_BYTES
from sayso.readers.text import MAX_PARAGRAPH

__all__ = [
    "MAX_BYTES", "MAX_PARAGRAPH", "Given", "Record",
    "find_records", "parse_columns", "parse_date", "read_report", "read_reports", "summed", "take",
]  # fmt: skip
