"""Merging: claims about one real-world happening are put side by side, never collapsed.

    claims → accounts → tellings (within a document) → links (across documents, explained) → incidents

``merge`` does it all at once in memory; a ledger does the same step by step, with the same result. Grouping looks at
nothing but the tellings and their links, so the incidents are the same whatever the order in which documents arrive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sayso.incidents.accounts import account_of, accounts_of
from sayso.incidents.agreement import link_for
from sayso.incidents.bindings import FREE, Bound, Pair, bound_by
from sayso.incidents.blocking import sought_keys, stored_keys
from sayso.incidents.comparing import compare
from sayso.incidents.copies import copy_between, marks_of
from sayso.incidents.grouping import grouped
from sayso.incidents.identity import name_groups
from sayso.incidents.profiles import profile_of
from sayso.incidents.tellings import Told, told_again, told_by
from sayso.incidents.weights import weights
from sayso.model import Account, Incident, Link, Telling

__all__ = [
    "Bound", "Told", "account_of", "accounts_of", "bound_by", "compare", "copy_between", "incidents_of", "keys_of",
    "links_between", "marks_of", "merge", "name_groups", "told_again", "told_by", "weights",
]  # fmt: skip


def merge(documents: Iterable[Sequence[Account]], bound: Bound = FREE) -> tuple[Incident, ...]:
    """The incidents told by some documents, each given as its accounts; sorted by id.

    ``bound``: which claims people's decisions bind.
    """
    seen: dict[str, Telling] = {}
    stored: defaultdict[str, list[str]] = defaultdict(list)
    links: list[Link] = []
    for accounts in documents:
        new = told_by(accounts, bound).tellings
        for telling in new:
            keys, sought = keys_of(telling)
            candidates = sorted({other for key in sought for other in stored[key]})
            links += links_between([telling], [seen[other] for other in candidates])
            seen[telling.id] = telling
            for key in keys:
                stored[key].append(telling.id)
    return incidents_of(list(seen.values()), links, bound)


def keys_of(telling: Telling) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys to store a telling under, and those to seek what it is to be compared with."""
    told = profile_of(telling)
    return stored_keys(told), sought_keys(told)


def links_between(new: Sequence[Telling], candidates: Iterable[Telling]) -> list[Link]:
    """The links above 0 between new tellings and candidates (which may hold the new ones), sorted.

    Tellings of one document are never linked: what they have in common was weighed when they were formed.
    """
    fresh = [(t, profile_of(t)) for t in new]
    fresh_ids = {t.id for t in new}
    others = [(t, profile_of(t)) for t in candidates if t.id not in fresh_ids]
    found = [link_for(a.id, b.id, one, other) for a, one in fresh for b, other in others if a.document != b.document]
    return sorted(filter(None, found), key=lambda x: (x.left, x.right))


def incidents_of(tellings: Collection[Telling], links: Collection[Link], bound: Bound = FREE) -> tuple[Incident, ...]:
    """Group tellings into incidents, sorted by id; each telling is in exactly one.

    ``bound``: which claims decisions bind, and so the tellings that hold them. Each has the id that its smallest claim
    founds, which is its own where none was given before (see ``identity``).
    """
    claims = {t.id: t.claims for t in tellings}
    scores: Mapping[Pair, float] = {(x.left, x.right): x.score for x in links}
    groups = grouped(claims, scores, _held(bound, {claim: t.id for t in tellings for claim in t.claims}))
    ordered = sorted(links, key=lambda x: (x.left, x.right))
    return tuple(sorted((_incident(group, claims, ordered) for group in groups), key=lambda i: i.id))


def _held(bound: Bound, holder: Mapping[str, str]) -> Bound:
    """The tellings that are bound when these claims are."""
    sets = {tuple(sorted({holder[claim] for claim in one if claim in holder})) for one in bound.together}
    pairs = {(holder[a], holder[b]) for a, b in bound.apart if a in holder and b in holder}
    return Bound(
        together=tuple(sorted(one for one in sets if len(one) > 1)),
        apart=frozenset((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]),
    )


def _incident(group: Sequence[str], claims: Mapping[str, tuple[str, ...]], links: Iterable[Link]) -> Incident:
    inside = set(group)
    held = sorted(claim for telling in group for claim in claims[telling])
    return Incident(
        id=f"i{held[0]}",
        tellings=tuple(sorted(group)),
        claims=tuple(held),
        links=tuple(x for x in links if x.left in inside and x.right in inside),
    )
