"""Tellings: which accounts of one document speak of one happening.

Every two accounts of a document are scored once. What may come to be told together is a circle: accounts that agree,
two by two, or that people hold together, and those that agree with one of these, and so on. Nothing outside of a circle
bears on how it falls into tellings, so that a decision about a claim needs its circle alone, and the scores in it.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from sayso.incidents.agreement import score
from sayso.incidents.bindings import FREE, Bound, Pair
from sayso.incidents.grouping import grouped
from sayso.incidents.profiles import Profile, profile
from sayso.model import Account, Circle, Telling
from sayso.progress import passing

_PARTS = 1000
"""A score is kept in thousandths, to which it is rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a document tells, or of a document that was told before, what is told anew.

    ``tellings``: in text order. ``circles``: those of their claims. ``claims``: all claims of which this tells; what
    was told of any of them before counts no longer.
    """

    tellings: tuple[Telling, ...]
    circles: tuple[Circle, ...]
    claims: frozenset[str]


def told_by(accounts: Sequence[Account], bound: Bound = FREE) -> Told:
    """All that a document tells; every account is in exactly one telling.

    ``bound``: which of its claims decisions bind. The result depends on nothing but these.
    """
    known = {account.claim: account for account in accounts}
    ids = sorted(known)
    profiles = [profile([known[claim]]) for claim in ids]
    # Some claims are millions of pairs, so these are kept as plain numbers.
    found = array("i")
    for n, one in enumerate(passing(profiles), 1):
        found.extend([round(_PARTS * score(one, other)) for other in profiles[n:]])
    joined = [pair for pair, parts in zip(combinations(ids, 2), found, strict=True) if parts > 0]
    before = {claim: n * len(ids) - n * (n + 1) // 2 - n - 1 for n, claim in enumerate(ids)}
    place = {claim: n for n, claim in enumerate(ids)}

    def scored(pair: Pair) -> float:
        return found[before[pair[0]] + place[pair[1]]] / _PARTS

    return _told(known, _circles(known, [*joined, *_tied(bound, known)]), scored, bound)


def told_again(
    accounts: Sequence[Account],
    bound: Bound,
    circles: Iterable[Circle],
    *,
    named: Collection[str],
    changed: Collection[str],
) -> Told:
    """What decisions about some claims of a document change: the tellings of their circles, old and new.

    ``accounts``, ``bound``: all that hold now. ``circles``: those of before. ``named``: the claims that the decisions
    name; ``changed``: those of them whose accounts are others than before, or new, or gone. Put in the place of what
    was told of its claims before, the result gives what ``told_by`` gives.
    """
    known = {account.claim: account for account in accounts}
    scores = _Scores(known)
    opened, joined = {claim for claim in named if claim in known}, _tied(bound, known)
    whole = []
    for circle in circles:
        if not set(named).isdisjoint(circle.claims):
            joined += scores.take(circle, changed)
            opened.update(claim for claim in circle.claims if claim in known)
        else:
            whole.append(circle)
            joined += pairwise(circle.claims)
    joined += [(a, b) for a in changed if a in known for b in known if a != b and scores.of((a, b)) > 0]
    found = [circle for circle in _circles(known, joined) if not opened.isdisjoint(circle)]
    reached = {claim for circle in found for claim in circle}
    for circle in whole:
        if not reached.isdisjoint(circle.claims):
            scores.take(circle, ())
    return _told(known, found, scores.of, bound)


class _Scores:
    """How far the accounts of a document agree: known from before, else found when it is asked for."""

    def __init__(self, accounts: Mapping[str, Account]) -> None:
        self._accounts = accounts
        self._profiles: dict[str, Profile] = {}
        self._known: dict[Pair, float] = {}

    def take(self, circle: Circle, changed: Collection[str]) -> list[Pair]:
        """Take over the scores of a circle, but for accounts that are others now; the pairs that agree."""
        known = {
            (a, b): found / _PARTS
            for (a, b), found in zip(combinations(circle.claims, 2), circle.scores, strict=True)
            if a not in changed and b not in changed
        }
        self._known |= known
        return [pair for pair, found in known.items() if found > 0]

    def of(self, pair: Pair) -> float:
        """The score of two accounts."""
        a, b = pair if pair[0] < pair[1] else (pair[1], pair[0])
        found = self._known.get((a, b))
        if found is None:
            found = self._known[a, b] = score(self._profile(a), self._profile(b))
        return found

    def _profile(self, claim: str) -> Profile:
        if claim not in self._profiles:
            self._profiles[claim] = profile([self._accounts[claim]])
        return self._profiles[claim]


def _told(
    accounts: Mapping[str, Account], circles: Iterable[Sequence[str]], scored: Callable[[Pair], float], bound: Bound
) -> Told:
    groups: list[list[Account]] = []
    kept: list[Circle] = []
    claims: list[str] = []
    for circle in circles:
        pairs = {pair: scored(pair) for pair in combinations(circle, 2)}
        groups += [sorted((accounts[c] for c in one), key=_in_text) for one in grouped(circle, pairs, bound)]
        claims += circle
        if len(circle) > 1:
            kept.append(Circle(claims=tuple(circle), scores=tuple(round(_PARTS * s) for s in pairs.values())))
    groups.sort(key=lambda group: _in_text(group[0]))
    return Told(tellings=tuple(map(_telling, groups)), circles=tuple(kept), claims=frozenset(claims))


def _in_text(account: Account) -> tuple[int, str]:
    return account.order, account.claim


def _tied(bound: Bound, known: Collection[str]) -> list[Pair]:
    return [pair for one in bound.together for pair in pairwise([claim for claim in one if claim in known])]


def _circles(claims: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """The claims parted into what these pairs join, each part sorted."""
    head = {claim: claim for claim in sorted(claims)}

    def first(claim: str) -> str:
        while head[claim] != claim:
            head[claim] = claim = head[head[claim]]
        return claim

    for a, b in pairs:
        if a in head and b in head:
            head[first(b)] = first(a)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for claim in head:
        found[first(claim)].append(claim)
    return list(found.values())


def _telling(accounts: Sequence[Account]) -> Telling:
    joined = "\n".join(a.claim for a in accounts)
    return Telling(
        id=hashlib.sha256(joined.encode()).hexdigest()[:16],
        document=accounts[0].document,
        accounts=tuple(accounts),
    )
