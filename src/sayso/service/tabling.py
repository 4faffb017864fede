"""The tables of a ledger, row by row, under a filter: what Parquet files and data frames are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Literal

from sayso.exports.tables import (
    CLAIMS,
    FIGURES,
    INCIDENTS,
    JUDGED,
    ORIGIN,
    SOURCES,
    Field,
    figure_rows,
    incident_row,
)
from sayso.service.dossiers import Origins, dossiers
from sayso.service.records import listed_row
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed

TableName = Literal["claims", "figures", "sources", "incidents"]
TABLES: dict[TableName, tuple[Field, ...]] = {
    "claims": (*CLAIMS, *JUDGED, *ORIGIN),
    "figures": FIGURES,
    "sources": SOURCES,
    "incidents": INCIDENTS,
}
"""Table to its columns."""


def rows(store: Store, table: TableName, filter: Filter) -> Iterator[dict[str, Any]]:
    """The rows of a table that match: claims and figures the latest day first, sources by how many claims name them,
    incidents the latest first, each whole."""
    if table == "claims":
        origins = Origins(store)
        for listed in store.claims.search(filter):
            yield with_origin(listed, origins)
    elif table == "figures":
        for listed in store.claims.search(filter):
            yield from figure_rows(listed.claim, listed.reading, incident=listed.incident, day=listed.day)
    elif table == "sources":
        for source in store.claims.sources(filter):
            yield asdict(source)
    else:
        for dossier in dossiers(store, filter):
            yield incident_row(dossier)


def with_origin(listed: Listed, origins: Origins) -> dict[str, Any]:
    """A claim of a ledger with the columns of ORIGIN as well."""
    origin, count = origins.of(listed)
    return {**listed_row(listed), "origin": origin, "origins": count}
