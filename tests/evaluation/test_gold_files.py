"""Gold files: read when right, refused with file, claim and reason when not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation.corpus import corpus_files, find_sentence, read_corpus, read_report_gold, split_of
from evaluation.errors import GoldError
from evaluation.gold import read_json_gold
from sayso.model import Span

CORPUS = Path(__file__).parents[2] / "corpus"
TEXT = "Rebels shelled Goma on Monday, killing at least nine people, the army said.\n\nGoma is a city.\n"
SENTENCE = TEXT.split("\n")[0]
NINE = {
    "text": "at least nine people",
    "measure": "killed",
    "unit": "people",
    "low": 9,
    "high": None,
    "bound": "at-least",
}


def claim(**changes: Any) -> dict[str, Any]:
    whole = {
        "type": "shelling", "status": "asserted", "sentence": SENTENCE, "trigger": "shelled", "actors": ["rebels"],
        "place": {"text": "Goma", "country": "CD", "lat": -1.67, "lon": 29.23},
        "time": {"earliest": date(2025, 1, 27), "latest": date(2025, 1, 27)},
        "figures": [NINE],
        "sources": ["army"], "voice": "indirect",
    }  # fmt: skip
    return {key: value for key, value in {**whole, **changes}.items() if value != "absent"}


def write(folder: Path, *claims: dict[str, Any], **changes: Any) -> Path:
    path = folder / "reports" / "goma" / "goma-wire.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".txt").write_text(TEXT, encoding="utf-8")
    raw = {
        "id": "goma-wire",
        "cluster": "goma",
        "outlet": "Wire",
        "published": date(2025, 1, 29),
        "claims": list(claims),
    }
    path.write_text(yaml.safe_dump({**raw, **changes}), encoding="utf-8")
    return path


def test_what_a_figure_counts_is_read_and_where_it_stands(tmp_path: Path) -> None:
    """Only where its words are known is it judged what a figure counts: without them no total would be missed."""
    new, stock = read_report_gold(
        write(tmp_path, claim(), claim(figures=[{**NINE, "counting": "stock", "part": True}]))
    ).claims
    assert [(f.counting, f.part) for f in (*new.figures, *stock.figures)] == [("new", False), ("stock", True)]
    span = new.figures[0].span
    assert span is not None
    assert TEXT[span.start : span.end] == NINE["text"]
    with pytest.raises(GoldError, match="counting 'old' is not one of new, total, stock"):
        read_report_gold(write(tmp_path, claim(figures=[{**NINE, "counting": "old"}])))


def test_a_number_is_found_as_a_whole_word(tmp_path: Path) -> None:
    text = "In 2014 they shelled Goma with 14 rounds, killing 1 man."
    path = write(tmp_path, claim(sentence=text, sources=[], voice="own", figures=[{**NINE, "text": "14"}]))
    path.with_suffix(".txt").write_text(text, encoding="utf-8")
    span = read_report_gold(path).claims[0].figures[0].span
    assert span == Span(start=text.index(" 14") + 1, end=text.index(" 14") + 3)


def test_a_report_is_read_with_offsets_found(tmp_path: Path) -> None:
    gold = read_report_gold(write(tmp_path, claim()))
    assert (gold.id, gold.cluster, gold.published, gold.text) == ("goma-wire", "goma", date(2025, 1, 29), TEXT)
    (found,) = gold.claims
    assert found.sentence == Span(start=0, end=len(SENTENCE))
    assert (found.place, found.lat, found.sources, found.voice) == ("Goma", -1.67, ("army",), "indirect")
    assert found.figures[0].low == 9
    assert [report.id for report in read_corpus(tmp_path)] == ["goma-wire"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"type": "picnic"}, "type 'picnic' is not one of"),
        ({"status": "sure"}, "status 'sure' is not one of"),
        ({"voice": "loud"}, "voice 'loud' is not one of"),
        ({"mood": "grim"}, "unknown key 'mood'; valid: type"),
        ({"trigger": "absent"}, "has no trigger"),
        ({"trigger": "bombed"}, "trigger 'bombed' is not in its words"),
        ({"sentence": "Rebels left."}, "is not in the text"),
        ({"place": {"text": "Bukavu"}}, "place 'Bukavu' is not in its words"),
        ({"place": {"text": "Goma", "lat": 1.0}}, "only one of lat and lon"),
        ({"time": {"earliest": "Monday"}}, "'Monday' is not a day"),
        ({"time": {"earliest": date(2025, 1, 28), "latest": date(2025, 1, 27)}}, "time runs backwards"),
        ({"figures": [{"measure": "hurt", "unit": "people", "low": 1, "high": 1, "bound": "exact"}]}, "measure 'hurt'"),
        ({"figures": [{"measure": "killed", "unit": "men", "low": 1, "high": 1, "bound": "exact"}]}, "unit 'men'"),
        (
            {"figures": [{"measure": "killed", "unit": "people", "low": 2, "high": 1, "bound": "exact"}]},
            "above its high",
        ),
        ({"sources": []}, "voice 'indirect' does not go with sources []"),
        ({"voice": "own"}, "voice 'own' does not go with sources ['army']"),
    ],
)
def test_a_wrong_claim_is_named(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    path = write(tmp_path, claim(), claim(**changes))
    with pytest.raises(GoldError) as caught:
        read_report_gold(path)
    assert (caught.value.file, caught.value.where) == (str(path), "claim 2")
    assert problem in caught.value.problem


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"id": "other"}, "id and cluster must be the names"),
        ({"published": "soon"}, "published must be a day"),
        ({"claims": None}, "is not a report with a list of claims"),
        ({"weather": "fine"}, "unknown key 'weather'"),
    ],
)
def test_a_wrong_report_is_named(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(GoldError, match=r"goma-wire\.yaml") as caught:
        read_report_gold(write(tmp_path, **changes))
    assert problem in caught.value.problem


def test_a_report_without_its_text_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, claim())
    path.with_suffix(".txt").unlink()
    with pytest.raises(GoldError, match="cannot be read"):
        read_report_gold(path)


def test_an_ellipsis_stands_for_the_middle_of_a_sentence() -> None:
    assert find_sentence(TEXT, "Rebels shelled … the army said.", "f", "w") == Span(start=0, end=len(SENTENCE))
    with pytest.raises(GoldError, match="does not end in its paragraph"):
        find_sentence(TEXT, "Rebels shelled … is a city.", "f", "w")


def test_json_gold_is_read(tmp_path: Path) -> None:
    record = {
        "id": "r", "published": "2025-01-29", "text": TEXT,
        "claims": [{"sentence": [0, len(SENTENCE)], "trigger": "shelled", "type": "shelling", "stance": "denied",
                    "actor": ["rebels"], "start": "2025-01-27", "end": "2025-01-27", "sources": ["army"]}],
    }  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(record)}\n\n{json.dumps(record)}\n")
    first, second = read_json_gold(path)
    assert first == second
    assert (first.claims[0].status, first.claims[0].earliest) == ("denied", date(2025, 1, 27))


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"id": "r"}', '{"claims": []}', '{"claims": [{"sentence": [0, 99], "type": "clash"}], "text": "x"}'],
)
def test_wrong_json_gold_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gold.json"
    path.write_text(text)
    with pytest.raises(GoldError, match=str(path)):
        read_json_gold(path)


def test_a_cluster_is_wholly_in_one_split() -> None:
    """Else a report could be tuned on while its twin is measured on."""
    assert {split_of(f"cluster-{n}") for n in range(50)} == {"train", "dev", "test"}
    assert split_of("goma") == split_of("goma")
    files = set(corpus_files(CORPUS))
    splits = [set(corpus_files(CORPUS, split)) for split in ("train", "dev", "test")]
    assert set.union(*splits) == files
    assert sum(map(len, splits)) == len(files)
