"""The commands that only a checkout has, and what users of the wheel are told instead."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hatchling.builders.wheel import WheelBuilder

from sayso.cli.checkout import checkout_commands
from sayso.cli.runtime import Commands

ROOT = Path(__file__).parents[1]


def test_without_the_package_the_commands_say_what_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a user of the wheel sees a traceback, or an option that seems to be wrong."""
    monkeypatch.setitem(sys.modules, "evaluation.commands", None)
    group = Commands("sayso", commands=list(checkout_commands()))
    for words in (["bench", "corpus", "--gate"], ["corpus", "check"]):
        result = CliRunner().invoke(group, words)
        assert result.exit_code == 1
        assert f"sayso {words[0]} needs a checkout" in result.output


def test_in_a_checkout_they_are_there() -> None:
    bench, corpus = checkout_commands()
    assert isinstance(corpus, click.Group)
    assert {"check", "show"} <= set(corpus.commands)
    assert "gate" in {option.name for option in bench.params}


def test_the_wheel_holds_sayso_alone_and_an_editable_install_sees_both(tmp_path: Path) -> None:
    """Scorers, pins and invented streams are no business of those who install sayso."""
    builder = WheelBuilder(str(ROOT))
    built = {
        name: next(builder.build(directory=str(tmp_path / name), versions=[name])) for name in ("standard", "editable")
    }
    names = zipfile.ZipFile(built["standard"]).namelist()
    assert {name.split("/")[0] for name in names if name.endswith(".py")} == {"sayso"}
    with zipfile.ZipFile(built["editable"]) as wheel:
        (path,) = [name for name in wheel.namelist() if name.endswith(".pth")]
        assert Path(wheel.read(path).decode().strip()) == ROOT / "src"
