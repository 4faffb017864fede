"""A record: one report as it lies in a file, not yet taken apart.

Reading has two steps, so that several processes can share the work on one large file. A format's ``split`` goes through
the file and cuts it into records, which is quick; its ``document`` makes a record into a Document, which is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import import_module
from typing import Any, cast

from sayso.errors import InputError
from sayso.model import Document
from sayso.model.days import day_of
from sayso.readers.source import MAX_BYTES, Opened

_MODULES = {"json": "jsonl", "csv": "csv_", "zip": "zip_"}
"""The modules here of formats, as ``Document.format`` has them, that are not called as the format is."""
_TABLES = ("csv", "acled", "gdelt", "json", "jsonl", "parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user says of all reports, which overrides what they say of themselves.

    ``columns``: which column or key of a record holds what (``{"text": "body", "title": "headline"}``). ``keep``: the
    columns or keys whose values are kept with the report.
    """

    published: date | None = None
    outlet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "published", day_of(self.published))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One report in a file.

    ``data``: its bytes, unpacked; ``about``: what the file says of all its records (a channel's name, a table's
    columns); ``where``: which part of the file it is, empty for a whole one; ``row``: the number of a table's record,
    from 1, else 0.
    """

    format: str
    path: str
    data: bytes
    where: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    bytes_sha256: str = ""
    row: int = 0

    def document(self, given: Given) -> Document | None:
        """The report, or None for what is no report (a note of who joined, a redirect). Raises InputError."""
        try:
            found = _module(self.format).document(self, given)
        except InputError as error:
            raise error.at(self.where) from error.__cause__
        except RecursionError:
            raise InputError(self.path, "is nested too deep", where=self.where) from None
        if found is None:
            return None
        digest = self.bytes_sha256 or hashlib.sha256(self.data).hexdigest()
        return replace(
            cast(Document, found), path=self.path, format=self.format, record=self.where, bytes_sha256=digest,
            kept=_with_row(found.kept, self.row),
        )  # fmt: skip


def split(opened: Opened, format: str, given: Given) -> Iterator[Record | InputError]:
    """The records of a file of this format, and an InputError in the place of each that cannot be cut out.

    A file of a format that cuts nothing is one report, of at most ``MOST`` bytes if the format says so.
    """
    module = _module(format)
    if not hasattr(module, "split"):
        yield Record(format=format, path=opened.name, data=opened.whole(getattr(module, "MOST", MAX_BYTES)))
        return
    found: Iterator[Record | InputError] = module.split(opened, given)
    for number, one in enumerate(found, 1):
        if isinstance(one, Record) and one.format in _TABLES and not one.row:  # a member of an archive has its own
            one = replace(one, row=number)
        yield one


def _with_row(kept: tuple[tuple[str, str], ...], row: int) -> tuple[tuple[str, str], ...]:
    if not row or any(name == "row" for name, _ in kept):
        return kept
    own = kept[:1] if kept and kept[0][0] == "id" else ()
    return (*own, ("row", str(row)), *kept[len(own) :])


def _module(format: str) -> Any:
    # Imported when first needed: a plain text must not wait for the libraries of other formats.
    return import_module(f"sayso.readers.{_MODULES.get(format, format)}")
