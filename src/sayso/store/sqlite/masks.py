"""Filters as masks over columns: for each part that a filter sets, which claims pass it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from sayso.model import EVENT_TYPES, MEASURES, STATUSES
from sayso.store.columns import CONFIDENCES, Columns, Ints, Mask, Pairs, Part
from sayso.store.filters import Filter, Where
from sayso.store.sqlite.conditions import match_words
from sayso.store.sqlite.connection import Connection
from sayso.store.sqlite.lookups import Lookups
from sayso.store.sqlite.scanning import scan, whole

Kept = Callable[[Part, str, Callable[[], Mask]], Mask]
"""Gives the mask of a part that asks for these words: one made before, or what the last argument makes."""


class Masks:
    """What tells which claims pass the parts of a filter."""

    def __init__(self, db: Connection, lookups: Lookups) -> None:
        self._db, self._lookups = db, lookups

    def parts(self, filter: Filter, of: Columns, kept: Kept) -> dict[Part, Mask]:
        """The parts that the filter sets. ``kept``: what remembers masks of words and names, which take long."""
        found: dict[Part, Mask] = {}
        if not filter.rejected:
            found["rejected"] = ~of.rejected
        if filter.since or filter.until:
            found["days"] = _days(filter, of)
        if filter.undated:
            found["undated"] = of.last == 0
        if filter.unlocated:
            found["unlocated"] = (np.isnan(of.places.lat) | np.isnan(of.places.lon))[of.place]
        if filter.types:
            found["types"] = np.isin(of.type, [EVENT_TYPES.index(name) for name in filter.types])
        if filter.statuses:
            found["statuses"] = np.isin(of.status, [STATUSES.index(name) for name in filter.statuses])
        if filter.min_confidence is not None:
            found["min_confidence"] = of.confidence >= round(filter.min_confidence * CONFIDENCES)
        if filter.measure:
            found["measure"] = _having(of, of.figures, of.figures.values == MEASURES.index(filter.measure))
        self._add_places(found, filter, of)
        self._add_parties(found, filter, of, kept)
        self._add_named(found, filter, of)
        if filter.text:
            found["text"] = kept("text", filter.text, partial(self._text, filter.text, of))
        return found

    def _add_places(self, found: dict[Part, Mask], filter: Filter, of: Columns) -> None:
        if filter.where:
            found["where"] = _flags(len(of.places.lat), self._rows_in(filter.where))[of.place]
        if filter.near:
            found["near"] = _flags(len(of.places.lat), self._lookups.places_near(filter.near))[of.place]

    def _rows_in(self, where: Where) -> set[int]:
        """Rows of the places with one of the names or ids, or in one of the units or countries."""
        tests = (("folded IN ({})", where.names), ("id IN ({})", where.ids), ("country IN ({})", where.countries))
        rows = {n for test, values in tests for (n,) in self._db.among(f"SELECT n FROM places WHERE {test}", values)}
        for unit in where.units:
            rows |= {n for (n,) in self._db.all("SELECT n FROM places WHERE country = ? AND admin1 = ?", unit)}
        return rows

    def _add_parties(self, found: dict[Part, Mask], filter: Filter, of: Columns, kept: Kept) -> None:
        asked: tuple[tuple[Part, str | None, Pairs, str], ...] = (
            ("actor", filter.actor, of.actors, "actors"),
            ("target", filter.target, of.targets, "actors"),
            ("source", filter.source, of.sources, "sources"),
        )
        for part, words, pairs, table in asked:
            if words:
                found[part] = kept(part, words, partial(self._naming, of, pairs, table, words))

    def _naming(self, of: Columns, pairs: Pairs, table: str, words: str) -> Mask:
        rows = self._lookups.names_like(table, words)
        return _having(of, pairs, _flags(int(pairs.values.max(initial=0)) + 1, rows)[pairs.values])

    def _add_named(self, found: dict[Part, Mask], filter: Filter, of: Columns) -> None:
        if filter.document:
            row = self._db.one("SELECT n FROM documents WHERE id = ?", (filter.document,))
            found["document"] = of.document == (row[0] if row else 0)
        if filter.incident:
            rows = self._db.all("SELECT now FROM incident_names WHERE id = ?", (filter.incident,))
            at = np.flatnonzero(np.isin(of.incidents.ids, [now.encode() for (now,) in rows]))
            found["incident"] = np.isin(of.incident, at)

    def _text(self, words: str, of: Columns) -> Mask:
        """Claims whose sentence has all these words."""
        (sentences,) = scan(
            self._db, (("rowid", whole),), "sentence_words WHERE", [("sentence_words MATCH ?", (match_words(words),))]
        )
        most = int(of.sentence.max(initial=0))
        return _flags(most + 1, sentences[sentences <= most])[of.sentence]


def _days(filter: Filter, of: Columns) -> Mask:
    found = np.ones(len(of), dtype=np.bool_)
    if filter.since:
        found &= of.last >= filter.since.toordinal()
    if filter.until:
        found &= (of.last >= 1) & (of.first <= filter.until.toordinal())
    return found


def _flags(size: int, rows: Iterable[int] | Ints) -> Mask:
    found = np.zeros(size, dtype=np.bool_)
    wanted = np.fromiter(rows, dtype=np.int64) if not isinstance(rows, np.ndarray) else rows
    found[wanted[wanted < size]] = True
    return found


def _having(of: Columns, pairs: Pairs, chosen: Mask) -> Mask:
    found = np.zeros(len(of), dtype=np.bool_)
    found[pairs.claims[chosen]] = True
    return found
