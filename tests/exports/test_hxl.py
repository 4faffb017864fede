"""HXL: a row of hashtags under the header, and nowhere else."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TextIO, cast

import pytest

from sayso.exports import hxl, idmc
from sayso.service.writing import COLUMNS

_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\+[a-z][a-z0-9_]*)*")


@pytest.mark.parametrize(("form", "columns"), [("csv", COLUMNS), ("idmc", idmc.FORM.header)])
def test_tags_are_well_formed_and_of_columns_that_there_are(form: str, columns: tuple[str, ...]) -> None:
    tags = hxl.TAGS[form]
    assert set(tags) <= set(columns)
    assert all(_TAG.fullmatch(tag) for tag in tags.values())
    assert len(set(tags.values())) == len(tags), "no two columns mean the same"


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_row_stands_under_the_header_however_it_is_written(size: int) -> None:
    text = 'claim,type,"odd ""name"""\n1,clash,"two\nlines"\n'
    out = StringIO(newline="")
    tagged = cast(TextIO, hxl.Tagged(out, hxl.CLAIMS))
    for start in range(0, len(text), size):
        tagged.write(text[start : start + size])
    header, tags, row = csv.reader(StringIO(out.getvalue(), newline=""))
    assert header == ["claim", "type", 'odd "name"']
    assert tags == ["#event+id", "#event+type", ""]
    assert row == ["1", "clash", "two\nlines"]
