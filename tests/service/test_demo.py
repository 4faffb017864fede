"""The demo ledger: packed from the examples and the corpus as they are now, and its decisions find their claims."""

from __future__ import annotations

import importlib.util
import json
import lzma
from importlib import resources
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.service import demo
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader

ROOT = Path(__file__).parents[2]
_SPEC = importlib.util.spec_from_file_location("make_demo", ROOT / "scripts" / "make_demo.py")
assert _SPEC
assert _SPEC.loader
make_demo = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(make_demo)
HERE = Path(str(resources.files("sayso.service.demo")))


def test_the_packed_reports_are_those_of_the_examples_and_the_corpus():
    packed = lzma.decompress((HERE / demo.REPORTS).read_bytes())
    assert packed == make_demo.packed(), "run python scripts/make_demo.py"
    assert all(json.loads(line)["text"].strip() for line in packed.splitlines())


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> tuple[Path, int]:
    """A ledger of the reports that are decided about, and how many decisions were recorded."""
    folder = tmp_path_factory.mktemp("demo")
    rows = [json.loads(line) for line in (HERE / demo.DECISIONS).read_text(encoding="utf-8").splitlines()]
    named = {document for row in rows for document, _, _ in row["at"]}
    some = folder / "some.jsonl"
    chosen = [
        {"text": gold.text, "outlet": gold.outlet, "published": str(gold.published)}
        for path in make_demo.corpus_files(ROOT / "corpus")
        if (path.parent.name in make_demo.CLUSTERS or path.stem in make_demo.TWICE)
        and (gold := make_demo.read_report_gold(path))
    ]
    some.write_text("".join(json.dumps(one) + "\n" for one in chosen), encoding="utf-8")
    with Ledger(folder / "some.db", create=True) as ledger:
        ledger.add([some], reader)
        assert named <= set(ledger.store.documents.listed())
        return folder / "some.db", demo.decided(ledger.store)


def test_every_decision_finds_its_claims(decided: tuple[Path, int]):
    lines = (HERE / demo.DECISIONS).read_text(encoding="utf-8").splitlines()
    assert decided[1] == len(lines) > 100, "run python scripts/make_demo.py"
    with Ledger(decided[0]) as ledger:
        recorded = ledger.store.decisions.recorded()
        assert {d.kind for d in recorded} >= {"accept", "reject", "edit", "merge"}
        assert all("(invented)" in d.by and d.reason for d in recorded)
        both = [{d.by: d.kind for d in recorded if d.claims == (claim,) and d.kind in ("accept", "reject")}
                for claim in {claim for d in recorded for claim in d.claims}]  # fmt: skip
        judged = [kinds for kinds in both if len(kinds) == 2]
        assert len(judged) > 50
        assert any(len(set(kinds.values())) == 2 for kinds in judged), "they never disagree"


def test_a_decision_whose_claim_is_not_read_is_left_out(tmp_path: Path):
    with Ledger(tmp_path / "empty.db", create=True) as ledger:
        assert demo.decided(ledger.store) == 0


def test_a_file_that_is_there_is_not_touched(tmp_path: Path, reader: Reader):
    there = tmp_path / "a.db"
    there.write_text("mine")
    with pytest.raises(LedgerError, match="is there already"):
        demo.make_demo(there, reader)
    assert there.read_text() == "mine"
