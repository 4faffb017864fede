"""``sayso read`` of files with many reports, folders and corpora."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso import cli
from sayso.cli import runtime
from sayso.service.reading import Reader

ROOT = Path(__file__).parents[1]
ROWS = [
    {"words": f"Rebels captured Goma on Monday, the army said. Part {n}.", "day": f"2025-01-2{n}"} for n in range(3)
]


@pytest.fixture(autouse=True)
def shared(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "reader", lambda *_, **__: reader)


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli.main, [str(a) for a in arguments], input=stdin)


def test_every_report_of_a_file_is_a_line(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join([*map(json.dumps, ROWS), "{bad"]).encode()))
    result = run("read", path, "--map", "text=words,published=day", "--format", "jsonl")
    assert result.exit_code == 1
    assert result.stderr == (
        f"sayso: {path}: line 4: is no JSON: Expecting property name enclosed in double quotes at character 1 of it "
        "(repair or drop it)\n"
    )
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["document"]["published"] for line in lines] == ["2025-01-20", "2025-01-21", "2025-01-22"]
    assert all([claim["type"] for claim in line["claims"]] == ["capture"] for line in lines)


def test_the_example_files_are_read_and_every_report_has_a_claim() -> None:
    result = run("read", ROOT / "examples" / "formats", "--format", "jsonl")
    # The page that describes them is plain text as well.
    lines = [line for line in map(json.loads, result.stdout.splitlines()) if line["document"]["outlet"]]
    assert (result.exit_code, result.stderr, len(lines)) == (0, "", 7)
    assert all(line["claims"] for line in lines)


def test_a_table_shows_each_report(tmp_path: Path) -> None:
    result = run("read", ROOT / "examples" / "formats" / "feed.xml", "--format", "table")
    assert "Missile hits grain ship off Hodeidah" in result.stdout
    assert "Navy says it shot down three drones" in result.stdout


def test_standard_input_of_any_format() -> None:
    result = run(
        "read", "-", "--map", "text=words", stdin=b'title,words\nGoma,"Rebels captured Goma, the army said."\n'
    )
    assert json.loads(result.stdout)["document"]["title"] == "Goma"


def test_a_wrong_mapping_is_a_wrong_call() -> None:
    result = run("read", "-", "--map", "body=text", stdin=b"x")
    assert result.exit_code == 2
    assert "valid: text, html, markdown, title, published" in result.stderr
