"""Read a rulebook table: a CSV file whose columns are the fields of a dataclass.

A table is edited in a text editor or a spreadsheet. The first line names the columns; lines that start with
``#`` are comments. What a cell may hold follows from the field's type:

    str                 any text                       bool            yes, no or empty (no)
    str | None          text, empty for None           date | None     2024-08-10, empty for None
    int, float          a number                       Literal[...]    one of its values
    tuple[str, ...]     values separated by ``|``      int | None …    a number, empty for None

Columns with a default may be left out. An unknown column, an unknown value or a repeated id is a
RulebookError with file, line and the valid choices.
"""

from __future__ import annotations

import csv
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from sayso.errors import RulebookError


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every table row has.

    ``id`` is unique in its table. ``example``: sentences that the row must match; ``counter``: sentences that
    it must not (``|`` between several). ``line``/``file``: where it stands. Subclasses set ``FILE`` to the
    table's file name and ``FIELD`` to the field of a reading whose mentions carry ``<table>/<id>`` as rule.
    """

    FILE: ClassVar[str] = ""
    FIELD: ClassVar[str] = ""

    id: str
    example: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    file: str = ""
    line: int = 0

    @property
    def rule(self) -> str:
        """The id under which mentions made by this row are known: ``table/id``."""
        return f"{self.FILE.removesuffix('.csv')}/{self.id}"

    def shown_by(self, found: Any) -> bool:
        """Whether something found in a reading, an item of ``FIELD``, shows this row at work.

        By default it carries the row's rule. A row whose work is seen otherwise (it changes a status, it keeps words
        from being a mention) says how.
        """
        return bool(found.rule == self.rule)


R = TypeVar("R", bound=Row)


def read_table(folders: Sequence[Path], row_type: type[R]) -> tuple[R, ...]:
    """All rows of the table, from every folder that has its file, in order.

    A row of a later folder replaces the row of the same id from an earlier one (a user's overlay).
    Raises RulebookError when a file cannot be read or a cell is wrong.
    """
    rows: dict[str, R] = {}
    for folder in folders:
        path = folder / row_type.FILE
        if not path.is_file():
            continue
        lines: dict[str, int] = {}
        for row in _rows(path, row_type):
            if row.id in lines:
                raise RulebookError(row.file, row.line, f"id {row.id!r} is already used in line {lines[row.id]}")
            lines[row.id] = row.line
            rows[row.id] = row
    return tuple(rows.values())


def _rows(path: Path, row_type: type[R]) -> Iterator[R]:
    columns = _columns(row_type)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError(str(path), 1, f"cannot be read: {error}") from error
    if "\0" in text:
        raise RulebookError(str(path), 1, "contains NUL bytes")
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    header: list[str] | None = None
    try:
        for cells in reader:
            if not cells or cells[0].startswith("#"):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                _check_header(path, reader.line_num, header, columns)
                continue
            yield _row(path, reader.line_num, header, cells, row_type)
    except csv.Error as error:
        raise RulebookError(str(path), reader.line_num, f"not valid CSV: {error}") from error


def _check_header(path: Path, line: int, header: list[str], columns: dict[str, _Column]) -> None:
    for name in header:
        if name not in columns:
            raise RulebookError(str(path), line, f"unknown column {name!r}", columns)
    for name, column in columns.items():
        if column.required and name not in header:
            raise RulebookError(str(path), line, f"column {name!r} is missing", columns)


def _row(path: Path, line: int, header: list[str], cells: list[str], row_type: type[R]) -> R:
    columns = _columns(row_type)
    if len(cells) > len(header):
        raise RulebookError(
            str(path), line, f"{len(cells)} cells for {len(header)} columns (quote a cell that holds a comma)"
        )
    values: dict[str, Any] = {}
    for name, cell in zip(header, cells, strict=False):
        column = columns[name]
        text = cell.strip()
        if not text and not column.required:
            continue
        try:
            values[name] = column.parse(text)
        except ValueError as error:
            raise RulebookError(str(path), line, f"{name}: {error}", column.choices) from error
    for name, column in columns.items():
        if column.required and name not in values:
            raise RulebookError(str(path), line, f"{name} is missing", column.choices)
    return row_type(file=str(path), line=line, **values)


@dataclass(frozen=True, slots=True)
class _Column:
    parse: Callable[[str], Any]
    required: bool
    choices: tuple[str, ...] = ()


def _read_columns(row_type: type[Row]) -> dict[str, _Column]:
    hints = get_type_hints(row_type)
    return {
        f.name: _column(hints[f.name], f.default is MISSING and f.default_factory is MISSING)
        for f in fields(row_type)
        if f.name not in ("file", "line")
    }


_columns: Callable[[Any], dict[str, _Column]] = lru_cache(_read_columns)


def _column(hint: Any, required: bool) -> _Column:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = next(a for a in args if a is not type(None))
        return _Column(_column(inner, False).parse, False, _column(inner, False).choices)
    if origin is Literal:
        return _Column(_one_of(args), required, args)
    if origin is tuple:
        item = _column(args[0], True)
        return _Column(
            lambda s: tuple(item.parse(p.strip()) for p in s.split("|") if p.strip()), required, item.choices
        )
    return _Column(_SCALARS[hint], required, ("yes", "no") if hint is bool else ())


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(f"{text!r} is not a valid value")
        return text

    return parse


def _bool(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


def _text(text: str) -> str:
    if not text:
        raise ValueError("is empty")
    return text


_SCALARS: dict[Any, Callable[[str], Any]] = {
    str: _text,
    int: int,
    float: float,
    bool: _bool,
    date: date.fromisoformat,
}
