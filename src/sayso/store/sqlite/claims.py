"""Claims as rows: what is searched of them, in the tables it is searched in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sayso.model import Claim, Place, Reading, Role, Source, Span
from sayso.model.words import fold
from sayso.store.sqlite.base import day_number, storable
from sayso.store.sqlite.happenings import Happenings
from sayso.store.sqlite.packing import pack

__all__ = ["LONG", "ClaimRows"]

LONG = timedelta(days=31)
"""A claim whose days span more than this is listed under its last day alone."""


_REMEMBERED = 50_000


class ClaimRows(Happenings):
    """Puts claims in and out of the tables that are searched."""

    _known: dict[tuple[str, str], int]

    def _insert_claims(self, reading: Reading, document: int, number: int, current: bool) -> None:
        named: dict[int, int] = {}
        for position, claim in enumerate(reading.claims):
            n = self._insert_claim(claim, reading, document, number, position, current)
            for source in {self._source(source) for source in claim.sources}:
                named[source] = named.get(source, 0) + 1
            self._insert_parts(claim, reading.document.published, n)
        if current:
            self._count(named.items())

    def _insert_claim(
        self, claim: Claim, reading: Reading, document: int, number: int, position: int, current: bool
    ) -> int:
        first, last = days(claim, reading.document.published)
        place = claim.place.place if claim.place else None
        voice = claim.attribution.voice if claim.attribution else "own"
        return self._insert(
            "INSERT INTO claims (id, reading, document, position, current, sentence, type, status, first, last, place,"
            " country, admin1, precision, voice, confidence, rule, told)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (storable(claim.id), number, document, position, current, self._sentence(claim.sentence, reading, document),
             claim.type, claim.status, first, last, place and self._place(place), place and place.country,
             place and storable(place.admin1), place and place.precision, voice, claim.confidence, claim.rule,
             pack(claim)),
        )  # fmt: skip

    def _insert_parts(self, claim: Claim, published: date | None, n: int) -> None:
        _, last = days(claim, published)
        for part, roles in (("actor", claim.actors), ("target", claim.targets)):
            self._many(
                "INSERT OR IGNORE INTO claim_actors (actor, part, last, claim) VALUES (?, ?, ?, ?)",
                [(self._actor(role), part, last, n) for role in roles],
            )
        chain = [(self._source(source), position) for position, source in enumerate(claim.sources)]
        self._many(
            "INSERT INTO claim_sources (source, last, claim, position) VALUES (?, ?, ?, ?)",
            [(source, last, n, position) for source, position in dict(reversed(chain)).items()],
        )
        self._many(
            "INSERT INTO figures (claim, measure, unit, low, high, bound, last) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(n, f.measure, f.unit, f.low, f.high, f.bound, last) for f in claim.figures],
        )

    def _sentence(self, span: Span, reading: Reading, document: int) -> int:
        where = (document, span.start, span.end)
        row = self._one("SELECT n FROM sentences WHERE document = ? AND start = ? AND end = ?", where)
        if row:
            return int(row[0])
        n = self._insert("INSERT INTO sentences (document, start, end) VALUES (?, ?, ?)", where)
        words = (storable(reading.text(span)) or "").replace("\0", " ")
        self._run("INSERT INTO sentence_words (rowid, text) VALUES (?, ?)", (n, words))
        return n

    def _place(self, place: Place) -> int:
        columns = (place.id, storable(place.name), place.country, storable(place.admin1), place.lat, place.lon)
        key = json.dumps([*columns, place.precision])
        row = self._one("SELECT n FROM places WHERE key = ?", (key,))
        if row:
            return int(row[0])
        return self._insert(
            "INSERT INTO places (key, id, name, country, admin1, lat, lon, precision, folded)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (key, *columns, place.precision, fold(storable(place.name) or "")),
        )  # fmt: skip

    def _actor(self, role: Role) -> int:
        return self._named("actors", (storable(role.name), role.id, role.side), ("name", "id", "side"))

    def _source(self, source: Source) -> int:
        columns = (storable(source.name), source.id, source.side, source.kind)
        return self._named("sources", columns, ("name", "id", "side", "kind"))

    def _named(self, table: str, values: tuple[Any, ...], columns: tuple[str, ...]) -> int:
        key = json.dumps(values)
        n = self._row(table, key)
        if not n:
            marks = ", ".join("?" * (len(values) + 1))
            n = self._insert(f"INSERT INTO {table} (key, {', '.join(columns)}) VALUES ({marks})", (key, *values))
            words = str(values[0] or "").replace("\0", " ")
            self._run(f"INSERT INTO {table.removesuffix('s')}_names (rowid, name) VALUES (?, ?)", (n, words))
        return self._remember_row(table, key, n)

    def _row(self, table: str, key: str) -> int:
        """The row with this key, or 0."""
        n = self._known.get((table, key))
        if n is None:
            row = self._one(f"SELECT n FROM {table} WHERE key = ?", (key,))
            n = int(row[0]) if row else 0
        return n

    def _remember_row(self, table: str, key: str, n: int) -> int:
        # What is kept under a key never changes; only an undone transaction takes it away (see ``_forget``).
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[table, key] = n
        return n

    def _enact(self, reading: int) -> None:
        """List the claims of a reading that was made earlier."""
        self._run("UPDATE claims SET current = 1 WHERE reading = ?", (reading,))
        self._count(self._named_by(reading))

    def _retire(self, document: int) -> set[str]:
        """List the claims of a document no longer; the tellings that this leaves unsettled."""
        row = self._one("SELECT n FROM readings WHERE document = ? AND current = 1", (document,))
        if row is None:
            return set()
        if self._run("UPDATE claims SET current = 0 WHERE reading = ? AND current = 1", row).rowcount:
            self._count((source, -claims) for source, claims in self._named_by(row[0]))
        return self._drop_tellings(document)

    def _named_by(self, reading: int) -> list[tuple[Any, ...]]:
        return self._all(
            "SELECT s.source, count(*) FROM claims c JOIN claim_sources s ON s.claim = c.n"
            " WHERE c.reading = ? GROUP BY s.source", (reading,),
        )  # fmt: skip

    def _count(self, named: Iterable[tuple[Any, ...]]) -> None:
        self._many("UPDATE sources SET claims = claims + ? WHERE n = ?", [(claims, n) for n, claims in named])


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
