"""The example reports are read as they were read before, and as well as they were.

Where a change of the readings is meant, ``make golden`` makes them anew.
"""

from __future__ import annotations

import importlib.util
import sys
from difflib import unified_diff
from pathlib import Path
from types import ModuleType

import pytest

from sayso.model import Reading
from sayso.service.reading import Reader

ROOT = Path(__file__).parents[1]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_golden", ROOT / "scripts" / "make_golden.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


making = script()
REPORTS: list[Path] = making.reports()


@pytest.fixture(scope="module")
def readings(reader: Reader) -> dict[Path, Reading]:
    return {path: reader.read_path(path) for path in REPORTS}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_an_example_is_read_as_before(readings: dict[Path, Reading], path: Path) -> None:
    kept = making.golden_path(path)
    before, now = kept.read_text("utf-8"), making.golden(readings[path])
    if now != before:
        lines = unified_diff(before.splitlines(), now.splitlines(), f"{kept.name} (kept)", "read now", n=6, lineterm="")
        pytest.fail("\n".join([*lines, "", "If this is meant: make golden"]), pytrace=False)


def test_every_golden_reading_has_its_report() -> None:
    kept = {path.stem for path in making.GOLDEN.glob("*.json")} - {"floors"}
    assert kept == {path.stem for path in REPORTS}


def test_the_examples_are_read_no_worse_than_their_floors(readings: dict[Path, Reading]) -> None:
    """Against the claims that a person coded; a floor may only rise."""
    result = making.score(readings)
    scores = result.scores()
    low = {name: (scores[name], floor) for name, floor in making.floors().items() if scores[name] < floor}
    missed = [f"{report}: {claim.type} {claim.trigger!r}" for report, claim in result.missed]
    assert not low, f"below the floor (score, floor): {low}\nmissed:\n" + "\n".join(missed)
    assert set(making.floors()) == set(making.FLOORED)
