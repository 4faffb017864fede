"""Make the golden readings of the example reports anew, and raise the floors under their scores.

    python scripts/make_golden.py

Writes ``tests/golden/NN-name.json`` (the claims of each report in ``examples/``) and ``tests/golden/floors.json`` (the
lowest scores against the hand-coded ``examples/NN-name.expected.yaml``). A floor is only ever raised; to lower one,
edit the file and say why in the commit. Look through the difference before committing it: every changed line is a
change in what users read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evaluation.claims import Result, score_claims
from evaluation.corpus import read_report_gold
from evaluation.gold import GoldReport
from sayso.model import Reading
from sayso.model.dicts import claim_to_dict
from sayso.service.reading import Reader

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
FLOORS = GOLDEN / "floors.json"
KEPT_OUT = ("id", "confidence", "field_confidence")
"""What changes with every edit of a rule and says nothing of the report."""
FLOORED = ("type_f1", "figures_f1", "source", "status", "place", "time", "every")


def reports() -> list[Path]:
    """The example reports, in order."""
    return sorted(p for p in (ROOT / "examples").iterdir() if p.suffix in (".txt", ".html"))


def golden_path(report: Path) -> Path:
    """Where the golden reading of a report is kept."""
    return GOLDEN / f"{report.stem}.json"


def golden(reading: Reading) -> str:
    """The claims of a reading as JSON text, without what is kept out."""
    claims: list[dict[str, Any]] = []
    for claim in reading.claims:
        whole = claim_to_dict(claim, reading.document.text)
        claims.append({key: value for key, value in whole.items() if key not in KEPT_OUT})
    return json.dumps(claims, ensure_ascii=False, indent=1) + "\n"


def coded(report: Path, text: str) -> GoldReport:
    """The claims that a person coded in an example; ``text`` is the report as read (of a page, without mark-up)."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "examples" / f"{report.stem}.yaml"
        copy.parent.mkdir()
        copy.write_bytes((report.parent / f"{report.stem}.expected.yaml").read_bytes())
        copy.with_suffix(".txt").write_text(text, encoding="utf-8", newline="")
        return read_report_gold(copy)


def score(readings: Mapping[Path, Reading]) -> Result:
    """The readings against what was coded."""
    return score_claims((coded(path, reading.document.text), reading) for path, reading in readings.items())


def floors() -> dict[str, float]:
    """The lowest scores allowed."""
    found: dict[str, float] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    return found


def raised(scores: Mapping[str, float], names: Iterable[str] = FLOORED) -> dict[str, float]:
    """The floors, each raised to the score if that is higher."""
    known = floors()
    return {name: max(round(scores[name], 4), known.get(name, 0.0)) for name in names}


def main() -> None:
    reader = Reader()
    readings = {path: reader.read_path(path) for path in reports()}
    for path, reading in readings.items():
        golden_path(path).write_text(golden(reading), encoding="utf-8")
    for path in GOLDEN.glob("[0-9]*.json"):
        if path not in map(golden_path, readings):
            path.unlink()
    scores = score(readings).scores()
    for name, floor in floors().items():
        if scores[name] < floor:
            print(f"{name} is {scores[name]}, below its floor {floor}", file=sys.stderr)
    FLOORS.write_text(json.dumps(raised(scores), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
