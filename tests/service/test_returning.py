"""Decisions that are taken away come back whole, in another ledger too."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.service.returning import csv_of, jsonl_of
from sayso.store.protocol import Store
from tests.store.making import LineReader

ANN = By("Ann", "read it, twice; “so”")


def filled(path: Path, report: Path) -> Ledger:
    ledger = Ledger(path, create=True)
    ledger.add([report], LineReader())
    return ledger


def judged(ledger: Ledger) -> list[tuple[Any, ...]]:
    """What holds, without the ids of decisions, which hang on the line that they came from."""
    found = ledger.store.decisions.holding()
    return sorted((d.kind, d.claims, d.by, d.reason, d.at, d.field or "", told(d.value)) for d in found)


def told(value: str | None) -> str:
    """A value in one way of writing it."""
    return json.dumps(json.loads(value or "null"), sort_keys=True)


@pytest.mark.parametrize(("form", "write"), [("jsonl", jsonl_of), ("csv", csv_of)])
def test_round_trip(tmp_path: Path, form: str, write: Any) -> None:
    report = tmp_path / "a.txt"
    report.write_text("".join(f"{kind} asserted Goma 3 mayor says army fought the {kind} there\n"
                              for kind in ("clash", "shelling", "riot")), encoding="utf-8")  # fmt: skip
    first, second = (filled(tmp_path / name, report) for name in ("a.db", "b.db"))
    a, b, c = sorted(one.claim.id for one in first.claims())
    first.decide("accept", [a], ANN)
    undone = first.decide("reject", [b], ANN)
    first.decide("undo", [undone.id], ANN)
    first.decide("reject", [c], ANN)
    first.decide("edit", [a], ANN, field="place", value=None)
    first.decide("edit", [a], ANN, field="note", value="5")
    first.decide("edit", [b], ANN, field="actors", value=[{"name": "the; army", "id": "X"}])
    first.decide("edit", [b], ANN, field="figures", value="killed at-least 12 civilians")
    first.decide("merge", [a, b], ANN)
    first.decide("credibility", [a], ANN, value=3)
    first.decide("reliability", [first.sources()[0].name], ANN, value="B")
    first.decide("settle", [a], ANN)
    (id,) = first.store.documents.listed()
    first.add_claim(id, "fought the riot there", "protest", ANN, time="2025-03-09", actors="youths")
    path = tmp_path / f"out.{form}"
    path.write_text(write(first.store), encoding="utf-8")
    done = second.decide_from(path)
    assert len(done.recorded) == 11
    assert judged(second) == judged(first)
    assert second.decide_from(path).recorded == ()
    assert first.decide_from(path).recorded == ()
    first.close()
    second.close()


def test_what_looks_like_a_number_comes_back_as_it_was(tmp_path: Path) -> None:
    """An id of digits with an "e" among them stood in the file as no id of a decision, which refused the whole file; a
    name or a reason of digits came back in quotation marks."""
    report = tmp_path / "a.txt"
    report.write_text("clash asserted Goma 3 mayor says army fought the clash there\n", encoding="utf-8")
    first, second = (filled(tmp_path / name, report) for name in ("a.db", "b.db"))
    (claim,) = first.claims()
    made = first.decide("accept", [claim.claim.id], By("47", "1e5"))
    as_if = SimpleNamespace(decisions=SimpleNamespace(holding=lambda: [replace(made, id="665e587045648451")]))
    path = tmp_path / "out.csv"
    path.write_text(csv_of(cast(Store, as_if)), encoding="utf-8")
    second.decide_from(path)
    (kept,) = second.store.decisions.holding()
    assert (kept.id, kept.by, kept.reason) == ("665e587045648451", "47", "1e5")
    first.close()
    second.close()
