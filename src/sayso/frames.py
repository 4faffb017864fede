"""Data frames: claims, figures, sources and incidents as pandas tables, from readings or from a ledger.

    from sayso import Ledger, frames, read_many

    claims = frames.claims(read_many(["articles.csv"]))
    deaths = frames.figures(Ledger("sayso.db"), measure="killed", place="Goma")

The columns and what they hold are those of ``COLUMNS`` (docs/exports.md, as of the Parquet files). Kinds of value are
these dtypes: texts ``string``, words of a small set ``category``, days ``datetime64[s]``, numbers ``float64``, whole
numbers ``Int64``, yes or no ``boolean``, lists ``object``. What is not known is missing, an empty list is a list.
DuckDB and polars read such a frame by the Arrow protocol. Needs the extra ``sayso[frames]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sayso import __version__
from sayso.errors import UsageError
from sayso.exports.parquet import clean
from sayso.exports.tables import CLAIMS, Field, claim_row, figure_rows
from sayso.model import Reading
from sayso.service.ledger import Ledger
from sayso.service.merging import merge_reading
from sayso.service.reading import Unread
from sayso.service.tabling import TABLES, TableName, rows
from sayso.store.filters import Filter
from sayso.store.records import ReadBy

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "claims", "figures", "incidents", "sources"]

COLUMNS = TABLES
"""Table to its columns; frames of readings have those of claims without what only a ledger knows."""
Told = Reading | Iterable[Reading | Unread]
"""What reading gives, one or many; reports that could not be read are passed over."""


def claims(told: Told | Ledger, **filter: Any) -> pd.DataFrame:
    """One row for a claim.

    ``told``: readings, or a ledger; of a ledger only what matches ``filter`` (the words that ``Ledger.filter`` takes).
    Raises UsageError where pandas is not installed.
    """
    if isinstance(told, Ledger):
        return _of_ledger(told, "claims", filter)
    found = (claim_row(claim, reading) for reading in _readings(told, filter) for claim in reading.claims)
    return _frame(CLAIMS, found)


def figures(told: Told | Ledger, **filter: Any) -> pd.DataFrame:
    """One row for a figure of a claim; as of ``claims``. Of readings ``incident`` is missing."""
    if isinstance(told, Ledger):
        return _of_ledger(told, "figures", filter)
    found = (
        row
        for reading in _readings(told, filter)
        for claim in reading.claims
        for row in figure_rows(claim, reading, incident=None, day=claim.time.latest if claim.time else None)
    )
    return _frame(COLUMNS["figures"], found)


def sources(told: Told | Ledger, **filter: Any) -> pd.DataFrame:
    """One row for a source, those named in most claims first; as of ``claims``."""
    return _merged(told, "sources", filter)


def incidents(told: Told | Ledger, **filter: Any) -> pd.DataFrame:
    """One row for an incident, the latest first; as of ``claims``. Readings are merged for it, which takes a while."""
    return _merged(told, "incidents", filter)


def _merged(told: Told | Ledger, table: TableName, filter: dict[str, Any]) -> pd.DataFrame:
    """A table that only a ledger has, of readings by way of one that is gone afterwards."""
    if isinstance(told, Ledger):
        return _of_ledger(told, table, filter)
    with TemporaryDirectory(prefix="sayso-") as folder, Ledger(Path(folder) / "frame.db", create=True) as ledger:
        store = ledger.store
        for reading in _readings(told, filter):
            with store.transaction():
                read_by = ReadBy(__version__, reading.model, reading.rulebook)
                merge_reading(store, reading, store.documents.add(reading, read_by=read_by))
        return _of_ledger(ledger, table, {})


def _of_ledger(ledger: Ledger, table: TableName, filter: dict[str, Any]) -> pd.DataFrame:
    return _frame(COLUMNS[table], rows(ledger.store, table, ledger.filter(**filter) if filter else Filter()))


def _readings(told: Told, filter: dict[str, Any]) -> Iterator[Reading]:
    if filter:
        raise UsageError(f"{', '.join(filter)}: only a ledger can be filtered; choose rows of the frame instead")
    for one in [told] if isinstance(told, Reading | str | Path) else told:
        if isinstance(one, Reading):
            yield one
        elif not isinstance(one, Unread):
            raise UsageError(f"{one!r} is no reading; give readings, or an open ledger: Ledger(PATH)")


def _frame(fields: Iterable[Field], found: Iterable[dict[str, Any]]) -> pd.DataFrame:
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageError("pandas is not installed: pip install 'sayso[frames]'") from error
    kept = list(clean(found))
    dtypes = {"text": "string", "word": "category", "day": "datetime64[s]", "number": "float64", "whole": "Int64",
              "flag": "boolean", "texts": "object"}  # fmt: skip
    return pd.DataFrame({f.name: pd.Series([r[f.name] for r in kept], dtype=dtypes[f.kind]) for f in fields})
