"""JSON: one object a line, a list of objects, or one object; and which of these is a Telegram export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers.columns import row_document
from sayso.readers.decode import refuse_wide
from sayso.readers.lines import lines, too_long
from sayso.readers.records import Given, Record
from sayso.readers.source import HEAD, Opened
from sayso.readers.values import MAX_DEPTH, values


def split(opened: Opened, given: Given) -> Iterator[Record | InputError]:
    """The objects of the file, those of Telegram's making as such."""
    refuse_wide(opened.name, opened.head)
    if not opened.head.strip() and len(opened.head) < HEAD:
        raise InputError(opened.name, "is empty", "give a file with reports in it")
    yield from _listed(opened) if _is_value(opened) else _lined(opened)


def _is_value(opened: Opened) -> bool:
    """Whether the file is one JSON value, not one a line."""
    head = opened.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    first, _, rest = head.partition(b"\n")
    if opened.suffix in (".jsonl", ".ndjson", ".jl"):
        return len(first.strip()) < 3
    # Objects on lines of their own are so whatever the file's name.
    return not (first[:1] == b"{" and rest.lstrip()[:1] == b"{")


def _lined(opened: Opened) -> Iterator[Record | InputError]:
    for number, data in lines(opened):
        where = f"line {number}"
        if data is None:
            yield too_long(opened, where)
        elif data.strip():
            yield Record(format="jsonl", path=opened.name, data=data.strip(), where=where)


def _listed(opened: Opened) -> Iterator[Record | InputError]:
    for where, data, about in values(opened):
        if data is None:
            reason = f"is above the size of a report or nested more than {MAX_DEPTH} deep"
            yield InputError(opened.name, reason, "split or drop it", where=where)
            continue
        telegram = "messages[" in where and ("type" in about or "name" in about)
        yield Record(format="telegram" if telegram else "json", path=opened.name, data=data, where=where, about=about)


def document(record: Record, given: Given) -> Document:
    """The report that an object holds."""
    return row_document(record.path, load_object(record), given)


def load_object(record: Record) -> dict[str, Any]:
    """The object. Raises InputError when the bytes are none."""
    try:
        row = json.loads(record.data.decode("utf-8"), strict=False)
    except UnicodeDecodeError as error:
        reason = f"byte 0x{record.data[error.start]:02x} at offset {error.start} of it is not valid UTF-8"
        raise InputError(record.path, reason, "save the file as UTF-8") from error
    except RecursionError:
        raise InputError(record.path, "is nested too deep", "split or drop it") from None
    except ValueError as error:  # a number of thousands of digits is one as well
        reason = f"is no JSON: {getattr(error, 'msg', error)}"
        if isinstance(error, json.JSONDecodeError):
            reason += f" at character {error.pos} of it"
        raise InputError(record.path, reason, "repair or drop it") from None
    if not isinstance(row, dict):
        raise InputError(record.path, "is no JSON object", "a report is an object with a text in it")
    return row
