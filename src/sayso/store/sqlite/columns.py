"""The columns of a ledger, held in memory once for all who have its file open, and renewed by what changed."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Literal

import numpy as np

from sayso.model import Spot
from sayso.store.columns import Bits, Columns, Mask, Part, Parts, first_of
from sayso.store.filters import Filter
from sayso.store.records import SourceRow
from sayso.store.sqlite.claims import Claims
from sayso.store.sqlite.connection import Connection
from sayso.store.sqlite.gists import spot_of
from sayso.store.sqlite.loading import Known, load, renewed, revision
from sayso.store.sqlite.masks import Masks

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
        self._masks = Masks(db, claims.lookups)

    def close(self) -> None:
        """Let go of what is shared: once the last connection is closed another file may be where this one was."""
        self._held = _Held()

    def now(self) -> Columns:
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

    def parts(self, filter: Filter, columns: Columns) -> Parts:
        return self._masks.parts(filter, columns, partial(self._kept, columns))

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
        found = self._db.among(
            "SELECT n, name, id, country, admin1, lat, lon, precision FROM places WHERE n IN ({})", map(int, rows)
        )
        return {n: spot_of(*spot) for n, *spot in found}

    def names(self, table: Literal["actors", "sources"], rows: Iterable[int]) -> dict[int, tuple[str, str | None]]:
        found = self._db.among(f"SELECT n, name, id FROM {table} WHERE n IN ({{}})", map(int, rows))
        return {n: (name, id) for n, name, id in found}

    def sources(self, rows: Iterable[int]) -> dict[int, SourceRow]:
        found = self._db.among("SELECT n, name, id, kind, side, claims FROM sources WHERE n IN ({})", map(int, rows))
        return {n: SourceRow(name=name, id=id, kind=kind, side=side, claims=claims)
                for n, name, id, kind, side, claims in found}  # fmt: skip
