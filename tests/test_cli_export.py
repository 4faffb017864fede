"""``sayso export``: what goes to standard output and error, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.cli.export import _NAMES
from sayso.service.exporting import FORMS
from test_cli_ledger import Run, full, run

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
