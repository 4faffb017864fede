"""``sayso export``: what goes to standard output and error, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from sayso.cli.export import _NAMES
from sayso.service.exporting import FORMS
from sayso.service.ledger import Ledger
from sayso.service.merging import merge_reading
from tests.store.making import BY, document, read
from tests.test_cli_ledger import Run, full, run

__all__ = ["full", "run"]


def test_names_are_those_of_the_forms() -> None:
    assert tuple(FORMS) == _NAMES


def test_to_standard_output_with_the_count_on_standard_error(full: Run) -> None:
    result = full("export", "--as", "geojson", "--type", "airstrike")
    found = json.loads(result.stdout)["features"]
    assert found
    assert result.stderr == f"standard output: {len(found)} incident{'s' * (len(found) != 1)}\n"


def test_to_a_file_with_what_was_left_out(full: Run, tmp_path: Path) -> None:
    result = full("export", "--as", "ucdp", "-o", tmp_path / "a.csv", "--target", "nobody")
    assert result.stdout == ""
    assert result.stderr.startswith(f"{tmp_path / 'a.csv'}: no incidents\n")
    assert "--as ucdp --explain" in result.stderr
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_explain_needs_no_ledger(run: Run) -> None:
    assert "Always empty" in run("export", "--as", "acled", "--explain").stdout
    assert not run.path.exists()


@pytest.mark.parametrize("name", _NAMES)
def test_a_folder_that_is_not_there_is_one_line(full: Run, tmp_path: Path, name: str) -> None:
    result = full("export", "--as", name, "-o", tmp_path / "none" / "a", code=1)
    assert result.stderr.count("\n") == 1
    assert "there is no folder" in result.stderr


def test_a_workbook_does_not_go_to_standard_output(full: Run) -> None:
    assert "name a file" in full("export", "--as", "xlsx", code=1).stderr


@pytest.mark.parametrize("name", _NAMES)
def test_a_reports_own_id_goes_along(run: Run, tmp_path: Path, name: str) -> None:
    """Else nobody could join what comes out with the corpus that went in."""
    what = "displacement" if name == "idmc" else "shelling"
    text = f"{what} asserted Goma 3 army fired on the market\n"
    told = document(text, kept=(("id", "KEEP-ME-1"), ("row", "7")))
    with Ledger(run.path, create=True) as ledger, ledger.store.transaction():
        reading = read(told)
        merge_reading(ledger.store, reading, ledger.store.documents.add(reading, read_by=BY))
    target = tmp_path / "out"
    run("export", "--as", name, "-o", target, *(["--undecided"] if name == "training" else []))
    if name == "xlsx":
        with ZipFile(target) as book:
            assert any(b"KEEP-ME-1" in book.read(part) for part in book.namelist())
    elif name.startswith("parquet"):
        table = pytest.importorskip("pyarrow.parquet").read_table(target).to_pylist()
        assert "KEEP-ME-1" in str(table) or name == "parquet-sources"  # a source speaks in many reports
    else:
        assert "KEEP-ME-1" in target.read_text(encoding="utf-8")
    assert "KEEP-ME-1" in run("claims", "--format", "json").stdout


def test_hashtags_by_option(full: Run) -> None:
    lines = full("export", "--as", "csv", "--hxl").stdout.splitlines()
    assert lines[1].split(",")[lines[0].split(",").index("claim")] == "#event+id"
    assert len(lines) == len(full("export", "--as", "csv").stdout.splitlines()) + 1
    assert "csv, idmc" in full("export", "--as", "jsonl", "--hxl", code=1).stderr
