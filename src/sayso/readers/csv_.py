"""CSV and its kin (commas, semicolons, tabs or bars): one report a record, the first line names the columns."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers import gdelt_files
from sayso.readers.columns import check_columns, is_acled, row_document
from sayso.readers.decode import decode
from sayso.readers.lines import Line, lines, too_long
from sayso.readers.records import Given, Record
from sayso.readers.source import MAX_BYTES, Opened

MAX_LINES = 100_000
"""Lines that one record may have."""
MAX_UNCLOSED = 5
"""How often a quotation mark may be left open before a file is given up: each time many lines are read in vain."""
_CHEAP = 100
_ADVICE = "repair the quotation marks"


class _TooLong(Exception):
    """A record or line is above MAX_BYTES."""


class _Feed:
    """Gives a csv.reader its lines, keeping those of the record in hand, which can be given back."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source, self._again = source, deque[Line]()
        self.record: list[Line] = []
        self._size = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(self._source, None)
            if line is None:
                self.ended = True
                return
            self.record.append(line)
            self._size += len(line.data or b"")
            if line.data is None or self._size > MAX_BYTES or len(self.record) > MAX_LINES:
                raise _TooLong
            yield line.data.decode("latin-1")  # only to find where the record ends

    def begin(self) -> None:
        """A new record begins."""
        self.record, self._size, self.ended = [], 0, False

    def give_back(self) -> None:
        """All lines of the record but the first are read again."""
        self._again.extendleft(reversed(self.record[1:]))


def split(opened: Opened, given: Given) -> Iterator[Record | InputError]:
    """The records, each with the number of the line it begins on; GDELT's mentions each with its event."""
    records = _split(opened, given)
    first = next(records, None)
    if first is None:
        return
    found = chain([first], records)
    if isinstance(first, Record) and first.about.get("columns") == gdelt_files.MENTIONS:
        yield from gdelt_files.joined(opened, found)
    else:
        yield from found


def _split(opened: Opened, given: Given) -> Iterator[Record | InputError]:
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    feed = _Feed(lines(opened))
    delimiter = _delimiter(opened)
    columns: Sequence[str] | None = None
    format, unclosed = "csv", 0
    while True:
        feed.begin()
        try:
            # A reader for each record: one that stumbled does not find its feet again.
            row = next(csv.reader(iter(feed), delimiter=delimiter), None)
            many = columns and row and len(row) > len(columns) and len(feed.record) > 1
            if row and (feed.ended or many):  # it wanted more lines than there are, or took in the next record
                raise csv.Error("a quotation mark is not closed")
        except (_TooLong, csv.Error) as error:
            where = f"line {feed.record[0].number}"
            if isinstance(error, _TooLong) and len(feed.record) == 1:
                yield too_long(opened, where)
            elif len(feed.record) == 1:
                yield _wrong(opened, where, f"is no CSV: {error}")
            else:
                unclosed += feed.ended or len(feed.record) > _CHEAP
                yield _wrong(opened, where, "has a quotation mark that is not closed")
                feed.give_back()
            if columns is None or unclosed >= MAX_UNCLOSED:
                raise InputError(opened.name, "is not read any further", _ADVICE, where=where) from None
            continue
        if row is None:
            break
        if not row:
            continue
        data = b"".join(line.data or b"" for line in feed.record)
        if columns is None:
            columns, format = _columns(opened, _cells(opened.name, data, delimiter), given)
            if columns not in (gdelt_files.EVENTS, gdelt_files.MENTIONS):  # else the first line is a record
                continue
        yield Record(
            format=format, path=opened.name, data=data, where=f"line {feed.record[0].number}",
            about={"columns": columns, "delimiter": delimiter},
        )  # fmt: skip
    if columns is None:
        raise InputError(opened.name, "is empty", "give a file with reports in it")


def _columns(opened: Opened, first: list[str], given: Given) -> tuple[Sequence[str], str]:
    """The columns that the first line names, or that it has where it names none, and the format of the records."""
    unnamed = gdelt_files.unnamed(first)
    if unnamed:
        return unnamed, "gdelt"
    columns = [name.strip() for name in first]
    if is_acled(columns, given) or gdelt_files.is_gdelt(columns, given):
        return columns, "acled" if is_acled(columns, given) else "gdelt"
    check_columns(opened.name, columns, given)
    return columns, "csv"


def document(record: Record, given: Given) -> Document:
    """The report that a record holds."""
    return row_document(record.path, dict(zip(record.about["columns"], cells_of(record), strict=False)), given)


def cells_of(record: Record) -> list[str]:
    """The fields of a record. Raises InputError where there are more than columns."""
    columns = record.about["columns"]
    try:
        cells = _cells(record.path, record.data, record.about["delimiter"])
    except csv.Error as error:
        raise InputError(record.path, f"is no CSV: {error}", _ADVICE) from None
    if len(cells) > len(columns):
        reason = f"has {len(cells)} fields, but there are {len(columns)} columns"
        raise InputError(record.path, reason, "quote the fields with delimiters in them")
    return cells


def _cells(name: str, data: bytes, delimiter: str) -> list[str]:
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    return next(csv.reader(io.StringIO(decode(name, data), newline="\n"), delimiter=delimiter), [])


def _delimiter(opened: Opened) -> str:
    line = opened.head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0].decode("latin-1")
    return max(",;\t|", key=line.count)


def _wrong(opened: Opened, where: str, reason: str) -> InputError:
    return InputError(opened.name, reason, _ADVICE, where=where)
