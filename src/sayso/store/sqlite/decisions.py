"""People's decisions: added, never changed. The file itself refuses to change or remove one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sayso.errors import UsageError
from sayso.model import DECISION_KINDS, Claim, Decision, DecisionKind
from sayso.model.edits import Edits, added
from sayso.store.sqlite.connection import Connection
from sayso.store.sqlite.rows import ClaimRows, document_row, edits_of, text_of

_COLUMNS = "SELECT d.n, d.id, d.kind, d.by, d.reason, d.at, d.field, d.value FROM"


class Decisions:
    """The part of a ledger that keeps decisions."""

    def __init__(self, db: Connection, rows: ClaimRows) -> None:
        self._db, self._rows = db, rows

    def record(self, decision: Decision) -> None:
        """Keep a decision and let it count; one that is kept already changes nothing.

        Raises UsageError when it makes no sense and LedgerError when what it names is not there.
        """
        _check(decision)
        with self._db.transaction():
            if self._db.one("SELECT 1 FROM decisions WHERE id = ?", (decision.id,)):
                return
            if decision.kind == "add":
                self._add_claim(decision)
            judged = dict(
                self._db.among("SELECT id, n FROM claims WHERE id IN ({}) ORDER BY current, n", decision.claims)
            )
            missing = [id for id in decision.claims if id not in judged]
            if missing:
                raise self._db.absent(f"there is no claim {missing[0]}", "see sayso claims for the ids")
            n = self._db.insert(
                "INSERT INTO decisions (id, kind, by, reason, at, field, value) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (decision.id, decision.kind, decision.by, decision.reason, decision.at.astimezone(UTC).isoformat(),
                 decision.field, decision.value),
            )  # fmt: skip
            self._db.many(
                "INSERT INTO decision_claims (decision, position, claim, judged) VALUES (?, ?, ?, ?)",
                [(n, position, claim, judged[claim]) for position, claim in enumerate(decision.claims)],
            )
            if decision.kind in ("edit", "undo"):
                self._rows.reindex(decision.claims)

    def _add_claim(self, decision: Decision) -> None:
        told = json.loads(decision.value or "{}")
        row = document_row(self._db, told.get("document"))
        self._rows.add(added(decision.claims[0], told, text_of(self._db, row)), row)

    def recorded(self, claims: Iterable[str] | None = None) -> list[Decision]:
        """The decisions that name at least one of these claims, oldest first; all where none are given."""
        return self._found("decisions", claims)

    def holding(self, claims: Iterable[str] | None = None, kinds: Iterable[DecisionKind] = ()) -> list[Decision]:
        """As ``recorded``, but those that were taken back; of these kinds alone where some are given."""
        return self._found("holding", claims, tuple(kinds))

    def of_kind(self, *kinds: str) -> list[Decision]:
        """The decisions of these kinds that hold, oldest first."""
        return self._decisions(self._db.among(f"{_COLUMNS} holding d WHERE d.kind IN ({{}})", kinds))

    def made_by(self, person: str, *, since: datetime | None = None, limit: int | None = None) -> list[Decision]:
        """The decisions that hold of one person, oldest first; since an instant, or the latest ``limit`` alone."""
        first = since.astimezone(UTC).isoformat() if since else ""
        most = -1 if limit is None else limit
        rows = self._db.all(
            f"{_COLUMNS} holding d WHERE d.by = ? AND d.at >= ? ORDER BY d.at DESC, d.n DESC LIMIT ?",
            (person, first, most),
        )
        return self._decisions(rows)

    def latest(self, *, by: str | None = None, limit: int) -> list[Decision]:
        """The decisions recorded last, of one person where ``by`` names one, the latest first; those taken back too."""
        test, values = ("d.by = ?", (by,)) if by else ("1", ())
        rows = self._db.all(f"{_COLUMNS} decisions d WHERE {test} ORDER BY d.n DESC LIMIT ?", (*values, limit))
        return list(reversed(self._decisions(rows)))

    def people(self) -> list[tuple[str, int]]:
        """Who decided, with how many of their decisions hold, the most first."""
        rows = self._db.all("SELECT by, count(*) FROM holding GROUP BY by ORDER BY count(*) DESC, by")
        return [(str(by), int(count)) for by, count in rows]

    def _found(self, table: str, claims: Iterable[str] | None, kinds: Sequence[DecisionKind] = ()) -> list[Decision]:
        test = "d.kind IN ({})".format(",".join(f"'{one}'" for one in kinds if one in DECISION_KINDS)) if kinds else "1"
        if claims is None:
            rows = self._db.all(f"{_COLUMNS} {table} d WHERE {test}")
        else:
            naming = "SELECT decision FROM decision_claims WHERE claim IN ({})"
            rows = self._db.among(f"{_COLUMNS} {table} d WHERE {test} AND d.n IN ({naming})", claims)
        return self._decisions(rows)

    def _decisions(self, rows: list[tuple[Any, ...]]) -> list[Decision]:
        named: dict[int, list[str]] = {}
        for n, claim in self._db.among(
            "SELECT decision, claim FROM decision_claims WHERE decision IN ({}) ORDER BY decision, position",
            dict.fromkeys(row[0] for row in rows),
        ):
            named.setdefault(n, []).append(claim)
        found = {
            n: Decision(
                id=id, kind=kind, claims=tuple(named.get(n, ())), by=by, reason=reason, at=datetime.fromisoformat(at),
                field=field, value=value,
            )
            for n, id, kind, by, reason, at, field, value in sorted(rows)
        }  # fmt: skip
        return list(found.values())

    def rejected(self, claims: Iterable[str]) -> set[str]:
        """Those of these claims that a person rejected and nobody accepted since."""
        return {id for (id,) in self._db.among("SELECT claim FROM rejected WHERE claim IN ({})", claims)}

    def edits(self, claims: Iterable[str]) -> dict[str, Edits]:
        """Claim id to what people set in it, by field; of a field the last."""
        return edits_of(self._db, claims)

    def judged(self, decision: str) -> dict[str, Claim]:
        """The claims that a decision names, as they were read when it was made."""
        rows = self._db.all(
            "SELECT o.claim, c.told FROM decision_claims o JOIN decisions d ON d.n = o.decision"
            " JOIN claims c ON c.n = o.judged WHERE d.id = ?", (decision,),
        )  # fmt: skip
        return {id: self._db.unpacked(Claim, told) for id, told in rows}


def _check(decision: Decision) -> None:
    if decision.kind not in DECISION_KINDS:
        raise UsageError(f"{decision.kind!r} is no kind of decision; valid: {', '.join(DECISION_KINDS)}")
    if decision.kind in ("merge", "split"):
        if len(set(decision.claims)) < 2:
            raise UsageError(f"{decision.kind} takes two claims or more")
    elif decision.kind == "reliability":
        if decision.claims:
            raise UsageError("reliability grades a source, and takes no claim")
    elif len(decision.claims) != 1 and decision.kind != "undo":
        raise UsageError(f"{decision.kind} takes one claim")
    if not decision.by.strip() or not decision.reason.strip():
        raise UsageError("a decision needs the name of who decides and a reason")
    if (decision.kind == "edit") != (decision.field is not None):
        raise UsageError("an edit, and nothing else, names the field that it sets")
