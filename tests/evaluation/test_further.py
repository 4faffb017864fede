"""Reports that teach without having been coded: none may tell what dev and test measure."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from evaluation.further import further_reports
from evaluation.real import real_split

WORDS = "Rebels shelled the grain market of Sake at dawn and the army said that nobody had been hurt there"
OTHER = "A mine went off under a bus near the ford and three of its passengers were taken to the clinic"


def cluster(part: str) -> str:
    return next(name for name in map("event-{}".format, range(100)) if real_split(name) == part)


def lay_out(root: Path, texts: dict[str, dict[str, str]], coded: dict[str, str], groups: list[list[str]]) -> Path:
    """A corpus folder with codings of these parts and, beside it, the shared folder with the texts."""
    for folder in ("corpus/real", "shared/texts"):
        (root / folder).mkdir(parents=True)
    for name, reports in texts.items():
        with gzip.open(root / "shared" / "texts" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps({"id": id, "text": text}) + "\n" for id, text in reports.items())
    rows = [
        {"id": id, "collection": "texts/a", "sha256": "0", "slug": id, "cluster": cluster(part), "coder": "A",
         "none": "talk", "claims": []}
        for id, part in coded.items()
    ]  # fmt: skip
    (root / "corpus/real/b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (root / "shared/texts/clusters.json").write_text(json.dumps([{"ids": ids} for ids in groups]))
    return root


def test_nothing_that_is_measured_teaches(tmp_path: Path) -> None:
    texts = {
        "a": {
            "trained": "A column left the fort.", "measured": WORDS, "kept back": OTHER,
            "copy": f"BREAKING {WORDS}", "near": "Shells fell on a market at dawn.", "free": "Shells fell on a mill.",
        },
        "conll2003": {"research": "Guerrillas took a bridge."},
    }  # fmt: skip
    coded = {"trained": "train", "measured": "dev", "kept back": "test"}
    root = lay_out(tmp_path, texts, coded, [["near", "measured"], ["free", "trained"]])
    assert [report.id for report in further_reports(root / "corpus", root / "shared")] == ["free"]
