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
    claim_row,
    figure_rows,
    incident_row,
)
from sayso.service.dossiers import Origins, dossiers
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
            yield listed_row(listed, origins)
    elif table == "figures":
        for listed in store.claims.search(filter):
            yield from figure_rows(listed.claim, listed.reading, incident=listed.incident, day=listed.day)
    elif table == "sources":
        for source in store.claims.sources(filter):
            yield asdict(source)
    else:
        for dossier in dossiers(store, filter):
            yield incident_row(dossier)


def listed_row(listed: Listed, origins: Origins) -> dict[str, Any]:
    """A claim of a ledger as a row of its table."""
    origin, count = origins.of(listed)
    return {
        **claim_row(listed.claim, listed.reading),
        "incident": listed.incident,
        "rejected": listed.rejected,
        "edits": [f"{field}={value}" for field, value in listed.edits],
        "added_by": listed.added_by,
        "credibility": listed.credibility,
        "origin": origin,
        "origins": count,
    }
