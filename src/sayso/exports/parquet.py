"""Parquet: one table a file, with typed columns; a table that has points is GeoParquet 1.1 as well.

The file's metadata holds ``sayso`` (its version and that of the columns), every column what it holds (``about``). Needs
the extra ``sayso[parquet]``. Rows are written as they come, some thousands at a time.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.errors import ExportError
from sayso.exports.tables import VERSION, Field

ROWS = 16_384
"""Rows that are held at once, and of a row group."""
GEOMETRY = "geometry"
"""The column of points, as well-known binary, longitude before latitude, WGS 84."""


def write(path: Path, fields: Sequence[Field], rows: Iterable[dict[str, Any]], *, points: bool = False) -> int:
    """Write a table; how many rows. ``points``: add the geometry that ``lat`` and ``lon`` give, where they do.

    What no Unicode text can hold is replaced. Raises ExportError when pyarrow is not installed, and OSError.
    """
    pa, pq = arrow(str(path))
    schema = arrow_schema(fields, {"columns": VERSION}, points=points)
    written, waiting = 0, clean(rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        while batch := list(islice(waiting, ROWS)):
            columns = {field.name: [row[field.name] for row in batch] for field in fields}
            if points:
                columns[GEOMETRY] = [_point(row["lon"], row["lat"]) for row in batch]
            file.write_table(pa.table(columns, schema=schema))
            written += len(batch)
    return written


def arrow(path: str) -> tuple[Any, Any]:
    """pyarrow and its module of Parquet. Raises ExportError when it is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ExportError(path, "pyarrow is not installed", "pip install 'sayso[parquet]'") from error
    return pa, pq


def arrow_schema(fields: Sequence[Field], versions: Mapping[str, int], *, points: bool = False) -> Any:
    """The schema (of pyarrow) of a table. ``versions``: of the form of its columns, beside that of sayso."""
    pa, _ = arrow("the schema")
    kinds = {
        "text": pa.string(), "word": pa.dictionary(pa.int32(), pa.string()), "day": pa.date32(),
        "number": pa.float64(), "whole": pa.int64(), "flag": pa.bool_(), "texts": pa.list_(pa.string()),
        "bytes": pa.binary(), "wholes": pa.list_(pa.int64()),
    }  # fmt: skip
    columns = [pa.field(f.name, kinds[f.kind], metadata={"about": f.about}) for f in fields]
    told = {"sayso": json.dumps({"version": __version__, **versions})}
    if points:
        columns.append(pa.field(GEOMETRY, pa.binary(), metadata={"about": "the point, as well-known binary"}))
        told["geo"] = json.dumps(_GEO)
    return pa.schema(columns, metadata=told)


_GEO = {
    "version": "1.1.0",
    "primary_column": GEOMETRY,
    "columns": {GEOMETRY: {"encoding": "WKB", "geometry_types": ["Point"]}},
}
"""GeoParquet's own metadata; without a coordinate system named it is longitude and latitude in WGS 84."""


def _point(lon: float | None, lat: float | None) -> bytes | None:
    return None if lon is None or lat is None else struct.pack("<BIdd", 1, 1, lon, lat)


def clean(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with what no Unicode text can hold (half a surrogate pair) replaced."""
    for row in rows:
        yield {name: _clean(value) for name, value in row.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
