"""Exporting a ledger: its claims or incidents, as chosen by a filter, in the forms of other people's tools.

Everything is streamed: no more is held at once than one incident or some hundred claims.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TextIO

from sayso.errors import UsageError
from sayso.exports import acled, forms, geojson, ucdp
from sayso.exports.contract import dumps, reading_to_dict
from sayso.exports.forms import Form, Tally
from sayso.exports.tables import figure_rows
from sayso.service.dossiers import Origins, dossiers
from sayso.service.files import replacing, text_replacing
from sayso.service.records import CLAIM_COLUMNS, claim_csv, judged
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A form of export. ``each``: what a row, line or feature is; ``about`` and ``lost``: for people.

    ``write``: writes it as text, None for a workbook. ``form``: the columns, where it is a form with rules.
    """

    each: Literal["document", "claim", "incident"]
    about: str
    lost: tuple[str, ...] = ()
    write: Callable[[Store, Filter, TextIO, bool], Tally] | None = None
    form: Form | None = None


def export(
    ledger: Store, name: str, target: Path | None, filter: Filter, *, out: TextIO | None = None, raw: bool = False
) -> Tally:
    """Write what matches as the form of this name: into the file ``target``, or to ``out`` where there is none.

    The file is replaced when all is written, and left as it was when something fails. ``raw``: leave text in CSV as it
    is, even where a spreadsheet would run it. Raises ExportError, UsageError and LedgerError.
    """
    kind = FORMS[name]
    if target is not None and target.exists() and ledger.path.exists() and target.samefile(ledger.path):
        raise UsageError(f"{target} is the ledger itself")
    if raw and name not in CSV:
        raise UsageError(f"{name} is no CSV; its text is exact anyway" if name == "jsonl" else f"{name} is no CSV")
    if kind.write is None:
        if target is None:
            raise UsageError(f"{name} is no text: name a file to write, with -o FILE")
        with replacing(target) as made:
            return _workbook(ledger, filter, made)
    if target is None:
        assert out is not None
        return kind.write(ledger, filter, out, raw)
    with text_replacing(target) as stream:
        return kind.write(ledger, filter, stream, raw)


def explained(name: str) -> str:
    """The form of this name for people, as Markdown: how it is filled, what is left out, what it cannot hold."""
    kind = FORMS[name]
    if kind.form:
        return forms.explained(kind.form)
    parts = [kind.about]
    if name == "geojson":
        parts.append("\n".join(("Properties:", "", *(f"- `{k}`: {v}" for k, v in geojson.PROPERTIES.items()))))
    if kind.lost:
        parts.append("\n".join(("What it cannot hold:", "", *(f"- {text}" for text in kind.lost))))
    return "\n\n".join(parts)


def _write_jsonl(ledger: Store, filter: Filter, out: TextIO, raw: bool) -> Tally:
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


def _write_csv(ledger: Store, filter: Filter, out: TextIO, raw: bool) -> Tally:
    tally, origins = Tally(what="claim"), Origins(ledger)
    writer = forms.row_writer(out, raw)
    writer.writerow(COLUMNS)
    for listed in ledger.claims.search(filter):
        writer.writerow(forms.as_cells(_claim_row(listed, origins).values(), raw))
        tally.written += 1
    return tally


def _claim_row(listed: Listed, origins: Origins) -> dict[str, Any]:
    origin, count = origins.of(listed)
    return {**claim_csv(listed), "origin": origin, "origins": count}


COLUMNS = (*CLAIM_COLUMNS, "origin", "origins")
"""Columns of the CSV of claims: those of ``sayso claims``, with the claim's origin and how many its incident has."""


def _write_geojson(ledger: Store, filter: Filter, out: TextIO, raw: bool) -> Tally:
    left = Tally()
    tally = geojson.write(dossiers(ledger, filter, left), out)
    tally.left_out += left.left_out
    return tally


def _writer(form: Form) -> Callable[[Store, Filter, TextIO, bool], Tally]:
    def write(ledger: Store, filter: Filter, out: TextIO, raw: bool) -> Tally:
        left = Tally()
        tally = forms.write_rows(form, dossiers(ledger, filter, left), out, raw=raw)
        tally.left_out += left.left_out
        return tally

    return write


def _workbook(ledger: Store, filter: Filter, path: Path) -> Tally:
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


def _told_filter(filter: Filter) -> list[tuple[str, str]]:
    plain = Filter()
    parts = [(name, getattr(filter, name)) for name in Filter.__dataclass_fields__]
    return [(f"only with {name}", str(value)) for name, value in parts if value != getattr(plain, name)]


FORMS: dict[str, Kind] = {
    "jsonl": Kind(
        each="document",
        about="JSON lines: one document a line with its matching claims, exact, in the JSON of a reading. Each claim "
        "has, besides, its `incident`, whether a person `rejected` it, `edits`: what people set, by field, with what "
        "the machine read in these fields in `as_read`, who added it where the machine missed it (`added_by`), its "
        "`origin` (who it goes back to) and how many independent `origins` its incident has. The schema is "
        "`ledger.schema.json`.",
        lost=(
            "Older readings and versions of a document, and decisions other than edits and rejections.",
            "Links between incidents' reports, with their reasons: `sayso show INCIDENT --why`.",
        ),
        write=_write_jsonl,
    ),
    "csv": Kind(
        each="claim",
        about="CSV: one row for each matching claim, the latest day first. Lists are joined by `; `, the chain of "
        "sources by ` → `. Columns: " + ", ".join(f"`{name}`" for name in COLUMNS) + ".",
        lost=(
            "Offsets, but for sentence and trigger.",
            "Figures, but for killed, injured and displaced, are words.",
        ),
        write=_write_csv,
    ),
    "xlsx": Kind(
        each="claim",
        about="An Excel workbook: claims (the columns of the CSV), their figures, the incidents they speak of (the "
        "properties of the GeoJSON), the sources they name, and a sheet that tells what is what.",
        lost=(
            "Text beyond what a cell, and rows beyond what a sheet can have; what is left out is told.",
            "Offsets, but for sentence and trigger.",
            "Characters that cannot be seen are written so that they can: `⟨U+202E⟩`.",
        ),
    ),
    "geojson": Kind(
        each="incident",
        about="GeoJSON: one feature for each incident that has a matching claim; longitude before latitude. What is "
        "placed no finer than a country or region, or nowhere, has no geometry.",
        lost=geojson.LOST,
        write=_write_geojson,
    ),
    "acled": Kind(each="incident", about=acled.FORM.about, write=_writer(acled.FORM), form=acled.FORM),
    "ucdp": Kind(each="incident", about=ucdp.FORM.about, write=_writer(ucdp.FORM), form=ucdp.FORM),
}
"""Name to form of export."""
CSV = frozenset({"csv", "acled", "ucdp"})
"""Those that are CSV."""
