"""People's decisions: recorded, and heeded at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sayso.errors import UsageError
from sayso.model import Decision, DecisionKind
from sayso.service.merging import settle
from sayso.store.sqlite import Ledger, decision_id

__all__ = ["FIELDS", "decide"]

FIELDS = (
    "type", "status", "actors", "targets", "place", "time", "figures", "sources", "note",
)  # fmt: skip
"""What an edit can set."""


def decide(
    ledger: Ledger,
    kind: DecisionKind,
    claims: Sequence[str],
    *,
    by: str,
    reason: str,
    at: datetime,
    field: str | None = None,
    value: str | None = None,
) -> Decision:
    """Record a decision and merge anew what it touches.

    ``claims``: ids, or beginnings of them; ``merge`` takes incidents as well, which stand for their claims.
    ``value``: JSON text. Raises UsageError when it makes no sense and LedgerError when something named is not there.
    """
    if field is not None and field not in FIELDS:
        raise UsageError(f"{field!r} is no field that can be edited; valid: {', '.join(FIELDS)}")
    named = [id for claim in claims for id in _claims(ledger, claim, kind)]
    made = Decision(
        id="", kind=kind, claims=tuple(dict.fromkeys(named)), by=by, reason=reason, at=at, field=field, value=value
    )
    decision = replace(made, id=decision_id(made))
    with ledger.transaction():
        ledger.record(decision)
        if kind in ("merge", "split"):
            settle(ledger, decision.claims)
    return decision


def _claims(ledger: Ledger, prefix: str, kind: DecisionKind) -> tuple[str, ...]:
    what, id = ledger.find(prefix)
    if what == "claim":
        return (id,)
    incident = ledger.incident(id) if what == "incident" and kind == "merge" else None
    if incident is None:
        raise UsageError(f"{prefix} is a {what}; {kind} takes claims")
    return incident.claims
