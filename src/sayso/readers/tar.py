"""Tar archives of reports, packed or not: each member is read as a file of its own. Nothing is ever written."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import replace

from sayso.errors import InputError
from sayso.readers.members import MAX_MEMBERS, holds_report, member_records, too_many
from sayso.readers.records import Given, Record
from sayso.readers.source import MAX_BYTES, Budget, Opened

"""The offset at which ``ustar`` stands in a tar archive."""
_LARGEST_HEADER = 1_000_000
_HEADERS = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip


class _Info(tarfile.TarInfo):
    """A member's header, refused where the library would take one of any size into memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Info:
        info = super().frombuf(buf, encoding, errors)
        if info.type in _HEADERS and not 0 <= info.size <= _LARGEST_HEADER:
            raise _TooLarge
        return info


class _TooLarge(Exception):
    """A header is above _LARGEST_HEADER."""


def split(opened: Opened, given: Given) -> Iterator[Record | InputError]:
    """The records of all members, in the archive's order."""
    number = 0
    inside = replace(opened, budget=opened.budget or Budget(MAX_BYTES * MAX_MEMBERS))
    last = ""
    try:
        with tarfile.open(fileobj=opened.stream, mode="r|", tarinfo=_Info) as archive:
            for member in archive:
                archive.members = []  # type: ignore[attr-defined]  # they are kept for nothing, and never end
                last = member.name
                if not member.isreg() or member.issparse() or not holds_report(member.name):
                    if member.issparse():
                        yield InputError(opened.name, "is a sparse file", "unpack it yourself", where=member.name)
                    continue
                number += 1
                if number > MAX_MEMBERS:
                    yield too_many(opened)
                    return
                stream = archive.extractfile(member)
                if stream is not None:
                    yield from member_records(inside, member.name, stream, given)
    except (tarfile.TarError, _TooLarge, OSError, ValueError, EOFError, OverflowError, RecursionError) as error:
        reason = f"is a damaged tar archive{f' after {last!r}' if last else ''}: {str(error) or 'a header too large'}"
        yield InputError(opened.name, reason[:300], "get the archive anew; what follows is lost")
        return
    if not number:
        yield InputError(opened.name, "is an archive without reports", "give one with reports in it")
