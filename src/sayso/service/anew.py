"""Merging a whole ledger anew, after sayso's way of merging has changed."""

from __future__ import annotations

from collections.abc import Callable

from sayso.service.merging import merge_reading
from sayso.store.sqlite import Added, Ledger

__all__ = ["merge_anew"]


def merge_anew(ledger: Ledger, watch: Callable[[int], None] | None = None) -> int:
    """Merge every document that is listed once more, one at a time; how many. People's decisions hold.

    The incidents are then those that adding all reports to an empty ledger would have made. Safe to interrupt, but only
    a run to the end makes them so. ``watch`` is told how many are done.
    """
    number = 0
    for number, document in enumerate(ledger.listed_documents(), 1):
        with ledger.transaction():
            reading = ledger.reading(document)
            claims = len(reading.claims)
            merge_reading(ledger, reading, Added(document=document, outcome="reread", current=True, claims=claims))
        if watch:
            watch(number)
    return number
