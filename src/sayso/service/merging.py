"""Merging in a ledger: each document that is added is set beside what others tell, step by step.

The incidents are the same whatever the order in which documents arrive, and the same as those of ``merging.merge`` over
everything at once: whatever a new document can change lies within reach of its links, and all of that is grouped anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.incidents import (
    Pair,
    accounts_of,
    copy_between,
    incidents_of,
    keys_of,
    links_between,
    marks_of,
    tellings_of,
)
from sayso.incidents.copies import FEWEST
from sayso.model import Account, Decision, Document, Reading, Telling
from sayso.store.sqlite import Added, Ledger

__all__ = ["bound_pairs", "merge_reading", "settle"]


def merge_reading(ledger: Ledger, reading: Reading, added: Added) -> None:
    """Merge what a document that was just added tells, inside the transaction that adds it."""
    unsettled = set(added.unsettled)
    if added.current:
        unsettled |= _tell(ledger, added.document, accounts_of(reading))
    if added.outcome != "reread":
        _find_copies(ledger, reading.document)
    _regroup(ledger, unsettled)


def settle(ledger: Ledger, claims: Iterable[str]) -> None:
    """Merge anew the documents that hold these claims, as a decision about them asks for."""
    with ledger.transaction():
        unsettled: set[str] = set()
        holding = ledger.tellings(set(ledger.telling_of_claims(claims).values()))
        for document in sorted({telling.document for telling in holding}):
            accounts = [a for telling in ledger.tellings_of(document) for a in telling.accounts]
            unsettled |= _tell(ledger, document, sorted(accounts, key=lambda a: (a.order, a.claim)))
        _regroup(ledger, unsettled)


def bound_pairs(decisions: Iterable[Decision]) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """Pairs of claims that belong together and pairs that belong apart; of two decisions on a pair the later holds."""
    bound: dict[Pair, bool] = {}
    for decision in sorted(decisions, key=lambda d: (d.at, d.id)):
        if decision.kind in ("merge", "split"):
            first, *rest = decision.claims
            for other in rest:
                if other != first:
                    bound[min(first, other), max(first, other)] = decision.kind == "merge"
    together = frozenset(pair for pair, joined in bound.items() if joined)
    return together, frozenset(bound) - together


def _tell(ledger: Ledger, document: str, accounts: Sequence[Account]) -> set[str]:
    """Keep what a document tells, linked to what others tell; the ids of the tellings whose incidents may change."""
    together, apart = bound_pairs(ledger.decisions(a.claim for a in accounts))
    tellings = tellings_of(accounts, together=together, apart=apart)
    keys = [keys_of(telling) for telling in tellings]
    unsettled = set(ledger.save_tellings(document, zip(tellings, (stored for stored, _ in keys), strict=True)))
    for telling, (_, sought) in zip(tellings, keys, strict=True):
        ledger.save_links(links_between([telling], ledger.tellings_with_keys(sought)))
    return unsettled | {telling.id for telling in tellings}


def _regroup(ledger: Ledger, tellings: Iterable[str]) -> None:
    """Group anew everything within reach of these tellings."""
    among = ledger.component(tellings)
    reached: list[Telling] = ledger.tellings(among)
    decisions = ledger.decisions(claim for telling in reached for claim in telling.claims)
    together, apart = bound_pairs(decisions)
    links = [link for link in ledger.links_of(among) if link.score > 0]
    ledger.set_incidents(incidents_of(reached, links, together=together, apart=apart), among=among)


def _find_copies(ledger: Ledger, document: Document) -> None:
    marks = marks_of(document.text)
    sharing = ledger.documents_with_marks(marks, least=FEWEST)
    found = [copy_between(document, len(marks), other) for other in sharing if other.document != document.id]
    ledger.save_marks(document.id, marks)
    ledger.save_copies(copy for copy in found if copy)
