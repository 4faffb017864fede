"""Listings: rows of plain values as a table for people, or as JSON, JSON lines or CSV for programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from sayso.exports.contract import dumps
from sayso.exports.csv_ import cell
from sayso.model.dicts import number
from sayso.wording import count_words, visible

__all__ = ["bar", "range_words", "write_csv", "write_json", "write_jsonl", "write_table"]

_EIGHTHS = " ▏▎▍▌▋▊▉"
_WIDEST = 160
_UNBROKEN = 16


def write_jsonl(rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    """One object per line."""
    for row in rows:
        out.write(dumps(row) + "\n")


def write_json(rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    """One array."""
    out.write("[")
    for index, row in enumerate(rows):
        out.write((",\n " if index else "\n ") + dumps(row))
    out.write("\n]\n")


def write_csv(rows: Iterable[dict[str, Any]], columns: Sequence[str], out: TextIO) -> None:
    """A header and a row each; lists are joined by ``; ``, nothing is left that a spreadsheet would run."""
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: cell(_flat(row.get(name))) for name in columns})


def write_table(
    rows: Iterable[Sequence[str]], columns: Sequence[str], out: TextIO, *, what: str = "row", more: bool = False
) -> None:
    """A table as wide as the terminal; the last column, an id, is never cut. ``more``: there are more than shown."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, _WIDEST)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    cells = [[visible(value) for value in row] for row in rows]
    for index, column in enumerate(columns):
        # A word is broken only where the terminal leaves no other way.
        longest = max((len(word) for row in cells for word in row[index].split()), default=0)
        last = index == len(columns) - 1
        table.add_column(column, no_wrap=last, overflow="fold", min_width=longest if last else min(longest, _UNBROKEN))
    for row in cells:
        table.add_row(*map(Text, row))
    count = len(cells)
    with console.capture() as captured:
        if count:
            console.print(table)
        console.print(
            ("the first " if more else "") + count_words(count, what) + (", --limit shows more" if more else "")
        )
    encoding = getattr(out, "encoding", None) or "utf-8"
    lines = "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())
    out.write(lines.encode(encoding, "replace").decode(encoding))


def bar(value: float | None, largest: float, width: int = 24) -> str:
    """A bar of block characters, as long as the value is to the largest."""
    if value is None or largest <= 0 or value <= 0:
        return ""
    eighths = max(1, round(min(value / largest, 1.0) * width * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def range_words(low: float | None, high: float | None, bound: str) -> str:
    """``76,000 or more``, ``about 12``, ``3–5``, ``up to 7``."""
    low, high = number(low), number(high)
    about = "about " if bound == "about" else ""
    if low is not None and high is not None:
        return f"{about}{low:,}" if low == high else f"{about}{low:,}–{high:,}"
    if low is not None:
        return f"{about}{low:,} or more"
    return f"up to {high:,}" if high is not None else "?"


def _flat(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value
