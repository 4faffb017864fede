"""The rows of a Parquet table, for the process that reads tables. The only door to pyarrow here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.readers.worker import Refused

_ROWS = 64
_LONGEST = 10_000_000


def parquet_rows(file: BinaryIO) -> Iterator[dict[str, Any] | None]:
    """The columns' names, as ``{"columns": …}``, then each row; None for one that is too long. Raises Refused.

    Columns of numbers in lists (embeddings) are left out: they are no words, and larger than the words.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise Refused("is a Parquet table", "pip install 'sayso[parquet]', or save it as CSV or JSON lines") from None
    try:
        table = pq.ParquetFile(
            file, thrift_string_size_limit=_LONGEST, thrift_container_size_limit=_LONGEST, buffer_size=1 << 16
        )
        columns = [one.name for one in table.schema_arrow if not _is_vector(pa, one.type)]
        yield {"columns": columns}
        for batch in table.iter_batches(_ROWS, columns=columns, use_threads=False):
            arrays = [_writable(pa, array) for array in batch.columns]
            for number in range(batch.num_rows):
                row = {name: _value(array[number].as_py()) for name, array in zip(columns, arrays, strict=True)}
                yield None if any(isinstance(one, str) and len(one) > _LONGEST for one in row.values()) else row
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        raise Refused(f"is a damaged Parquet table: {error}", "write it anew") from None


def _is_vector(pa: Any, kind: Any) -> bool:
    lists = pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
    return bool(lists and (pa.types.is_floating(kind.value_type) or pa.types.is_integer(kind.value_type)))


def _writable(pa: Any, array: Any) -> Any:
    """Days and times as words: those beyond what Python knows would stop the reading."""
    return array.cast(pa.string()) if pa.types.is_temporal(array.type) else array


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return None if isinstance(value, float) and value != value else value
