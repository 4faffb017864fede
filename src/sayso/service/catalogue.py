"""The forms of export, by name: what each is, what it holds, what it cannot hold, and what writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.exports import acled, ftm, geojson, idmc, kml, plover, timemap, ucdp, web_annotations
from sayso.exports.forms import Form
from sayso.exports.tables import INCIDENTS, Field
from sayso.service import writing
from sayso.service.tabling import TABLES, TableName
from sayso.service.writing import Save, Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A form of export. ``each``: what a row, line or feature is; ``about`` and ``lost``: for people.

    ``write``: writes it as text; ``save``: into a file, what is no text. ``form``: the columns, where it is a form with
    rules.
    """

    each: Literal["document", "claim", "figure", "source", "incident"]
    about: str
    lost: tuple[str, ...] = ()
    write: Write | None = None
    save: Save | None = None
    form: Form | None = None
    fields: tuple[Field, ...] = ()


def _parquet(table: TableName, each: Literal["claim", "figure", "source", "incident"], about: str) -> Kind:
    lost: dict[TableName, tuple[str, ...]] = {
        "claims": ("Offsets, but for sentence and trigger: JSON lines have them all.",),
        "figures": ("The words of the figure and where they stand: JSON lines have them.",),
        "sources": ("Who says what: the claims have that.",),
        "incidents": geojson.LOST,
    }
    about += " Needs the extra `parquet`. The file's metadata has the version of the columns (`sayso`)."
    return Kind(each=each, about=about, lost=lost[table], save=writing.table_saver(table), fields=TABLES[table])


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
        write=writing.write_jsonl,
    ),
    "csv": Kind(
        each="claim",
        about="CSV: one row for each matching claim, the latest day first. Lists are joined by `; `, the chain of "
        "sources by ` → `.",
        lost=(
            "Offsets, but for sentence and trigger.",
            "Figures, but for killed, injured and displaced, are words.",
        ),
        write=writing.write_csv,
        fields=TABLES["claims"],
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
        save=writing.save_workbook,
    ),
    "geojson": Kind(
        each="incident",
        about="GeoJSON: one feature for each incident that has a matching claim; longitude before latitude. What is "
        "placed no finer than a country or region, or nowhere, has no geometry.",
        lost=geojson.LOST,
        write=writing.by_incident(geojson.write),
        fields=INCIDENTS,
    ),
    "kml": Kind(
        each="incident",
        about="KML 2.2 for a globe or a map: a placemark for each incident, its days as a time span, the properties of "
        "the GeoJSON as data.",
        lost=kml.LOST,
        write=writing.by_incident(kml.write),
    ),
    "timemap": Kind(
        each="incident",
        about="The JSON that TimeMap shows: incidents as events, reports as sources, event types as filters.",
        lost=timemap.LOST,
        write=writing.by_incident(timemap.write),
    ),
    "acled": Kind(each="incident", about=acled.FORM.about, write=writing.rows_writer(acled.FORM), form=acled.FORM),
    "ucdp": Kind(each="incident", about=ucdp.FORM.about, write=writing.rows_writer(ucdp.FORM), form=ucdp.FORM),
    "idmc": Kind(each="figure", about=idmc.FORM.about, write=writing.write_idmc, form=idmc.FORM),
    "plover": Kind(
        each="claim",
        about="PLOVER records as JSON lines: one for each claim that happened, has a day and a PLOVER class.",
        lost=plover.LOST,
        write=writing.by_claim(plover.write),
    ),
    "annotations": Kind(
        each="claim",
        about="W3C Web Annotations as JSON-LD lines: each claim on the words of its report, by quote and by position.",
        lost=web_annotations.LOST,
        write=writing.by_claim(web_annotations.write),
    ),
    "ftm": Kind(
        each="incident",
        about="FollowTheMoney entities as JSON lines: an Event for each incident, an Article for each report that "
        "proves it, and the named parties.",
        lost=ftm.LOST,
        write=writing.by_incident(ftm.write),
    ),
    "parquet": _parquet(
        "claims", "claim", "Claims as Parquet, with typed columns and, as GeoParquet 1.1, their points."
    ),
    "parquet-figures": _parquet("figures", "figure", "The figures of the claims as Parquet."),
    "parquet-sources": _parquet("sources", "source", "Who says it, and in how many claims, as Parquet."),
    "parquet-incidents": _parquet("incidents", "incident", "Incidents as Parquet, their points as GeoParquet 1.1."),
}
"""Name to form of export."""
CSV = frozenset({"csv", "acled", "ucdp", "idmc"})
"""Those that are CSV."""
