"""WARC archives of web pages, as Common Crawl's news crawl and other archivers keep them: one document a page.

The archive is cut into records here, so that a damaged one loses no other; what a record says is taken apart by
fastwarc, whose only door this is. Pages, texts and the texts of WET files are read; requests, redirects, pictures and
whatever else a crawl keeps are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers.decode import decode, is_html, refuse_binary
from sayso.readers.lines import too_long
from sayso.readers.records import Given, Record
from sayso.readers.source import MAX_BYTES, Opened
from sayso.readers.text import text_document

MAX_HEADER = 64_000
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,15})\s*$", re.I | re.M)
_KEPT = re.compile(rb"^warc-type:\s*(?:response|resource|conversion)\s*$", re.I | re.M)
_START = re.compile(rb"WARC/[01]\.\d")
_NEXT = re.compile(rb"\r?\n\r?\n(?=WARC/[01]\.\d\r?\n)")
_PAGES = ("text/html", "application/xhtml+xml")
_ADVICE = "get the archive anew"


def split(opened: Opened, given: Given) -> Iterator[Record | InputError]:
    """The records that may hold a page, numbered from 1 among all records of the archive."""
    stream = _Stream(opened.stream)
    number = 0
    while True:
        line = stream.line()
        if not line:
            return
        if not line.strip():
            continue
        number += 1
        where = f"record {number}"
        start = stream.at - len(line)
        if not _START.match(line):
            yield InputError(opened.name, f"is no WARC record at byte {start}", _ADVICE, where=where)
            stream.seek_record()
            continue
        head = line + b"".join(stream.header())
        length = _LENGTH.search(head)
        if length is None or len(head) > MAX_HEADER:
            reason = f"has a header without a length, or above {MAX_HEADER:,} bytes, at byte {start}"
            yield InputError(opened.name, reason, _ADVICE, where=where)
            stream.seek_record()
            continue
        size = int(length[1])
        if not _KEPT.search(head):
            stream.skip(size)
        elif size > MAX_BYTES:
            yield too_long(opened, where)
            stream.skip(size)
        else:
            body, whole = stream.body(size)
            if whole:
                yield Record(format="warc", path=opened.name, data=head + body + b"\r\n\r\n", where=where)
            else:
                reason = f"is cut short, or has a wrong length, at byte {start}"
                yield InputError(opened.name, reason, _ADVICE, where=where)


class _Stream:
    """The archive's bytes, some of which can be given back. ``at``: the offset of the next."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._again, self.at = stream, b"", 0

    def line(self) -> bytes:
        """The rest of the line, at most MAX_HEADER bytes of it; empty at the end."""
        if self._again:
            line, end, rest = self._again.partition(b"\n")
            self._again = rest
            line += end
            if not end:
                line += self._stream.readline(MAX_HEADER)
        else:
            line = self._stream.readline(MAX_HEADER)
        self.at += len(line)
        return line

    def header(self) -> Iterator[bytes]:
        """The lines of a header with the empty one that ends it."""
        size = 0
        while size <= MAX_HEADER and (line := self.line()):
            size += len(line)
            yield line
            if not line.strip():
                return

    def body(self, size: int) -> tuple[bytes, bool]:
        """So many bytes, and whether a record ends there; if not, the record that begins among them is given back."""
        data = self._read(size)
        behind = self._read(4)
        if len(data) == size and ((not behind.strip() and behind.count(b"\n") == 2) or not behind):
            return data, True
        everything = data + behind
        found = _NEXT.search(everything)
        if found is None and len(data) == size and _START.match(behind.lstrip()):
            found = _START.search(everything, size)
        kept = len(everything) if found is None else found.end() if found.re is _NEXT else found.start()
        self._again = everything[kept:] + self._again
        self.at -= len(everything) - kept
        return data, False

    def skip(self, size: int) -> None:
        """Go past so many bytes."""
        while size > 0 and (piece := self._read(min(size, 1 << 20))):
            size -= len(piece)

    def seek_record(self) -> None:
        """Go to the line with which the next record begins."""
        begins = True
        while line := self.line():
            if begins and _START.match(line):
                self._again = line + self._again
                self.at -= len(line)
                return
            begins = line.endswith(b"\n")

    def _read(self, size: int) -> bytes:
        data, self._again = self._again[:size], self._again[size:]
        if len(data) < size:
            data += self._stream.read(size - len(data))
        self.at += len(data)
        return data


def document(record: Record, given: Given) -> Document | None:
    """The page of a record; None when the record holds none."""
    try:
        found = _payload(record.data)
    except OSError as error:
        raise InputError(record.path, f"is damaged: {error}", _ADVICE) from None
    except BaseException as error:  # the library panics past Exception
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise InputError(record.path, "is damaged: it makes its parser fail", _ADVICE) from None
        raise
    if found is None:
        return None
    data, kind, charset, url = found
    if len(data) > MAX_BYTES:
        raise InputError(record.path, f"unpacks to more than {MAX_BYTES // 1_000_000} MB", "drop it")
    site = _host(url)
    if kind in _PAGES or (not kind and is_html("", data)):
        from sayso.readers.html import html_document  # it takes a second to load

        refuse_binary(record.path, data)
        return html_document(
            record.path, data, published=given.published, outlet=given.outlet, url=url, charset=charset, site=site
        )
    if kind != "text/plain" or urlsplit(url).path == "/robots.txt":
        return None
    refuse_binary(record.path, data)
    return text_document(
        record.path, decode(record.path, data, charset), published=given.published, outlet=given.outlet or site, url=url
    )


def _payload(data: bytes) -> tuple[bytes, str, str | None, str] | None:
    """The page's bytes, media type, encoding and address; None for a record without a page."""
    from fastwarc.warc import WarcRecord

    found: Any = WarcRecord.from_bytes(data)
    url = (found.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    kind, charset = (found.headers.get("Content-Type") or "").partition(";")[0].strip().lower(), None
    if found.is_http:
        found.parse_http(auto_decode="all")
        status = found.http_headers.status_code
        if status is None:
            raise OSError("it holds no answer of a web server")
        if status != 200:
            return None
        kind, charset = (found.http_content_type or "").strip().lower(), found.http_charset
    elif kind.startswith("application/http"):
        raise OSError("it holds no answer of a web server")
    if kind and kind not in _PAGES and kind != "text/plain":
        return None
    parts, size = [], 0
    while size <= MAX_BYTES and (part := found.reader.read(MAX_BYTES + 1 - size)):
        parts.append(part)
        size += len(part)
    return b"".join(parts), kind, charset, url


def _host(url: str) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
