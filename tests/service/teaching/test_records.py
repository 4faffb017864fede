"""Training records as lessons: what they mark, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import InputError
from sayso.service.teaching.records import read_records

EXAMPLE = Path(__file__).parents[3] / "examples" / "teaching" / "records.jsonl"


def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]


def written(path: Path, *rows: Any) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_records_of_one_text_are_one_sample() -> None:
    found = read_records(EXAMPLE)
    assert sum(found.verdicts.values()) == 40
    assert len(found.samples) == len({one["text"] for one in lines()}) < 40
    assert sum(len(sample.marks) for sample in found.samples) == 40
    for sample in found.samples:
        for mark in sample.marks:
            assert sample.text[mark.span.start : mark.span.end].strip()


def test_a_rejected_claim_is_none_and_a_corrected_type_replaces_the_one_read(tmp_path: Path) -> None:
    rejected = next(one for one in lines() if one["verdict"] == "reject")
    edited = next(one for one in lines() if one["verdict"] == "accept")
    edited = {**edited, "verdict": "edit", "edited": ["type"], "claim": {**edited["claim"], "type": "riot"}}
    found = read_records(written(tmp_path / "a.jsonl", rejected, edited))
    marks = {(mark.type, mark.right) for sample in found.samples for mark in sample.marks}
    assert marks == {(rejected["claim"]["type"], False), ("riot", True), (edited["read"]["type"], False)}


def test_a_folder_of_files_in_any_order_is_the_same_records(tmp_path: Path) -> None:
    rows = lines()
    (tmp_path / "parts").mkdir()
    written(tmp_path / "parts" / "2.jsonl", *rows[:20])
    written(tmp_path / "parts" / "1.jsonl", *rows[20:])
    (tmp_path / "parts" / "notes.txt").write_text("not a record")
    assert read_records(tmp_path / "parts").sha256 == read_records(EXAMPLE).sha256


def test_what_nobody_judged_teaches_nothing(tmp_path: Path) -> None:
    open_ = {**lines()[0], "verdict": None}
    assert read_records(written(tmp_path / "a.jsonl", open_, lines()[1])).undecided == 1
    with pytest.raises(InputError, match=r"no record that a person judged \(1 nobody judged\).*sayso export"):
        read_records(written(tmp_path / "b.jsonl", open_))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"form": 2}, "the form 2, not 1"),
        ({"verdict": "maybe"}, "is no training record"),
        ({"text": "other words"}, "does not stand at"),
        ({"document": {}}, "KeyError"),
    ],
)
def test_what_is_no_record_is_named_by_file_and_line(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    path = written(tmp_path / "a.jsonl", lines()[0], {**lines()[1], **change})
    with pytest.raises(InputError, match=f"a.jsonl: line 2: .*{words}"):
        read_records(path)
    path.write_text("{}\n[")
    with pytest.raises(InputError, match="line 1"):
        read_records(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_records(tmp_path / "none.jsonl")
