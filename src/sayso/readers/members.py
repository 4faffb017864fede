"""What archives and mails share: their members are files of any format, an archive among them as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from sayso.errors import InputError
from sayso.readers.formats import may_hold_report, tell_format
from sayso.readers.records import Given, Record, split
from sayso.readers.source import Opened, open_member

MAX_MEMBERS = 100_000
"""How many members of an archive are looked at."""
MAX_NESTED = 2
"""How many archives may lie in each other."""
CONTAINERS = frozenset({"zip", "tar", "eml"})
_LONGEST_NAME = 200


def holds_report(name: str) -> bool:
    """Whether a member may be a report by its name: what is passed over in a folder is passed over here as well."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any((part.startswith(".") and part.strip(".")) or part == "__MACOSX" for part in path.parts)
    return not hidden and may_hold_report(path.name)


def member_records(archive: Opened, name: str, stream: Any, given: Given) -> Iterator[Record | InputError]:
    """The records of a member, each told by the member's name; an InputError where it cannot be read."""
    where = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    try:
        opened = open_member(archive, name, stream)
        format = tell_format(opened, given)
        if format in CONTAINERS and opened.depth >= MAX_NESTED:
            raise InputError(archive.name, f"lies in {opened.depth} archives", "unpack the outer one")
        for one in split(opened, format, given):
            yield _placed(one, where)
    except InputError as error:
        yield _placed(error, where)


def too_many(archive: Opened) -> InputError:
    """What is said of an archive with more than MAX_MEMBERS members."""
    return InputError(archive.name, f"has more than {MAX_MEMBERS:,} members; the rest is not read", "split it")


def _placed(one: Record | InputError, where: str) -> Record | InputError:
    if isinstance(one, Record):
        return replace(one, where=f"{where}: {one.where}" if one.where else where)
    place = f"{where}: {one.where}" if one.where else where
    return InputError(one.path, one.reason, one.advice, where=place, language=one.language)
