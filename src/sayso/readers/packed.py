"""Unpack gzip, bzip2, xz and zstd as a stream, never more than is asked for, and no bombs.

Zstd needs the extra ``sayso[zstd]``.
"""

from __future__ import annotations

import io
import zlib
from abc import abstractmethod
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from sayso.errors import InputError

MAX_BYTES = 10_000_000
"""The largest report that is read, in bytes; a report is a few kilobytes, a book about one million."""
MAX_RATIO = 200
"""How many times its packed size a file may unpack to (beyond its first MAX_BYTES); prose packs 3 to 10 times."""
PACKINGS = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"(\xb5/\xfd": "zstd"}
"""How packed files begin."""
_MEMORY = 256_000_000
_WINDOW = 27  # of zstd, as a power of two: more is asked for by no program unless it is told to
_CHUNK = 65_536


class Source(io.RawIOBase):
    """A raw stream made of pieces of at most the size asked for; an empty piece is the end."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # memoryview and kin, as io calls it
        data = self.piece(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    @abstractmethod
    def piece(self, size: int) -> bytes:
        """The next bytes, at most so many."""


class Unpacked(Source):
    """What a packed file of one or several members holds. Raises InputError for damage and bombs."""

    def __init__(self, name: str, packed: BinaryIO, packing: str) -> None:
        self._name, self._packed, self._packing = name, packed, packing
        self._new, failures = _way(name, packing)
        self._failures: tuple[type[Exception], ...] = (OSError, EOFError, ValueError, zlib.error, *failures)
        self._magic = next(magic for magic, kind in PACKINGS.items() if kind == packing)
        self._member = self._new()
        self._left = b""
        self._taken = self._given = 0

    def piece(self, size: int) -> bytes:
        while True:
            if self._member.eof and not self._next_member():
                return b""
            chunk = (self._left or self._take()) if self._member.needs_input else b""
            self._left = b""
            wanted = self._member.needs_input
            try:
                data = cast(bytes, self._member.decompress(chunk, size))
            except self._failures as error:
                reason = f"has damaged {self._packing} data before byte {self._taken} ({error})"
                raise InputError(self._name, reason, "get the file anew") from None
            if wanted and not (chunk or data or self._member.eof):
                reason = f"is cut short: its {self._packing} data ends at byte {self._taken}"
                raise InputError(self._name, reason, "get the whole file")
            self._given += len(data)
            if self._given > MAX_BYTES + MAX_RATIO * self._taken:
                reason = f"unpacks to more than {MAX_RATIO} times its size"
                advice = f"it seems to be a {self._packing} bomb; if not, unpack it yourself"
                raise InputError(self._name, reason, advice)
            if data:
                return data

    def _next_member(self) -> bool:
        rest = cast(bytes, self._member.unused_data)
        while len(rest) < len(self._magic):
            more = self._take()
            if not more:
                break
            rest = (rest + more).lstrip(b"\0")  # tapes and some tools pad with zeros
        rest = rest.lstrip(b"\0")
        if not rest:
            return False
        if not rest.startswith(self._magic):
            reason = f"has something else behind its {self._packing} data, before byte {self._taken}"
            raise InputError(self._name, reason, "get the file anew")
        self._member, self._left = self._new(), rest
        return True

    def _take(self) -> bytes:
        data = self._packed.read(_CHUNK)
        self._taken += len(data)
        return data


class _Gzip:
    """zlib's decompressor with the ways of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    def decompress(self, data: bytes, size: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, size)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data


def _way(name: str, packing: str) -> tuple[Callable[[], Any], tuple[type[Exception], ...]]:
    """What makes a decompressor, and what it raises beside the usual."""
    if packing == "bzip2":
        import bz2

        return bz2.BZ2Decompressor, ()
    if packing == "xz":
        import lzma

        return lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, _MEMORY), (lzma.LZMAError,)
    if packing == "zstd":
        try:
            from backports import zstd
        except ImportError:
            raise InputError(name, "is packed with zstd", "pip install 'sayso[zstd]', or unpack it yourself") from None
        options: Any = {zstd.DecompressionParameter.window_log_max: _WINDOW}
        return lambda: zstd.ZstdDecompressor(options=options), (zstd.ZstdError,)
    return _Gzip, ()
