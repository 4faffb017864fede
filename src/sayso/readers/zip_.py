"""ZIP archives of reports: each member is read as a file of its own, whatever its format. Nothing is ever written."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from sayso.errors import InputError
from sayso.readers.members import MAX_MEMBERS, holds_report, member_records, too_many
from sayso.readers.records import Given, Record
from sayso.readers.source import Budget, Opened

MAX_DIRECTORY = 20_000_000
"""The largest table of contents, in bytes."""
_END, _END_64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_TAIL = 65_536 + 22 + 20
_ADVICE = "get the archive anew"


def split(opened: Opened, given: Given) -> Iterator[Record | InputError]:
    """The records of all members, in the archive's order."""
    with opened.seekable() as file:
        archive = open_zip(opened.name, file)
        packed = file.seek(0, 2)
        inside = replace(opened, budget=opened.budget or Budget.of(packed))
        found = [member for member in archive.infolist() if not member.is_dir() and holds_report(member.filename)]
        for number, member in enumerate(found):
            if number >= MAX_MEMBERS:
                yield too_many(opened)
                return
            if member.flag_bits & 1:
                yield InputError(opened.name, "is encrypted", "unpack the archive yourself", where=member.filename)
                continue
            try:
                stream = archive.open(member)
            except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
                yield InputError(opened.name, f"cannot be unpacked: {error}", _ADVICE, where=member.filename)
                continue
            with stream:
                yield from member_records(inside, member.filename, stream, given)
        if not found:
            yield InputError(opened.name, "is an archive without reports", "give one with reports in it")


def open_zip(name: str, file: BinaryIO) -> zipfile.ZipFile:
    """The archive. Raises InputError when it is damaged, or its table of contents would fill the memory."""
    size = _directory_size(file)
    if size is None:
        raise InputError(name, "is a ZIP archive without an end: it is cut short", "get the whole archive")
    if size > MAX_DIRECTORY:
        reason = f"has a table of contents above {MAX_DIRECTORY // 1_000_000} MB"
        raise InputError(name, reason, "split the archive")
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise InputError(name, f"is a damaged ZIP archive: {error}", _ADVICE) from None


def _directory_size(file: BinaryIO) -> int | None:
    """The bytes of the table of contents, as the archive's end states them; None without an end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return None
    (stated,) = struct.unpack_from("<I", tail, at + 12)
    if at >= 20 and tail[at - 20 : at].startswith(_LOCATOR):
        (offset,) = struct.unpack_from("<Q", tail, at - 12)
        file.seek(min(offset, size))
        end = file.read(56)
        if len(end) == 56 and end.startswith(_END_64):
            stated = max(stated if stated != 0xFFFFFFFF else 0, struct.unpack_from("<Q", end, 40)[0])
    return min(int(stated), size)
