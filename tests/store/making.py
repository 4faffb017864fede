"""Reports that need no model to be read: every line of one is a claim, and tells what the claim holds."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.model import (
    Attribution,
    Claim,
    Document,
    FieldConfidence,
    Figure,
    Place,
    PlaceMention,
    Reading,
    Role,
    Source,
    Span,
    TimeMention,
    When,
)
from sayso.readers import Given, Record, find_records
from sayso.readers.text import make_document
from sayso.service.ledger import Ledger
from sayso.service.reading import Shard, Unread
from sayso.store.records import ReadBy

BY = ReadBy("1.0", "model", "rules")
PLACES = {
    "Goma": Place(name="Goma", id="geonames:216281", country="CD", admin1="North Kivu", lat=-1.679, lon=29.228,
                  precision="point"),
    "Sake": Place(name="Sake", id="geonames:204405", country="CD", admin1="North Kivu", lat=-1.574, lon=29.045,
                  precision="point"),
    "Sumy": Place(name="Sumy", id="geonames:692194", country="UA", admin1="Sumy", lat=50.921, lon=34.798,
                  precision="point"),
    "Ukraine": Place(name="Ukraine", id="geonames:690791", country="UA", admin1=None, lat=49.0, lon=32.0,
                     precision="country"),
}  # fmt: skip
DAY = date(2025, 3, 10)


def document(text: str, **facts: Any) -> Document:
    """A document as a reader makes it, published on DAY unless told otherwise."""
    placed = {name: facts.pop(name) for name in ("record", "path") if name in facts}
    return replace(make_document(text, **{"published": DAY, "language": "en", **facts}), **placed)


def read(report: Document, *, model: str = "model", rulebook: str = "rules") -> Reading:
    """The claims of a document whose lines read "TYPE STATUS PLACE NUMBER SOURCE words": one each.

    A ``-`` stands for no place, number or source. A line of another form holds no claim. A rulebook may read otherwise:
    one with "turns" in its name takes every shelling for an airstrike, one with "drops" misses what is denied.
    """
    claims, start = [], 0
    for line in report.text.splitlines(keepends=True):
        parts = line.split()
        told = len(parts) >= 6 and parts[1] in ("asserted", "denied", "uncertain", "planned")
        if told and not ("drops" in rulebook and parts[1] == "denied"):
            claim = _claim(report, parts, start, len(line.rstrip("\n")))
            turned = "turns" in rulebook and claim.type == "shelling"
            claims.append(replace(claim, type="airstrike") if turned else claim)
        start += len(line)
    return Reading(document=report, claims=tuple(claims), model=model, rulebook=rulebook)


def _claim(report: Document, parts: list[str], start: int, length: int) -> Claim:
    kind, status, place, count, source, *_ = parts
    word = Span(start=start, end=start + len(kind))
    at = {"start": word.start, "end": word.end}
    day = (report.published or DAY) - timedelta(days=1)
    said = Attribution(
        sources=(Source(**at, name=source.replace("_", " "), id=None, kind="authority", side="COD"),),
        cue=None, content=(Span(start=start, end=start + length),), voice="indirect", stance="asserts",
        rule="cues/say", said_latest=report.published,
    )  # fmt: skip
    where = PlaceMention(**at, text=kind, rule="gazetteer/x", place=PLACES[place]) if place != "-" else None
    number = None if count == "-" else float(count)
    identity = f"{report.id}|{word.start}|{word.end}|0"
    return Claim(
        id=hashlib.sha256(identity.encode()).hexdigest()[:16], type=kind, status=status, trigger=word,  # type: ignore[arg-type]
        sentence=Span(start=start, end=start + length), actors=(Role(**at, name="rebels", id="M23", side="M23"),),
        targets=(), place=where,
        time=When(earliest=day, latest=day, mention=TimeMention(
            **at, text=kind, rule="times/x", kind="date", value="", earliest=day, latest=day, grain="day")),
        figures=() if number is None else (
            Figure(**at, measure="displaced" if kind == "displacement" else "killed", unit="people", low=number,
                   high=number, bound="exact"),),
        attribution=None if source == "-" else said, confidence=0.9, rule=f"{kind}/x",
    )  # fmt: skip


class LineReader:
    """Reads such reports from files, as a Reader does; ``model`` and ``rulebook`` are only names."""

    def __init__(self, *, model: str = "model", rulebook: str = "rules") -> None:
        self.read_by = (model, rulebook)
        self.taken: list[str] = []

    def read_paths(
        self,
        paths: Iterable[str | Path],
        *,
        published: date | None = None,
        outlet: str | None = None,
        columns: Any = None,
        keep: Sequence[str] = (),
        processes: int = 1,
        shard: Shard | None = None,
        skip: Callable[[Record], bool] | None = None,
        brief: bool = False,
    ) -> Iterator[Reading | Unread]:
        for path in paths:
            for found in find_records(path, Given()):
                if isinstance(found, InputError):
                    yield Unread(found.path, found)
                elif (shard is None or shard.holds(found)) and (skip is None or not skip(found)):
                    self.taken.append(found.path)
                    text = found.data.decode()
                    if "unreadable" in text:
                        yield Unread(found.path, InputError(found.path, "is unreadable"))
                        continue
                    facts = {"published": published} if published else {}
                    made = document(text, path=found.path, outlet=outlet, record=found.where, **facts)
                    yield read(made, model=self.read_by[0], rulebook=self.read_by[1])


class UnsureReader(LineReader):
    """The same, in doubt of every place and of whom it befell."""

    def read_paths(self, *paths: Any, **options: Any) -> Iterator[Reading | Unread]:
        sure = FieldConfidence(place=0.31, time=0.8, targets=0.2)
        for made in super().read_paths(*paths, **options):
            assert isinstance(made, Reading)
            yield replace(made, claims=tuple(replace(claim, field_confidence=sure) for claim in made.claims))


def write_reports(folder: Path, number: int) -> list[Path]:
    """So many reports, some of which tell of the same."""
    folder.mkdir(exist_ok=True)
    kinds = ("shelling", "airstrike", "clash", "capture")
    paths = []
    for n in range(number):
        place = ("Goma", "Sake", "Sumy")[n % 3]
        lines = [
            f"Report {n} from {place}",
            f"{kinds[n % 4]} asserted {place} {n % 5 + 1} army_{n % 2} fired on the market and the river bridge",
            f"casualties denied {place} {n % 7 + 1} mayor_{n % 3} says that nobody of the town was hurt, number {n}",
        ]
        paths.append(folder / f"report-{n:03}.txt")
        paths[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths


def dump(path: Path) -> dict[str, list[Any]]:
    """What a ledger says, without row numbers and instants, so that two can be compared."""
    queries = {
        "documents": "SELECT d.id, s.id, d.version, d.current, d.outlet, d.title, d.published, d.locator, d.text_sha256"
        " FROM documents d JOIN documents s ON s.n = d.series",
        "texts": "SELECT d.id, t.text FROM texts t JOIN documents d ON d.n = t.document",
        "readings": "SELECT d.id, r.version, r.model, r.rulebook, r.facts, r.current, r.told FROM readings r"
        " JOIN documents d ON d.n = r.document",
        "claims": "SELECT c.id, d.id, c.position, c.current, c.type, c.first, c.last, c.told FROM claims c"
        " JOIN documents d ON d.n = c.document",
        "sources": "SELECT key, claims FROM sources",
        "claim sources": "SELECT c.id, s.name, x.position FROM claim_sources x JOIN claims c ON c.n = x.claim"
        " JOIN sources s ON s.n = x.source",
        "figures": "SELECT c.id, f.measure, f.low, f.high FROM figures f JOIN claims c ON c.n = f.claim",
        "tellings": "SELECT id, told FROM tellings",
        "keys": "SELECT k.key, t.id FROM block_keys k JOIN tellings t ON t.n = k.telling",
        "links": "SELECT a.id, b.id, l.score, l.told FROM links l JOIN tellings a ON a.n = l.left"
        " JOIN tellings b ON b.n = l.right",
        # An incident by its first telling: which of its ids it goes by hangs on the order of arrival.
        "incidents": "SELECT (SELECT min(u.id) FROM incident_tellings o JOIN tellings u ON u.n = o.telling"
        " WHERE o.incident = i.n), t.id, i.first, i.last, i.claims FROM incident_tellings m"
        " JOIN incidents i ON i.n = m.incident JOIN tellings t ON t.n = m.telling",
        "names": "SELECT id, founder, now FROM incident_names",
        "last incidents": "SELECT claim, incident FROM claim_incidents",
        "copies": "SELECT a.id, b.id, c.share FROM copies c JOIN documents a ON a.n = c.document"
        " JOIN documents b ON b.n = c.of_document",
        "inputs": "SELECT locator, key FROM inputs",
        "failures": "SELECT locator, reason FROM failures",
    }
    with closing(sqlite3.connect(path)) as db:
        return {what: sorted(db.execute(sql).fetchall(), key=repr) for what, sql in queries.items()}


def whole(path: Path) -> None:
    """The ledger has no problem that its own check finds."""
    with Ledger(path) as ledger:
        assert list(ledger.store.problems()) == []
