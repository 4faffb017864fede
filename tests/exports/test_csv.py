"""CSV: rows for a spreadsheet, which must never run what a report says."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest

from sayso.exports.csv_ import COLUMNS, cell, row
from sayso.model import Reading
from sayso.present import FORMATS

from .readings import claims, document, evacuation, figure, hostile, reading


def rows(*readings: Reading) -> list[dict[str, str]]:
    out = StringIO()
    FORMATS["csv"](readings, out)
    return list(csv.DictReader(StringIO(out.getvalue())))


def test_one_row_per_claim_with_chain_and_bounds() -> None:
    found = rows(reading(), Reading(document=document("Quiet.")))
    assert len(found) == len(claims())
    first, shelling = found[0], found[5]
    assert first["sources"] == "regional rescue service → Velkov News"
    assert (first["earliest"], first["latest"]) == ("", "2024-02-19")
    assert first["figures"] == "at least 1,200 people evacuated"
    assert (shelling["killed_low"], shelling["killed_high"]) == ("", "7")


def test_a_row_of_a_report_without_a_title_tells_its_file_and_no_folder_of_the_machine() -> None:
    untitled = replace(reading(), document=replace(document(), title=None, path="/home/ann/desk.csv", record="line 4"))
    assert {one["file"] for one in rows(untitled)} == {"desk.csv, line 4"}


def test_no_claims_still_gives_a_header() -> None:
    out = StringIO()
    FORMATS["csv"]([], out)
    assert out.getvalue().strip() == ",".join(COLUMNS)


def test_row_and_header_name_the_same_columns_in_the_same_order() -> None:
    assert tuple(row(evacuation(), reading())) == COLUMNS


def test_toll_column_takes_the_total_not_the_part() -> None:
    part = figure("seven civilians", "killed", "children", 7, 7, "exact")
    total = figure("14 soldiers", "killed", "people", 31, None, "at-least")

    found = row(replace(evacuation(), figures=(part, total)), reading())
    assert (found["killed_low"], found["killed_high"]) == (31, None)


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "＝1+1", "  =1", "\t=1", "\r=1", "\n=1"])
def test_formula_in_a_report_would_run_in_the_readers_spreadsheet(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("value", ["-5", "+3.5", "plain", -5, 2.5, None, ""])
def test_numbers_and_plain_text_are_left_alone(value: object) -> None:
    assert cell(value) == value


def test_hostile_report_gives_one_clean_line_per_claim() -> None:
    out = StringIO()
    FORMATS["csv"]([hostile()], out)
    out.getvalue().encode("utf-8")
    assert len(out.getvalue().splitlines()) == 2
    assert rows(hostile())[0]["outlet"].startswith("'=")
