"""The columns of a ledger, held in memory once for all who have its file open, and renewed by what changed.

A filter is a mask over them: for each part that it sets, which claims pass it.
"""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Literal

import numpy as np

from sayso.model import EVENT_TYPES, MEASURES, STATUSES, Spot
from sayso.store.columns import CONFIDENCES, Bits, Columns, Ints, Mask, Pairs, Part, Parts, first_of
from sayso.store.filters import Filter, Where
from sayso.store.records import SourceRow
from sayso.store.sqlite.claims import Claims
from sayso.store.sqlite.conditions import match_words
from sayso.store.sqlite.connection import Connection
from sayso.store.sqlite.gists import spot_of
from sayso.store.sqlite.loading import Known, load, renewed, revision
from sayso.store.sqlite.scanning import scan, whole


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


_MANY = 0.2
"""Where more than this share of the documents changed, all is read anew."""
_FEW = 1_000
"""Up to so many documents are read anew one by one in any case."""
_REMEMBERED = 32
"""Masks of words and names that are remembered; one takes a bit for each claim."""


class _Held:
    """What the stores of one file share: the columns, what is known for renewing them, masks made lately."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.columns: Columns | None = None
        self.known = Known()
        self.masks: OrderedDict[tuple[int, Part, str], Bits] = OrderedDict()


_held: weakref.WeakValueDictionary[tuple[int, int], _Held] = weakref.WeakValueDictionary()
_holding = threading.Lock()


class ColumnStore:
    """The part of a ledger that gives its claims as columns."""

    def __init__(self, db: Connection, claims: Claims) -> None:
        self._db = db
        found = db.path.stat()
        with _holding:
            self._held = _held.setdefault((found.st_dev, found.st_ino), _Held())
        self._names = claims.names

    def close(self) -> None:
        """Let go of what is shared: once the last connection is closed another file may be where this one was."""
        self._held = _Held()

    def now(self) -> Columns:
        """The columns as the ledger is now. The first call reads all; a later one what changed since.

        Those who have one file open share them. Inside a transaction all is read, with what it wrote so far.
        """
        if self._db.is_writing:
            # What was not committed is nobody else's, and may be undone.
            return load(self._db, Known())
        held = self._held.columns
        if held is not None and held.revision == revision(self._db):
            return held
        with self._held.lock, self._db.reading():
            self._held.columns = held = self._renewed(self._held.columns)
        return held

    def _renewed(self, held: Columns | None) -> Columns:
        now = revision(self._db)
        if held is not None and held.revision == now:
            return held
        if held is not None and held.revision < now:
            changed = [n for (n,) in self._db.all("SELECT document FROM changes WHERE revision > ?", (held.revision,))]
            if not changed:
                return replace(held, revision=now)
            if len(changed) <= max(_MANY * np.count_nonzero(held.documents.listed), _FEW):
                return renewed(self._db, held, self._held.known, changed, now)
        self._held.known = Known()
        return load(self._db, self._held.known)

    def parts(self, filter: Filter, of: Columns) -> Parts:
        """For each part that the filter sets, which claims pass it."""
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
        self._add_parties(found, filter, of)
        self._add_named(found, filter, of)
        if filter.text:
            found["text"] = self._kept(of, "text", filter.text, partial(self._text, filter.text, of))
        return found

    def _add_places(self, found: dict[Part, Mask], filter: Filter, of: Columns) -> None:
        if filter.where:
            found["where"] = _flags(len(of.places.lat), self._rows_in(filter.where))[of.place]
        if filter.near:
            found["near"] = _flags(len(of.places.lat), self._names.places_near(filter.near))[of.place]

    def _rows_in(self, where: Where) -> set[int]:
        """Rows of the places with one of the names or ids, or in one of the units or countries."""
        tests = (("folded IN ({})", where.names), ("id IN ({})", where.ids), ("country IN ({})", where.countries))
        rows = {n for test, values in tests for (n,) in self._db.among(f"SELECT n FROM places WHERE {test}", values)}
        for unit in where.units:
            rows |= {n for (n,) in self._db.all("SELECT n FROM places WHERE country = ? AND admin1 = ?", unit)}
        return rows

    def _add_parties(self, found: dict[Part, Mask], filter: Filter, of: Columns) -> None:
        asked: tuple[tuple[Part, str | None, Pairs, str], ...] = (
            ("actor", filter.actor, of.actors, "actors"),
            ("target", filter.target, of.targets, "actors"),
            ("source", filter.source, of.sources, "sources"),
        )
        for part, words, pairs, table in asked:
            if words:
                found[part] = self._kept(of, part, words, partial(self._naming, of, pairs, table, words))

    def _naming(self, of: Columns, pairs: Pairs, table: str, words: str) -> Mask:
        rows = self._names.names_like(table, words)
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

    def _kept(self, columns: Columns, part: Part, words: str, make: Callable[[], Mask]) -> Mask:
        """The mask of words or a name, made once for all who ask for the same."""
        if self._db.is_writing:
            return make()
        key = (columns.revision, part, words)
        masks = self._held.masks
        bits = masks.get(key)
        if bits is not None:
            return np.unpackbits(bits, count=len(columns)).view(np.bool_)
        mask = make()
        with self._held.lock:
            masks[key] = np.packbits(mask)
            while len(masks) > _REMEMBERED:
                masks.popitem(last=False)
        return mask

    @property
    def held(self) -> bool:
        """Whether asking the columns is sooner than asking the tables: somebody has read them, nothing is written."""
        return self._held.columns is not None and not self._db.is_writing

    def rows(self, filter: Filter, limit: int | None = None, *, counted: bool = False) -> list[int]:
        """Rows of the claims that match (``counted``: and have a figure), the latest day first; at most ``limit``."""
        of = self.now()
        mask = self.mask(filter, of)
        if counted:
            having = np.zeros(len(of), dtype=np.bool_)
            having[of.figures.claims] = True
            mask &= having
        found = np.flatnonzero(mask)
        order = first_of(len(found) if limit is None else limit, [-of.last[found], -of.first[found], -of.row[found]])
        return [int(row) for row in of.row[found[order]]]

    def count(self, filter: Filter) -> int:
        """How many claims match."""
        return int(np.count_nonzero(self.mask(filter, self.now())))

    def naming(self, filter: Filter) -> dict[int, int]:
        """Rows of the sources that matching claims name, with how many do."""
        of = self.now()
        counts = np.bincount(of.sources.values[self.mask(filter, of)[of.sources.claims]])
        return {int(row): int(counts[row]) for row in np.flatnonzero(counts)}

    def mask(self, filter: Filter, of: Columns) -> Mask:
        """Which claims match."""
        found = np.ones(len(of), dtype=np.bool_)
        for mask in self.parts(filter, of).values():
            found &= mask
        return found

    def spots(self, rows: Iterable[int]) -> dict[int, Spot]:
        """The places in these rows of the columns."""
        found = self._db.among(
            "SELECT n, name, id, country, admin1, lat, lon, precision FROM places WHERE n IN ({})", map(int, rows)
        )
        return {n: spot_of(*spot) for n, *spot in found}

    def names(self, table: Literal["actors", "sources"], rows: Iterable[int]) -> dict[int, tuple[str, str | None]]:
        """Name and id of the actors or sources in these rows of the columns."""
        found = self._db.among(f"SELECT n, name, id FROM {table} WHERE n IN ({{}})", map(int, rows))
        return {n: (name, id) for n, name, id in found}

    def sources(self, rows: Iterable[int]) -> dict[int, SourceRow]:
        """The sources in these rows of the columns, with how many listed claims name each, whatever matches."""
        found = self._db.among("SELECT n, name, id, kind, side, claims FROM sources WHERE n IN ({})", map(int, rows))
        return {n: SourceRow(name=name, id=id, kind=kind, side=side, claims=claims)
                for n, name, id, kind, side, claims in found}  # fmt: skip
