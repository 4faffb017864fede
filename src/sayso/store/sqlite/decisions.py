"""People's decisions: added, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sayso.errors import LedgerError, UsageError
from sayso.model import DECISION_KINDS, Decision
from sayso.store.sqlite.base import Base

__all__ = ["Decisions", "decision_id"]

_COLUMNS = "SELECT d.n, d.id, d.kind, d.by, d.reason, d.at, d.field, d.value FROM decisions d"


class Decisions(Base):
    """The part of the ledger that keeps decisions. The file itself refuses to change or remove one."""

    def record(self, decision: Decision) -> None:
        """Keep a decision; one that is kept already changes nothing.

        Raises UsageError when it makes no sense and LedgerError when a claim it names is not there.
        """
        _check(decision)
        with self.transaction():
            if self._one("SELECT 1 FROM decisions WHERE id = ?", (decision.id,)):
                return
            known = {id for (id,) in self._among("SELECT DISTINCT id FROM claims WHERE id IN ({})", decision.claims)}
            missing = [id for id in decision.claims if id not in known]
            if missing:
                raise LedgerError(str(self.path), f"there is no claim {missing[0]}", "see sayso claims for the ids")
            n = self._insert(
                "INSERT INTO decisions (id, kind, by, reason, at, field, value) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (decision.id, decision.kind, decision.by, decision.reason, decision.at.isoformat(), decision.field,
                 decision.value),
            )  # fmt: skip
            self._many(
                "INSERT INTO decision_claims (decision, position, claim) VALUES (?, ?, ?)",
                [(n, position, claim) for position, claim in enumerate(decision.claims)],
            )

    def decisions(self, claims: Iterable[str] | None = None) -> list[Decision]:
        """The decisions that name at least one of these claims, oldest first; all where none are given."""
        if claims is None:
            rows = self._all(f"{_COLUMNS} ORDER BY d.n")
        else:
            rows = sorted(
                self._among(
                    f"{_COLUMNS} WHERE d.n IN (SELECT decision FROM decision_claims WHERE claim IN ({{}}))", claims
                )
            )
        named: dict[int, list[str]] = {}
        for n, claim in self._among(
            "SELECT decision, claim FROM decision_claims WHERE decision IN ({}) ORDER BY decision, position",
            dict.fromkeys(row[0] for row in rows),
        ):
            named.setdefault(n, []).append(claim)
        found = {
            n: Decision(
                id=id, kind=kind, claims=tuple(named[n]), by=by, reason=reason, at=datetime.fromisoformat(at),
                field=field, value=value,
            )
            for n, id, kind, by, reason, at, field, value in rows
        }  # fmt: skip
        return list(found.values())

    def rejected(self, claims: Iterable[str]) -> set[str]:
        """Those of these claims that a person rejected and nobody accepted since."""
        return {id for (id,) in self._among("SELECT claim FROM rejected WHERE claim IN ({})", claims)}


def decision_id(decision: Decision) -> str:
    """The id that follows from what a decision says: 16 hex digits of SHA-256."""
    told = (decision.kind, decision.claims, decision.by, decision.reason, decision.at.isoformat(), decision.field,
            decision.value)  # fmt: skip
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _check(decision: Decision) -> None:
    if decision.kind not in DECISION_KINDS:
        raise UsageError(f"{decision.kind!r} is no kind of decision; valid: {', '.join(DECISION_KINDS)}")
    several = decision.kind in ("merge", "split")
    if several and len(set(decision.claims)) < 2:
        raise UsageError(f"{decision.kind} takes two claims or more")
    if not several and len(decision.claims) != 1:
        raise UsageError(f"{decision.kind} takes one claim")
    if not decision.by.strip() or not decision.reason.strip():
        raise UsageError("a decision needs the name of who decides and a reason")
    if (decision.kind == "edit") != (decision.field is not None):
        raise UsageError("an edit, and nothing else, names the field that it sets")
