"""What the README shows must run: it is the first thing a newcomer tries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_in_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(blocks) == 2
    exec("\n".join(blocks), {})  # the second goes on from the first
    said = capsys.readouterr().out
    assert re.search(r"drone-strike El Obeid \d+ 4\n", said)
    assert "asserted drone-strike" in said


def test_the_commands_in_it_exist():
    shown = re.findall(r"^sayso ([a-z]+)|`sayso ([a-z]+)", README, re.MULTILINE)
    for command in {one or other for one, other in shown}:
        assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0, command


def test_the_block_of_the_demo_is_what_the_demo_prints():
    shown = re.search(r"```text\n(1 .*?)\n\n9 ", README, re.DOTALL)
    assert shown is not None
    printed = CliRunner().invoke(
        main, ["read", str(ROOT / "examples" / "01-wire-lead.txt"), "--format", "table"], env={"COLUMNS": "80"}
    )
    assert shown[1] in printed.output
