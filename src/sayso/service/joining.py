"""Joining ledgers: what the parts of a run read, each into a ledger of its own, in one, merged across the parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.errors import LedgerError, UsageError
from sayso.service.deciding import keep
from sayso.service.merging import merge_reading
from sayso.store.protocol import Store


@dataclass(slots=True)
class Joined:
    """What joining did: ``reports`` that are new, ``known`` ones, ``claims`` of the new ones, ``decisions`` taken over,
    and ``left``: decisions whose claims are not there."""

    reports: int = 0
    known: int = 0
    claims: int = 0
    decisions: int = 0
    left: int = 0


def join(store: Store, other: Store, watch: Callable[[Joined], None] | None = None) -> Joined:
    """Take into a ledger what another lists, as its machine read it, and people's decisions; merge it with the rest.

    One transaction a report, so that it can be stopped and run again. Files that could not be read, older versions and
    older readings stay where they are. ``watch``: is told after each report. Raises UsageError for the ledger itself.
    """
    if store.path.exists() and other.path.exists() and store.path.samefile(other.path):
        raise UsageError(f"{other.path} is the ledger itself")
    done = Joined()
    for document in other.documents.listed():
        current = next(kept for kept in other.documents.readings(document) if kept.current)
        reading = other.documents.reading(document)
        with store.transaction():
            added = store.documents.add(reading, read_by=current.read_by)
            if added.outcome == "known":
                done.known += 1
            else:
                merge_reading(store, reading, added)
                done.reports += 1
                done.claims += added.claims
        if watch:
            watch(done)
    _take_decisions(store, other, done)
    return done


def _take_decisions(store: Store, other: Store, done: Joined) -> None:
    kept = {decision.id for decision in store.decisions.recorded()}
    for decision in other.decisions.recorded():
        if decision.id in kept:
            continue
        try:
            keep(store, decision)
            done.decisions += 1
        except (LedgerError, UsageError):
            done.left += 1
