"""Merging in a ledger: each document that is added is set beside what others tell, step by step.

The incidents are the same whatever the order in which documents arrive, and the same as those of ``incidents.merge``
over everything at once: whatever a new document can change lies within reach of its links, and all of that is grouped
anew. Only which of its ids an incident goes by hangs on the order; it answers to all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from sayso.incidents import (
    accounts_of,
    bound_by,
    copy_between,
    incidents_of,
    keys_of,
    links_between,
    marks_of,
    name_groups,
    tellings_of,
)
from sayso.incidents.copies import FEWEST
from sayso.model import Account, Document, Reading
from sayso.service.gists import gist_of
from sayso.store.protocol import Store
from sayso.store.records import Added


def merge_reading(store: Store, reading: Reading, added: Added) -> None:
    """Merge what a document that was just added tells, inside the transaction that adds it."""
    unsettled = set(added.unsettled)
    if added.current:
        # What is known already may carry people's edits.
        told = store.documents.told(added.document) if added.outcome == "reread" else reading
        unsettled |= _tell(store, added.document, accounts_of(told))
    if added.outcome != "reread":
        _find_copies(store, reading.document)
    _regroup(store, unsettled)


def merge_again(store: Store, documents: Iterable[str]) -> None:
    """Merge anew what these documents tell, as people left it."""
    with store.transaction():
        unsettled: set[str] = set()
        for document in documents:
            unsettled |= _tell(store, document, accounts_of(store.documents.told(document)))
        _regroup(store, unsettled)


def merge_all_again(store: Store, watch: Callable[[int], None] | None = None) -> int:
    """Merge every document that is listed once more, one at a time; how many. People's decisions hold.

    The incidents are then those that adding all reports to an empty ledger would have made. Safe to interrupt, but only
    a run to the end makes them so. ``watch`` is told how many are done.
    """
    number = 0
    for number, document in enumerate(store.documents.listed(), 1):
        merge_again(store, [document])
        if watch:
            watch(number)
    return number


def _tell(store: Store, document: str, accounts: Sequence[Account]) -> set[str]:
    """Keep what a document tells, linked to what others tell; the ids of the tellings whose incidents may change."""
    tellings = tellings_of(accounts, bound_by(store.decisions.holding(a.claim for a in accounts)))
    keys = [keys_of(telling) for telling in tellings]
    unsettled = set(store.tellings.save(document, zip(tellings, (stored for stored, _ in keys), strict=True)))
    for telling, (_, sought) in zip(tellings, keys, strict=True):
        store.tellings.link(links_between([telling], store.tellings.with_keys(sought)))
    return unsettled | {telling.id for telling in tellings}


def _regroup(store: Store, tellings: Iterable[str]) -> None:
    """Group anew everything within reach of these tellings."""
    among = store.tellings.reach(tellings)
    reached = store.tellings.get(among)
    claims = [claim for telling in reached for claim in telling.claims]
    links = [link for link in store.tellings.links(among) if link.score > 0]
    bound = bound_by(store.decisions.holding(claims))
    found = incidents_of(reached, links, bound)
    names, now = name_groups([incident.claims for incident in found], *store.incidents.given(claims), bound.left)
    named = [replace(incident, id=name) for incident, name in zip(found, names, strict=True)]
    store.incidents.assign(named, among=among, now=now, gist=partial(gist_of, store))


def _find_copies(store: Store, document: Document) -> None:
    marks = marks_of(document.text)
    sharing = store.copies.sharing(marks, least=FEWEST)
    found = [copy_between(document, len(marks), other) for other in sharing if other.document != document.id]
    store.copies.mark(document.id, marks)
    store.copies.save(copy for copy in found if copy)
