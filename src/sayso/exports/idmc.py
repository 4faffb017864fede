"""IDMC-shaped CSV: one row for each figure of people or households displaced, evacuated or returned.

The columns of IDMC's Internal Displacement Updates as far as reports tell them, then ours. A row is what one claim
says, never a recommended figure: which of several to take is IDMC's analysts' judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.exports.countries import CountryCodes, country
from sayso.exports.forms import Column, Form, Value
from sayso.exports.narrating import degrees
from sayso.model import Claim, Figure, Measure, Reading
from sayso.model.dicts import day_text, number
from sayso.wording import figure_words, visible

MEASURES: tuple[Measure, ...] = ("displaced", "evacuated", "returned")
UNITS = frozenset({"people", "civilians", "children", "women", "households"})
QUALIFIERS = {"exact": "total", "at-least": "more than", "at-most": "up to", "about": "approximately"}
"""Bound of a figure to IDMC's qualifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure with its claim. ``incident``: the id of the claim's incident."""

    figure: Figure
    claim: Claim
    reading: Reading
    incident: str | None

    @property
    def country(self) -> CountryCodes | None:
        """Where it happened."""
        return country(self.claim.place.place.country) if self.claim.place else None

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and last day that the claim gives."""
        when = self.claim.time
        return (when.earliest, when.latest) if when else (None, None)


def rows(claim: Claim, reading: Reading, incident: str | None) -> list[Row]:
    """The figures of a claim that are of this form's kind."""
    fitting = (f for f in claim.figures if f.measure in MEASURES and f.unit in UNITS)
    return [Row(figure=f, claim=claim, reading=reading, incident=incident) for f in fitting]


def code(row: Row) -> Row | str:
    """The row, or why it is left out."""
    return row.claim.status if row.claim.status in ("denied", "planned") else row


def _value(row: Row) -> Value:
    figure = row.figure
    return number(figure.high if figure.bound == "at-most" or figure.low is None else figure.low)


def _pinned(row: Row) -> bool:
    return row.claim.place is not None and row.claim.place.place.precision in ("point", "admin2", "admin1")


def _text(row: Row) -> str:
    return visible(row.reading.text(row.claim.sentence))


FORM = Form(
    name="idmc",
    about="The shape of IDMC's Internal Displacement Updates: a row for each figure of people (or households) "
    "displaced, evacuated or returned that a claim states, then columns of our own that begin with `sayso_`.",
    columns=(
        Column("id", "the claim's id", lambda r: r.claim.id),
        Column("country", "UCDP's name of the country", lambda r: r.country.ucdp_country if r.country else None),
        Column("iso3", "ISO 3166-1 alpha-3", lambda r: r.country.iso3 if r.country else None),
        Column("latitude", "of what is known to the province or finer; see `locations_accuracy`",
               lambda r: degrees(r.claim.place.place.lat) if _pinned(r) else None),
        Column("longitude", "the same", lambda r: degrees(r.claim.place.place.lon) if _pinned(r) else None),
        Column("displacement_type", "always `Conflict`", lambda r: "Conflict"),
        Column("qualifier", "total, more than, up to or approximately, by the figure's bound",
               lambda r: QUALIFIERS[r.figure.bound]),
        Column("figure", "the number in the words: the lower one of a range, the upper one of `up to`", _value),
        Column("displacement_date", "the last day on which it can have happened", lambda r: day_text(r.days[1])),
        Column("displacement_start_date", "the first day that the claim gives", lambda r: day_text(r.days[0])),
        Column("displacement_end_date", "the last", lambda r: day_text(r.days[1])),
        Column("year", "of the last day", lambda r: r.days[1].year if r.days[1] else None),
        Column("event_name", "empty"),
        Column("category", "always `Conflict/Violence`", lambda r: "Conflict/Violence"),
        Column("subcategory", "empty"),
        Column("type", "empty"),
        Column("subtype", "empty"),
        Column("standard_popup_text", "the words of the sentence", _text),
        Column("sources", "who says it, closest to the event first, then the outlet",
               lambda r: " → ".join((*(s.name for s in r.claim.sources), *filter(None, [r.reading.document.outlet])))),
        Column("source_url", "address of the report", lambda r: r.reading.document.url),
        Column("locations_name", "the place", lambda r: r.claim.place.place.name if r.claim.place else None),
        Column("locations_accuracy", "point, admin2, admin1, country or region: what the pair stands for",
               lambda r: r.claim.place.place.precision if r.claim.place else None),
        Column("sayso_measure", "displaced, evacuated or returned", lambda r: r.figure.measure),
        Column("sayso_unit", "people, households …: households are never multiplied", lambda r: r.figure.unit),
        Column("sayso_low", "the lowest that the words allow", lambda r: number(r.figure.low)),
        Column("sayso_high", "the highest", lambda r: number(r.figure.high)),
        Column("sayso_counting", "new: by this event (a flow); total: since some day (cumulative); stock: at a time",
               lambda r: r.figure.counting),
        Column("sayso_part", "`yes` where it is a part of another figure of the claim",
               lambda r: "yes" if r.figure.part else None),
        Column("sayso_words", "the figure in words", lambda r: figure_words(r.figure)),
        Column("sayso_status", "asserted or uncertain", lambda r: r.claim.status),
        Column("sayso_incident", "id of the incident", lambda r: r.incident),
        Column("sayso_report_id", "the id that the report had where it came from",
               lambda r: dict(r.reading.document.kept).get("id")),
    ),
    rules=("Every claim is a row of its own, contradictions and repeats included: filter by incident before adding up.",
           "Totals and stocks are told apart from what is new (`sayso_counting`); adding them to it counts twice."),
    lost=("IDMC's own choices: its recommended figure, its events, whether displacement was internal.",
          "Figures of other kinds than people and households displaced, evacuated or returned."),
    left_out={"denied": "the source denies it", "planned": "it has not happened yet"},
    code=code,
    each="figure",
)  # fmt: skip
