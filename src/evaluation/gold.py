"""Gold: hand-coded claims, to score a reading against.

The JSON form (one object, or one a line) has for each report ``id``, ``outlet``, ``published``, ``text`` (or a text
file beside it) and ``claims``; each claim ``sentence`` [start, end], ``trigger``, ``type``, ``actor``, ``target``,
``place``, ``country``, ``lat``, ``lon``, ``start``, ``end``, ``figures``, ``sources``, ``voice``, ``stance`` (the
status), ``incident``. Offsets are half-open characters into the report's text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.errors import GoldError
from sayso.model import BOUNDS, COUNTINGS, EVENT_TYPES, MEASURES, STATUSES, UNITS, VOICES, Span

FigureValue = tuple[str, str, float | None, float | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFigure:
    """A coded figure; ``low``/``high`` None when open.

    ``counting``: what it counts: what is new with this event, a running total, or a stock (how many are in that state
    now). ``part``: it is a part of another figure of the toll. ``span``: its words, None where they were not noted.
    """

    measure: str
    unit: str
    low: float | None
    high: float | None
    bound: str
    counting: str = "new"
    part: bool = False
    span: Span | None = None

    @property
    def value(self) -> FigureValue:
        """What it says, wherever it says so: measure, unit, low, high, bound."""
        return self.measure, self.unit, self.low, self.high, self.bound

    @property
    def counted(self) -> bool:
        """Whether it states a number at all."""
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that a claim rests on; None where no words in the report say it.

    ``actors``, ``targets`` and ``sources`` run beside the names of the claim; empty where no words were noted.
    """

    trigger: Span | None = None
    actors: tuple[Span | None, ...] = ()
    targets: tuple[Span | None, ...] = ()
    sources: tuple[Span | None, ...] = ()
    place: Span | None = None
    time: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """A hand-coded claim.

    ``place``: its name, in the corpus that in the text; ``lat``/``lon``: None when the coder gave none; ``precision``
    as in the model, None where it was not coded. ``evidence``: words noted in the coding of real reports. ``note``:
    why, where a coder had to choose.
    """

    sentence: Span
    trigger: str
    type: str
    status: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    earliest: date | None = None
    latest: date | None = None
    figures: tuple[GoldFigure, ...] = ()
    sources: tuple[str, ...] = ()
    voice: str = "own"
    incident: str | None = None
    precision: str | None = None
    note: str | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldReport:
    """A report with its coded claims. ``cluster``: reports of one cluster belong to the same split.

    ``conflict`` and ``register`` say what it is about and how it is written; None outside the corpus.
    """

    id: str
    text: str
    claims: tuple[GoldClaim, ...]
    outlet: str | None = None
    published: date | None = None
    cluster: str | None = None
    conflict: str | None = None
    register: str | None = None


def read_json_gold(path: Path, text: str | None = None) -> list[GoldReport]:
    """The reports of a JSON or JSON-lines file. ``text``: the report's text when the file does not hold it.

    Without either, the text is that of the file of the same name ending in ``.txt``, or of ``report.txt`` beside it.

    Raises GoldError naming the file and the claim that is wrong.
    """
    try:
        raw = path.read_text(encoding="utf-8")
        records = (
            [json.loads(raw)] if path.suffix == ".json" else [json.loads(x) for x in raw.splitlines() if x.strip()]
        )
    except (OSError, ValueError) as error:
        raise GoldError(str(path), "file", f"cannot be read as JSON: {error}") from error
    return [_report(record, str(path), text if text is not None else _text_beside(path)) for record in records]


def _text_beside(path: Path) -> str | None:
    """The text file that goes with a gold file: of the same name, or ``report.txt`` in its folder."""
    for candidate in (path.with_suffix(".txt"), path.with_name("report.txt")):
        if candidate.is_file():
            return candidate.read_text(encoding="utf-8")
    return None


def _report(record: Any, file: str, text: str | None) -> GoldReport:
    if not isinstance(record, dict) or "claims" not in record:
        raise GoldError(file, "record", "is not an object with 'claims'")
    body = record.get("text", text)
    if not isinstance(body, str):
        raise GoldError(file, str(record.get("id")), "has no text, and no text file lies beside it")
    claims = tuple(gold_claim(c, body, file, f"claim {n}") for n, c in enumerate(record["claims"], 1))
    published = record.get("published")
    return GoldReport(
        id=str(record.get("id", file)),
        text=body,
        claims=claims,
        outlet=record.get("outlet"),
        published=date.fromisoformat(published) if published else None,
        cluster=record.get("cluster"),
    )


def gold_claim(raw: Mapping[str, Any], text: str, file: str, where: str) -> GoldClaim:
    """One claim from its JSON form, checked. Raises GoldError."""
    start, end = raw["sentence"]
    if not 0 <= start < end <= len(text):
        raise GoldError(file, where, f"sentence [{start}, {end}] is outside the text")
    claim = GoldClaim(
        sentence=Span(start=start, end=end),
        trigger=raw.get("trigger") or "",
        type=raw["type"],
        status=raw.get("stance") or raw.get("status") or "asserted",
        actors=tuple(raw.get("actor") or ()),
        targets=tuple(raw.get("target") or ()),
        place=raw.get("place"),
        country=raw.get("country"),
        lat=raw.get("lat"),
        lon=raw.get("lon"),
        earliest=_day(raw.get("start"), file, where),
        latest=_day(raw.get("end"), file, where),
        figures=tuple(gold_figure(f, file, where) for f in raw.get("figures") or ()),
        sources=tuple(raw.get("sources") or ()),
        voice=raw.get("voice") or "own",
        incident=raw.get("incident"),
    )
    check_values(claim, file, where)
    return claim


def gold_figure(raw: Mapping[str, Any], file: str, where: str) -> GoldFigure:
    """One figure, checked. Raises GoldError."""
    raw = {"counting": "new", **raw}
    for key, valid in (("measure", MEASURES), ("unit", UNITS), ("bound", BOUNDS), ("counting", COUNTINGS)):
        if raw.get(key) not in valid:
            raise GoldError(file, where, f"figure's {key} {raw.get(key)!r} is not one of {', '.join(valid)}")
    low, high = raw.get("low"), raw.get("high")
    if low is not None and high is not None and low > high:
        raise GoldError(file, where, f"figure's low {low} is above its high {high}")
    return GoldFigure(
        measure=raw["measure"],
        unit=raw["unit"],
        low=low,
        high=high,
        bound=raw["bound"],
        counting=raw["counting"],
        part=bool(raw.get("part")),
        span=Span(start=raw["span"][0], end=raw["span"][1]) if raw.get("span") else None,
    )


def check_values(claim: GoldClaim, file: str, where: str) -> None:
    """Raise GoldError when a coded value is not one the codebook allows."""
    for name, value, valid in (
        ("type", claim.type, EVENT_TYPES),
        ("status", claim.status, STATUSES),
        ("voice", claim.voice, VOICES),
    ):
        if value not in valid:
            raise GoldError(file, where, f"{name} {value!r} is not one of {', '.join(valid)}")
    if claim.earliest and claim.latest and claim.earliest > claim.latest:
        raise GoldError(file, where, f"time runs backwards: {claim.earliest} to {claim.latest}")
    if (claim.lat is None) != (claim.lon is None):
        raise GoldError(file, where, "has only one of lat and lon")


def _day(value: Any, file: str, where: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise GoldError(file, where, f"{value!r} is not a day (YYYY-MM-DD)") from error
