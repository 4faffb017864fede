"""Merging in partitions gives the incidents of a ledger, and loading them gives that ledger."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.stream import readings
from sayso.errors import UsageError
from sayso.incidents import accounts_of, keys_of, merge, told_by
from sayso.incidents.partitions import Partition, lies
from sayso.service.ledger import Ledger
from sayso.service.scale.engines import Processes
from sayso.service.scale.loading import load_run
from sayso.service.scale.merging import merge_run
from tests.service.scale.runs import Lines, a_run, described, exported, files_of, incidents, read_all
from tests.store.making import DAY, dump, whole

BY_ORDER = ("names", "last incidents", "inputs")
"""What of a ledger hangs on the order in which incidents were found, or tells of the run that filled it."""


def lines(number: int) -> str:
    kinds, places = ("shelling", "airstrike", "clash", "casualties"), ("Goma", "Sake", "Sumy", "Ukraine", "-")
    return (
        f"{kinds[number % 4]} asserted {places[number % 5]} {number % 3 + 1}"
        f" {('army_0', 'army_1', '-')[number // 2 % 3]} fired on the"
        f" {('market', 'bridge', 'river')[number % 3]} by the school of the town\n"
    )


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Reports that meet in many ways: days that any window may cut, versions, one report twice, two addresses."""
    found: list[dict[str, Any]] = []
    for n in range(draw(st.integers(1, 12))):
        told = "".join(lines(number) for number in draw(st.lists(st.integers(0, 59), min_size=1, max_size=3)))
        row = {
            "text": f"Report of the day {draw(st.integers(0, 9))} from the town\n{told}",
            "published": str(DAY + timedelta(draw(st.integers(0, 8)))),
            "title": draw(st.sampled_from(["Evening summary", "Fighting", f"Report {n}"])),
            "outlet": draw(st.sampled_from(["Meridian", "Harbour"])),
        }
        if draw(st.booleans()):
            row["url"] = f"https://meridian.example/{draw(st.integers(0, 4))}"
        found.append(draw(st.sampled_from(found)) if found and draw(st.integers(0, 4)) == 0 else row)
    return found


def corpus(path: Path, found: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    return path


def merged(out: Path) -> set[tuple[str, ...]]:
    return {tuple(sorted(row["claims"])) for row in table(out / "incidents")}


def table(folder: Path) -> list[dict[str, Any]]:
    return [row for path in sorted(folder.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


@given(found=rows(), buckets=st.sampled_from([1, 2, 5, 13]), days=st.sampled_from([1, 2, 3, 30]))
@settings(max_examples=15, deadline=None)
def test_the_incidents_are_those_of_the_ledger_wherever_the_windows_cut(
    found: list[dict[str, Any]], buckets: int, days: int
) -> None:
    with TemporaryDirectory() as kept:
        root = Path(kept)
        path = corpus(root / "a.jsonl", found)
        read_all(a_run(root / "out", path, size=4))
        number = merge_run(str(root / "out"), Processes(), buckets=buckets, days=days)
        with Ledger(root / "one.db", create=True) as ledger:
            ledger.add([path], Lines())
            assert merged(root / "out") == incidents(ledger)
            assert described(root / "out") == exported(ledger)
            assert number == ledger.store.counts()["incidents"]
        load_run(str(root / "out"), root / "loaded.db")
        one, loaded = dump(root / "one.db"), dump(root / "loaded.db")
        assert {what: loaded[what] for what in loaded if what not in BY_ORDER} == {
            what: one[what] for what in one if what not in BY_ORDER
        }
        whole(root / "loaded.db")


def test_windows_cut_through_incidents_and_they_are_whole_again(tmp_path: Path) -> None:
    """A telling of Sunday and one of Monday are one happening though a window ends between them."""
    path = tmp_path / "a.jsonl"
    found = [
        {"text": f"Report {n} of the town\n{lines(0)}", "published": str(DAY + timedelta(n)), "title": f"T{n}"}
        for n in range(6)
    ]
    read_all(a_run(tmp_path / "out", corpus(path, found)))
    merge_run(str(tmp_path / "out"), Processes(), buckets=40, days=1)
    buckets: dict[str, set[int]] = {}
    for row in table(tmp_path / "out/merge/spread"):
        buckets.setdefault(row["telling"], set()).add(row["bucket"])
    largest = max(table(tmp_path / "out/incidents"), key=lambda row: len(row["tellings"]))
    held = {frozenset(buckets[telling]) for telling in largest["tellings"]}
    days = {row["latest"] for row in table(tmp_path / "out/claims") if row["claim"] in largest["claims"]}
    assert len(days) > 1, "a window ends within it"
    assert len(held) > 1, "its tellings lie in other buckets"
    with Ledger(tmp_path / "one.db", create=True) as ledger:
        ledger.add([path], Lines())
        assert merged(tmp_path / "out") == incidents(ledger)


@pytest.mark.parametrize("days", [1, 30])
def test_each_pair_is_compared_in_one_bucket(days: int) -> None:
    """Those that meet share a key; the smallest such key has one bucket, and both were sent there."""
    partition = Partition(16, days)
    told = [keys_of(t) for reading in readings(30) for t in told_by(accounts_of(reading)).tellings]
    numbers = [[{partition.number(key) for key in keys} for keys in both] for both in told]
    for _, sought in numbers:
        for other, _ in numbers:
            meeting = sought & other
            if meeting:
                at = partition.bucket(min(meeting))
                assert at in {partition.bucket(key) for key in sought} & {partition.bucket(key) for key in other}
    assert len({partition.bucket(key) for stored, _ in numbers for key in stored}) == 16


def test_keys_lie_where_and_when_they_say() -> None:
    assert lies("250310f99,73") == lies("250310f95,70") != lies("250310f101,73")
    assert lies("250310FCD/North Kivu") == lies("250310NCD") == lies("250310cCD")
    assert lies("250311NCD")[0] - lies("250310NCD")[0] == 1
    assert lies("2503@orlov") == (lies("250301NCD")[0], "@orlov")
    assert lies("000229NCD")[0] + 1 == lies("000301NCD")[0]


def test_a_merge_that_was_stopped_goes_on_and_another_begins_anew(tmp_path: Path) -> None:
    found = [{"text": f"Report {n} of the town\n{lines(n)}", "title": f"T{n}"} for n in range(24)]
    read_all(a_run(tmp_path / "out", corpus(tmp_path / "a.jsonl", found)))
    number = merge_run(str(tmp_path / "out"), Processes(2), buckets=4)
    before = files_of(tmp_path / "out")
    for lost in ("merge/components.npy", "merge/links/00001.parquet", "incidents/00002.parquet"):
        (tmp_path / "out" / lost).unlink()
    with pytest.raises(UsageError, match="not merged"):
        load_run(str(tmp_path / "out"), tmp_path / "a.db")
    assert merge_run(str(tmp_path / "out"), Processes(), buckets=4) == number
    assert files_of(tmp_path / "out") == before
    assert merge_run(str(tmp_path / "out"), Processes(), buckets=9, days=2) == number
    assert len(files_of(tmp_path / "out", "incidents")) == 9


def test_a_ledger_that_holds_something_has_the_run_merged_with_it(tmp_path: Path) -> None:
    found = [{"text": f"Report {n} of the town\n{lines(n % 6)}", "title": f"T{n}"} for n in range(20)]
    one, other = corpus(tmp_path / "a.jsonl", found[:9]), corpus(tmp_path / "b.jsonl", found[7:])
    read_all(a_run(tmp_path / "out", other))
    with Ledger(tmp_path / "one.db", create=True) as ledger:
        ledger.add([one, other], Lines())
        wanted = incidents(ledger)
    with Ledger(tmp_path / "grown.db", create=True) as ledger:
        ledger.add([one], Lines())
    done = load_run(str(tmp_path / "out"), tmp_path / "grown.db")
    assert (done.reports, done.known) == (11, 2)
    with Ledger(tmp_path / "grown.db") as ledger:
        assert incidents(ledger) == wanted
    assert load_run(str(tmp_path / "out"), tmp_path / "grown.db").known == 13
    whole(tmp_path / "grown.db")


def test_what_could_not_be_read_is_in_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Report of the town\\n"}\n{broken\n', encoding="utf-8")
    read_all(a_run(tmp_path / "out", path))
    merge_run(str(tmp_path / "out"), Processes(), buckets=2)
    assert load_run(str(tmp_path / "out"), tmp_path / "a.db").failures == 1
    with Ledger(tmp_path / "a.db") as loaded, Ledger(tmp_path / "one.db", create=True) as ledger:
        ledger.add([path], Lines())
        told = [(one.locator, one.reason) for one in loaded.store.inputs.failures()]
        assert told == [(one.locator, one.reason) for one in ledger.store.inputs.failures()]


def test_the_stream_of_reports_merges_to_what_merging_at_once_gives(tmp_path: Path) -> None:
    """A dozen wars with towns close together: more links than the made-up lines give."""
    from sayso.service.scale import rows as tables

    told = list(readings(60))
    out = tmp_path / "out"
    path = corpus(tmp_path / "a.jsonl", [{"text": "Nothing of the town"}])
    run = a_run(out, path)
    read_all(run)
    by = ("1", *run.read_by)
    made = [_row(n, reading, by) for n, reading in enumerate(told)]
    tables.write(out / "documents/00000-00000.parquet", tables.DOCUMENTS, made)
    merge_run(str(out), Processes(2), buckets=12, days=1)
    assert merged(out) == {tuple(sorted(one.claims)) for one in merge(map(accounts_of, told))}


def _row(n: int, reading: Any, by: tuple[str, str, str]) -> dict[str, Any]:
    from sayso.service.scale.reading import document_row

    return document_row(n, reading, by)
