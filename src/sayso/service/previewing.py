"""The first rows of an export, to be looked at before it is written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from sayso.exports.csv_ import flat
from sayso.service.catalogue import CSV, FORMS
from sayso.service.tabling import TABLES, TableName, rows
from sayso.store.filters import Filter
from sayso.store.protocol import Store

ROWS = 8
"""Rows, features or documents that are shown, unless told otherwise."""
_LONGEST = 160
_MOST = 3
_ENDS = ("]}",)
"""What stands at the end of a file and is none of its rows."""
_DOCUMENTS = 1
"""Documents of JSON lines that are shown: each may hold many claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an export begins with: ``columns`` and ``rows`` of a table (as they stand in the file, but that long values
    are cut), else ``text``. ``more``: the export goes on behind it. ``cut``: long texts and lists are not shown whole.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    more: bool = False
    cut: bool = False


def preview(store: Store, name: str, filter: Filter, most: int = ROWS) -> Preview:
    """The beginning of the export of this name; of a workbook that of its first sheet. No more is made than is shown.

    Raises LedgerError and UsageError, as the export would.
    """
    if table := FORMS[name].table:
        return _of_table(store, table, filter, most)
    shown = "csv" if FORMS[name].write is None else name
    write, lines = FORMS[shown].write, FORMS[shown].media.endswith("jsonl")
    assert write is not None
    window = _Window(_DOCUMENTS if shown == "jsonl" else most if lines else most + 1)
    more = False
    try:
        write(store, filter, window, False)
    except _Enough as left:
        more = str(left).strip() not in _ENDS
    if shown in CSV:
        return _table(csv.reader(io.StringIO(window.getvalue(), newline="")), more=more)
    if FORMS[shown].media.endswith("xml"):
        return Preview(text="".join(map(_short, window.pieces)), more=more, cut=any(map(_is_long, window.pieces)))
    return _text(window.pieces if lines else window.pieces[1:], more=more)


class _Enough(Exception):
    """All that is shown is written; holds what would follow."""


class _Window(io.StringIO):
    """Text that takes so many pieces (a row, a feature, a document each) and stops the writer at the next."""

    def __init__(self, most: int) -> None:
        super().__init__(newline="")
        self.pieces: list[str] = []
        self._most = most

    def write(self, text: str, /) -> int:
        if len(self.pieces) >= self._most:
            raise _Enough(text)
        self.pieces.append(text)
        return super().write(text)


def _of_table(store: Store, table: TableName, filter: Filter, most: int) -> Preview:
    columns = tuple(field.name for field in TABLES[table])
    found = list(islice(rows(store, table, filter), most + 1))
    told = [["" if (v := flat(name, row[name])) is None else str(v) for name in columns] for row in found[:most]]
    return _table([list(columns), *told], more=len(found) > most)


def _table(lines: Iterable[list[str]], *, more: bool) -> Preview:
    columns, *rows = lines
    cells = tuple(tuple(map(_short, row)) for row in rows)
    return Preview(columns=tuple(columns), rows=cells, more=more, cut=any(map(_is_long, chain(*rows))))


def _text(pieces: list[str], *, more: bool) -> Preview:
    """JSON values, each with its long texts and lists cut, one after another."""
    values = [json.loads(piece) for piece in (p.strip(" \n,") for p in pieces) if piece.startswith("{")]
    shown = [_cut(value) for value in values]
    text = "\n".join(json.dumps(value, ensure_ascii=False, indent=2) for value in shown)
    return Preview(text=text, more=more, cut=shown != values)


def _cut(value: Any) -> Any:
    if isinstance(value, str):
        return _short(value)
    if isinstance(value, list):
        left = len(value) - _MOST
        return [*map(_cut, value[:_MOST]), *([f"… {left:,} more"] if left > 0 else [])]
    return {key: _cut(item) for key, item in value.items()} if isinstance(value, dict) else value


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
