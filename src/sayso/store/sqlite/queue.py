"""The claims that wait for a verdict, found in the columns where these are held: soon, however large the ledger is."""

from __future__ import annotations

import numpy as np

from sayso.store.columns import CONFIDENCES, Columns, Ints, Mask, all_behind, first_of
from sayso.store.filters import Filter
from sayso.store.records import WaitOrder
from sayso.store.sqlite.columns import ColumnStore
from sayso.store.sqlite.connection import Connection

# The joins are taken as they stand, for decisions are few.
_JUDGED = """SELECT c.n FROM holding j CROSS JOIN decision_claims v ON v.decision = j.n
    CROSS JOIN claims c ON c.id = v.claim AND c.current = 1 WHERE j.kind IN ('accept', 'reject')"""
_ADDED = """SELECT c.n FROM decisions d CROSS JOIN decision_claims v ON v.decision = d.n
    CROSS JOIN claims c ON c.id = v.claim AND c.current = 1 WHERE d.kind = 'add'"""


class Queue:
    """What finds them; its answers are those of the tables, but for claims that are equally doubtful."""

    def __init__(self, db: Connection, columns: ColumnStore) -> None:
        self._db, self._columns = db, columns

    def count(self, filter: Filter, person: str | None) -> int:
        """How many wait."""
        return int(np.count_nonzero(self._waiting(filter, person, self._columns.now())))

    def rows(
        self, filter: Filter, order: WaitOrder, person: str | None, beside: int | None, back: bool, limit: int
    ) -> list[int] | None:
        """Rows of the first that wait, or of the first behind (``back``: before) the claim in the row ``beside``.

        None where that claim is not in the columns.
        """
        of = self._columns.now()
        waiting = self._waiting(filter, person, of)
        if order == "reach":
            waiting &= of.incident >= 0
        found = np.flatnonzero(waiting)
        keys = _keys(of, order, found, back)
        if beside is not None:
            at = int(np.searchsorted(of.row, beside))
            if at >= len(of) or of.row[at] != beside or (order == "reach" and of.incident[at] < 0):
                return None
            here = _keys(of, order, np.array([at]), back)
            behind = all_behind(keys, [int(key[0]) for key in here])
            found, keys = found[behind], [key[behind] for key in keys]
        return [int(row) for row in of.row[found[first_of(limit, keys)]]]

    def _waiting(self, filter: Filter, person: str | None, of: Columns) -> Mask:
        found = self._columns.mask(filter, of)
        rows = self._db.all(_JUDGED + (" AND j.by = ?" if person is not None else ""),
                            () if person is None else (person,))  # fmt: skip
        done = np.array([n for (n,) in [*rows, *self._db.all(_ADDED)]], dtype=np.int64)
        at = np.searchsorted(of.row, done)
        known = at < len(of)
        found[at[known][of.row[at[known]] == done[known]]] = False
        return found


def _keys(of: Columns, order: WaitOrder, at: Ints, back: bool) -> list[Ints]:
    """What claims at these positions are sorted by, the least first."""
    if order == "doubt":
        keys = [np.abs(of.confidence[at] - CONFIDENCES // 2), of.row[at]]
    elif order == "reach":
        incident = of.incident[at]
        keys = [-of.incidents.documents[incident], incident, of.row[at]]
    else:
        keys = [-of.last[at], -of.first[at], -of.row[at]]
    return [-key for key in keys] if back else keys
