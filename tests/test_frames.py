"""Data frames: the columns and kinds that are promised, of readings and of a ledger; what other tools read of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sayso import Ledger
from sayso.errors import UsageError
from sayso.exports.tables import CLAIMS
from sayso.model import Reading
from sayso.service.reading import Unread
from tests.store.making import LineReader, write_reports

pd = pytest.importorskip("pandas", reason="pandas is not installed")

from sayso import frames  # noqa: E402

KINDS = {"text": "string", "word": "category", "day": "datetime64[s]", "number": "float64", "whole": "Int64",
         "flag": "boolean", "texts": "object"}  # fmt: skip


@pytest.fixture
def readings(tmp_path: Path) -> list[Reading | Unread]:
    paths = [*write_reports(tmp_path / "reports", 6), tmp_path / "none.txt"]
    return list(LineReader().read_paths(paths))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "a.db", create=True) as made:
        made.add(write_reports(tmp_path / "reports", 6), LineReader())
        yield made


@pytest.mark.parametrize("table", frames.COLUMNS)
def test_columns_and_kinds_are_those_promised(ledger: Ledger, table: str) -> None:
    frame = getattr(frames, table)(ledger)
    assert len(frame) > 0
    assert list(frame.columns) == [field.name for field in frames.COLUMNS[table]]  # type: ignore[index]
    for field in frames.COLUMNS[table]:  # type: ignore[index]
        assert str(frame[field.name].dtype) in (KINDS[field.kind], "str"), field


def test_an_empty_frame_has_its_columns(ledger: Ledger) -> None:
    frame = frames.claims(ledger, until=date(1900, 1, 1))
    assert len(frame) == 0
    assert str(frame["latest"].dtype) == "datetime64[s]"


def test_readings_give_their_claims_and_what_was_not_read_is_passed_over(readings: list[Reading | Unread]) -> None:
    frame = frames.claims(readings)
    told = [claim for one in readings if isinstance(one, Reading) for claim in one.claims]
    assert list(frame["claim"]) == [claim.id for claim in told]
    assert list(frame.columns) == [field.name for field in CLAIMS]
    assert frame["latest"].notna().all()


def test_readings_are_merged_for_incidents(readings: list[Reading | Unread], ledger: Ledger) -> None:
    of_readings, of_ledger = frames.incidents(iter(readings)), frames.incidents(ledger)
    assert sorted(map(len, of_readings["claims"])) == sorted(map(len, of_ledger["claims"]))
    assert list(frames.sources(readings)["name"]) == list(frames.sources(ledger)["name"])


def test_a_ledger_is_filtered_and_readings_are_not(ledger: Ledger, readings: list[Reading | Unread]) -> None:
    assert set(frames.figures(ledger, types=("shelling",))["type"]) == {"shelling"}
    with pytest.raises(UsageError, match="only a ledger"):
        frames.claims(readings, place="Goma")


def test_one_reading_is_a_frame_and_the_path_of_a_ledger_is_no_empty_one(readings: list[Reading | Unread]) -> None:
    one = next(reading for reading in readings if isinstance(reading, Reading))
    assert len(frames.claims(one)) == len(one.claims)
    with pytest.raises(UsageError, match=r"'sayso.db' is no reading; give readings, or an open ledger"):
        frames.claims("sayso.db")  # type: ignore[arg-type]


def test_duckdb_and_polars_read_a_frame(ledger: Ledger) -> None:
    frame = frames.claims(ledger)
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    counted = duckdb.sql("SELECT count(*) FROM frame WHERE status = 'asserted'").fetchall()
    assert counted == [((frame["status"] == "asserted").sum(),)]
    polars = pytest.importorskip("polars", reason="polars is not installed")
    assert polars.DataFrame(frame).height == len(frame)
