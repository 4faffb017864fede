"""The claims that wait for a person's verdict, in an order, from any point of it in either direction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sayso.store.filters import Filter
from sayso.store.records import WaitOrder, Waits
from sayso.store.sqlite.claims import Claims
from sayso.store.sqlite.connection import Connection

_DOUBT = "abs(c.confidence - 0.5)"
_KEYS: dict[WaitOrder, tuple[str, ...]] = {
    "doubt": (_DOUBT, "c.n"),
    "reach": ("-i.documents", "i.id", "c.n"),
    "recent": ("-c.last", "-c.n"),
}
"""Order to what it sorts by, the least first; the last part tells all claims apart."""
_INCIDENT = (
    " JOIN telling_claims h ON h.claim = c.n JOIN incident_tellings m ON m.telling = h.telling"
    " JOIN incidents i ON i.n = m.incident"
)
_BY_REACH = (
    "incidents i CROSS JOIN incident_tellings m ON m.incident = i.n CROSS JOIN telling_claims h"
    " ON h.telling = m.telling CROSS JOIN claims c ON c.n = h.claim"
)
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
        back: bool = False, limit: int = 1,
    ) -> list[Waits]:  # fmt: skip
        keys = _KEYS[order]
        values: list[Any] = []
        tests = self._tests(filter, person, values)
        if beside is not None:
            at = self._key(order, beside)
            if at is None:
                return []
            sign = "<" if back else ">"
            # The bound on the first part alone is what an index can use.
            tests += f" AND {keys[0]} {sign}= ? AND ({', '.join(keys)}) {sign} ({', '.join('?' * len(keys))})"
            values += [at[0], *at]
        way = " DESC" if back else ""
        source = _BY_REACH if order == "reach" else "claims c"
        found = self._db.all(
            f"SELECT c.n, c.id, c.confidence FROM {source} WHERE {tests}"
            f" ORDER BY {', '.join(key + way for key in keys)} LIMIT ?", (*values, limit),
        )  # fmt: skip
        return self._waits(found)

    def count(self, filter: Filter, *, person: str | None = None, most: int) -> int:
        values: list[Any] = []
        tests = self._tests(filter, person, values)
        row = self._db.one(f"SELECT count(*) FROM (SELECT 1 FROM claims c WHERE {tests} LIMIT ?)", (*values, most))
        return int(row[0]) if row else 0

    def one(self, claim: str) -> Waits | None:
        found = self._db.all(
            "SELECT n, id, confidence FROM claims WHERE id = ? ORDER BY current DESC, n DESC LIMIT 1", (claim,)
        )
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
            f"SELECT {', '.join(_KEYS[order])} FROM claims c{joined} WHERE c.id = ?"
            " ORDER BY c.current DESC, c.n DESC LIMIT 1", (claim,),
        )  # fmt: skip

    def _waits(self, rows: Sequence[tuple[Any, ...]]) -> list[Waits]:
        numbers = [row[0] for row in rows]
        told = self._db.among(f"SELECT c.n, i.documents FROM claims c{_INCIDENT} WHERE c.n IN ({{}})", numbers)
        documents = dict(told)
        return [Waits(claim=id, confidence=share, documents=documents.get(n, 1)) for n, id, share in rows]
