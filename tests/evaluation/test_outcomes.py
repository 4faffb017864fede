"""What became of each claim, what cost most, what changed between two runs; the command that shows it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evaluation.outcomes import Outcome, changes, outcome_from_json, worst
from sayso import cli

FOUND = Outcome(
    report="a", kind="found", type="shelling", trigger="shelled", sentence="Rebels shelled Sake.", key="1", rule="r/s"
)
MISSED = replace(FOUND, kind="missed", key="2", rule="")
EXTRA = replace(FOUND, kind="extra", key="3", rule="clash/fight")
TEXT = "Raid on Sake\n\nRebels shelled Sake on Monday, killing 12 people, the army said. Nurses protested in Goma.\n"
GOLD = {
    "id": "sake",
    "published": "2025-01-07",
    "text": TEXT,
    "claims": [
        {"sentence": [14, 80], "trigger": "shelled", "type": "shelling", "sources": ["army"], "voice": "indirect"},
        {"sentence": [14, 80], "trigger": "said", "type": "sanction"},
    ],
}


def test_an_outcome_survives_its_json() -> None:
    outcome = replace(FOUND, wrong=("place", "time"))
    assert outcome_from_json(json.loads(json.dumps(outcome.as_json()))) == outcome


def test_the_costliest_causes_come_first_with_the_rule_behind_them() -> None:
    some = [EXTRA, replace(EXTRA, key="4"), MISSED, replace(FOUND, wrong=("time",))]
    assert [(c.number, c.error, c.cause) for c in worst(some, 9)] == [
        (2, "extra claim", "clash/fight"),
        (1, "missed claim", "shelling"),
        (1, "wrong time", "r/s"),
    ]
    assert len(worst(some, 1)) == 1


def test_what_changed_between_two_runs() -> None:
    before = [FOUND, MISSED, EXTRA]
    after = [
        replace(FOUND, kind="missed"),
        replace(MISSED, kind="found", wrong=("place",)),
        replace(EXTRA, key="5"),
        replace(MISSED, report="only-read-now", key="6", kind="found"),
    ]
    assert [change.change for change in changes(before, after)] == ["extra", "extra gone", "gained", "lost"]
    assert changes(before, before) == []
    fields = changes([replace(FOUND, wrong=("time",))], [replace(FOUND, wrong=("place",))])
    assert [change.change for change in fields] == ["place wrong", "time right"]


def test_the_same_words_twice_are_two_claims() -> None:
    assert [c.change for c in changes([EXTRA, MISSED], [EXTRA, EXTRA, MISSED])] == ["extra"]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(GOLD), encoding="utf-8")
    return path


@pytest.fixture
def bench() -> Any:
    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(cli.main, ["bench", *map(str, arguments)])

    return run


def test_anyones_coded_reports_are_scored(bench: Any, gold: Path, tmp_path: Path) -> None:
    result = bench("claims", gold, "--json", tmp_path / "run.json", "--worst", "5")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "set\tscore\tvalue\tpinned"
    assert f"{gold}\ttype_recall\t0.5000\t" in lines
    assert any("missed claim: sanction" in line for line in lines)
    again = bench("claims", gold, "--against", tmp_path / "run.json")
    assert "nothing changed" in again.stdout


def test_text_may_lie_beside_the_claims(bench: Any, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "claims.json"
    path.write_text(json.dumps({key: value for key, value in GOLD.items() if key != "text"}), encoding="utf-8")
    assert bench("claims", path).exit_code == 0
    (tmp_path / "report.txt").unlink()
    assert "has no text, and no text file lies beside it" in bench("claims", path).stderr


def test_sets_that_cannot_be_measured_are_named_with_the_reason(bench: Any, tmp_path: Path) -> None:
    result = bench("ecbplus", "te3", "--data", tmp_path)
    assert result.exit_code == 0
    assert "ecbplus: skipped, no ecbplus/dev.jsonl.gz in the data folder" in result.stderr
    assert "te3: skipped, no te3/timebank.jsonl.gz in the data folder" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ace"], "no set is called 'ace'"),
        (["claims"], "name the files"),
        (["te3", "--pin", "--allow-lower"], "--allow-lower needs a --reason"),
        (["corpus", "--split", "half"], "no split is called 'half'"),
        (["claims", "none.json"], "cannot be read"),
    ],
)
def test_a_wrong_call_is_one_line(bench: Any, arguments: list[str], said: str) -> None:
    result = bench(*arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_gate_fails_where_nothing_is_pinned(bench: Any, gold: Path) -> None:
    result = bench("claims", gold, "--gate")
    assert result.exit_code == 1
    assert "nothing is pinned" in result.stderr
