"""Tellings: which accounts of one document speak of one happening."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import combinations

from sayso.incidents.agreement import score
from sayso.incidents.bindings import FREE, Bound
from sayso.incidents.grouping import grouped
from sayso.incidents.profiles import profile
from sayso.model import Account, Telling


def tellings_of(accounts: Sequence[Account], bound: Bound = FREE) -> tuple[Telling, ...]:
    """The tellings of one document, in text order; every account is in exactly one.

    ``bound``: which of its claims decisions bind. The result depends on nothing but these.
    """
    known = {account.claim: account for account in accounts}
    profiles = {claim: profile([account]) for claim, account in known.items()}
    scores = {(a, b): score(profiles[a], profiles[b]) for a, b in combinations(sorted(profiles), 2)}
    groups = grouped(known, scores, bound)
    ordered = [sorted((known[c] for c in group), key=lambda a: (a.order, a.claim)) for group in groups]
    ordered.sort(key=lambda group: (group[0].order, group[0].claim))
    return tuple(_telling(group) for group in ordered)


def _telling(accounts: Sequence[Account]) -> Telling:
    joined = "\n".join(a.claim for a in accounts)
    return Telling(
        id=hashlib.sha256(joined.encode()).hexdigest()[:16],
        document=accounts[0].document,
        accounts=tuple(accounts),
    )
