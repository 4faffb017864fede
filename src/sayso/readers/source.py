"""Get the bytes of reports from a file or standard input, unpacked where they are packed; never more than is asked."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from sayso.errors import InputError
from sayso.readers.packed import MAX_BYTES, MAX_RATIO, PACKINGS, Source, Unpacked

MAX_COPY = 2_000_000_000
"""The largest archive or table that is copied to a temporary file, to seek in what comes through a pipe or packed."""
HEAD = 65_536
"""Bytes at the beginning by which a format is told."""
__all__ = ["HEAD", "MAX_BYTES", "MAX_COPY", "MAX_RATIO", "Budget", "Opened", "open_member", "opened"]
_CHUNK = 65_536


@dataclass(slots=True)
class Budget:
    """How many bytes an archive, with all archives in it, may still unpack to."""

    left: int

    @classmethod
    def of(cls, packed: int) -> Budget:
        """That of an archive of so many bytes."""
        return cls(MAX_BYTES + MAX_RATIO * packed)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file opened for reading: ``name`` as the user gave it, ``head`` its first bytes, ``stream`` from the start.

    Both are unpacked if the file is packed; ``suffix`` is the name's last one in lower case, without ``.gz``. Reading
    ``stream`` raises InputError when the file cannot be read on or its packed data is damaged. ``file``: the file
    itself, if one can seek in it and it is not packed. Of a member of an archive ``name`` is the archive's; ``depth``
    counts the archives around it, ``budget`` is theirs.
    """

    name: str
    suffix: str
    head: bytes
    stream: BinaryIO
    file: BinaryIO | None = None
    depth: int = 0
    budget: Budget | None = field(default=None, compare=False)

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """The file, or a temporary copy, at its beginning. Raises InputError when it is too large to be copied."""
        if self.file is not None:
            self.file.seek(0)
            yield self.file
            return
        with tempfile.TemporaryFile() as copy:
            size = 0
            while piece := self.stream.read(1 << 20):
                size += len(piece)
                if size > MAX_COPY:
                    raise InputError(self.name, f"is larger than {MAX_COPY // 1_000_000} MB", "unpack it yourself")
                copy.write(piece)
            copy.seek(0)
            yield copy

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
    head, stream = _with_head(Checked(name, source))
    found = _unpacked(Opened(name, "", head, stream), name)
    seekable = found.stream is stream and name != "-" and Path(name).is_file()
    return replace(found, file=source if seekable else None)


def open_member(archive: Opened, member: str, stream: Any) -> Opened:
    """A member of an archive; failures of its stream are InputErrors, and what it gives counts against the budget."""
    head, checked = _with_head(Checked(archive.name, stream, archive.budget))
    return _unpacked(Opened(archive.name, "", head, checked, depth=archive.depth + 1, budget=archive.budget), member)


def _unpacked(opened: Opened, name: str) -> Opened:
    path = Path(name)
    suffix = path.suffix.lower()
    if suffix in (".gz", ".gzip", ".bz2", ".xz", ".zst", ".zstd"):
        suffix = Path(path.stem).suffix.lower()
    opened = replace(opened, suffix=suffix)
    packing = next((kind for magic, kind in PACKINGS.items() if opened.head.startswith(magic)), None)
    if packing is None:
        return opened
    head, stream = _with_head(Unpacked(opened.name, opened.stream, packing))
    return replace(opened, head=head, stream=stream)


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


class Checked(Source):
    """A file whose failures are InputErrors. ``budget``: of how much it may still give, if it is in an archive."""

    def __init__(self, name: str, source: Any, budget: Budget | None = None) -> None:
        self._name, self._read, self._budget = name, getattr(source, "read1", source.read), budget

    def piece(self, size: int) -> bytes:
        try:
            data = cast(bytes, self._read(size))
        except InputError:
            raise
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(self._name, f"cannot be read: {reason}") from error
        except Exception as error:  # a packed member is damaged, encrypted, or packed in an unknown way
            raise InputError(self._name, f"cannot be unpacked: {error}", "unpack it yourself") from error
        if self._budget:
            self._budget.left -= len(data)
            if self._budget.left < 0:
                reason = f"unpacks to more than {MAX_RATIO} times its size"
                raise InputError(self._name, reason, "it seems to be made to do harm; if not, unpack it yourself")
        return data


class _Joined(Source):
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
