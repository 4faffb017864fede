"""``sayso places``: look-up, and packs from file to reading."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main

TABLE = "id,name,country,lat,lon,admin1,aliases\nmy:1,Zuqqabiri,NG,11.5,13.1,geonames:2346794,Zukabiri\n"
BAD = "my:2,Nowhere,NG,north,13.1,,\n"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAYSO_DATA", str(tmp_path / "data"))
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def table(folder: Path, text: str) -> Path:
    path = folder / "my villages.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_place_is_added_found_listed_and_removed(data: Path) -> None:
    assert run("places", "find", "Zuqqabiri").exit_code == 1
    added = run("places", "add", table(data, TABLE))
    assert added.exit_code == 0, added.output
    assert added.stdout.startswith("my-villages: 1 places added")
    assert "Borno" in run("places", "find", "Zuqqabiri").stdout
    assert "my-villages" in run("places", "packs").stdout
    assert run("places", "remove", "my-villages").exit_code == 0
    assert run("places", "find", "Zuqqabiri").exit_code == 1
    assert run("places", "remove", "my-villages").exit_code == 1


def test_a_bad_row_is_told_and_the_rest_is_kept(data: Path) -> None:
    result = run("places", "add", table(data, TABLE + BAD), "--name", "mine")
    assert result.exit_code == 1
    assert "my villages.csv:3: lat 'north' is not a number" in result.stderr
    assert "1 places added; 1 bad rows left out" in result.stdout
    assert "mine" in run("places", "packs").stdout


def test_strict_adds_nothing_when_a_row_is_bad(data: Path) -> None:
    result = run("places", "add", "--strict", table(data, TABLE + BAD))
    assert (result.exit_code, result.stdout) == (1, "")
    assert not run("places", "packs").stdout


def test_a_missing_file_is_one_line(data: Path) -> None:
    result = run("places", "add", data / "none.csv")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "cannot be read" in result.stderr


def test_a_reading_uses_packs_unless_told_not_to(data: Path) -> None:
    report = data / "report.txt"
    report.write_text("Gunmen raided the village of Zuqqabiri in Borno state on Monday.\n", encoding="utf-8")
    run("places", "add", table(data, TABLE))
    assert '"my:1"' in run("read", "--format", "json", report).stdout
    assert '"my:1"' not in run("read", "--no-packs", "--format", "json", report).stdout
