"""Reading at scale: parts, errors with where and why, going on after a stop, workers that die."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sayso.errors import InputError, UsageError
from sayso.service.parallel import Lost
from sayso.service.reading import Shard
from sayso.service.scale.engines import Processes
from sayso.service.scale.runs import opened, parts
from sayso.service.scale.storing import folder
from tests.service.scale.runs import a_run, files_of, read_all
from tests.store.making import write_reports


def corpus(path: Path, number: int, **odd: str) -> Path:
    """A corpus of reports as JSON lines; ``odd``: line number to what stands there instead."""
    lines = []
    for n in range(1, number + 1):
        text = f"Report {n} tells of the town and of the day\nshelling asserted Goma {n} army fired on the market\n"
        lines.append(odd.get(f"line_{n}") or json.dumps({"id": f"r{n}", "text": text, "title": f"T{n}"}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def table(out: Path, name: str) -> list[dict[str, object]]:
    return [row for path in sorted((out / name).glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def test_reports_become_typed_tables_in_order(tmp_path: Path) -> None:
    done = read_all(a_run(tmp_path / "out", corpus(tmp_path / "a.jsonl", 12)))
    assert [(d.part, d.reports) for d in done if not isinstance(d, Lost)] == [
        ("00000-00000", 5), ("00000-00001", 5), ("00000-00002", 2),
    ]  # fmt: skip
    documents, claims, figures = (table(tmp_path / "out", name) for name in ("documents", "claims", "figures"))
    assert [row["title"] for row in documents] == [f"T{n}" for n in range(1, 13)]
    assert [row["document"] for row in claims] == [row["document"] for row in documents]
    assert [row["killed_low"] for row in claims] == list(range(1, 13))
    assert [row["report_id"] for row in claims] == [f"r{n}" for n in range(1, 13)]
    assert [row["low"] for row in figures] == list(range(1, 13))
    assert {row["name"]: row["claims"] for row in table(tmp_path / "out", "sources")} == {"army": 2}


def test_a_bad_row_is_told_with_where_and_why_and_stops_nothing(tmp_path: Path) -> None:
    path = corpus(tmp_path / "a.jsonl", 9, line_3="{broken", line_7=json.dumps({"nothing": 1}))
    read_all(a_run(tmp_path / "out", path))
    errors = table(tmp_path / "out", "errors")
    assert [(row["path"], row["where"], row["row"]) for row in errors] == [
        (str(path), "line 3", 2),
        (str(path), "line 7", 1),
    ]
    assert "JSON" in str(errors[0]["reason"])
    assert len(table(tmp_path / "out", "documents")) == 7


def test_the_same_input_gives_the_same_bytes_with_any_number_of_processes(tmp_path: Path) -> None:
    path = corpus(tmp_path / "a.jsonl", 23, line_4="{broken")
    read_all(a_run(tmp_path / "one", path))
    read_all(a_run(tmp_path / "two", path), Processes(2))
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_run_that_was_stopped_goes_on_with_what_is_lacking(tmp_path: Path) -> None:
    run = a_run(tmp_path / "out", corpus(tmp_path / "a.jsonl", 23))
    read_all(run)
    whole = files_of(tmp_path / "out")
    (tmp_path / "out/parts/00000-00002.json").unlink()
    (tmp_path / "out/claims/00000-00002.parquet").unlink()
    (tmp_path / "out/sources/00000.json").unlink()
    assert [done.part for done in read_all(run) if not isinstance(done, Lost)] == ["00000-00002"]
    assert files_of(tmp_path / "out") == whole
    assert read_all(run) == []


def test_another_run_does_not_go_into_the_same_folder(tmp_path: Path) -> None:
    path = corpus(tmp_path / "a.jsonl", 3)
    read_all(a_run(tmp_path / "out", path))
    with pytest.raises(UsageError, match="other outlet"):
        read_all(a_run(tmp_path / "out", path, outlet="Meridian"))
    assert opened(folder(str(tmp_path / "out"))) == a_run(tmp_path / "out", path)


def test_a_report_that_kills_its_worker_is_an_error_and_the_rest_is_kept(tmp_path: Path) -> None:
    odd = json.dumps({"text": "A poisoned report of the town and of the day\n"})
    path = corpus(tmp_path / "a.jsonl", 12, line_6=odd)
    done = read_all(a_run(tmp_path / "out", path), Processes(2), deadly="poisoned")
    assert not [one for one in done if isinstance(one, Lost)]
    (error,) = table(tmp_path / "out", "errors")
    assert (error["where"], error["row"]) == ("line 6", 0)
    assert "killed" in str(error["reason"])
    assert len(table(tmp_path / "out", "documents")) == 11
    assert not files_of(tmp_path / "out", "begun")


def test_small_files_share_parts_and_each_report_names_its_file(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", 12)
    read_all(a_run(tmp_path / "out", tmp_path / "reports"))
    assert [row["locator"] for row in table(tmp_path / "out", "documents")] == [str(path) for path in reports]
    assert len(list((tmp_path / "out/parts").iterdir())) == 3


def test_an_empty_file_is_an_error_among_others(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").touch()
    corpus(reports / "b.jsonl", 2)
    read_all(a_run(tmp_path / "out", reports))
    assert [(row["path"], row["row"]) for row in table(tmp_path / "out", "errors")] == [(str(reports / "a.txt"), 0)]
    assert len(table(tmp_path / "out", "documents")) == 2


@pytest.mark.parametrize("count", [2, 3])
def test_jobs_that_share_a_folder_do_a_run_between_them(tmp_path: Path, count: int) -> None:
    path = corpus(tmp_path / "a.jsonl", 31)
    read_all(a_run(tmp_path / "whole", path))
    shared = a_run(tmp_path / "shared", path)
    shares = [read_all(shared, shard=Shard(n, count)) for n in range(1, count + 1)]
    assert all(shares)
    assert files_of(tmp_path / "shared") == files_of(tmp_path / "whole")


def test_an_unfinished_run_says_so(tmp_path: Path) -> None:
    run = a_run(tmp_path / "out", corpus(tmp_path / "a.jsonl", 31))
    read_all(run, shard=Shard(1, 2))
    with pytest.raises(UsageError, match="lacks"):
        parts(folder(run.out), run)
    with pytest.raises(UsageError, match="holds no run"):
        opened(folder(str(tmp_path)))


def test_addresses_are_read_and_written_through_fsspec(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    path = corpus(tmp_path / "a.jsonl", 12, line_2="{broken")
    read_all(a_run(tmp_path / "out", path))
    address = f"file://{tmp_path}/far"
    run = a_run(address, f"file://{tmp_path}/*.jsonl")
    read_all(run)
    assert parts(folder(address), run) == ["00000-00000", "00000-00001", "00000-00002"]
    assert table(tmp_path / "far", "claims") == table(tmp_path / "out", "claims")
    assert {row["locator"] for row in table(tmp_path / "far", "documents")} == {
        f"file://{path}#line {n}" for n in (1, *range(3, 13))
    }
    assert [row["path"] for row in table(tmp_path / "far", "errors")] == [f"file://{path}"]
    with pytest.raises(InputError, match="no such file"):
        a_run(address, f"file://{tmp_path}/none-*.jsonl")
