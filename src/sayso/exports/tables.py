"""The tables that programs get: claims, their figures, the sources, the incidents; each column with its kind of value.

CSV, workbooks, Parquet files and data frames all take their rows from here. The kinds: ``text``; ``word``, of a small
closed set; ``day``, a date; ``number``; ``whole``, a whole number; ``flag``; ``texts`` and ``wholes``, lists;
``bytes``. Every value may be None, lists are empty instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sayso.exports.deaths import deaths
from sayso.exports.dossiers import Dossier
from sayso.exports.narrating import degrees, notes
from sayso.model import Claim, Measure, Reading
from sayso.model.dicts import number
from sayso.wording import figure_words

VERSION = 1
"""Of the columns below: it goes up when one changes its name, its kind or its meaning."""
TOLLS: tuple[Measure, ...] = ("killed", "injured", "displaced")
"""Measures that get a low and a high column of their own: the largest such figure of the claim."""

Kind = Literal["text", "word", "day", "number", "whole", "flag", "texts", "bytes", "wholes"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, the kind of its values, what it holds."""

    name: str
    kind: Kind
    about: str


CLAIMS: tuple[Field, ...] = (
    Field("document", "text", "id of the report"),
    Field("outlet", "text", "who published it"),
    Field("title", "text", "its title"),
    Field("url", "text", "its address"),
    Field("published", "day", "day of publication"),
    Field("claim", "text", "id of the claim"),
    Field("type", "word", "event type"),
    Field("status", "word", "asserted, denied, uncertain or planned"),
    Field("trigger", "text", "the words that name the event"),
    Field("actors", "texts", "who did it"),
    Field("targets", "texts", "to whom"),
    Field("place", "text", "name of the place, as the gazetteer has it"),
    Field("place_text", "text", "the words that name it"),
    Field("place_id", "text", "its id in the gazetteer"),
    Field("country", "word", "ISO 3166-1 alpha-2"),
    Field("admin1", "text", "its province"),
    Field("lat", "number", "decimal degrees; what the pair stands for is told by `precision`"),
    Field("lon", "number", "decimal degrees"),
    Field("precision", "word", "point, admin2, admin1, country or region: never finer than the words"),
    Field("earliest", "day", "the first day on which it can have happened"),
    Field("latest", "day", "the last"),
    Field("grain", "word", "how fine the words tell the time"),
    Field("time_text", "text", "the words that tell it"),
    Field("figures", "texts", "the figures in words"),
    *(Field(f"{measure}_{end}", "number", f"the largest figure of people {measure} in this event, its {end} end")
      for measure in TOLLS for end in ("low", "high")),
    Field("sources", "texts", "who says it, closest to the event first; empty in the report's own voice"),
    Field("source_kinds", "texts", "what kind of source each is"),
    Field("source_sides", "texts", "whose side each is on; `?` where that is not known"),
    Field("voice", "word", "quote, indirect, according-to or own"),
    Field("stance", "word", "asserts, denies, doubts or asks"),
    Field("cue", "text", "the word of saying"),
    Field("said_earliest", "day", "the first day on which it can have been said"),
    Field("said_latest", "day", "the last"),
    Field("sentence", "text", "the words of the sentence"),
    Field("sentence_start", "whole", "offset of its first character in the report's text"),
    Field("sentence_end", "whole", "offset behind its last"),
    Field("trigger_start", "whole", "the same for the trigger"),
    Field("trigger_end", "whole", "the same for the trigger"),
    Field("confidence", "number", "from 0 to 1: the share of claims like it that a coder would have"),
    Field("rule", "text", "the rule that read it"),
    Field("model", "text", "the language model that read it"),
    Field("rulebook", "text", "fingerprint of the rulebook that read it"),
    Field("report_id", "text", "the id that the report had where it came from"),
    Field("kept", "texts", "what else was kept of it, as `name=value`"),
    Field("file", "text", "the file that it was read from, and which part of it"),
)  # fmt: skip
"""One row for a claim, as it was read."""
JUDGED: tuple[Field, ...] = (
    Field("incident", "text", "id of its incident"),
    Field("rejected", "flag", "whether a person rejected it"),
    Field("edits", "texts", "what people set, as `field=value`; the columns above hold it"),
    Field("added_by", "text", "who added it, where the machine did not read it"),
    Field("credibility", "word", "the grade that a person gave it, 1 to 6 by the Admiralty scheme"),
)
"""What a ledger knows of a claim besides."""
ORIGIN: tuple[Field, ...] = (
    Field("origin", "text", "who it goes back to, among the independent origins of its incident"),
    Field("origins", "whole", "how many independent origins the incident has"),
)
"""What merging knows of it."""
FIGURES: tuple[Field, ...] = (
    Field("claim", "text", "id of the claim that states it"),
    Field("incident", "text", "id of its incident"),
    Field("type", "word", "event type of the claim"),
    Field("status", "word", "status of the claim"),
    Field("measure", "word", "what is counted: killed, displaced, launched …"),
    Field("unit", "word", "people, soldiers, drones, buildings …"),
    Field("low", "number", "the lowest that the words allow; none where they are open below"),
    Field("high", "number", "the highest; none where they are open above"),
    Field("bound", "word", "exact, at-least, at-most or about"),
    Field("counting", "word", "new: in this event; total: a running total; stock: a state of things"),
    Field("part", "flag", "whether it is a part of another figure of the claim"),
    Field("day", "day", "the day of what is counted: the last on which it can have happened"),
    Field("said", "day", "the day it was said, else that of publication"),
    Field("place", "text", "name of the claim's place"),
    Field("sources", "texts", "who says it, closest to the event first"),
    Field("outlet", "text", "who published it"),
    Field("report_id", "text", "the id that the report had where it came from"),
)
"""One row for a figure of a claim."""
SOURCES: tuple[Field, ...] = (
    Field("name", "text", "the source as it is named"),
    Field("id", "text", "its id in the actor list"),
    Field("kind", "word", "party, government, authority, media, witness …"),
    Field("side", "word", "whose side it is on"),
    Field("claims", "whole", "how many claims name it"),
)
"""One row for a source."""
INCIDENTS: tuple[Field, ...] = (
    Field("incident", "text", "the incident's id"),
    Field("type", "word", "the leading event type"),
    Field("status", "word", "asserted, uncertain, denied or planned"),
    Field("earliest", "day", "first day, or null"),
    Field("latest", "day", "last day, or null"),
    Field("time_known", "word", "`days`, only one `end` of them, or only the `report`'s day; null where nothing is"),
    Field("place", "text", "the finest place that most origins name, or null"),
    Field("place_id", "text", "its id in the gazetteer"),
    Field("near", "flag", "whether it is near the place, not in it"),
    Field("precision", "word", "what the point stands for: point, admin2, admin1; country and region have no point"),
    Field("admin1", "text", "its province"),
    Field("country", "word", "ISO 3166-1 alpha-2"),
    Field("actors", "texts", "who did it"),
    Field("targets", "texts", "to whom"),
    Field("killed", "number", "the most conservative toll, or null"),
    Field("killed_low", "number", "the lowest that an origin's latest toll gives"),
    Field("killed_high", "number", "the highest"),
    Field("disputed", "texts", "on what sources differ"),
    Field("origins", "texts", "names of the independent origins"),
    Field("reports", "whole", "how many reports"),
    Field("outlets", "texts", "who published them"),
    Field("report_ids", "texts", "the ids that the reports had where they came from"),
    Field("claims", "texts", "ids of the claims"),
    Field("notes", "text", "in words: who says what"),
    Field("lat", "number", "decimal degrees of what is known to the province or finer"),
    Field("lon", "number", "decimal degrees"),
)
"""One row for an incident: where its claims differ, what most independent origins say."""


def claim_row(claim: Claim, reading: Reading) -> dict[str, Any]:
    """The columns of CLAIMS, in their order."""
    doc, by, when, where = reading.document, claim.attribution, claim.time, claim.place
    place = where.place if where else None
    kept = dict(doc.kept)
    return {
        "document": doc.id, "outlet": doc.outlet, "title": doc.title, "url": doc.url, "published": doc.published,
        "claim": claim.id, "type": claim.type, "status": claim.status, "trigger": reading.text(claim.trigger),
        "actors": [role.name for role in claim.actors], "targets": [role.name for role in claim.targets],
        "place": place and place.name, "place_text": where and where.text, "place_id": place and place.id,
        "country": place and place.country, "admin1": place and place.admin1, "lat": place and number(place.lat),
        "lon": place and number(place.lon), "precision": place and place.precision,
        "earliest": when and when.earliest, "latest": when and when.latest, "grain": when and when.mention.grain,
        "time_text": when and when.mention.text,
        "figures": [figure_words(figure) for figure in claim.figures], **_tolls(claim),
        "sources": [source.name for source in claim.sources],
        "source_kinds": [source.kind for source in claim.sources],
        "source_sides": [source.side or "?" for source in claim.sources],
        "voice": by.voice if by else "own", "stance": by.stance if by else "asserts",
        "cue": reading.text(by.cue) if by and by.cue else None,
        "said_earliest": by and by.said_earliest, "said_latest": by and by.said_latest,
        "sentence": reading.text(claim.sentence), "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end, "trigger_start": claim.trigger.start, "trigger_end": claim.trigger.end,
        "confidence": number(round(claim.confidence, 3)), "rule": claim.rule, "model": reading.model,
        "rulebook": reading.rulebook, "report_id": kept.get("id"),
        "kept": [f"{name}={value}" for name, value in kept.items() if name != "id"],
        "file": doc.file,
    }  # fmt: skip


def figure_rows(claim: Claim, reading: Reading, *, incident: str | None, day: date | None) -> Iterator[dict[str, Any]]:
    """The columns of FIGURES for each figure of a claim. ``day``: the claim's, as it is listed under."""
    by, doc = claim.attribution, reading.document
    for figure in claim.figures:
        yield {
            "claim": claim.id, "incident": incident, "type": claim.type, "status": claim.status,
            "measure": figure.measure, "unit": figure.unit, "low": number(figure.low), "high": number(figure.high),
            "bound": figure.bound, "counting": figure.counting, "part": figure.part, "day": day,
            "said": (by and (by.said_latest or by.said_earliest)) or doc.published,
            "place": claim.place.place.name if claim.place else None,
            "sources": [source.name for source in claim.sources], "outlet": doc.outlet,
            "report_id": dict(doc.kept).get("id"),
        }  # fmt: skip


def incident_row(dossier: Dossier) -> dict[str, Any]:
    """The columns of INCIDENTS."""
    place, days, dead = dossier.place, dossier.days, deaths(dossier)
    placed = place is not None and place.precision in ("point", "admin2", "admin1")
    point = (place.lat, place.lon) if place and placed and place.lat is not None and place.lon is not None else None
    return {
        "incident": dossier.incident.id, "type": dossier.type, "status": dossier.status,
        "earliest": days and days.first, "latest": days and days.last, "time_known": days and days.known,
        "place": place and place.name, "place_id": place and place.id,
        "near": bool(dossier.where and dossier.where.near), "precision": place and place.precision,
        "admin1": place and place.admin1, "country": place and place.country,
        "actors": [role.name for role in dossier.actors], "targets": [role.name for role in dossier.targets],
        "killed": dead and dead.conservative, "killed_low": dead and dead.low, "killed_high": dead and dead.high,
        "disputed": list(dossier.disputed), "origins": [origin.name for origin in dossier.comparison.origins],
        "reports": len(dossier.documents),
        "outlets": list(dict.fromkeys(d.outlet for d in dossier.documents if d.outlet)),
        "report_ids": [id for d in dossier.documents if (id := dict(d.kept).get("id"))],
        "claims": [told.claim.id for told in dossier.told], "notes": notes(dossier, dead),
        "lat": degrees(point[0]) if point else None, "lon": degrees(point[1]) if point else None,
    }  # fmt: skip


def _tolls(claim: Claim) -> dict[str, int | float | None]:
    found: dict[str, int | float | None] = {}
    for measure in TOLLS:
        stated = [f for f in claim.figures if f.measure == measure and f.counting == "new" and not f.part]
        largest = max(stated, key=lambda f: f.low if f.low is not None else f.high or 0, default=None)
        found[f"{measure}_low"] = number(largest.low) if largest else None
        found[f"{measure}_high"] = number(largest.high) if largest else None
    return found
