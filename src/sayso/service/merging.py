"""Merging in a ledger: each document that is added is set beside what others tell, step by step.

The incidents are the same whatever the order in which documents arrive, and the same as those of ``incidents.merge``
over everything at once: whatever a new document can change lies within reach of its links, and all of that is grouped
anew. Only which of its ids an incident goes by hangs on the order; it answers to all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

from sayso import __version__
from sayso.incidents import (
    Bound,
    accounts_of,
    bound_by,
    copy_between,
    incidents_of,
    keys_of,
    links_between,
    marks_of,
    name_groups,
    told_again,
    told_by,
    weights,
)
from sayso.incidents.copies import FEWEST
from sayso.model import Account, Circle, Document, Marked, Reading, Telling
from sayso.service.gists import gist_of
from sayso.store.protocol import Store
from sayso.store.records import Added

MANY = 40
"""Claims of a document from which on the scores between them are kept."""


def merge_reading(store: Store, reading: Reading, added: Added) -> None:
    """Merge what a document that was just added tells, inside the transaction that adds it."""
    unsettled = set(added.unsettled)
    if added.current:
        # What is known already may carry people's edits.
        told = store.documents.told(added.document) if added.outcome == "reread" else reading
        unsettled |= _tell(store, added.document, accounts_of(told))
    if added.outcome != "reread":
        find_copies(store, reading.document)
    _regroup(store, unsettled)


def merge_again(store: Store, documents: Iterable[str]) -> None:
    """Merge anew what these documents tell, as people left it."""
    with store.transaction():
        unsettled: set[str] = set()
        for document in documents:
            unsettled |= _tell(store, document, accounts_of(store.documents.told(document)))
        _regroup(store, unsettled)


def merge_decided(store: Store, claims: Collection[str], *, retold: bool = True) -> None:
    """Merge anew what decisions about these claims can change, and no more; the result is that of ``merge_again``.

    ``retold``: whether they change what claims say or which belong together, not only which count.
    """
    with store.transaction():
        unsettled: set[str] = set()
        for document in store.claims.documents_of(claims) if retold else ():
            unsettled |= _tell_again(store, document, set(claims))
        unsettled |= {telling.id for telling in store.tellings.holding(claims)}
        _regroup(store, unsettled, afresh=claims)


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
    told = told_by(accounts, _bound(store, (a.claim for a in accounts)))
    unsettled = _save(store, document, told.tellings)
    _encircle(store, document, len(accounts), told.circles)
    return unsettled


def _tell_again(store: Store, document: str, named: set[str]) -> set[str]:
    """As ``_tell``, of a document that is merged already, after decisions about some of its claims."""
    kept = store.tellings.of(document)
    before = {account.claim: account for telling in kept for account in telling.accounts}
    now = {account.claim: account for account in accounts_of(store.documents.told(document, named))}
    accounts = [*(a for claim, a in before.items() if claim not in named), *now.values()]
    bound = _bound(store, (a.claim for a in accounts))
    circles = store.tellings.circles(document, _rests_on()) if len(accounts) >= MANY else None
    if circles is None:
        told, left = told_by(accounts, bound), []
    else:
        changed = {claim for claim in named if before.get(claim) != now.get(claim)}
        told = told_again(accounts, bound, circles, named=named, changed=changed)
        left = [circle for circle in circles if (told.claims | named).isdisjoint(circle.claims)]
    there = {telling.id: telling for telling in kept}
    same = {telling.id for telling in told.tellings if telling == there.get(telling.id)}
    gone = {t.id for t in kept if t.id not in same and not (told.claims | named).isdisjoint(t.claims)}
    unsettled = _save(store, document, [t for t in told.tellings if t.id not in same], gone)
    _encircle(store, document, len(accounts), [*left, *told.circles])
    return unsettled


def _bound(store: Store, claims: Iterable[str]) -> Bound:
    return bound_by(store.decisions.holding(claims, kinds=("merge", "split")))


def _save(store: Store, document: str, tellings: Sequence[Telling], gone: Collection[str] | None = None) -> set[str]:
    """Keep tellings in the place of all of the document, or of those ``gone``; link them to what others tell."""
    keys = [keys_of(telling) for telling in tellings]
    kept = zip(tellings, (stored for stored, _ in keys), strict=True)
    unsettled = set(store.tellings.save(document, kept, gone=gone))
    for telling, (_, sought) in zip(tellings, keys, strict=True):
        store.tellings.link(links_between([telling], store.tellings.with_keys(sought)))
    return unsettled | {telling.id for telling in tellings}


def _encircle(store: Store, document: str, accounts: int, circles: Sequence[Circle]) -> None:
    """Keep the scores of a document that is so long that finding them again takes a while."""
    if accounts >= MANY:
        store.tellings.encircle(document, circles, _rests_on())


def _rests_on() -> str:
    """What scores rest on beside the accounts."""
    return f"{__version__} {weights().fingerprint}"


def _regroup(store: Store, tellings: Iterable[str], afresh: Collection[str] = ()) -> None:
    """Group anew everything within reach of these tellings. ``afresh``: claims that count otherwise than before."""
    among = store.tellings.reach(tellings)
    reached = store.tellings.get(among)
    claims = [claim for telling in reached for claim in telling.claims]
    links = [link for link in store.tellings.links(among, bare=True) if link.score > 0]
    bound = _bound(store, claims)
    found = incidents_of(reached, links, bound)
    names, now = name_groups([incident.claims for incident in found], *store.incidents.given(claims), bound.left)
    named = [replace(incident, id=name) for incident, name in zip(found, names, strict=True)]
    store.incidents.assign(named, among=among, now=now, gist=partial(gist_of, store), afresh=afresh)


def find_copies(store: Store, document: Document) -> None:
    """Keep which documents that are there this one carries text of, or they of it; inside the adding transaction."""
    marks = marks_of(document.text)
    others = [one for one in store.copies.sharing(marks, least=FEWEST) if one.document != document.id]
    own = Marked(document=document.id, published=document.published, marks=len(marks), shared=0)
    found = [copy_between(replace(own, shared=other.shared), other) for other in others]
    store.copies.mark(document.id, marks)
    store.copies.save(copy for copy in found if copy)
