"""Go through a large JSON file value by value, so that only one report is in memory at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from typing import Any, NamedTuple

from sayso.errors import InputError
from sayso.readers.source import MAX_BYTES, Opened

LISTS = frozenset({"messages", "articles", "items", "results", "records", "documents", "docs", "data", "hits", "list"})
"""Keys whose lists hold reports; ``chats``, ``left_chats`` and ``hits`` lead into an object that has such a list."""
_INTO = frozenset({"chats", "left_chats", "hits", "response"})
MAX_DEPTH = 64
_INSIDE = re.compile(rb"(?:[^\"\\]++|\\.)*+", re.S)
_OUTSIDE = re.compile(rb"[\[\]{}\"]")
_SCALAR = re.compile(rb"[^\s,\]}\[{\":]*")
_OBJECTS = re.compile(rb"\[\s*[{\]]")
_SPACE = re.compile(rb"[ \t\r\n]*")
_ADVICE = "get the file anew, or repair it"


class Value(NamedTuple):
    """One element of a list. ``data`` is None when it is above MAX_BYTES or nested deeper than MAX_DEPTH.

    ``where``: ``messages[12]``; ``about``: the short values that stand before the list in the object that holds it.
    """

    where: str
    data: bytes | None
    about: dict[str, Any]


def values(opened: Opened) -> Iterator[Value]:
    """The elements of the lists that hold reports; the whole value where there is no such list.

    Raises InputError where the file stops being JSON, with the offset of the byte.
    """
    scan = _Scan(opened)
    if scan.peek() == b"[":
        yield from _elements(scan, "", {})
    elif scan.peek() == b"{":
        scan.kept = bytearray()
        found = yield from _members(scan, "", 0)
        if not found:
            yield Value("", bytes(scan.kept) if len(scan.kept) <= MAX_BYTES else None, {})
    else:
        raise scan.wrong("is no JSON")
    if scan.peek():
        raise scan.wrong("has something behind its JSON")


def _elements(scan: _Scan, key: str, about: dict[str, Any]) -> Iterator[Value]:
    for number in scan.parts(b"]", f" after {key}[%d]"):
        yield Value(f"{key}[{number}]", scan.value(), about)


def _members(scan: _Scan, prefix: str, level: int) -> Generator[Value, None, bool]:
    """The reports in an object; returns whether it had a list of them."""
    about: dict[str, Any] = {}
    found = False
    for _ in scan.parts(b"}"):
        key = _string(scan)
        if scan.peek() != b":":
            raise scan.wrong("is no JSON")
        scan.take()
        inner = scan.peek()
        if inner == b"[" and key in LISTS and level < 4 and scan.lists_objects():
            found = True
            scan.kept = None
            if prefix.endswith(("chats.", "left_chats.")):
                yield from _chats(scan, f"{prefix}{key}", level)
            else:
                yield from _elements(scan, f"{prefix}{key}", about)
        elif inner == b"{" and key in _INTO and level < 4:
            found = (yield from _members(scan, f"{prefix}{key}.", level + 1)) or found
        else:
            data = scan.value()
            if data is not None and len(data) <= 1000 and data[:1] not in b"[{":
                about[key] = _loads(data)
    return found


def _chats(scan: _Scan, key: str, level: int) -> Iterator[Value]:
    """The messages of each chat of an export of them all."""
    for number in scan.parts(b"]"):
        if scan.peek() == b"{":
            yield from _members(scan, f"{key}[{number}].", level + 1)
        else:
            scan.value()


def _string(scan: _Scan) -> str:
    data = scan.value() if scan.peek() == b'"' else None
    text = _loads(data) if data else None
    if not isinstance(text, str):
        raise scan.wrong("is no JSON")
    return text


def _loads(data: bytes) -> Any:
    try:
        return json.loads(data, strict=False)
    except (ValueError, RecursionError):
        return None


class _Scan:
    """Reads JSON values from a stream. ``kept``: what has been read since it was set, while it is not None."""

    def __init__(self, opened: Opened) -> None:
        self._opened, self._buffer, self._at, self._before = opened, b"", 0, 0
        self.kept: bytearray | None = None
        self._fill()
        if self._buffer.startswith(b"\xef\xbb\xbf"):
            self._at = 3

    def peek(self) -> bytes:
        """The next byte that is no white space; empty at the end."""
        while True:
            space = _SPACE.match(self._buffer, self._at)
            self._move(space.end() if space else self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at : self._at + 1]
            if not self._fill():
                return b""

    def take(self) -> None:
        """Go past the next byte."""
        self._move(self._at + 1)

    def parts(self, end: bytes, where: str = "") -> Iterator[int]:
        """Go through a list or object to its end, stopping before each part; its number from 0.

        ``where``: what a message says of the place, with the number of the part.
        """
        number = 0
        self.take()
        while (c := self.peek()) != end:
            if number:
                if c != b",":
                    raise self.wrong("is no JSON" + (where % number if where else ""))
                self.take()
            yield number
            number += 1
        self.take()

    def lists_objects(self) -> bool:
        """Whether what follows is a list of objects, or an empty one."""
        self._ahead(1000)
        return bool(_OBJECTS.match(self._buffer, self._at))

    def wrong(self, what: str) -> InputError:
        """The error of this place."""
        return InputError(self._opened.name, what, _ADVICE, where=f"byte {self._before + self._at}")

    def value(self) -> bytes | None:
        """The bytes of the next value; None when it is too long or too deep (it is passed over)."""
        parts, self._size, self._good = [], 0, True
        first = self.peek()
        if first in (b"{", b"[", b'"'):
            for part in self._nested():
                parts.append(part)
                if self._size > MAX_BYTES:
                    self._good = False
                    parts.clear()
        else:
            parts.append(self._scalar())
        return b"".join(parts) if self._good else None

    def _nested(self) -> Iterator[bytes]:
        """The pieces of a string, object or list."""
        depth, inside = 0, False
        while True:
            if self._at >= len(self._buffer) and not self._fill():
                raise self.wrong("is cut short")
            start = at = self._at
            done = False
            while not done and at < len(self._buffer):
                if inside:
                    found = _INSIDE.match(self._buffer, at)
                    at = found.end() if found else at
                    if at == len(self._buffer):
                        break
                    if self._buffer[at] != 0x22:  # a backslash whose other half is yet to be read
                        self._more(start)
                        at, start = at - start, 0
                        if at + 1 >= len(self._buffer):
                            raise self.wrong("is cut short")
                        continue
                    inside, at = False, at + 1
                else:
                    token = _OUTSIDE.search(self._buffer, at)
                    if token is None:
                        at = len(self._buffer)
                        break
                    at = token.end()
                    if token[0] == b'"':
                        inside = True
                        continue
                    depth += 1 if token[0] in b"[{" else -1
                    self._good = self._good and depth <= MAX_DEPTH
                done = depth <= 0 and not inside
            self._size += at - start
            yield self._buffer[start:at]
            self._move(at)
            if done:
                return

    def _scalar(self) -> bytes:
        self._ahead(1000)  # no number is as long
        found = _SCALAR.match(self._buffer, self._at)
        data = found.group() if found else b""
        if not 0 < len(data) < 1000:
            raise self.wrong("is no JSON" if self._at < len(self._buffer) else "is cut short")
        self._move(self._at + len(data))
        return data

    def _move(self, at: int) -> None:
        if self.kept is not None and len(self.kept) <= MAX_BYTES:
            self.kept += self._buffer[self._at : at]
        self._at = at

    def _fill(self) -> bool:
        """Replace the buffer, which has been gone through, by what follows."""
        data = self._opened.stream.read(1 << 18)
        self._before += len(self._buffer)
        self._buffer, self._at = data, 0
        return bool(data)

    def _ahead(self, size: int) -> None:
        """Have so many bytes in the buffer, unless the file ends before."""
        while len(self._buffer) - self._at < size and self._more(self._at):
            pass

    def _more(self, start: int) -> bool:
        """Add to the buffer, dropping what stands before ``start``."""
        data = self._opened.stream.read(1 << 18)
        self._before += start
        self._buffer, self._at = self._buffer[start:] + data, self._at - start
        return bool(data)
