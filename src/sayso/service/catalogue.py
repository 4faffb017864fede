"""The forms of export, by name: what each is, what it holds, what it cannot hold, and what writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.exports import acled, ftm, geojson, idmc, kml, plover, timemap, training, ucdp, web_annotations
from sayso.exports.forms import Form
from sayso.exports.tables import INCIDENTS, Field
from sayso.service import writing
from sayso.service.tabling import TABLES, TableName
from sayso.service.training import write_training
from sayso.service.writing import Save, Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A form of export. ``each``: what a row, line or feature is; ``called``, ``about`` and ``lost``: for people;
    ``file``, ``media``: the name it is saved under and its media type where it goes over HTTP.

    ``write``: writes it as text; ``save``: into a file, what is no text. ``form``: the columns, where it is a form with
    rules. ``table``: which table it is, where it is one.
    """

    each: Literal["document", "claim", "figure", "source", "incident"]
    called: str
    file: str
    media: str
    about: str
    lost: tuple[str, ...] = ()
    write: Write | None = None
    save: Save | None = None
    form: Form | None = None
    fields: tuple[Field, ...] = ()
    table: TableName | None = None


_CSV = "text/csv"
_LINES = "application/jsonl"


def _parquet(table: TableName, each: Literal["claim", "figure", "source", "incident"], about: str) -> Kind:
    lost: dict[TableName, tuple[str, ...]] = {
        "claims": ("Offsets, but for sentence and trigger: JSON lines have them all.",),
        "figures": ("The words of the figure and where they stand: JSON lines have them.",),
        "sources": ("Who says what: the claims have that.",),
        "incidents": geojson.LOST,
    }
    about += " Needs the extra `parquet`. The file's metadata has the version of the columns (`sayso`)."
    return Kind(
        each=each,
        called=f"Parquet of {table}",
        file=f"sayso-{table}.parquet",
        media="application/vnd.apache.parquet",
        about=about,
        lost=lost[table],
        save=writing.table_saver(table),
        table=table,
        fields=TABLES[table],
    )


FORMS: dict[str, Kind] = {
    "jsonl": Kind(
        each="document",
        called="JSON lines, exact",
        file="sayso-reports.jsonl",
        media=_LINES,
        about="JSON lines: one document a line with its matching claims, exact, in the JSON of a reading. Each claim "
        "has, besides, its `incident`, whether a person `rejected` it, `edits`: what people set, by field, with what "
        "the machine read in these fields in `as_read`, who added it where the machine missed it (`added_by`), the "
        "grade that a person gave it (`credibility`, 1 to 6), its "
        "`origin` (who it goes back to) and how many independent `origins` its incident has. The schema is "
        "`ledger.schema.json`.",
        lost=(
            "Older readings and versions of a document, and decisions other than edits, rejections and grades.",
            "Links between incidents' reports, with their reasons: `sayso show INCIDENT --why`.",
        ),
        write=writing.write_jsonl,
    ),
    "csv": Kind(
        each="claim",
        called="CSV of claims",
        file="sayso-claims.csv",
        media=_CSV,
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
        called="Excel workbook",
        file="sayso-claims.xlsx",
        media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
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
        called="GeoJSON of incidents",
        file="sayso-incidents.geojson",
        media="application/geo+json",
        about="GeoJSON: one feature for each incident that has a matching claim; longitude before latitude. What is "
        "placed no finer than a country or region, or nowhere, has no geometry.",
        lost=geojson.LOST,
        write=writing.by_incident(geojson.write),
        fields=INCIDENTS,
    ),
    "kml": Kind(
        each="incident",
        called="KML of incidents",
        file="sayso-incidents.kml",
        media="application/vnd.google-earth.kml+xml",
        about="KML 2.2 for a globe or a map: a placemark for each incident, its days as a time span, the properties of "
        "the GeoJSON as data.",
        lost=kml.LOST,
        write=writing.by_incident(kml.write),
    ),
    "timemap": Kind(
        each="incident",
        called="TimeMap’s JSON",
        file="sayso-timemap.json",
        media="application/json",
        about="The JSON that TimeMap shows: incidents as events, reports as sources, event types as filters.",
        lost=timemap.LOST,
        write=writing.by_incident(timemap.write),
    ),
    "acled": Kind(
        each="incident",
        called="ACLED’s columns",
        file="sayso-acled.csv",
        media=_CSV,
        about=acled.FORM.about,
        write=writing.rows_writer(acled.FORM),
        form=acled.FORM,
    ),
    "ucdp": Kind(
        each="incident",
        called="UCDP GED’s columns",
        file="sayso-ucdp.csv",
        media=_CSV,
        about=ucdp.FORM.about,
        write=writing.rows_writer(ucdp.FORM),
        form=ucdp.FORM,
    ),
    "idmc": Kind(
        each="figure",
        called="IDMC’s columns",
        file="sayso-displacement.csv",
        media=_CSV,
        about=idmc.FORM.about,
        write=writing.write_idmc,
        form=idmc.FORM,
    ),
    "plover": Kind(
        each="claim",
        called="PLOVER records",
        file="sayso-plover.jsonl",
        media=_LINES,
        about="PLOVER records as JSON lines: one for each claim that happened, has a day and a PLOVER class.",
        lost=plover.LOST,
        write=writing.by_claim(plover.write),
    ),
    "annotations": Kind(
        each="claim",
        called="Web Annotations",
        file="sayso-annotations.jsonl",
        media=_LINES,
        about="W3C Web Annotations as JSON-LD lines: each claim on the words of its report, by quote and by position.",
        lost=web_annotations.LOST,
        write=writing.by_claim(web_annotations.write),
    ),
    "ftm": Kind(
        each="incident",
        called="FollowTheMoney",
        file="sayso-ftm.jsonl",
        media=_LINES,
        about="FollowTheMoney entities as JSON lines: an Event for each incident, an Article for each report that "
        "proves it, and the named parties.",
        lost=ftm.LOST,
        write=writing.by_incident(ftm.write),
    ),
    "training": Kind(
        each="claim",
        called="Training records",
        file="sayso-training.jsonl",
        media=_LINES,
        about="Training records as JSON lines, for `sayso train`: each claim that a person accepted, rejected, edited "
        "or added, as it was read and as people left it, with the words around it, why, and what is known of the "
        "report (its licence too, where a column of that name was kept). `--undecided` adds claims that nobody judged, "
        "`--who` the names of who decided. The schema is `training.schema.json`.",
        lost=training.LOST,
        write=write_training,
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
