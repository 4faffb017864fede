"""The claims that wait for a person's verdict, in an order, from any point of it in either direction.

They are found in the columns where these are held: soon, however large the ledger is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sayso.store.columns import CONFIDENCES, Columns, Ints, Mask, all_behind, first_of
from sayso.store.filters import Filter
from sayso.store.records import WaitOrder, Waits
from sayso.store.sqlite.claims import Claims
from sayso.store.sqlite.columns import ColumnStore
from sayso.store.sqlite.conditions import LEAST
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
    elif order == "field":
        keys = [of.weakest[at], of.row[at]]
    elif order == "reach":
        incident = of.incident[at]
        keys = [-of.incidents.documents[incident], incident, of.row[at]]
    else:
        keys = [-of.last[at], -of.first[at], -of.row[at]]
    return [-key for key in keys] if back else keys


_DOUBT = "abs(c.confidence - 0.5)"
_INCIDENT = (
    " JOIN telling_claims h ON h.claim = c.n JOIN incident_tellings m ON m.telling = h.telling"
    " JOIN incidents i ON i.n = m.incident"
)
_BY_REACH = (
    "incidents i CROSS JOIN incident_tellings m ON m.incident = i.n CROSS JOIN telling_claims h"
    " ON h.telling = m.telling CROSS JOIN claims c ON c.n = h.claim"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """``keys``: what it sorts by, the last of which tells all claims apart; ``down``: the greatest first.

    ``many``: the tables, walked in this order, where so many claims wait that the first are found soon; ``few``: the
    tables where those that wait are found first and sorted then.
    """

    keys: tuple[str, ...]
    many: str
    few: str
    down: bool = False


_ORDERS: dict[WaitOrder, _Order] = {
    "doubt": _Order(keys=(_DOUBT, "c.n"), many="claims c INDEXED BY claims_by_doubt", few="claims c"),
    "field": _Order(keys=(LEAST, "c.n"), many="claims c INDEXED BY claims_by_weakest", few="claims c"),
    "reach": _Order(keys=("-i.documents", "i.id", "c.n"), many=_BY_REACH, few="claims c" + _INCIDENT),
    "recent": _Order(
        keys=("c.last", "c.first", "c.n"), many="claims c INDEXED BY claims_by_day", few="claims c", down=True
    ),
}
_VERDICT = (
    "EXISTS (SELECT 1 FROM decision_claims v JOIN holding j ON j.n = v.decision"
    " WHERE v.claim = c.id AND j.kind IN ('accept', 'reject')"
)


class Waiting:
    """The part of a ledger that knows which claims nobody, or one person not, has judged."""

    def __init__(self, db: Connection, claims: Claims) -> None:
        self._db, self._claims = db, claims

    def claims(
        self, filter: Filter, order: WaitOrder, *, person: str | None = None, beside: str | None = None,
        back: bool = False, limit: int = 1, few: bool = False,
    ) -> list[Waits]:  # fmt: skip
        """The first ``limit`` that match, or the first behind (``back``: before, nearest first) the claim ``beside``.

        ``person``: what this person has not judged yet, whoever else has; None: what nobody has. ``order``: ``doubt``,
        the confidence nearest to one half first; ``field``, the least sure field of all first; ``reach``, the incident
        that most documents tell of first; ``recent``, the latest day first. ``few``: so few wait that they are better
        found first and sorted then.
        """
        found = self._in_columns(filter, order, person, beside, back, limit)
        if found is not None:
            return found
        how = _ORDERS[order]
        values: list[Any] = []
        tests = self._tests(filter, person, values)
        down = how.down != back
        if beside is not None:
            at = self._key(order, beside)
            if at is None:
                return []
            sign = "<" if down else ">"
            # The bound on the first part alone is what an index can use.
            marks = ", ".join("?" * len(at))
            tests += f" AND {how.keys[0]} {sign}= ? AND ({', '.join(how.keys)}) {sign} ({marks})"
            values += [at[0], *at]
        told = self._db.all(
            f"SELECT c.n, c.id, c.confidence FROM {how.few if few else how.many} WHERE {tests}"
            f" ORDER BY {', '.join(key + ' DESC' * down for key in how.keys)} LIMIT ?", (*values, limit),
        )  # fmt: skip
        return self._waits(told)

    def _in_columns(
        self, filter: Filter, order: WaitOrder, person: str | None, beside: str | None, back: bool, limit: int
    ) -> list[Waits] | None:
        """The same out of the columns; None where these are not held or do not know the claim ``beside``."""
        columns = self._claims.columns_for(filter)
        at = self._claims.row(beside) if beside is not None else None
        if columns is None or (beside is not None and at is None):
            return None
        rows = Queue(self._db, columns).rows(filter, order, person, at, back, limit)
        if rows is None:
            return None
        told = {row[0]: row for row in self._db.among("SELECT n, id, confidence FROM claims WHERE n IN ({})", rows)}
        return self._waits([told[n] for n in rows if n in told])

    def count(self, filter: Filter, *, person: str | None = None, most: int) -> int:
        """How many match; where they can only be counted one by one, no further than ``most``."""
        if columns := self._claims.columns_for(filter):
            return Queue(self._db, columns).count(filter, person)
        values: list[Any] = []
        tests = self._tests(filter, person, values)
        return self._db.number(f"SELECT count(*) FROM (SELECT 1 FROM claims c WHERE {tests} LIMIT ?)", (*values, most))

    def one(self, claim: str) -> Waits | None:
        """What is known of one claim, whether or not it waits; None where there is none."""
        found = self._db.all("SELECT n, id, confidence FROM claims WHERE n = ?", (self._claims.row(claim),))
        return next(iter(self._waits(found)), None)

    def _tests(self, filter: Filter, person: str | None, values: list[Any]) -> str:
        """What holds of claims that wait; those that people added are theirs already."""
        conditions = self._claims.conditions(filter)
        values += conditions.values
        mine = ""
        if person is not None:
            mine = " AND j.by = ?"
            values.append(person)
        return f"{conditions} AND c.rule <> 'person' AND NOT {_VERDICT}{mine})"

    def _key(self, order: WaitOrder, claim: str) -> tuple[Any, ...] | None:
        joined = _INCIDENT if order == "reach" else ""
        return self._db.one(
            f"SELECT {', '.join(_ORDERS[order].keys)} FROM claims c{joined} WHERE c.id = ?"
            " ORDER BY c.current DESC, c.n DESC LIMIT 1", (claim,),
        )  # fmt: skip

    def _waits(self, rows: Sequence[tuple[Any, ...]]) -> list[Waits]:
        numbers = [row[0] for row in rows]
        told = self._db.among(f"SELECT c.n, i.documents FROM claims c{_INCIDENT} WHERE c.n IN ({{}})", numbers)
        documents = dict(told)
        return [Waits(claim=id, confidence=share, documents=documents.get(n, 1)) for n, id, share in rows]
