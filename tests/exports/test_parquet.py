"""Parquet: typed columns, points that geographers' tools read, the same bytes again."""

from __future__ import annotations

import json
import struct
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.exports import parquet
from sayso.exports.tables import FIGURES, INCIDENTS, Field, incident_row

from .incidents import dossier, killed, says

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
ROWS = [
    incident_row(dossier(says("shelling", "Shells fell", killed("two people", 2), outlet="The Meridian"))),
    incident_row(dossier(says("clash", "half \ud800 of it", place="Ukraine", days=None))),
]


def written(path: Path) -> Path:
    assert parquet.write(path, INCIDENTS, ROWS, points=True) == 2
    return path


def test_columns_have_the_kinds_that_the_table_says(tmp_path: Path) -> None:
    table = pq.read_table(written(tmp_path / "a.parquet"))
    assert table.schema.names == [*(field.name for field in INCIDENTS), "geometry"]
    first, second = table.to_pylist()
    assert (first["earliest"], first["killed"], first["near"]) == (date(2025, 3, 10), 2.0, False)
    assert first["outlets"] == ["The Meridian"]
    assert second["time_known"] == "report", "a day that no report tells is told apart"
    about = {field.name: field.about for field in INCIDENTS}
    assert table.schema.field("killed").metadata[b"about"].decode() == about["killed"]


def test_what_no_text_can_hold_is_replaced(tmp_path: Path) -> None:
    field = Field("words", "text", "words")
    parquet.write(tmp_path / "a.parquet", (field,), [{"words": "half \ud800 of it"}])
    assert pq.read_table(tmp_path / "a.parquet")["words"].to_pylist() == ["half ? of it"]


def test_points_are_well_known_binary_and_nothing_else_has_one(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet")
    first, second = pq.read_table(path)["geometry"].to_pylist()
    assert struct.unpack("<BIdd", first) == (1, 1, 36.2527, 49.9808)
    assert second is None, "a country is no point"
    told = json.loads(pq.read_schema(path).metadata[b"geo"])
    assert told["primary_column"] == "geometry"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "a.parquet").read_bytes() == written(tmp_path / "b.parquet").read_bytes()


def test_an_empty_table_has_its_columns(tmp_path: Path) -> None:
    assert parquet.write(tmp_path / "a.parquet", FIGURES, []) == 0
    assert pq.read_table(tmp_path / "a.parquet").schema.names == [field.name for field in FIGURES]


def test_more_rows_than_are_held_at_once(tmp_path: Path) -> None:
    field = Field("n", "whole", "a number")
    rows: list[dict[str, Any]] = [{"n": n} for n in range(2 * parquet.ROWS + 5)]
    assert parquet.write(tmp_path / "a.parquet", (field,), iter(rows)) == len(rows)
    assert pq.read_table(tmp_path / "a.parquet")["n"].to_pylist() == [row["n"] for row in rows]


def test_duckdb_and_geopandas_read_it(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet")
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    assert duckdb.sql(f"SELECT type, killed FROM '{path}' WHERE killed > 1").fetchall() == [("shelling", 2.0)]
    geopandas = pytest.importorskip("geopandas", reason="geopandas is not installed")
    frame = geopandas.read_parquet(path)
    assert (frame.geometry.iloc[0].x, frame.geometry.iloc[0].y) == (36.2527, 49.9808)
