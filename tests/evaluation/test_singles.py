"""Single records of public sets: which are read worst, and which moved since an earlier run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evaluation.data import PublicSet
from evaluation.errors import GoldError
from evaluation.reporting import moved_lines, read_singles, single_lines, write_json
from evaluation.running import Measured, Single, run_public


def measured(*scores: float) -> Measured:
    each = tuple(Single(key="te3", record=f"r{n}", score=score) for n, score in enumerate(scores))
    return Measured(key="te3", title="Times", records=len(scores), hash="0", scores={"value_f1": 0.5}, each=each)


def test_the_records_read_worst_come_first():
    assert single_lines([measured(0.9, 0.1, 0.5)], 2) == [" 0.100  te3: r1", " 0.500  te3: r2"]


def test_records_that_moved_are_told_falls_first(tmp_path: Path):
    path = tmp_path / "before.json"
    write_json([measured(0.9, 0.1, 0.5)], date(2026, 1, 1), path)
    lines = moved_lines(read_singles(path), measured(0.9, 0.4, 0.2).each)
    assert lines == ["-0.300  te3: r2 (now 0.200)", "+0.300  te3: r1 (now 0.400)"]


def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path):
    (tmp_path / "x.json").write_text('{"records": [{"set": 1}]}', encoding="utf-8")
    with pytest.raises(GoldError, match="is not what --json writes"):
        read_singles(tmp_path / "x.json")


def test_every_record_is_scored_by_itself_when_asked(tmp_path: Path):
    import gzip
    import json

    with gzip.open(tmp_path / "x.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"doc_id": name, "right": value}) + "\n" for name, value in (("a", 1), ("b", 0)))

    def score(_: Any, records: list[dict[str, Any]]) -> dict[str, float]:
        return {"main": sum(r["right"] for r in records) / len(records)}

    public = PublicSet(
        name="x", title="X", files=("x.jsonl.gz",), main="main", score=score, published="", comparable="", quick=1
    )
    found = run_public(None, public, tmp_path, each=True)  # type: ignore[arg-type]
    assert found.scores == {"main": 0.5}
    assert [(s.record, s.score) for s in found.each] == [("a", 1.0), ("b", 0.0)]
    assert run_public(None, public, tmp_path).each == ()  # type: ignore[arg-type]
