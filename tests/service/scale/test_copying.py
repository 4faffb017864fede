"""Copies found in partitions are those that a ledger finds, and so are the origins that rest on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from sayso.model import Copy
from sayso.service.ledger import Ledger
from sayso.service.scale import copying
from sayso.service.scale.engines import Processes
from sayso.service.scale.merging import merge_run
from sayso.store.sqlite import copies as kept_copies
from tests.service.scale.runs import Lines, a_run, described, exported, read_all
from tests.store.making import DAY

WIRE = (
    "Shells fell on the market by the river while traders were setting up their stalls, and the fire that followed"
    " took the roof of the grain store and of the school behind it, before volunteers could bring water from the well"
)


def found(out: Path) -> set[tuple[str, str, float, bool]]:
    rows = [row for path in (out / "merge/copies").glob("*.parquet") for row in pq.read_table(path).to_pylist()]
    return {(row["document"], row["of"], row["share"], bool(row["whole"])) for row in rows}


def ledgers(ledger: Ledger) -> set[tuple[str, str, float, bool]]:
    every: Iterator[Copy] = iter(ledger.store.copies.among(ledger.store.documents.listed()))
    return {(copy.document, copy.of, copy.share, copy.whole) for copy in every}


def reports(path: Path, number: int) -> Path:
    """Papers that carry one wire, whole or in part, each with words of its own; one of them came twice."""
    lines = []
    for n in range(number):
        words = WIRE.split()[: 12 + 5 * (n % 6)]
        told = f"shelling asserted Goma {3 + n // 4} - {' '.join(words)}\n"
        row: dict[str, Any] = {
            "text": f"Paper {n} tells of the town and of the day\n{told}", "title": f"Paper {n}",
            "outlet": f"Outlet {n}", "published": str(DAY + timedelta(n % 3)),
        }  # fmt: skip
        lines.append(json.dumps(row))
        if n == 2:
            lines.append(json.dumps({**row, "published": str(DAY + timedelta(5))}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("common", [2, 100], ids=["phrases that all use", "few share them"])
def test_copies_and_origins_are_the_ledgers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, common: int) -> None:
    """Papers that print one agency must not count as so many witnesses because they were read in parts."""
    for module in (copying, kept_copies):
        monkeypatch.setattr(module, "COMMON", common)
    path = reports(tmp_path / "a.jsonl", 14)
    read_all(a_run(tmp_path / "out", path, size=4))
    merge_run(str(tmp_path / "out"), Processes(), buckets=5)
    with Ledger(tmp_path / "one.db", create=True) as ledger:
        ledger.add([path], Lines())
        assert found(tmp_path / "out") == ledgers(ledger)
        assert described(tmp_path / "out") == exported(ledger)
    tolls = [
        (row["killed_low"], row["killed_high"], len(row["origins"]), row["reports"])
        for row in described(tmp_path / "out")
    ]
    assert any(low is not None and origins < reports for low, _, origins, reports in tolls)
