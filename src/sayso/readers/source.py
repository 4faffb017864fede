"""Get the bytes of reports from a file or standard input, unpacked where they are gzipped; never more than is asked."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from sayso.errors import InputError

MAX_BYTES = 10_000_000
"""The largest report that is read, in bytes; a report is a few kilobytes, a book about one million."""
MAX_RATIO = 200
"""How many times its packed size a gzip file may unpack to (beyond its first MAX_BYTES); prose packs 3 to 10 times."""
HEAD = 65_536
"""Bytes at the beginning by which a format is told."""
GZIP = b"\x1f\x8b"
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Opened:
    """A file opened for reading: ``name`` as the user gave it, ``head`` its first bytes, ``stream`` from the start.

    Both are unpacked if the file is gzipped; ``suffix`` is the name's last one in lower case, without ``.gz``.
    Reading ``stream`` raises InputError when the file cannot be read on or its gzip data is damaged.
    """

    name: str
    suffix: str
    head: bytes
    stream: BinaryIO

    def whole(self, most: int = MAX_BYTES) -> bytes:
        """All of it; raises InputError when that is more than ``most`` bytes (never reads more)."""
        data = self.stream.read(most + 1)
        if len(data) > most:
            raise InputError(self.name, f"is larger than {most // 1_000_000} MB", "split it into one file per report")
        return data


@contextmanager
def opened(name: str, stdin: BinaryIO | None = None) -> Iterator[Opened]:
    """Open the file, or standard input for ``-``. Raises InputError when it is missing, a folder or unreadable."""
    if name == "-":
        yield _open(name, stdin or sys.stdin.buffer)
        return
    try:
        path = Path(name)
        if path.is_dir():
            raise InputError(name, "is a folder", "name the files in it")
        file = path.open("rb")
    except FileNotFoundError:
        raise InputError(name, "no such file", "check the path") from None
    except PermissionError:
        raise InputError(name, "may not be read", "check the file's permissions") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the path
        raise InputError(name, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    with file:
        yield _open(name, file)


def _open(name: str, source: BinaryIO) -> Opened:
    head, stream = _with_head(_Checked(name, source))
    path = Path(name)
    suffix = path.suffix.lower()
    if suffix in (".gz", ".gzip"):
        suffix = Path(path.stem).suffix.lower()
    if head.startswith(GZIP):
        head, stream = _with_head(_Unpacked(name, stream))
    return Opened(name, suffix, head, stream)


def _with_head(raw: io.RawIOBase) -> tuple[bytes, BinaryIO]:
    """The first bytes, and a stream that begins with them nonetheless."""
    stream = io.BufferedReader(raw, _CHUNK)
    head, fault = b"", None
    try:
        while len(head) < HEAD and (piece := stream.read1(HEAD - len(head))):
            head += piece
    except InputError as error:
        if not head:
            raise
        fault = error  # what came before it can be read
    return head, cast(BinaryIO, io.BufferedReader(_Joined(head, stream, fault), _CHUNK))


class _Source(io.RawIOBase):
    """A raw stream made of pieces of at most the size asked for; an empty piece is the end."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # memoryview and kin, as io calls it
        data = self.piece(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def piece(self, size: int) -> bytes:
        raise NotImplementedError


class _Checked(_Source):
    """A file whose failures are InputErrors."""

    def __init__(self, name: str, source: BinaryIO) -> None:
        self._name, self._read = name, getattr(source, "read1", source.read)

    def piece(self, size: int) -> bytes:
        try:
            return cast(bytes, self._read(size))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(self._name, f"cannot be read: {reason}") from error


class _Joined(_Source):
    """Bytes taken from a stream, then the rest of it."""

    def __init__(self, head: bytes, rest: Any, fault: InputError | None) -> None:
        self._head, self._rest, self._fault = head, rest, fault

    def piece(self, size: int) -> bytes:
        if not self._head:
            if self._fault:
                raise self._fault
            return cast(bytes, self._rest.read1(size))
        data, self._head = self._head[:size], self._head[size:]
        return data


class _Unpacked(_Source):
    """What a gzip file of one or several members holds."""

    def __init__(self, name: str, packed: BinaryIO) -> None:
        self._name, self._packed = name, packed
        self._member = zlib.decompressobj(wbits=31)
        self._left = b""
        self._taken = self._given = 0

    def piece(self, size: int) -> bytes:
        while True:
            if self._member.eof and not self._next_member():
                return b""
            chunk = self._left or self._take()
            try:
                data = self._member.decompress(chunk, size)
            except zlib.error as error:
                reason = f"has damaged gzip data before byte {self._taken} ({error})"
                raise InputError(self._name, reason, "get the file anew") from None
            self._left = self._member.unconsumed_tail
            if not (chunk or data or self._member.eof):
                reason = f"is cut short: its gzip data ends at byte {self._taken}"
                raise InputError(self._name, reason, "get the whole file")
            self._given += len(data)
            if self._given > MAX_BYTES + MAX_RATIO * self._taken:
                reason = f"unpacks to more than {MAX_RATIO} times its size"
                raise InputError(self._name, reason, "it seems to be a gzip bomb; if not, unpack it yourself")
            if data:
                return data

    def _next_member(self) -> bool:
        rest = self._member.unused_data
        while len(rest) < len(GZIP):
            more = self._take()
            if not more:
                break
            rest = (rest + more).lstrip(b"\0")  # tapes and some tools pad with zeros
        rest = rest.lstrip(b"\0")
        if not rest:
            return False
        if not rest.startswith(GZIP):
            reason = f"has something else behind its gzip data, before byte {self._taken}"
            raise InputError(self._name, reason, "get the file anew")
        self._member, self._left = zlib.decompressobj(wbits=31), rest
        return True

    def _take(self) -> bytes:
        data = self._packed.read(_CHUNK)
        self._taken += len(data)
        return data
