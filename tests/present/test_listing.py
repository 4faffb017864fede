"""Listings: whatever the rows hold, a table stays a table, JSON stays JSON and CSV runs nothing."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.present.listing import bar, range_words, write_csv, write_json, write_jsonl, write_table

VALUES = st.none() | st.integers() | st.text(st.characters(codec=None)) | st.lists(st.text())
ROWS = st.lists(st.fixed_dictionaries({"a": VALUES, "b": VALUES}), max_size=4)


@given(ROWS)
def test_json_gives_back_what_was_written(rows: list[dict[str, object]]) -> None:
    lines, whole = StringIO(), StringIO()
    write_jsonl(rows, lines)
    write_json(rows, whole)
    assert [json.loads(line) for line in lines.getvalue().splitlines()] == rows
    assert json.loads(whole.getvalue()) == rows


@given(st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_a_table_shows_no_sign_that_steers_a_terminal(rows: list[tuple[str, str]]) -> None:
    out = StringIO()
    write_table(rows, ("one", "two"), out)
    assert not set("\x1b\x07\x00\x9b\u202e\u2066") & set(out.getvalue())


def test_a_table_counts_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out = StringIO()
    write_table([("2025-03-09", "displacement of a great many people", "0123456789abcdef")], ("day", "what", "id"), out,
                what="claim", more=True)  # fmt: skip
    text = out.getvalue()
    assert "2025-03-09" in text
    assert "displacement" in text
    assert "0123456789abcdef" in text
    assert text.endswith("the first 1 claim, --limit shows more\n")
    none = StringIO()
    write_table([], ("day", "what"), none, what="claim")
    assert none.getvalue() == "no claims\n"


def test_csv_defuses_formulas_and_joins_lists() -> None:
    out = StringIO()
    write_csv([{"a": "=1+1", "b": ["x", "y"], "c": None}], ("a", "b", "c", "d"), out)
    assert list(csv.reader(StringIO(out.getvalue()))) == [["a", "b", "c", "d"], ["'=1+1", "x; y", "", ""]]


@pytest.mark.parametrize(
    ("value", "largest", "shown"),
    [(10, 10, "████"), (5, 10, "██"), (1, 1000, "▏"), (0, 10, ""), (None, 10, ""), (5, 0, ""), (99, 10, "████")],
)
def test_bars(value: float | None, largest: float, shown: str) -> None:
    assert bar(value, largest, width=4) == shown


@pytest.mark.parametrize(
    ("low", "high", "bound", "words"),
    [
        (76000.0, None, "at-least", "76,000 or more"),
        (3.0, 5.0, "exact", "3–5"),
        (12.0, 12.0, "about", "about 12"),
        (None, 7.0, "at-most", "up to 7"),
        (2.5, 2.5, "exact", "2.5"),
        (None, None, "exact", "?"),
        (float("inf"), None, "exact", "?"),
    ],
)
def test_ranges(low: float | None, high: float | None, bound: str, words: str) -> None:
    assert range_words(low, high, bound) == words
