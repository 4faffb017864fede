"""XLSX: a workbook for people, with sheets for claims, figures, incidents, sources, and what they mean.

Text is written as text, so that nothing a report says is ever run as a formula or becomes a link. Rows go to the file
as they come, so that a large ledger needs little memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from sayso import __version__
from sayso.exports.dossiers import Dossier
from sayso.exports.forms import Tally
from sayso.exports.tables import CLAIMS, FIGURES, INCIDENTS, SOURCES, incident_row
from sayso.model.dicts import number
from sayso.wording import READ_BY_MACHINE, visible

ROWS = 1_048_576
"""Rows that a sheet can have, its header among them."""
CELL = 32_767
"""Characters that a cell can have."""
FIGURE_COLUMNS, INCIDENT_COLUMNS, SOURCE_COLUMNS = (
    tuple(field.name for field in fields) for fields in (FIGURES, INCIDENTS, SOURCES)
)
DAYS = frozenset(f.name for f in (*CLAIMS, *FIGURES, *INCIDENTS) if f.kind == "day")
"""Columns whose values are days, which are written as a spreadsheet's dates where it can have them (from 1900-03)."""
_FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets differ by a day
ABOUT = (
    ("Claims", "one row for each thing that a source says happened; the columns are those of the CSV export"),
    ("Figures", "one row for each number that a claim states"),
    ("Incidents", "one row for each happening that the claims speak of; where they differ, what most origins say"),
    ("Sources", "who says things, and how many of these claims name them"),
)
_COLUMNS = (("Claims", CLAIMS), ("Figures", FIGURES), ("Incidents", INCIDENTS), ("Sources", SOURCES))
LOST = (
    f"Text beyond {CELL:,} characters in a cell, and rows beyond {ROWS:,} in a sheet; both are told.",
    "Where every word stands: offsets of sentence and trigger only. All offsets are in JSON lines.",
    "Characters that cannot be seen are written so that they can: `⟨U+202E⟩`.",
)


class Sheet:
    """One sheet, written row by row, with filters over its header, which stays in view. ``full``: how many rows found
    no room."""

    def __init__(self, book: Any, name: str, columns: Sequence[str]) -> None:
        self._sheet = book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        self._bold = book.add_format({"bold": True})
        self._dated = book.add_format({"num_format": "yyyy-mm-dd"})
        self._columns = columns
        self.rows = 0
        self.full = 0
        for index, column in enumerate(columns):
            self._sheet.set_column(index, index, min(max(len(column) + 2, 12), 30))
        self._write(columns, self._bold)

    def add(self, values: Iterable[Any]) -> None:
        """One more row: text as text, numbers as numbers, lists joined by ``; ``, None left empty."""
        if self.rows >= ROWS:
            self.full += 1
        else:
            self._write(values)

    def _write(self, values: Iterable[Any], style: Any = None) -> None:
        for index, value in enumerate(values):
            if isinstance(value, list | tuple):
                value = "; ".join(map(str, value))
            if isinstance(value, bool):
                self._sheet.write_string(self.rows, index, "yes" if value else "no", style)
            elif not style and self._columns[index] in DAYS and (day := _day(value)):
                self._sheet.write_datetime(self.rows, index, day, self._dated)
            elif isinstance(value, int | float):
                if number(value) is not None:
                    self._sheet.write_number(self.rows, index, value, style)
            elif value is not None and value != "":
                self._sheet.write_string(self.rows, index, shown(str(value)), style)
        self.rows += 1

    def close(self) -> None:
        """Put the filters over all rows."""
        self._sheet.autofilter(0, 0, self.rows - 1, len(self._columns) - 1)


class Workbook:
    """A workbook that is filled row by row; ``close`` writes the file. ``scratch``: a folder for rows until then."""

    def __init__(self, path: Path, claim_columns: Sequence[str], scratch: Path) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": str(scratch),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "title": "sayso"})
        self.claims = Sheet(self._book, "Claims", claim_columns)
        self.figures = Sheet(self._book, "Figures", FIGURE_COLUMNS)
        self.incidents = Sheet(self._book, "Incidents", INCIDENT_COLUMNS)
        self.sources = Sheet(self._book, "Sources", SOURCE_COLUMNS)

    def add_incident(self, dossier: Dossier) -> None:
        """One more incident."""
        self.incidents.add(incident_row(dossier).values())

    def close(self, about: Iterable[tuple[str, str]] = ()) -> Tally:
        """Write the last sheet and the file. ``about``: names and values on what was exported. Raises OSError."""
        tally = Tally(what="claim", written=self.claims.rows - 1)
        sheets = {"claims": self.claims, "figures": self.figures, "incidents": self.incidents, "sources": self.sources}
        tally.left_out = Counter({f"{name} beyond the rows of a sheet": s.full for name, s in sheets.items() if s.full})
        last = Sheet(self._book, "About", ("what", "is"))
        rows = [("sayso", __version__), *about, *ABOUT, ("Note", READ_BY_MACHINE)]
        rows += [(f"left out: {reason}", str(count)) for reason, count in tally.left_out.items()]
        rows += [(f"{name}: {f.name}", f.about) for name, fields in _COLUMNS for f in fields]
        for row in rows:
            last.add(row)
        for sheet in sheets.values():
            sheet.close()
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error
        return tally


def _day(value: Any) -> datetime | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day) if isinstance(day, date) and day >= _FIRST_DAY else None


def shown(text: str) -> str:
    """The text as a cell can hold it: nothing in it that cannot be seen, and no longer than a cell."""
    clean = visible(text)
    return clean if len(clean) <= CELL else f"{clean[: CELL - 1]}…"
