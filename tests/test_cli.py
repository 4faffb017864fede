"""The command line: what goes to standard output and error, and the exit code."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from sayso import cli
from sayso.cli import runtime
from sayso.service.reading import Reader

ROOT = Path(__file__).parents[1]
WIRE = ROOT / "examples" / "01-wire-lead.txt"
REPORT = "Rebels captured Goma on Monday, the army said. At least 30 people were killed in Bukavu."
SAYSO = [sys.executable, "-c", "from sayso.cli import main; main()"]
Run = Callable[..., Result]


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process; the built-in rulebook's reader is built only once for all tests."""
    build = runtime.reader

    def shared(
        overlays: tuple[Path, ...], model: str | None, *, packs: bool = False, taught: Path | None = None
    ) -> Any:
        own = overlays or model or taught
        return build(overlays, model, packs=packs, taught=taught) if own else reader

    monkeypatch.setattr(runtime, "reader", shared)
    monkeypatch.setenv("COLUMNS", "120")

    def invoke(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli.main, [str(a) for a in arguments], input=stdin)

    return invoke


def one_line(result: Result) -> str:
    """The one line on standard error; nothing was printed that looks like a crash."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in result.output
    return str(lines[0])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_pipe_gets_one_json_object(run: Run) -> None:
    result = run("read", WIRE)
    assert (result.exit_code, result.stderr) == (0, "")
    reading = json.loads(result.stdout)
    assert set(reading) == {"document", "claims", "sayso"}
    assert reading["document"]["published"] == "2025-09-14"
    assert reading["claims"]


def test_every_form_can_be_asked_for(run: Run, report: Path) -> None:
    results = {form: run("read", WIRE, report, "--format", form) for form in ("table", "json", "jsonl", "csv", "html")}
    assert {form: (r.exit_code, r.stderr) for form, r in results.items()} == dict.fromkeys(results, (0, ""))
    assert len(json.loads(results["json"].stdout)) == 2
    lines = [json.loads(line) for line in results["jsonl"].stdout.splitlines()]
    assert [line["document"]["text"] for line in lines] == [WIRE.read_text("utf-8"), REPORT]
    rows = list(csv.DictReader(StringIO(results["csv"].stdout)))
    assert len(rows) == sum(len(line["claims"]) for line in lines)
    assert "captured" in results["table"].stdout
    assert results["html"].stdout.lstrip().lower().startswith("<!doctype html>")


def test_standard_input_is_a_report(run: Run) -> None:
    result = run("read", "-", "--published", "2025-01-29", "--outlet", "The Valley Post", stdin=REPORT)
    document = json.loads(result.stdout)["document"]
    assert result.exit_code == 0
    assert (document["text"], document["published"], document["outlet"]) == (REPORT, "2025-01-29", "The Valley Post")


def test_published_resolves_weekdays(run: Run, report: Path) -> None:
    claims = json.loads(run("read", report, "--published", "2025-01-29").stdout)["claims"]
    capture = next(claim for claim in claims if claim["type"] == "capture")
    assert (capture["time"]["earliest"], capture["time"]["latest"]) == ("2025-01-27", "2025-01-27")
    undated = json.loads(run("read", report).stdout)
    assert undated["document"]["published"] is None


def test_one_bad_report_loses_no_other(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.7 nothing to see")
    result = run("read", report, tmp_path / "bad.txt", tmp_path / "none.txt", report, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    errors = result.stderr.splitlines()
    assert [error.split(":")[1].strip() for error in errors] == [f"{tmp_path}/bad.txt", f"{tmp_path}/none.txt"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n ", "empty"),
        (b"%PDF-1.7\n1 0 obj", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"The army said\0 that it captured Goma.", "NUL"),
        (b"Caf\xe9 na\xc3\xafve \xff\xfe" * 3, "UTF-8"),
        ("Die Armee teilte am Montag mit, dass Rebellen die Stadt Goma eingenommen haben. " * 5, "English"),
        ("Армия сообщила в понедельник, что повстанцы захватили город. " * 5, "English"),
        (b"The army captured Goma. " * 2_200_000, "larger than"),
    ],
    ids=["empty", "blank", "pdf", "png", "nul", "mixed", "german", "russian", "50 MB line"],
)
def test_what_cannot_be_read_is_told_in_one_line(run: Run, tmp_path: Path, data: bytes | str, reason: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    result = run("read", path, "--format", "jsonl")
    line = one_line(result)
    assert result.exit_code == 1
    assert line.startswith(f"sayso: {path}: ")
    assert reason in line
    assert result.stdout == ""


def test_a_missing_file_and_a_folder_are_told(run: Run, tmp_path: Path) -> None:
    assert "no such file" in one_line(run("read", tmp_path / "none.txt"))
    assert "is a folder" in one_line(run("read", tmp_path))


def test_a_name_that_cannot_be_printed_does_no_harm(run: Run) -> None:
    result = run("read", "no\nsuch\x1b[31m file.txt")
    assert result.exit_code == 1
    assert "\x1b" not in one_line(result)


@pytest.mark.parametrize("day", ["yesterday", "2024-02-30", "12/03/2024", ""])
def test_an_impossible_day_is_a_wrong_call(run: Run, report: Path, day: str) -> None:
    result = run("read", report, "--published", day)
    assert result.exit_code == 2
    assert "--published" in result.stderr
    assert "YYYY-MM-DD" in result.stderr


@pytest.mark.parametrize("arguments", [["read"], ["read", "x", "--format", "xml"], ["fly"], ["rules", "explain", " "]])
def test_a_wrong_call_says_how_to_call(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_a_model_that_is_not_installed_is_told(run: Run, report: Path) -> None:
    result = run("read", report, "--model", "en_core_web_gigantic")
    assert result.exit_code == 1
    assert (
        one_line(result)
        == "sayso: model 'en_core_web_gigantic' is not installed (pip install it, or leave out --model)"
    )


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    for name, command in group.commands.items():
        found += commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("path", commands(cli.main), ids=" ".join)
def test_every_command_explains_itself(run: Run, path: tuple[str, ...]) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.stdout
    assert run(*path, "-h").stdout == result.stdout


def overlay(folder: Path, row: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "hedges.csv").write_text(f"id,phrase,status,governs,example,counter\n{row}\n", encoding="utf-8")
    return folder


def test_rules_of_ones_own_are_used(run: Run, tmp_path: Path) -> None:
    mine = overlay(tmp_path / "mine", "purportedly,purportedly,denied,child,,")
    result = run("read", "-", "--rulebook", mine, stdin="The rebels purportedly captured Goma.")
    assert [claim["status"] for claim in json.loads(result.stdout)["claims"]] == ["denied"]


def test_a_mistake_in_ones_own_rules_names_file_line_and_choices(run: Run, report: Path, tmp_path: Path) -> None:
    mine = overlay(tmp_path / "mine", "x,purportedly,doubtful,child,,")
    result = run("read", report, "--rulebook", mine)
    assert result.exit_code == 1
    assert one_line(result) == (
        f"sayso: {mine}/hedges.csv:2: status: 'doubtful' is not a valid value; "
        "valid: asserted, denied, uncertain, planned"
    )


def test_rules_check_names_the_rule_whose_example_fails(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = overlay(tmp_path / "mine", "x,gleefully,denied,child,The rebels captured Goma.,The army took Goma.")
    only_mine(monkeypatch)
    result = run("rules", "check", "--rulebook", mine)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{mine}/hedges.csv:2: hedges/x does not match: 'The rebels captured Goma.' (fired: capture/take-place)"
    ]
    assert result.stderr == "2 examples run, 1 failed\n"


def test_rules_check_passes_in_silence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_mine(monkeypatch)
    mine = overlay(tmp_path / "mine", "x,gleefully,denied,child,The rebels gleefully captured Goma.,")
    result = run("rules", "check", "--rulebook", mine)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "1 examples run, 0 failed\n", "")


def only_mine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run only the examples of hedges/x: all take half a minute and have a test of their own."""
    from sayso.service import rulecheck

    cases = rulecheck._cases
    monkeypatch.setattr(rulecheck, "_cases", lambda reader: [c for c in cases(reader) if c.rule == "hedges/x"])


def test_rules_explain_says_which_rule_fired_on_what(run: Run) -> None:
    result = run("rules", "explain", "Rebels captured Goma on Monday, the army said.", "--published", "2025-01-29")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "capture/take-place" in result.stdout
    assert "“captured”" in result.stdout
    assert "cues/say" in result.stdout
    assert "says army" in result.stdout


def test_rules_explain_says_so_when_nothing_is_claimed(run: Run) -> None:
    assert run("rules", "explain", "It was there.").stdout.splitlines()[-1] in ("no rule fired", "no claim")


def test_rules_diff_shows_changed_rules_and_claims(run: Run, tmp_path: Path) -> None:
    mine = overlay(tmp_path / "mine", "reportedly,reportedly,denied,child,,")
    report = tmp_path / "report.txt"
    report.write_text("The rebels reportedly captured Goma.")
    result = run("rules", "diff", report, "--rulebook", mine)
    assert (result.exit_code, result.stderr) == (0, "")
    rule, claim = result.stdout.splitlines()
    assert rule == f"rule changed  hedges/reportedly  ({mine}/hedges.csv:2)"
    assert claim.startswith(f"claim changed  {report}: capture [capture/take-place] The rebels")
    assert run("rules", "diff").exit_code == 2


def test_places_find_lists_the_likeliest_first(run: Run) -> None:
    result = run("places", "find", "Goma")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("geonames:216281")
    assert len(run("places", "find", "San Jose", "--limit", "2").stdout.splitlines()) == 2


def test_a_place_that_is_not_found_is_told(run: Run) -> None:
    result = run("places", "find", "Xyzzyville")
    assert result.exit_code == 1
    assert one_line(result).startswith("sayso: no place is called 'Xyzzyville'")
    assert result.stdout == ""


def sayso(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [*SAYSO, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, **options)


def test_a_real_process_reads_a_pipe_whatever_the_locale() -> None:
    done = sayso("read", "-", input="«Повстанцы»: rebels captured Goma, the army said.".encode(),
                 env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "", "PYTHONUTF8": "0"})  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["document"]["text"].startswith("«Повстанцы»")


def test_a_real_process_tells_an_error_in_one_line(tmp_path: Path) -> None:
    done = sayso("read", tmp_path / "none.txt")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [f"sayso: {tmp_path}/none.txt: no such file (check the path)"]


def test_a_closed_pipe_ends_the_run_without_a_crash() -> None:
    """Else `sayso read … | head -1` ends in a traceback."""
    command = [*SAYSO, "read", "--format", "jsonl", *([str(WIRE)] * 12)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        error = process.stderr.read()
        process.wait(timeout=120)
    assert b"Traceback" not in error
    assert b"Exception" not in error
    assert process.returncode == 1


def test_a_folder_that_is_no_taught_model_is_refused(run: Run, report: Path, tmp_path: Path) -> None:
    result = run("read", report, "--reader-model", tmp_path)
    assert result.exit_code == 1
    assert "no model that sayso train made" in one_line(result)


def test_training_says_what_is_wrong_with_its_records(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"form": 1}\n')
    result = run("train", "--from", tmp_path / "bad.jsonl", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "bad.jsonl: line 1: is no training record" in one_line(result)
    assert not (tmp_path / "out").exists()
    result = run("train", "--from", tmp_path / "bad.jsonl", "--out", tmp_path)
    assert "is there already, and nothing is overwritten" in one_line(result)


def test_the_command_line_answers_without_loading_what_reads() -> None:
    """Every command, the shortest question to a ledger too, waited for the reader's libraries: half a second each."""
    code = "import sys, sayso.cli; print(*{'numpy', 'spacy', 'yaml', 'sayso.pipeline'} & sys.modules.keys())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
