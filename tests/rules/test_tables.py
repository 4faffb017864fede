"""A rulebook table that is wrong says so with file, line and what would be right."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import RulebookError
from sayso.rules.table import Row, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class ToyRow(Row):
    """A row with a column of every type."""

    FILE: ClassVar[str] = "toys.csv"
    FIELD: ClassVar[str] = "actors"

    name: str
    colour: Literal["red", "green"] = "red"
    words: tuple[str, ...] = ()
    kinds: tuple[Literal["soft", "hard"], ...] = ()
    number: int = 1
    weight: float | None = None
    note: str | None = None
    made: date | None = None
    fragile: bool = False


def read(folder: Path, text: str | bytes) -> tuple[ToyRow, ...]:
    data = text.encode() if isinstance(text, str) else text
    (folder / "toys.csv").write_bytes(data)
    return read_table([folder], ToyRow)


def test_cells_become_what_their_columns_hold(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        "# a comment\nid,name,colour,words,kinds,number,weight,note,made,fragile,example\n\n"
        'a,"Ball, round",green,x | y z|,soft|hard,3,1.5,,2024-08-10,yes,One ball.|Two balls.\n'
        "# another\nb,Cube\n",
    )
    assert rows == (
        ToyRow(
            id="a", name="Ball, round", colour="green", words=("x", "y z"), kinds=("soft", "hard"), number=3,
            weight=1.5, made=date(2024, 8, 10), fragile=True, example=("One ball.", "Two balls."),
            file=rows[0].file, line=4,
        ),
        ToyRow(id="b", name="Cube", file=rows[0].file, line=6),
    )  # fmt: skip
    assert rows[0].rule == "toys/a"
    assert Path(rows[0].file) == tmp_path / "toys.csv"


@pytest.mark.parametrize(
    ("text", "line", "problem", "choices"),
    [
        ("id,name,shape\na,b,c\n", 1, "unknown column 'shape'", ("name", "colour", "example")),
        ("id,colour\na,red\n", 1, "column 'name' is missing", ("name",)),
        ("id,name,colour\na,b,blue\n", 2, "colour: 'blue' is not a valid value", ("red", "green")),
        ("id,name,kinds\na,b,soft|wet\n", 2, "kinds: 'wet' is not a valid value", ("soft", "hard")),
        ("id,name,fragile\na,b,true\n", 2, "fragile: 'true' is neither yes nor no", ("yes", "no")),
        ("id,name,number\na,b,many\n", 2, "number: ", ()),
        ("id,name,weight\na,b,heavy\n", 2, "weight: ", ()),
        ("id,name,made\na,b,yesterday\n", 2, "made: ", ()),
        ("id,name\na,\n", 2, "name: is empty", ()),
        ("id,name\na\n", 2, "name is missing", ()),
        ("id,name\n,b\n", 2, "id: is empty", ()),
        ("id,name\na,b,c\n", 2, "3 cells for 2 columns (quote a cell that holds a comma)", ()),
        ("id,name\na,b\n# a comment\na,c\n", 4, "id 'a' is already used in line 2", ()),
        ('id,name\na,"b"c\n', 2, "not valid CSV", ()),
        ('id,name\na,"never closed\n', 2, "not valid CSV", ()),
        ("id,name\na,b\0\n", 1, "contains NUL bytes", ()),
        (b"id,name\na,\xff\xfe\n", 1, "cannot be read", ()),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_choices(
    tmp_path: Path, text: str | bytes, line: int, problem: str, choices: tuple[str, ...]
) -> None:
    with pytest.raises(RulebookError) as caught:
        read(tmp_path, text)
    error = caught.value
    assert (Path(error.file), error.line) == (tmp_path / "toys.csv", line)
    assert problem in error.problem
    assert set(choices) <= set(error.choices)
    assert str(error).startswith(f"{tmp_path / 'toys.csv'}:{line}: ")
    assert "\n" not in str(error)


def test_a_byte_order_mark_from_a_spreadsheet_does_not_spoil_the_first_column(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfid,name\r\na,b\r\n")[0].name == "b"


def test_a_later_folder_adds_rows_and_replaces_those_of_the_same_id(tmp_path: Path) -> None:
    below, above = tmp_path / "below", tmp_path / "above"
    below.mkdir()
    above.mkdir()
    read(below, "id,name\na,one\nb,two\n")
    read(above, "id,name\nb,TWO\nc,three\n")
    rows = read_table([below, above, tmp_path / "none"], ToyRow)
    assert [(row.id, row.name) for row in rows] == [("a", "one"), ("b", "TWO"), ("c", "three")]
    assert Path(rows[1].file).parent == above


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_whatever_a_file_holds_it_gives_rows_or_a_rulebook_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("toys")
    rows: tuple[ToyRow, ...] = ()
    with suppress(RulebookError):
        rows = read(folder, "id,name,words\n" + text)
    assert all(row.id and row.name and row.line > 1 for row in rows)
