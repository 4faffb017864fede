"""``sayso ledger queue | decisions | agreement`` and grades on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from tests.store.making import LineReader


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with a report of three claims."""
    (tmp_path / "a.txt").write_text("".join(f"{kind} asserted Goma 3 Mayor_Ilunga says army fought there\n"
                                            for kind in ("clash", "riot", "siege")), encoding="utf-8")  # fmt: skip
    with Ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.add([tmp_path / "a.txt"], LineReader())
    return tmp_path / "a.db"


def run(path: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--ledger", str(path)])


def queue(path: Path, *more: str) -> list[str]:
    result = run(path, "ledger", "queue", "--format", "jsonl", *more)
    assert result.exit_code == 0, result.output
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


def test_the_queue_leaves_out_what_is_judged(path: Path) -> None:
    first, *rest = queue(path)
    assert len(rest) == 2
    run(path, "decide", "reject", first, "--by", "Ann", "--reason", "no")
    assert queue(path) == rest
    assert set(queue(path, "--not-by", "Ben")) == {first, *rest}
    assert queue(path, "--order", "recent", "--type", "siege", "--limit", "1", "--not-by", "Ben")


def test_grades(path: Path) -> None:
    claim = queue(path)[0]
    good = run(path, "decide", "credibility", claim, "--grade", "3", "--by", "Ann", "--reason", "so")
    assert good.output.startswith(f"credibility {claim}: decision ")
    assert (
        run(path, "decide", "reliability", "Mayor Ilunga", "--grade", "B", "--by", "Ann", "--reason", "so").exit_code
        == 0
    )
    bad = run(path, "decide", "reliability", "Mayor Ilunga", "--grade", "X", "--by", "Ann", "--reason", "so")
    assert bad.exit_code == 1
    assert "usually reliable" in bad.output


def test_decisions_go_to_another_ledger(path: Path, tmp_path: Path) -> None:
    run(path, "decide", "accept", queue(path)[0], "--by", "Ann", "--reason", "so")
    assert run(path, "ledger", "decisions", "-o", str(tmp_path / "d.jsonl")).exit_code == 0
    with Ledger(tmp_path / "b.db", create=True) as other:
        other.add([tmp_path / "a.txt"], LineReader())
        assert [d.kind for d in other.decide_from(tmp_path / "d.jsonl").recorded] == ["accept"]


def test_agreement(path: Path) -> None:
    claim = queue(path)[0]
    with Ledger(path) as ledger:
        ledger.decide("accept", [claim], By("Ann", "so"))
        ledger.decide("reject", [claim], By("Ben", "not so"))
    told = run(path, "ledger", "agreement", "Ann", "Ben").output
    assert "1 claim judged by both, 1 to settle, 0 settled" in told
    assert f"{claim}  accept by Ann, reject by Ben" in told
    run(path, "decide", "settle", claim, "--by", "Eve", "--reason", "talked it over")
    assert "0 to settle, 1 settled" in run(path, "ledger", "agreement", "Ann", "Ben").output
