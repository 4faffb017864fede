"""CSV: one row per claim, flat, for a spreadsheet or a data frame. The full record is the JSON's."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any, TextIO

from sayso.model import Claim, Measure, Reading
from sayso.model.dicts import claim_to_dict, number
from sayso.wording import figure_words, visible

TOLLS: tuple[Measure, ...] = ("killed", "injured", "displaced")
"""Measures that get a low and a high column of their own: the largest such figure of the claim."""
_TRIGGERS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write a header, then a row per claim; the header alone where there is none."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for reading in readings:
        for claim in reading.claims:
            writer.writerow({name: cell(value) for name, value in row(claim, reading).items()})


def cell(value: Any) -> Any:
    """The value as a spreadsheet may see it: on one line, and never a formula.

    Text that a spreadsheet would run gets a leading apostrophe, which shows it as text; numbers stay numbers.
    """
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if text.startswith(_TRIGGERS_FORMULA) and not _is_number(text) else text


def row(claim: Claim, reading: Reading) -> dict[str, Any]:
    """Column to value, before cells are made safe. Lists are joined by ``; ``, the chain of sources by `` → ``."""
    doc, told = reading.document, claim_to_dict(claim, reading.document.text)
    place, time, said = told["place"] or {}, told["time"] or {}, told["attribution"]
    dated = said["said"] or {}
    return {
        "document": doc.id, "outlet": doc.outlet, "title": doc.title, "url": doc.url,
        "published": doc.published.isoformat() if doc.published else None,
        "claim": claim.id, "type": claim.type, "status": claim.status, "trigger": told["trigger"]["text"],
        "actors": _names(told["actors"]), "targets": _names(told["targets"]),
        "place": place.get("name"), "place_text": place.get("text"), "place_id": place.get("id"),
        "country": place.get("country"), "admin1": place.get("admin1"), "lat": place.get("lat"),
        "lon": place.get("lon"), "precision": place.get("precision"),
        "earliest": time.get("earliest"), "latest": time.get("latest"), "grain": time.get("grain"),
        "time_text": time.get("text"),
        "figures": "; ".join(figure_words(figure) for figure in claim.figures), **_tolls(claim),
        "sources": " → ".join(source["name"] for source in said["sources"]),
        "source_kinds": " → ".join(source["kind"] for source in said["sources"]),
        "source_sides": " → ".join(source["side"] or "?" for source in said["sources"]),
        "voice": said["voice"], "stance": said["stance"], "cue": said["cue"]["text"] if said["cue"] else None,
        "said_earliest": dated.get("earliest"), "said_latest": dated.get("latest"),
        "sentence": reading.text(claim.sentence),
        "sentence_start": claim.sentence.start, "sentence_end": claim.sentence.end,
        "trigger_start": claim.trigger.start, "trigger_end": claim.trigger.end,
        "confidence": told["confidence"], "rule": claim.rule, "model": reading.model, "rulebook": reading.rulebook,
        "report_id": dict(doc.kept).get("id"),
        "kept": "; ".join(f"{name}={value}" for name, value in doc.kept if name != "id"),
    }  # fmt: skip


COLUMNS = (
    "document", "outlet", "title", "url", "published", "claim", "type", "status", "trigger", "actors", "targets",
    "place", "place_text", "place_id", "country", "admin1", "lat", "lon", "precision", "earliest", "latest", "grain",
    "time_text", "figures", *(f"{measure}_{end}" for measure in TOLLS for end in ("low", "high")), "sources",
    "source_kinds", "source_sides", "voice", "stance", "cue", "said_earliest", "said_latest", "sentence",
    "sentence_start", "sentence_end", "trigger_start", "trigger_end", "confidence", "rule", "model", "rulebook",
    "report_id", "kept",
)  # fmt: skip


def _tolls(claim: Claim) -> dict[str, int | float | None]:
    found: dict[str, int | float | None] = {}
    for measure in TOLLS:
        stated = [f for f in claim.figures if f.measure == measure and f.counting == "new" and not f.part]
        largest = max(stated, key=lambda f: f.low if f.low is not None else f.high or 0, default=None)
        found[f"{measure}_low"] = number(largest.low) if largest else None
        found[f"{measure}_high"] = number(largest.high) if largest else None
    return found


def _names(roles: list[dict[str, Any]]) -> str:
    return "; ".join(role["name"] for role in roles)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
