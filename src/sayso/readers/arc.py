"""ARC archives of web pages, which the Internet Archive kept before WARC: one document a page.

Each record is a line of five or more fields (address, server, time, media type, length), then what the server sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.errors import InputError
from sayso.readers.lines import too_long
from sayso.readers.records import Given, Record
from sayso.readers.source import MAX_BYTES, Opened
from sayso.readers.warc import document

__all__ = ["document", "split"]

MAX_LINE = 64_000
_HEADER = re.compile(rb"([A-Za-z][\w+.-]*:\S*) \S+ \d{8,14} \S+(?: \S+){0,5} (\d{1,15})\r?\n")
_ADVICE = "get the archive anew"


def split(opened: Opened, given: Given) -> Iterator[Record | InputError]:
    """The records that web servers sent, numbered from 1 among all records of the archive."""
    number = at = 0
    lost = False
    while line := opened.stream.readline(MAX_LINE):
        start, at = at, at + len(line)
        if not line.strip() or lost:
            lost = lost and not _HEADER.fullmatch(line)
            if not line.strip() or lost:
                continue
        number += 1
        where = f"record {number}"
        header = _HEADER.fullmatch(line)
        if header is None:
            yield InputError(opened.name, f"is no ARC record at byte {start}", _ADVICE, where=where)
            lost = True
            continue
        size = int(header[2])
        data = opened.stream.read(size) if size <= MAX_BYTES else b""
        at += size
        if size > MAX_BYTES:
            yield too_long(opened, where)
            _skip(opened, size)
        elif len(data) < size:
            yield InputError(opened.name, f"is cut short at byte {start}", "get the whole file", where=where)
        elif header[1].lower().startswith((b"http://", b"https://")):
            yield Record(format="arc", path=opened.name, data=_as_warc(header[1], data), where=where)


def _as_warc(url: bytes, data: bytes) -> bytes:
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        b"WARC-Date: 2000-01-01T00:00:00Z\r\nWARC-Target-URI: %s\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    return head % (url, len(data)) + data + b"\r\n\r\n"


def _skip(opened: Opened, size: int) -> None:
    while size > 0 and (piece := opened.stream.read(min(size, 1 << 20))):
        size -= len(piece)
