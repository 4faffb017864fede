"""Forms: the shapes of other people's event data, each as a list of columns that say how they are filled.

What a column is filled with and what the documentation says of it stand side by side, so that neither can go stale.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

from sayso.exports.csv_ import cell
from sayso.wording import count_words

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``filled``: how, for people; ``value``: by what, None for one that always stays empty."""

    name: str
    filled: str
    value: Callable[[Any], Value] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form with one row for an incident (``each``: or for what else).

    ``about``: what it is; ``rules``: how incidents are coded; ``lost``: what it cannot hold. ``columns``: those of the
    format, then ours. ``code``: makes of what it has a row for what the columns take, or a word or two on why it is
    left out. ``left_out``: those words, with what they mean.
    """

    name: str
    about: str
    columns: Sequence[Column]
    rules: Sequence[str]
    lost: Sequence[str]
    left_out: dict[str, str]
    code: Callable[[Any], Any]
    each: str = "incident"

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns in order."""
        return tuple(column.name for column in self.columns)


@dataclass(slots=True)
class Tally:
    """What an export wrote: ``written`` rows, features or documents (``what``), ``left_out`` by reason."""

    what: str = "incident"
    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def lines(self, where: str) -> list[str]:
        """What was written and what was not, for people."""
        told = [f"{where}: {count_words(self.written, self.what)}"]
        if self.left_out:
            reasons = ", ".join(f"{count:,} {reason}" for reason, count in sorted(self.left_out.items()))
            told.append(f"left out: {reasons}")
        return told


def write_rows(form: Form, items: Iterable[Any], out: TextIO, *, raw: bool = False) -> Tally:
    """Write a header and a row for each incident (or what else it has rows for) that the form can hold, as CSV.

    ``raw``: leave text as it is, even where a spreadsheet would run it as a formula.
    """
    tally = Tally(what=form.each)
    writer = row_writer(out, raw)
    writer.writerow(form.header)
    for item in items:
        coded = form.code(item)
        if isinstance(coded, str):
            tally.left_out[coded] += 1
            continue
        writer.writerow(as_cells((c.value(coded) if c.value else None for c in form.columns), raw))
        tally.written += 1
    return tally


def row_writer(out: TextIO, raw: bool) -> Any:
    """A CSV writer. Raw text stands in quotes, always: it may hold a lone carriage return, which ends a row else."""
    return csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC if raw else csv.QUOTE_MINIMAL)


def as_cells(values: Iterable[Any], raw: bool) -> list[Any]:
    """The values as CSV takes them: defused, unless ``raw`` (then only a NUL, which no CSV can hold, is replaced)."""
    if raw:
        return [value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in values]
    return [cell(value) for value in values]


def explained(form: Form) -> str:
    """The form for people: what it is, how each column is filled, what is left out and what is lost. Markdown."""
    filled = [f"- `{c.name}`: {c.filled}" for c in form.columns if c.value]
    empty = ", ".join(f"`{c.name}`" for c in form.columns if not c.value)
    parts = [
        form.about,
        "\n".join(("How incidents are coded:", "", *(f"- {rule}" for rule in form.rules))),
        "\n".join(("Columns:", "", *filled)),
        f"Always empty: {empty}." if empty else "",
        "\n".join(("Left out, and counted when exporting:", "", *(f"- {k}: {v}" for k, v in form.left_out.items()))),
        "\n".join(("What it cannot hold:", "", *(f"- {text}" for text in form.lost))),
    ]
    return "\n\n".join(part for part in parts if part)
