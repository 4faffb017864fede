"""Claims as rows: what is searched of them, as people left them, in the tables it is searched in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sayso.model import Claim, Place, Reading, Role, Source, Span
from sayso.model.edits import Edits, edited
from sayso.model.words import fold
from sayso.store.sqlite.connection import Connection, day_number, day_of, storable
from sayso.store.sqlite.packing import pack

LONG = timedelta(days=31)
"""A claim whose days span more than this is listed under its last day alone."""
_REMEMBERED = 50_000
_COLUMNS = ("type", "status", "first", "last", "place", "country", "admin1", "precision", "voice")
_EDITS = """SELECT c.claim, d.field, d.value FROM decision_claims c JOIN holding d ON d.n = c.decision
    WHERE d.kind = 'edit' AND c.claim IN ({}) ORDER BY d.at, d.n"""


def edits_of(db: Connection, claims: Iterable[str]) -> dict[str, Edits]:
    """Claim id to what people set in it, by field; of a field the last."""
    found: dict[str, dict[str, str]] = {}
    for id, field, value in db.among(_EDITS, claims):
        found.setdefault(id, {})[field] = value
    return {id: tuple(sorted(set_.items())) for id, set_ in found.items()}


def document_row(db: Connection, id: str) -> int:
    """The row of a document. Raises AbsentError."""
    row = db.one("SELECT n FROM documents WHERE id = ?", (id,))
    if row is None:
        raise db.absent(f"there is no document {id}", "see sayso claims for what there is")
    return int(row[0])


def text_of(db: Connection, document: int) -> str:
    """The text of the document in this row."""
    row = db.one("SELECT text FROM texts WHERE document = ?", (document,))
    if row is None:
        raise db.fault(f"the text of document {document} is missing", "see sayso ledger check")
    return row[0].decode("utf-8", "surrogatepass") if isinstance(row[0], bytes) else str(row[0])


class ClaimRows:
    """Puts claims in and out of the tables that are searched."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._known: dict[tuple[str, str], int] = {}
        db.on_undo.append(self._known.clear)

    def insert(self, reading: Reading, document: int, number: int, current: bool) -> None:
        """The claims of a reading, which has this number."""
        edits = edits_of(self._db, [claim.id for claim in reading.claims])
        published, text = reading.document.published, reading.document.text
        for position, claim in enumerate(reading.claims):
            place = (number, document, position, current, self._sentence(claim.sentence, text, document))
            self._insert(claim, edited(claim, edits.get(claim.id, ()), text), published, place)

    def add(self, claim: Claim, document: int) -> None:
        """A claim that a person added to a document, beside what any reading of it says."""
        row = self._db.one("SELECT n FROM readings WHERE document = ? AND people = 1", (document,))
        number = row[0] if row else self._db.insert(
            "INSERT INTO readings (document, current, version, model, rulebook, facts, told, at, people)"
            " SELECT document, 0, '', '', '', '', told, at, 1 FROM readings WHERE document = ? AND current = 1",
            (document,),
        )  # fmt: skip
        found = self._db.one("SELECT current, published FROM documents WHERE n = ?", (document,)) or (0, 0)
        sentence = self._sentence(claim.sentence, text_of(self._db, document), document)
        self._insert(claim, claim, day_of(found[1]), (number, document, claim.trigger.start, found[0], sentence))

    def reindex(self, claims: Iterable[str]) -> None:
        """Let these claims be found by what people's decisions make of them."""
        ids = list(claims)
        edits = edits_of(self._db, ids)
        rows = self._db.among(
            "SELECT c.n, c.id, c.told, c.document, c.current, d.published FROM claims c"
            " JOIN documents d ON d.n = c.document WHERE c.id IN ({})", ids,
        )  # fmt: skip
        for n, id, told, document, current, published in rows:
            claim = edited(self._db.unpacked(Claim, told), edits.get(id, ()), text_of(self._db, document))
            named = self._named_by("c.n = ?", n) if current else []
            self._count((source, -1) for source, _ in named)
            for table in ("claim_actors", "claim_sources", "figures"):
                self._db.run(f"DELETE FROM {table} WHERE claim = ?", (n,))
            sets = ", ".join(f"{name} = ?" for name in _COLUMNS)
            values = self._columns(claim, day_of(published))
            self._db.run(f"UPDATE claims SET {sets} WHERE n = ?", (*values, n))
            self._insert_parts(claim, values[3], n, current)

    def _insert(self, read: Claim, claim: Claim, published: date | None, place: Sequence[Any]) -> None:
        """``read``: the claim as read, ``claim``: as people left it."""
        values = self._columns(claim, published)
        n = self._db.insert(
            f"INSERT INTO claims (reading, document, position, current, sentence, id, {', '.join(_COLUMNS)},"
            f" confidence, weakest, rule, told) VALUES ({','.join('?' * 19)})",
            (*place, storable(read.id), *values, read.confidence, read.field_confidence.least, read.rule, pack(read)),
        )
        self._insert_parts(claim, values[3], n, place[3])

    def _columns(self, claim: Claim, published: date | None) -> tuple[Any, ...]:
        first, last = days(claim, published)
        place = claim.place.place if claim.place else None
        voice = claim.attribution.voice if claim.attribution else "own"
        where = (self._place(place), place.country, storable(place.admin1), place.precision) if place else (None,) * 4
        return claim.type, claim.status, first, last, *where, voice

    def _insert_parts(self, claim: Claim, last: int, n: int, current: bool) -> None:
        for part, roles in (("actor", claim.actors), ("target", claim.targets)):
            self._db.many(
                "INSERT OR IGNORE INTO claim_actors (actor, part, last, claim) VALUES (?, ?, ?, ?)",
                [(self._actor(role), part, last, n) for role in roles],
            )
        chain = {self._source(source): position for position, source in reversed(list(enumerate(claim.sources)))}
        self._db.many(
            "INSERT INTO claim_sources (source, last, claim, position) VALUES (?, ?, ?, ?)",
            [(source, last, n, position) for source, position in chain.items()],
        )
        self._db.many(
            "INSERT INTO figures (claim, measure, unit, low, high, bound, counting, part, last)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(n, f.measure, f.unit, f.low, f.high, f.bound, f.counting, f.part, last) for f in claim.figures],
        )
        if current:
            self._count((source, 1) for source in chain)

    def _sentence(self, span: Span, text: str, document: int) -> int:
        where = (document, span.start, span.end)
        row = self._db.one("SELECT n FROM sentences WHERE document = ? AND start = ? AND end = ?", where)
        if row:
            return int(row[0])
        n = self._db.insert("INSERT INTO sentences (document, start, end) VALUES (?, ?, ?)", where)
        words = (storable(text[span.start : span.end]) or "").replace("\0", " ")
        self._db.run("INSERT INTO sentence_words (rowid, text) VALUES (?, ?)", (n, words))
        return n

    def _place(self, place: Place) -> int:
        columns = (place.id, storable(place.name), place.country, storable(place.admin1), place.lat, place.lon)
        key = place_key(columns, place.precision)
        row = self._db.one("SELECT n FROM places WHERE key = ?", (key,))
        if row:
            return int(row[0])
        return self._db.insert(
            "INSERT INTO places (key, id, name, country, admin1, lat, lon, precision, folded)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (key, *columns, place.precision, fold(storable(place.name) or "")),
        )  # fmt: skip

    def _actor(self, role: Role) -> int:
        return self._named("actors", (storable(role.name), role.id, role.side), ("name", "id", "side"))

    def _source(self, source: Source) -> int:
        columns = (storable(source.name), source.id, source.side, source.kind)
        return self._named("sources", columns, ("name", "id", "side", "kind"))

    def _named(self, table: str, values: tuple[Any, ...], columns: tuple[str, ...]) -> int:
        """The row of ``actors`` or ``sources`` with these values, made where there is none."""
        key = json.dumps(values)
        n = self._known.get((table, key))
        if n is None:
            row = self._db.one(f"SELECT n FROM {table} WHERE key = ?", (key,))
            n = row[0] if row else self._insert_named(table, key, values, columns)
            # What is kept under a key never changes; only an undone transaction takes it away.
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[table, key] = n
        return n

    def _insert_named(self, table: str, key: str, values: tuple[Any, ...], columns: tuple[str, ...]) -> int:
        marks = ", ".join("?" * (len(values) + 1))
        n = self._db.insert(f"INSERT INTO {table} (key, {', '.join(columns)}) VALUES ({marks})", (key, *values))
        words = str(values[0] or "").replace("\0", " ")
        self._db.run(f"INSERT INTO {table.removesuffix('s')}_names (rowid, name) VALUES (?, ?)", (n, words))
        return n

    def enact(self, reading: int) -> None:
        """List the claims of a reading that was made earlier."""
        self._db.run("UPDATE claims SET current = 1 WHERE reading = ?", (reading,))
        self._count(self._named_by("c.reading = ?", reading))

    def retire(self, document: int, *, whole: bool) -> bool:
        """List the claims of a document's reading no longer; ``whole``: nor those that people added to it."""
        row = self._db.one("SELECT n FROM readings WHERE document = ? AND current = 1", (document,))
        test, value = ("c.document = ?", document) if whole or row is None else ("c.reading = ?", row[0])
        self._count((source, -claims) for source, claims in self._named_by(f"c.current = 1 AND {test}", value))
        return self._db.run(f"UPDATE claims AS c SET current = 0 WHERE c.current = 1 AND {test}", (value,)).rowcount > 0

    def _named_by(self, test: str, value: int) -> list[tuple[Any, ...]]:
        return self._db.all(
            "SELECT s.source, count(*) FROM claims c JOIN claim_sources s ON s.claim = c.n"
            f" WHERE {test} GROUP BY s.source", (value,),
        )  # fmt: skip

    def _count(self, named: Iterable[tuple[Any, ...]]) -> None:
        self._db.many("UPDATE sources SET claims = claims + ? WHERE n = ?", [(claims, n) for n, claims in named])


def place_key(columns: Sequence[Any], precision: str) -> str:
    """What a row of ``places`` is known by; ``columns``: id, name, country, admin1, lat, lon."""
    return json.dumps([*columns, precision])


def days(claim: Claim, published: date | None) -> tuple[int, int]:
    """The first and the last day under which a claim is found, as numbers; 0 where nothing tells.

    The last: the last day on which it can have happened, else on which it was said, else of publication. The first is
    the last again where it is open, or where the two are more than LONG apart.
    """
    earliest, latest = (claim.time.earliest, claim.time.latest) if claim.time else (None, None)
    said = claim.attribution.said_latest or claim.attribution.said_earliest if claim.attribution else None
    last = latest or max(filter(None, (said or published, earliest)), default=None)
    first = earliest if earliest and last and earliest <= last and last - earliest <= LONG else last
    return day_number(first), day_number(last)
