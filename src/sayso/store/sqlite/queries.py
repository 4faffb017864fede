"""Asking the ledger: which claims match a filter, newest day first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sayso.errors import LedgerError
from sayso.model import Claim, Reading
from sayso.model.distance import kilometres
from sayso.store.records import Listed, ReadBy
from sayso.store.sqlite.base import day_of
from sayso.store.sqlite.documents import Documents
from sayso.store.sqlite.filters import Conditions, Filter, Near, Where, add_days, match_words

__all__ = ["Queries"]

LATEST = "c.last DESC, c.first DESC, c.n DESC"
FEW = 4_000
"""Up to so many claims that pass one test are looked up one by one and sorted."""
_MANY = 60_000
"""Beyond so many sentences with the words looked for, asking of each claim whether it is one finds enough sooner."""
_NAMES = 5_000
"""At most so many names may match the words of one filter."""


class Queries(Documents):
    """The part of the ledger that lists claims."""

    def claims(self, filter: Filter, *, limit: int | None = None) -> Iterator[Listed]:
        """The claims of current readings that match, the latest day first; at most ``limit``."""
        for rows in _chunks(self.matching(filter), limit):
            yield from self._listed(rows)

    def count(self, filter: Filter) -> int:
        """How many claims match."""
        return sum(1 for _ in self.matching(filter))

    def matching(self, filter: Filter) -> Iterator[int]:
        """Row numbers of the claims that match, the latest day first."""
        found = self.conditions(filter)
        rows = self._rows(f"SELECT c.n FROM claims c WHERE {found} ORDER BY {LATEST}", found.values)
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
        if filter.where:
            self._add_where(found, filter.where)
        if filter.near:
            self._add_places(found, self._places_near(filter.near))
        if filter.measure:
            self._add_rows(found, "figures", "x.measure = ?", [filter.measure])
        self._add_parties(found, filter)
        if filter.text:
            self._add_text(found, filter.text)
        if filter.document:
            found.add("c.reading = (SELECT r.n FROM readings r JOIN documents d ON d.n = r.document"
                      " WHERE d.id = ? AND r.current = 1)", filter.document)  # fmt: skip
        if filter.incident:
            found.add("c.n IN (SELECT h.claim FROM telling_claims h JOIN incident_tellings m ON m.telling = h.telling"
                      " JOIN incidents i ON i.n = m.incident WHERE i.id = ?)", filter.incident)  # fmt: skip
        return found

    def _add_unrejected(self, found: Conditions) -> None:
        rows = self._all("SELECT c.n FROM rejected r JOIN claims c ON c.id = r.claim")
        if rows:
            found.add(f"c.n NOT IN ({','.join('?' * len(rows))})", *(n for (n,) in rows))

    def _add_rows(self, found: Conditions, table: str, test: str, values: list[Any]) -> None:
        """That a row of the table belongs to the claim and passes the test (in which it is called ``x``)."""
        few = self._all(f"SELECT x.claim FROM {table} x WHERE {test} LIMIT ?", (*values, FEW + 1))
        if len(few) <= FEW:
            found.add_among("c.n", {n for (n,) in few})
        else:
            tried = test.replace("x.", "+x.")
            found.add(f"EXISTS (SELECT 1 FROM {table} x WHERE x.claim = +c.n AND {tried})", *values)

    def _add_places(self, found: Conditions, places: list[int]) -> None:
        marks = ",".join("?" * len(places))
        few = self._all(f"SELECT 1 FROM claims WHERE current = 1 AND place IN ({marks}) LIMIT ?", (*places, FEW + 1))
        found.add_among("c.place" if len(few) <= FEW else "+c.place", places)

    def _add_where(self, found: Conditions, where: Where) -> None:
        places = self._places_of(where)
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

    def _places_of(self, where: Where) -> list[int]:
        """Rows of the places with one of the ids or names that do not lie in the units or countries anyway."""
        rows = self._among("SELECT n, country, admin1 FROM places WHERE folded IN ({})", where.names)
        rows += self._among("SELECT n, country, admin1 FROM places WHERE id IN ({})", where.ids)
        return sorted({n for n, c, unit in rows if c not in where.countries and (c, unit) not in where.units})

    def known_places(self, names: frozenset[str], ids: frozenset[str]) -> list[tuple[Any, ...]]:
        """Id, country and unit of the places that have claims and one of these folded names or ids."""
        rows = self._among("SELECT id, country, admin1 FROM places WHERE folded IN ({})", names)
        return rows + self._among("SELECT id, country, admin1 FROM places WHERE id IN ({})", ids)

    def knows_unit(self, country: str, unit: str | None) -> bool:
        """Whether some place with claims lies in this country and, if given, first-level unit."""
        sql = "SELECT 1 FROM places WHERE country = ?" + (" AND admin1 = ?" if unit else "") + " LIMIT 1"
        return self._one(sql, (country, unit) if unit else (country,)) is not None

    def _places_near(self, near: Near) -> list[int]:
        rows = self._all(
            "SELECT n, lat, lon FROM places WHERE lat BETWEEN ? AND ? AND lon IS NOT NULL"
            " AND precision IN ('point', 'admin2')", near.latitudes(),
        )  # fmt: skip
        return [n for n, lat, lon in rows if kilometres(near.lat, near.lon, lat, lon) <= near.km]

    def _add_parties(self, found: Conditions, filter: Filter) -> None:
        for part, words in (("actor", filter.actor), ("target", filter.target)):
            if words:
                rows = self.names_like("actors", words)
                self._add_rows(
                    found, "claim_actors", f"x.part = ? AND x.actor IN ({','.join('?' * len(rows))})", [part, *rows]
                )
        if filter.source:
            rows = self.names_like("sources", filter.source)
            self._add_rows(found, "claim_sources", f"x.source IN ({','.join('?' * len(rows))})", rows)

    def names_like(self, table: str, words: str) -> list[int]:
        """Rows of ``actors`` or ``sources`` with this id, or with these words in the name."""
        rows = self._all(f"SELECT n FROM {table} WHERE id = ?", (words.upper(),))
        index = f"{table.removesuffix('s')}_names"
        rows += self._all(f"SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT ?", (match_words(words), _NAMES))
        return sorted({n for (n,) in rows})

    def _add_text(self, found: Conditions, text: str) -> None:
        query = match_words(text)
        matching = "SELECT rowid FROM sentence_words WHERE sentence_words MATCH ?"
        (number,) = self._one(f"SELECT count(*) FROM ({matching} LIMIT ?)", (query, _MANY + 1)) or (0,)
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
            for row in self._among(
                "SELECT c.n, c.document, c.last, c.current, c.told, i.id, r.version, r.model, r.rulebook FROM claims c"
                " JOIN readings r ON r.n = c.reading"
                " LEFT JOIN telling_claims h ON h.claim = c.n LEFT JOIN incident_tellings m ON m.telling = h.telling"
                " LEFT JOIN incidents i ON i.n = m.incident WHERE c.n IN ({})", numbers,
            )
        }  # fmt: skip
        claims = {n: self._unpack(Claim, row[3]) for n, row in rows.items()}
        ids = {claim.id for claim in claims.values()}
        rejected = {id for (id,) in self._among("SELECT claim FROM rejected WHERE claim IN ({})", ids)}
        edits: dict[str, dict[str, str]] = {}
        for id, field, value in self._among(_EDITS, ids):
            edits.setdefault(id, {})[field] = value
        documents = {n: replace(self.document_facts(n), text=self._text(n)) for n in {row[0] for row in rows.values()}}
        for number in numbers:
            document, last, current, _, incident, *read_by = rows[number]
            claim = claims[number]
            yield Listed(
                claim=claim, document=documents[document], read_by=ReadBy(*read_by), day=day_of(last),
                current=bool(current), rejected=claim.id in rejected, incident=incident,
                edits=tuple(sorted(edits.get(claim.id, {}).items())),
            )  # fmt: skip

    def readings(self, filter: Filter, *, limit: int | None = None) -> Iterator[Reading]:
        """The documents with matching claims, each as its reading with these claims alone; in the order of reading.

        ``limit``: only the latest so many claims.
        """
        found = self.conditions(filter)
        if limit is not None:
            latest = list(islice(self.matching(filter), limit))
            found.add("c.n IN (SELECT value FROM json_each(?))", json.dumps(latest))
        rows = self._rows(
            "SELECT d.id, c.id FROM claims c CROSS JOIN documents d ON d.n = c.document"
            f" WHERE {found} ORDER BY c.n", found.values,
        )  # fmt: skip
        # The claims of one reading were added together, so their rows follow on each other.
        for document, told in groupby(rows, key=itemgetter(0)):
            yield self.reading(document, claims={claim for _, claim in told})

    def find(self, prefix: str) -> tuple[str, str]:
        """What an id, or the beginning of one, stands for: ``claim``, ``document`` or ``incident``, and the whole id.

        Raises LedgerError when nothing or more than one thing begins so.
        """
        wanted = prefix.strip()
        found: set[tuple[str, str]] = set()
        for kind in ("claim", "document", "incident"):
            rows = self._all(
                f"SELECT DISTINCT id FROM {kind}s WHERE id >= ? AND id < ? LIMIT 5", (wanted, wanted + "\U0010ffff")
            )
            found |= {(kind, id) for (id,) in rows}
        exact = {item for item in found if item[1] == wanted}
        if len(exact or found) == 1 and wanted:
            return (exact or found).pop()
        if not found or not wanted:
            raise LedgerError(str(self.path), f"nothing in it has the id {prefix!r}", "see sayso claims for the ids")
        several = ", ".join(f"{kind} {id}" for kind, id in sorted(found)[:4])
        raise LedgerError(str(self.path), f"several ids begin with {prefix!r}: {several} …", "give more of the id")

    def claim(self, id: str) -> Listed:
        """One claim, of its document's current reading where it is in that. Raises LedgerError."""
        row = self._one("SELECT n FROM claims WHERE id = ? ORDER BY current DESC, n DESC LIMIT 1", (id,))
        if row is None:
            raise LedgerError(str(self.path), f"there is no claim {id}", "see sayso claims for the ids")
        return next(self._listed([row[0]]))


_EDITS = """SELECT c.claim, d.field, d.value FROM decision_claims c JOIN decisions d ON d.n = c.decision
    WHERE d.kind = 'edit' AND c.claim IN ({}) ORDER BY d.n"""


def _chunks(rows: Iterator[int], limit: int | None) -> Iterator[list[int]]:
    left = islice(rows, limit)
    while part := list(islice(left, 500)):
        yield part
