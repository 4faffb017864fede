"""Asking the ledger for figures, sources and incidents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from sayso.model import Claim
from sayso.store.records import FigureRow, IncidentRow, SourceRow
from sayso.store.sqlite.base import day_number, day_of
from sayso.store.sqlite.filters import Conditions, Filter, match_words
from sayso.store.sqlite.queries import FEW, LATEST, Queries

__all__ = ["Tallies"]

_ANY = {field.name for field in fields(Filter)} - {"source", "rejected"}
_BARE = Filter()


class Tallies(Queries):
    """The part of the ledger that lists figures, sources and incidents."""

    def figures(self, filter: Filter, *, limit: int | None = None) -> list[FigureRow]:
        """The figures of matching claims (of ``filter.measure`` alone where it is set), in the order of saying.

        ``limit``: the latest so many.
        """
        found = self.conditions(replace(filter, measure=None))
        tables = "claims c CROSS JOIN figures f ON f.claim = c.n"
        if filter.measure:
            found.add("f.measure = ?", filter.measure)
            few = self._all("SELECT 1 FROM figures WHERE measure = ? LIMIT ?", (filter.measure, FEW + 1))
            if len(few) <= FEW:
                tables = "figures f CROSS JOIN claims c ON c.n = f.claim"
        rows = self._all(
            f"SELECT c.n, f.n, f.measure, f.unit, f.low, f.high, f.bound FROM {tables}"
            f" WHERE {found} ORDER BY {LATEST} LIMIT ?", (*found.values, -1 if limit is None else limit),
        )  # fmt: skip
        told = {
            n: (self._unpack(Claim, claim), document, outlet, published, last)
            for n, claim, document, outlet, published, last in self._among(
                "SELECT c.n, c.told, d.id, d.outlet, d.published, c.last FROM claims c"
                " JOIN documents d ON d.n = c.document WHERE c.n IN ({})", {row[0] for row in rows},
            )
        }  # fmt: skip
        made = []
        for n, _, measure, unit, low, high, bound in rows:
            claim, document, outlet, published, last = told[n]
            said = claim.attribution and (claim.attribution.said_latest or claim.attribution.said_earliest)
            made.append(
                FigureRow(
                    claim=claim.id, document=document, outlet=outlet, type=claim.type, status=claim.status,
                    measure=measure, unit=unit, low=low, high=high, bound=bound, day=day_of(last),
                    said=said or day_of(published), place=claim.place.place.name if claim.place else None,
                    sources=tuple(s.name for s in claim.sources),
                )
            )  # fmt: skip
        return sorted(made, key=lambda row: (day_number(row.said), day_number(row.day), row.claim))

    def sources(self, filter: Filter = _BARE, *, limit: int | None = None) -> list[SourceRow]:
        """Who says things, with the number of claims that name them, those named most first.

        With a filter only claims that match are counted; ``filter.source`` leaves only sources of this name.
        """
        most = -1 if limit is None else limit
        names = Conditions("1")
        if filter.source:
            names.add_among("s.n", self.names_like("sources", filter.source))
        columns = "SELECT s.name, s.id, s.kind, s.side"
        if all(getattr(filter, name) == getattr(_BARE, name) for name in _ANY):
            rows = self._all(
                f"{columns}, s.claims FROM sources s WHERE s.claims > 0 AND {names}"
                " ORDER BY s.claims DESC, s.name, s.n LIMIT ?", (*names.values, most),
            )  # fmt: skip
        else:
            found = self.conditions(filter)
            rows = self._all(
                f"{columns}, k.claims FROM (SELECT x.source, count(*) AS claims FROM claims c"
                f" JOIN claim_sources x ON x.claim = c.n WHERE {found} GROUP BY x.source) k"
                " JOIN sources s ON s.n = k.source"
                f" WHERE {names} ORDER BY k.claims DESC, s.name, s.n LIMIT ?", (*found.values, *names.values, most),
            )  # fmt: skip
        return [SourceRow(name=name, id=id, kind=kind, side=side, claims=n) for name, id, kind, side, n in rows]

    def incidents(self, filter: Filter = _BARE, *, limit: int | None = None) -> Iterator[IncidentRow]:
        """The incidents with at least one matching claim, the one with the latest such claim first."""
        seen: set[int] = set()
        if limit is not None and limit <= 0:
            return
        found = self.conditions(filter)
        rows = self._rows(
            "SELECT m.incident FROM claims c CROSS JOIN telling_claims h ON h.claim = c.n"
            f" CROSS JOIN incident_tellings m ON m.telling = h.telling WHERE {found} ORDER BY {LATEST}",
            found.values,
        )
        for (incident,) in rows:
            if incident in seen:
                continue
            seen.add(incident)
            yield self._incident_row(incident)
            if limit is not None and len(seen) >= limit:
                return

    def _incident_row(self, n: int) -> IncidentRow:
        row = self._one(
            "SELECT id, first, last, type, place, country, claims, documents FROM incidents WHERE n = ?", (n,)
        )
        assert row is not None  # foreign keys hold
        id, first, last, kind, place, country, claims, documents = row
        return IncidentRow(
            id=id, first=day_of(first), last=day_of(last), type=kind, place=place, country=country, claims=claims,
            documents=documents,
        )  # fmt: skip

    def documents_with_words(self, text: str, *, limit: int = 50) -> list[str]:
        """Ids of the documents, as listed now, whose title or text has these words; the best match first."""
        rows = self._all(
            "SELECT d.id FROM document_words w JOIN documents d ON d.n = w.rowid AND d.current = 1"
            " WHERE w.document_words MATCH ? ORDER BY w.rank LIMIT ?", (match_words(text), limit),
        )  # fmt: skip
        return [id for (id,) in rows]

    def listed_documents(self) -> list[str]:
        """Ids of the documents whose claims are listed, in the order of adding."""
        return [id for (id,) in self._all("SELECT id FROM documents WHERE current = 1 ORDER BY n")]

    def counts(self) -> dict[str, int]:
        """How much is in it, for ``sayso ledger info``."""
        asked = {
            "documents": "SELECT count(*) FROM documents WHERE current = 1",
            "older versions": "SELECT count(*) FROM documents WHERE current = 0",
            "readings": "SELECT count(*) FROM readings",
            "claims": "SELECT count(*) FROM claims WHERE current = 1",
            "superseded claims": "SELECT count(*) FROM claims WHERE current = 0",
            "sources": "SELECT count(*) FROM sources WHERE claims > 0",
            "incidents": "SELECT count(*) FROM incidents",
            "decisions": "SELECT count(*) FROM decisions",
            "failures": "SELECT count(*) FROM failures",
        }
        return {what: (self._one(sql) or (0,))[0] for what, sql in asked.items()}

    def size(self) -> int:
        """The size of its file in bytes, without what is not yet moved into it."""
        return self.path.stat().st_size
