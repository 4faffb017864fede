"""Writing a ledger's claims and incidents: from the store, row by row, to the exports that know the forms."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from sayso.exports import forms, idmc, parquet
from sayso.exports.contract import dumps, reading_to_dict
from sayso.exports.csv_ import flat
from sayso.exports.dossiers import Dossier
from sayso.exports.forms import Form, Tally
from sayso.exports.tables import figure_rows
from sayso.model import Measure, Reading
from sayso.service.dossiers import Origins, dossiers
from sayso.service.records import judged
from sayso.service.tabling import TABLES, TableName, rows, with_origin
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed

Write = Callable[[Store, Filter, TextIO, bool], Tally]
"""Writes what matches as text; with True, text in CSV as it is."""
Save = Callable[[Store, Filter, Path], Tally]
"""Writes what matches into a file that is no text."""


def write_jsonl(ledger: Store, filter: Filter, out: TextIO, raw: bool) -> Tally:
    """A document a line, with its matching claims and what is known of them."""
    tally, origins = Tally(what="document"), Origins(ledger)
    for claims in ledger.claims.by_document(filter):
        reading = ledger.documents.reading(claims[0].document.id)
        told = reading_to_dict(replace(reading, claims=tuple(one.claim for one in claims)))
        for claim, listed in zip(told["claims"], claims, strict=True):
            origin, count = origins.of(listed)
            claim.update(judged(listed), origin=origin, origins=count)
        out.write(dumps(told) + "\n")
        tally.written += 1
    return tally


def write_csv(ledger: Store, filter: Filter, out: TextIO, raw: bool) -> Tally:
    """A row for each claim."""
    tally, origins = Tally(what="claim"), Origins(ledger)
    writer = forms.row_writer(out, raw)
    writer.writerow(COLUMNS)
    for listed in ledger.claims.search(filter):
        writer.writerow(forms.as_cells(_claim_row(listed, origins).values(), raw))
        tally.written += 1
    return tally


def _claim_row(listed: Listed, origins: Origins) -> dict[str, Any]:
    return {name: flat(name, value) for name, value in with_origin(listed, origins).items()}


COLUMNS = tuple(field.name for field in TABLES["claims"])
"""Columns of the CSV of claims: those of ``sayso claims``, with the claim's origin and how many its incident has."""


def rows_writer(form: Form) -> Write:
    """A writer of a form that has a row for each incident."""

    def write(ledger: Store, filter: Filter, out: TextIO, raw: bool) -> Tally:
        left = Tally()
        tally = forms.write_rows(form, dossiers(ledger, filter, left), out, raw=raw)
        tally.left_out += left.left_out
        return tally

    return write


def save_workbook(ledger: Store, filter: Filter, path: Path) -> Tally:
    """A workbook of claims, figures, incidents and sources."""
    from sayso.exports.xlsx import Workbook

    origins = Origins(ledger)
    with TemporaryDirectory(prefix="sayso-", dir=path.parent, ignore_cleanup_errors=True) as scratch:
        book = Workbook(path, COLUMNS, Path(scratch))
        for listed in ledger.claims.search(filter):
            book.claims.add(_claim_row(listed, origins).values())
            for row in figure_rows(listed.claim, listed.reading, incident=listed.incident, day=listed.day):
                book.figures.add((" → ".join(v) if isinstance(v, list) else v) for v in row.values())
        for made in dossiers(ledger, filter):
            book.add_incident(made)
        for source in ledger.claims.sources(replace(filter, source=None) if filter.source else filter):
            book.sources.add((source.name, source.id, source.kind, source.side, source.claims))
        return book.close([("ledger", ledger.path.name), *_told_filter(filter)])


def by_incident(write: Callable[[Iterator[Dossier], TextIO], Tally]) -> Write:
    """A writer of what is made of incidents."""

    def written(ledger: Store, filter: Filter, out: TextIO, raw: bool) -> Tally:
        left = Tally()
        tally = write(dossiers(ledger, filter, left), out)
        tally.left_out += left.left_out
        return tally

    return written


def by_claim(write: Callable[[Iterator[Reading], TextIO], Tally]) -> Write:
    """A writer of what is made of single claims, the latest day first."""

    def written(ledger: Store, filter: Filter, out: TextIO, raw: bool) -> Tally:
        return write((listed.reading for listed in ledger.claims.search(filter)), out)

    return written


def write_idmc(ledger: Store, filter: Filter, out: TextIO, raw: bool) -> Tally:
    """A row for each figure of people displaced, evacuated or returned."""
    found = (
        row
        for listed in _with_figures(ledger, filter, idmc.MEASURES)
        for row in idmc.rows(listed.claim, listed.reading, listed.incident)
    )
    return forms.write_rows(idmc.FORM, found, out, raw=raw)


def _with_figures(ledger: Store, filter: Filter, measures: Sequence[Measure]) -> Iterator[Listed]:
    """The matching claims that have a figure of one of these measures, the latest day first: few in a large ledger."""
    wanted = (filter.measure,) if filter.measure else measures
    found = (ledger.claims.search(replace(filter, measure=measure)) for measure in wanted)
    seen: set[str] = set()
    for listed in heapq.merge(*found, key=lambda one: one.day or date.min, reverse=True):
        if listed.claim.id not in seen:
            seen.add(listed.claim.id)
            yield listed


def table_saver(table: TableName) -> Save:
    """A writer of one table as a Parquet file; what has coordinates as GeoParquet."""

    def save(ledger: Store, filter: Filter, path: Path) -> Tally:
        fields = TABLES[table]
        points = any(field.name == "lat" for field in fields)
        written = parquet.write(path, fields, rows(ledger, table, filter), points=points)
        return Tally(what=table.removesuffix("s"), written=written)

    return save


def _told_filter(filter: Filter) -> list[tuple[str, str]]:
    plain = Filter()
    parts = [(name, getattr(filter, name)) for name in Filter.__dataclass_fields__]
    return [(f"only with {name}", str(value)) for name, value in parts if value != getattr(plain, name)]
