"""Asking a ledger for claims, figures and sources: what matches a filter, newest day first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sayso.model import Claim
from sayso.model.edits import edited
from sayso.store.filters import Filter, Where
from sayso.store.records import FigureRow, Listed, ReadBy, SourceRow, figures_of
from sayso.store.sqlite.conditions import Conditions, add_days, add_gaps, match_words
from sayso.store.sqlite.connection import Connection, day_of
from sayso.store.sqlite.decisions import Decisions
from sayso.store.sqlite.documents import Documents
from sayso.store.sqlite.lookups import Names

if TYPE_CHECKING:
    from sayso.store.sqlite.columns import ColumnStore

LATEST = "c.last DESC, c.first DESC, c.n DESC"
FEW = 4_000
"""Up to so many claims that pass one test are looked up one by one and sorted."""
_MANY = 60_000
"""Beyond so many sentences with the words looked for, asking of each claim whether it is one finds enough sooner."""

_ANY = {field.name for field in fields(Filter)} - {"source", "rejected"}
_BARE = Filter()
_REJECTED = """SELECT x.source, count(*) AS claims FROM rejected r
    CROSS JOIN claims c ON c.id = r.claim AND c.current = 1
    CROSS JOIN claim_sources x ON x.claim = c.n GROUP BY x.source"""
_NONE = "SELECT NULL AS source, 0 AS claims WHERE 0"
"""How many claims of each source count in ``sources`` and do not match: those that people rejected, or none. The joins
are taken as they stand, for rejected claims are few."""


class Claims:
    """The part of a ledger that lists claims, as people left them."""

    def __init__(self, db: Connection, documents: Documents, decisions: Decisions) -> None:
        self._db, self._documents, self._decisions = db, documents, decisions
        self.names = Names(db)
        self.columns: ColumnStore | None = None

    def columns_for(self, filter: Filter) -> ColumnStore | None:
        """The columns, where they are held and find what matches sooner than an index does."""
        few = filter.document or filter.incident
        return self.columns if self.columns and not few and self.columns.held else None

    def search(self, filter: Filter, *, limit: int | None = None) -> Iterator[Listed]:
        """The listed claims that match, the latest day first; at most ``limit``."""
        columns = self.columns_for(filter)
        found = iter(columns.rows(filter, limit)) if columns else self._matching(filter)
        for rows in _chunks(found, limit):
            yield from self._listed(rows)

    def count(self, filter: Filter) -> int:
        """How many claims match."""
        if columns := self.columns_for(filter):
            return columns.count(filter)
        found = self.conditions(filter)
        return self._db.number(f"SELECT count(*) FROM claims c WHERE {found}", found.values)

    def _matching(self, filter: Filter, *, counted: bool = False) -> Iterator[int]:
        """Row numbers of the claims that match (``counted``: and have a figure), the latest day first."""
        found = self.conditions(filter)
        if counted and not filter.measure:
            found.add("EXISTS (SELECT 1 FROM figures x WHERE x.claim = +c.n)")
        rows = self._db.rows(f"SELECT c.n FROM claims c WHERE {found} ORDER BY {LATEST}", found.values)
        return (n for (n,) in rows)

    def conditions(self, filter: Filter) -> Conditions:
        """What holds of matching claims, in a query that names their table ``c``.

        What few claims have is looked up first; what many have is tested on one claim after the other, the latest
        first, of which the first few are wanted. A plus before a column keeps SQLite from another plan.
        """
        found = Conditions("c.current = 1")
        if not filter.rejected:
            self._add_unrejected(found)
        add_days(found, filter, "c")
        found.add_chosen("c.type", filter.types)
        found.add_chosen("c.status", filter.statuses)
        add_gaps(found, filter)
        if filter.where:
            self._add_where(found, filter.where)
        if filter.near:
            self._add_places(found, self.names.places_near(filter.near))
        if filter.min_confidence is not None:
            found.add("c.confidence >= ?", filter.min_confidence)
        if filter.measure:
            self._add_rows(found, "figures", "x.measure = ?", [filter.measure])
        self._add_parties(found, filter)
        if filter.text:
            self._add_text(found, filter.text)
        if filter.document:
            found.add("c.document = (SELECT n FROM documents WHERE id = ?)", filter.document)
        if filter.incident:
            found.add("c.n IN (SELECT h.claim FROM telling_claims h JOIN incident_tellings m ON m.telling = h.telling"
                      " JOIN incidents i ON i.n = m.incident JOIN incident_names x ON x.now = i.id WHERE x.id = ?)",
                      filter.incident)  # fmt: skip
        return found

    def _add_unrejected(self, found: Conditions) -> None:
        rows = self._db.all("SELECT c.n FROM rejected r CROSS JOIN claims c ON c.id = r.claim")
        if rows:
            found.add(f"c.n NOT IN ({','.join('?' * len(rows))})", *(n for (n,) in rows))

    def _add_rows(self, found: Conditions, table: str, test: str, values: list[Any]) -> None:
        """That a row of the table belongs to the claim and passes the test (in which it is called ``x``)."""
        few = self._db.all(f"SELECT x.claim FROM {table} x WHERE {test} LIMIT ?", (*values, FEW + 1))
        if len(few) <= FEW:
            found.add_among("c.n", {n for (n,) in few})
        else:
            tried = test.replace("x.", "+x.")
            found.add(f"EXISTS (SELECT 1 FROM {table} x WHERE x.claim = +c.n AND {tried})", *values)

    def _add_places(self, found: Conditions, places: list[int]) -> None:
        marks = ",".join("?" * len(places))
        few = self._db.all(f"SELECT 1 FROM claims WHERE current = 1 AND place IN ({marks}) LIMIT ?", (*places, FEW + 1))
        found.add_among("c.place" if len(few) <= FEW else "+c.place", places)

    def _add_where(self, found: Conditions, where: Where) -> None:
        places = self.names.places_of(where)
        if len(where.countries) + len(where.units) == 0:
            self._add_places(found, places)
            return
        alone = len(where.countries) + len(where.units) == 1 and not places
        plus = "" if alone else "+"
        parts = [f"{plus}c.country = ?" for _ in where.countries]
        parts += [f"({plus}c.country = ? AND {plus}c.admin1 = ?)" for _ in where.units]
        values: list[Any] = [*sorted(where.countries), *(v for unit in sorted(where.units) for v in unit)]
        if places:
            parts.append(f"+c.place IN ({','.join('?' * len(places))})")
        found.add(f"({' OR '.join(parts)})", *values, *places)

    def _add_parties(self, found: Conditions, filter: Filter) -> None:
        for part, words in (("actor", filter.actor), ("target", filter.target)):
            if words:
                rows = self.names.names_like("actors", words)
                self._add_rows(
                    found, "claim_actors", f"x.part = ? AND x.actor IN ({','.join('?' * len(rows))})", [part, *rows]
                )
        if filter.source:
            rows = self.names.names_like("sources", filter.source)
            self._add_rows(found, "claim_sources", f"x.source IN ({','.join('?' * len(rows))})", rows)

    def _add_text(self, found: Conditions, text: str) -> None:
        query = match_words(text)
        matching = "SELECT rowid FROM sentence_words WHERE sentence_words MATCH ?"
        number = self._db.number(f"SELECT count(*) FROM ({matching} LIMIT ?)", (query, _MANY + 1))
        if number <= _MANY:
            found.add(f"{'' if number <= FEW else '+'}c.sentence IN ({matching})", query)
        else:
            found.add(
                "EXISTS (SELECT 1 FROM sentence_words w WHERE w.sentence_words MATCH ? AND w.rowid = +c.sentence)",
                query,
            )

    def _listed(self, numbers: list[int]) -> Iterator[Listed]:
        rows = {
            row[0]: row[1:]
            for row in self._db.among(
                "SELECT c.n, c.document, c.last, c.current, c.told, i.id, c.id, r.version, r.model, r.rulebook"
                " FROM claims c JOIN readings r ON r.n = c.reading"
                " LEFT JOIN telling_claims h ON h.claim = c.n LEFT JOIN incident_tellings m ON m.telling = h.telling"
                " LEFT JOIN incidents i ON i.n = m.incident WHERE c.n IN ({})", numbers,
            )
        }  # fmt: skip
        ids = {row[5] for row in rows.values()}
        rejected, edits = self._decisions.rejected(ids), self._decisions.edits(ids)
        people, graded = (dict(self._db.among(sql, ids)) for sql in (_ADDED, _GRADED))
        documents = {n: self._documents.facts(n) for n in {row[0] for row in rows.values()}}
        for number in numbers:
            if number not in rows:
                continue
            document, last, current, told, incident, id, *read_by = rows[number]
            read, set_ = self._db.unpacked(Claim, told), edits.get(id, ())
            yield Listed(
                claim=edited(read, set_, documents[document].text), read=read, document=documents[document],
                read_by=ReadBy(*read_by), day=day_of(last), current=bool(current), rejected=id in rejected,
                incident=incident, edits=set_, added_by=people.get(id),
                credibility=graded.get(id),
            )  # fmt: skip

    def at(self, rows: Iterable[int]) -> list[Listed]:
        """The claims in these rows of the columns, in this order; one whose row is gone is passed over."""
        return list(self._listed([int(n) for n in rows]))

    def by_document(self, filter: Filter) -> Iterator[tuple[Listed, ...]]:
        """The matching claims of each document that has some, in the order of adding documents."""
        found = self.conditions(filter)
        rows = self._db.rows(
            f"SELECT c.document, c.n FROM claims c WHERE {found} ORDER BY c.document, c.position, c.n", found.values
        )
        for _, claims in groupby(rows, key=itemgetter(0)):
            yield tuple(self._listed([n for _, n in claims]))

    def get(self, id: str) -> Listed:
        """One claim, of its document's current reading where it is in that."""
        row = self.row(id)
        if row is None:
            raise self._db.absent(f"there is no claim {id}", "see sayso claims for the ids")
        return next(self._listed([row]))

    def row(self, id: str) -> int | None:
        """The row of a claim in its document's current reading, else the last that it had; None where there is none."""
        row = self._db.one("SELECT n FROM claims WHERE id = ? ORDER BY current DESC, n DESC LIMIT 1", (id,))
        return int(row[0]) if row else None

    def find(self, prefix: str) -> set[str]:
        """The ids of claims, listed or not, that begin so."""
        return self._db.ids("claims", prefix)

    def documents_of(self, claims: Iterable[str]) -> list[str]:
        """The ids of the documents that list these claims, sorted."""
        rows = self._db.among(
            "SELECT DISTINCT d.id FROM claims c JOIN documents d ON d.n = c.document"
            " WHERE c.current = 1 AND c.id IN ({})", claims,
        )  # fmt: skip
        return sorted({id for (id,) in rows})

    def figures(self, filter: Filter, *, limit: int | None = None) -> list[FigureRow]:
        """The figures of matching claims (of ``filter.measure`` alone where it is set), in the order of saying.

        ``limit``: the latest so many.
        """
        columns = self.columns_for(filter)
        found = iter(columns.rows(filter, limit, counted=True)) if columns else self._matching(filter, counted=True)
        listed = (one for rows in _chunks(found, limit) for one in self._listed(rows))
        told = islice((row for one in listed for row in figures_of(one, filter.measure)), limit)
        return sorted(told, key=lambda row: (row.said or date.min, row.day or date.min, row.claim))

    def sources(self, filter: Filter = _BARE, *, limit: int | None = None) -> list[SourceRow]:
        """Who says things, with the number of matching claims that name them, those named most first.

        ``filter.source`` leaves only sources of this name.
        """
        most = -1 if limit is None else limit
        names = Conditions("1")
        if filter.source:
            names.add_among("s.n", self.names.names_like("sources", filter.source))
        columns = "SELECT s.name, s.id, s.kind, s.side"
        told = self.columns_for(filter)
        if all(getattr(filter, name) == getattr(_BARE, name) for name in _ANY):
            rejected = _NONE if filter.rejected else _REJECTED
            rows = self._db.all(
                f"{columns}, s.claims - coalesce(k.claims, 0) AS told FROM sources s LEFT JOIN ({rejected}) k"
                f" ON k.source = s.n WHERE told > 0 AND {names} ORDER BY told DESC, s.name, s.n LIMIT ?",
                (*names.values, most),
            )  # fmt: skip
        elif told:
            claims = told.naming(filter)
            named = self._db.all(f"SELECT s.n, s.name, s.id, s.kind, s.side FROM sources s WHERE {names}", names.values)
            named.sort(key=lambda row: (-claims.get(row[0], 0), row[1], row[0]))
            rows = [(*row, claims[n]) for n, *row in named if n in claims][:limit]
        else:
            found = self.conditions(filter)
            rows = self._db.all(
                f"{columns}, k.claims FROM (SELECT x.source, count(*) AS claims FROM claims c"
                f" JOIN claim_sources x ON x.claim = c.n WHERE {found} GROUP BY x.source) k"
                " JOIN sources s ON s.n = k.source"
                f" WHERE {names} ORDER BY k.claims DESC, s.name, s.n LIMIT ?", (*found.values, *names.values, most),
            )  # fmt: skip
        return [SourceRow(name=name, id=id, kind=kind, side=side, claims=n) for name, id, kind, side, n in rows]


_GRADED = """SELECT c.claim, trim(d.value, '"') FROM decision_claims c JOIN holding d ON d.n = c.decision
    WHERE d.kind = 'credibility' AND c.claim IN ({}) ORDER BY d.at, d.n"""
_ADDED = """SELECT c.claim, d.by FROM decision_claims c JOIN decisions d ON d.n = c.decision
    WHERE d.kind = 'add' AND c.claim IN ({})"""


def _chunks(rows: Iterator[int], limit: int | None) -> Iterator[list[int]]:
    left = islice(rows, limit)
    while part := list(islice(left, 500)):
        yield part
