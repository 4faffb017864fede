"""Lines of a file, none of which can fill the memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sayso.errors import InputError
from sayso.readers.decode import refuse_wide
from sayso.readers.source import MAX_BYTES, Opened

BOM = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """A line with its end, and its number (from 1). ``data`` is None when it is longer than MAX_BYTES."""

    number: int
    data: bytes | None


def lines(opened: Opened) -> Iterator[Line]:
    """The lines, parted by line feeds, without a byte-order mark.

    A line above MAX_BYTES is passed over without being kept. Raises InputError for UTF-16 and what is no text.
    """
    refuse_wide(opened.name, opened.head)
    number = 0
    while data := opened.stream.readline(MAX_BYTES + 1):
        number += 1
        if number == 1:
            data = data.removeprefix(BOM)
        if len(data) <= MAX_BYTES or data.endswith(b"\n"):
            yield Line(number, data)
            continue
        while data and not data.endswith(b"\n"):
            data = opened.stream.readline(1_000_000)
        yield Line(number, None)


def too_long(opened: Opened, where: str) -> InputError:
    """What is said of a record above MAX_BYTES."""
    return InputError(opened.name, f"is longer than {MAX_BYTES // 1_000_000} MB", "split or drop it", where=where)
