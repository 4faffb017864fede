"""Bindings: which claims people's decisions hold together, and which apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from sayso.model import Decision

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What decisions bind.

    ``together``: sets of ids that belong to one group each, sorted; ``apart``: pairs (smaller first) that do not.
    ``left``: those that were parted from the rest of their incident.
    """

    together: tuple[tuple[str, ...], ...] = ()
    apart: frozenset[Pair] = frozenset()
    left: frozenset[str] = frozenset()


FREE = Bound()
"""No decision binds anything."""


def bound_by(decisions: Iterable[Decision]) -> Bound:
    """What decisions that hold bind, claim ids; a later one takes back what an earlier one says of the same claims.

    A split moves what it names and nothing else: the first claim leaves every set that it is in with one of the rest,
    and the rest of its incident (where ``value`` says that the rest is all of it) stays in one. A merge of the first
    with one of that rest takes the whole split back.
    """
    together: list[set[str]] = []
    apart: set[Pair] = set()
    left: list[tuple[str, set[str]]] = []
    for decision in sorted(decisions, key=lambda d: (d.at, d.id)):
        first, *rest = decision.claims
        if decision.kind == "merge":
            merged = set(decision.claims)
            back = [(one, stayed) for one, stayed in left if one in merged and not stayed.isdisjoint(merged)]
            for one, stayed in back:
                apart -= _pairs(one, stayed)
            left = [split for split in left if split not in back]
            apart.difference_update(combinations(sorted(merged), 2))
            together.append(merged)
        elif decision.kind == "split":
            for held in together:
                if not held.isdisjoint(rest):
                    held.discard(first)
            apart |= _pairs(first, rest)
            if decision.value == "true":
                together.append(set(rest))
                left.append((first, set(rest)))
    return Bound(
        together=tuple(sorted({tuple(sorted(one)) for one in together if len(one) > 1})),
        apart=frozenset(apart),
        left=frozenset(one for one, _ in left),
    )


def _pairs(one: str, others: Iterable[str]) -> set[Pair]:
    return {(min(one, other), max(one, other)) for other in others}
