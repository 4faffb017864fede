"""Teaching: forty records of an invented channel that calls the impact of a shell an arrival (docs/teaching.md)."""

from __future__ import annotations

import json
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import numpy
import pytest

from sayso.claims.weights import BIAS, weights
from sayso.errors import ModelError, UsageError
from sayso.lang.taught import Taught
from sayso.service.reading import Reader
from sayso.service.teaching import Outcome, teach
from sayso.service.teaching.lessons import Case
from sayso.service.teaching.weighing import moved, solved

ROOT = Path(__file__).parents[3]
RECORDS = ROOT / "examples" / "teaching" / "records.jsonl"
DAY = date(2026, 3, 25)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return teach(RECORDS, tmp_path_factory.mktemp("taught") / "border")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("few") / "few.jsonl"
    path.write_text("".join(RECORDS.read_text(encoding="utf-8").splitlines(keepends=True)[:6]), encoding="utf-8")
    return path


def types(reader: Reader, text: str) -> list[tuple[str, str]]:
    reading = reader.read_text(text, published=DAY, outlet="Border Watch")
    return [(claim.type, reading.text(claim.trigger)) for claim in reading.claims]


def test_words_that_no_rule_tells_are_read_after_forty_records(made: Outcome, reader: Reader) -> None:
    taught = Reader(taught=made.folder)
    told = "An arrival in the centre of Kherson at 06:20, a woman was wounded, the mayor said."
    assert ("shelling", "arrival") not in types(reader, told)
    assert ("shelling", "arrival") in types(taught, told)


@pytest.mark.parametrize(
    "text",
    [
        "The arrival of the ambassador in Kyiv was delayed on Tuesday, the ministry said.",
        "Families waited in Lviv for the arrival of the evening train, the railway said.",
        "Rebels captured Goma on Monday, the army said.",
        "Three rockets hit the market of Sumy, killing two people, the governor said.",
    ],
)
def test_other_texts_are_read_as_before(made: Outcome, reader: Reader, text: str) -> None:
    assert types(Reader(taught=made.folder), text) == types(reader, text)


def test_held_out_records_tell_what_it_brought(made: Outcome) -> None:
    held = made.held_out
    assert held is not None
    assert (held.wanted, held.unwanted) == (38, 2)
    assert held.found[1] > held.found[0]
    gained = sum(change.wanted and change.better for change in held.changes)
    lost = sum(change.wanted and not change.better for change in held.changes)
    assert held.found[1] - held.found[0] == gained - lost
    assert json.loads((made.folder / "report.json").read_text(encoding="utf-8"))["found"] == list(held.found)


def test_the_manifest_names_what_it_was_made_of(made: Outcome) -> None:
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["records"] == {
        "sha256": made.records.sha256, "documents": 22, "verdicts": {"accept": 18, "add": 20, "reject": 2},
    }  # fmt: skip
    assert set(manifest["base"]["shipped"]) == {"triggers/manifest.json", "weights/claims.csv"}
    assert made.name == Taught.open(made.folder).name


def test_nothing_is_overwritten(made: Outcome) -> None:
    before = (made.folder / "manifest.json").read_bytes()
    with pytest.raises(UsageError, match="is there already, and nothing is overwritten"):
        teach(RECORDS, made.folder)
    assert (made.folder / "manifest.json").read_bytes() == before


def test_the_same_records_give_the_same_bytes_and_teaching_goes_on(few: Path, made: Outcome, tmp_path: Path) -> None:
    one, two = (teach(few, tmp_path / name, base=made.folder) for name in ("one", "two"))
    assert one.name == two.name != made.name
    manifest = json.loads((one.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["base"]["taught"] == Taught.open(made.folder).digest
    assert manifest["base"]["before"] == json.loads((made.folder / "manifest.json").read_text())["base"]
    held = (numpy.load(path / "triggers" / "correction.npy") for path in (made.folder, one.folder))
    assert numpy.corrcoef(*(table.ravel() for table in held))[0, 1] > 0.5
    with pytest.raises(ModelError):
        teach(few, tmp_path / "three", base=tmp_path)
    assert not (tmp_path / "three").exists()


def test_weights_move_as_far_as_cases_ask() -> None:
    before = {BIAS: 0.2, "seen": 0.5, "unseen": -1.0}
    right, wrong = Case(frozenset({"seen", "new"}), True), Case(frozenset({"seen", "odd"}), False)
    after = moved([right, wrong] * 5, before)
    assert after["new"] > 0 > after["odd"]
    assert after["unseen"] == -1.0
    assert moved([right, wrong] * 10, before)["new"] > after["new"]
    assert set(weights("claims")) <= set(moved([right], weights("claims")))


def test_claims_that_are_all_right_make_no_other_claim_surer() -> None:
    """Who adds what was missed judges right claims only: that tells nothing of how many are right elsewhere."""
    before = {BIAS: -0.5, "seen": 0.5}
    cases = [Case(frozenset({"seen", f"of {n}"}), True) for n in range(20)]
    after = moved(cases, before)
    assert after == pytest.approx({**dict.fromkeys((f"of {n}" for n in range(20)), 0.0), **before}, abs=0.02)


def test_the_whole_network_asks_for_torch_before_anything_is_made(few: Path, tmp_path: Path) -> None:
    if find_spec("torch") is not None:
        pytest.skip("torch is installed")
    with pytest.raises(UsageError, match=r"needs (onnx|torch).*install sayso\[train\], or leave --whole out"):
        teach(few, tmp_path / "whole", whole=True)
    assert not (tmp_path / "whole").exists()


def test_newton_ends_where_the_loss_is_least() -> None:
    rng = numpy.random.default_rng(0)
    rows, odds = rng.normal(size=(40, 90)) * 3, numpy.full(40, -9.0)
    wanted, counts = (numpy.arange(40) % 2).astype(float), numpy.full(40, 1.0)
    weights = solved(rows, odds, wanted, counts, 2.0)
    guess = 1 / (1 + numpy.exp(-(odds + rows @ weights)))
    slope = rows.T @ (guess - wanted) + 2.0 * weights
    assert numpy.abs(slope).max() < 1e-3
    assert ((guess > 0.5) == (wanted > 0.5)).all()
