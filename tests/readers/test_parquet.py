"""Parquet: a report a row, of any size, with its id; what is damaged ends its reader, not sayso."""

from __future__ import annotations

import datetime as dt
import io
import random
import time
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import InputError
from sayso.readers import read_reports, sandbox

from .making import SENTENCE, errors, good, read_bytes, read_file

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def table(columns: dict[str, Any], **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


ROWS = {
    "article_id": [11, 12, 13], "text": [SENTENCE, f"{SENTENCE} Again.", None],
    "headline": ["One", None, "Three"],
    "date": [dt.datetime(2024, 8, 11, 6), dt.datetime(2024, 8, 12), None], "desk": ["east", None, "west"],
    "vector": [[0.5] * 300] * 3, "raw": [b"\xff", b"x", None], "meta": [{"tags": ["a"]}, None, {"tags": []}],
}  # fmt: skip


def test_rows_with_ids_days_and_what_is_kept(tmp_path: Path) -> None:
    found = read_file(tmp_path, "a.parquet", table(ROWS), keep=("desk", "meta"))
    assert errors(found) == ["row 3: has nothing in 'text' (a report needs a text)"]
    first, second = good(found[:2])
    assert first.kept == (("id", "11"), ("row", "1"), ("desk", "east"), ("meta", '{"tags": ["a"]}'))
    assert second.kept == (("id", "12"), ("row", "2"))
    assert (first.title, str(first.published), first.record, first.format) == ("One", "2024-08-11", "row 1", "parquet")


def test_from_standard_input_and_with_times_of_every_kind() -> None:
    for unit in ("s", "ms", "us", "ns"):
        days = pa.array([1723336200 * {"s": 1, "ms": 1000, "us": 10**6, "ns": 10**9}[unit]], pa.timestamp(unit, "UTC"))
        (found,) = good(read_bytes(table({"text": [SENTENCE], "published": days})))
        assert str(found.published) == "2024-08-11"
    far = pa.array([2**62], pa.timestamp("us"))
    assert good(read_bytes(table({"text": [SENTENCE], "published": far})))[0].published is None


def test_a_table_that_has_no_text_is_told_once(tmp_path: Path) -> None:
    (said,) = errors(read_file(tmp_path, "a.parquet", table({"x": [1, 2, 3]})))
    assert said.startswith("has no text (it has: x)")
    assert errors(read_file(tmp_path, "b.parquet", table({"text": pa.array([], pa.string())}))) == [
        "is a table without rows (give one with reports in it)"
    ]


def test_a_large_table_is_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with pq.ParquetWriter(path, pa.schema([("id", pa.int64()), ("text", pa.string())])) as writer:
        for n in range(20):
            ids = list(range(n * 5000, n * 5000 + 5000))
            writer.write_table(pa.table({"id": ids, "text": [f"{SENTENCE} {i}" for i in ids]}))
    start = time.monotonic()
    found = read_reports(path)
    assert next(found).kept[0] == ("id", "0")  # type: ignore[union-attr]
    found.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 10


def test_a_row_above_the_size_of_a_report_is_gone_past() -> None:
    found = read_bytes(table({"text": ["word " * 2_500_000, SENTENCE]}))
    assert errors(found) == ["row 1: is longer than 10 MB (split or drop it)"]
    assert len(found) == 2


def test_a_bomb_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kilobyte that unpacks to gigabytes fills the memory of its reader's process alone."""
    value = "x" * 50_000_000
    data = table({"text": pa.DictionaryArray.from_arrays([0] * 200, [value])}, compression="zstd")
    found = read_bytes(data)
    assert found
    assert all(isinstance(one, InputError) for one in found)


def test_a_reader_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    monkeypatch.setattr(
        sandbox, "_command", lambda parser: [__import__("sys").executable, "-c", "import time; time.sleep(60)"]
    )
    start = time.monotonic()
    (said,) = errors(read_file(tmp_path, "a.parquet", table(ROWS)))
    assert "takes longer than 1 seconds" in said
    assert time.monotonic() - start < 10


def test_damaged_tables(tmp_path: Path) -> None:
    chance = random.Random(5)
    data = table(ROWS)
    for _ in range(12):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 5)):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        for one in read_file(tmp_path, "a.parquet", bytes(broken[: chance.choice((len(broken), len(broken) // 2))])):
            assert not (isinstance(one, InputError) and "a fault in sayso" in str(one)), one


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError('none')")
    monkeypatch.syspath_prepend(str(tmp_path))
    (said,) = errors(read_file(tmp_path, "a.parquet", b"PAR1" + bytes(50)))
    assert said == "is a Parquet table (pip install 'sayso[parquet]', or save it as CSV or JSON lines)"
