"""Readers: one file per input format, each giving Documents.

``read_reports`` is the way in, ``read_report`` for a file that holds but one. Plain text is kept exactly as decoded
(line ends, white space, odd characters), so that offsets index the file's text; of an HTML page the main text, the
title and the captions are kept. What each format gives is told in ``docs/inputs.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers.columns import parse_columns
from sayso.readers.formats import files_in, tell_format
from sayso.readers.language import summed
from sayso.readers.records import Given, Record, split
from sayso.readers.source import MAX_BYTES, opened
from sayso.readers.text import MAX_PARAGRAPH

__all__ = [
    "MAX_BYTES", "MAX_PARAGRAPH", "Given", "Record",
    "find_records", "parse_columns", "read_report", "read_reports", "summed", "take",
]  # fmt: skip


_FAULT = "a fault in sayso: report it"


def read_reports(
    path: str | Path,
    *,
    published: date | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
    stdin: BinaryIO | None = None,
) -> Iterator[Document | InputError]:
    """The reports of a file or of a folder's files, in order; in the place of one that cannot be read, why.

    ``path``: a file of any format, gzipped or not, a folder, or ``-`` for standard input (``stdin``, else the process's
    own). ``published`` and ``outlet`` override what the reports say of themselves. ``columns``: which column of a table
    or key of an object holds what, ``{"text": "body", "title": "headline"}``; the common ones are known.
    ``keep``: the columns or keys whose values are to go along with each report, as ``Document.kept``.

    Nothing is raised: every InputError is yielded, and says which file and which part of it (``where``) it is about;
    reports of one file that are not in English are told in one line at its end.
    Files are gone through as the reports are asked for, so a large one never is in memory as a whole.
    """
    given = Given(published=published, outlet=outlet, columns=columns or {}, keep=tuple(keep))
    found = (one if isinstance(one, InputError) else take(one, given) for one in find_records(path, given, stdin))
    results = (one for one in found if one is not None)
    yield from summed(results, lambda r: r if isinstance(r, InputError) else None, lambda r: r.path, lambda e: e)


def read_report(
    path: str | Path,
    *,
    published: date | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
    stdin: BinaryIO | None = None,
) -> Document:
    """The one report in a file; the arguments are those of ``read_reports``.

    Raises InputError when it cannot be read, is empty, too large or not English, and when there are several.
    """
    name = str(path)
    if name != "-" and "\0" not in name and Path(name).is_dir():
        raise InputError(name, "is a folder", "name the file in it")
    found = list(
        islice(read_reports(path, published=published, outlet=outlet, columns=columns, keep=keep, stdin=stdin), 2)
    )
    if not found:
        raise InputError(name, "holds no report", "give a file with a report in it")
    if len(found) > 1:
        raise InputError(name, "holds several reports", "read them all, or save this one alone")
    if isinstance(found[0], InputError):
        raise found[0]
    return found[0]


def find_records(path: str | Path, given: Given, stdin: BinaryIO | None = None) -> Iterator[Record | InputError]:
    """The records of a file or of a folder's files, not yet taken apart; failures in their place."""
    name = str(path)
    if name == "-" or "\0" in name or not Path(name).is_dir():
        yield from _in_file(name, given, stdin)
        return
    empty = True
    for file in files_in(name):
        empty = False
        if isinstance(file, InputError):
            yield file
        else:
            yield from _in_file(file, given, None)
    if empty:
        yield InputError(name, "is a folder without reports", "name a folder with files in it")


def take(record: Record, given: Given) -> Document | InputError | None:
    """The record as a report, None when it is none, or why it cannot be read."""
    try:
        return record.document(given)
    except InputError as error:
        return error
    except Exception as error:  # a fault of sayso's own, or of a library, in one report must not lose the others
        return _fault(record.path, error, record.where)


def _in_file(name: str, given: Given, stdin: BinaryIO | None) -> Iterator[Record | InputError]:
    try:
        with opened(name, stdin) as source:
            yield from split(source, tell_format(source, given), given)
    except InputError as error:
        yield error
    except Exception as error:
        yield _fault(name, error)


def _fault(name: str, error: Exception, where: str = "") -> InputError:
    found = " ".join(f"{type(error).__name__}: {error}".split())[:500]
    return InputError(name, f"reading it failed: {found}", _FAULT, where=where)
