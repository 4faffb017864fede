"""Grouping: from scores between pairs to groups, the same whatever the order in which the members are given.

Average linkage: the two groups whose members agree best on average are joined, again and again, until no two groups
agree. A pair that was never compared counts as ``UNCOMPARED``. People's decisions bind: members that must be together
start as one group, and groups that hold members that must be apart are never joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

from sayso.incidents.bindings import FREE, Bound, Pair

UNCOMPARED = -2.0
"""The score of two members that share no block, and so were not compared."""


def grouped(members: Iterable[str], scores: Mapping[Pair, float], bound: Bound = FREE) -> list[tuple[str, ...]]:
    """Groups of members, each sorted, in the order of their first member.

    ``scores``: of pairs (smaller id first). ``bound``: what decisions bind; what they hold apart stays apart.
    """
    return _Groups(members, scores, bound).joined()


class _Groups:
    def __init__(self, members: Iterable[str], scores: Mapping[Pair, float], bound: Bound) -> None:
        self.members: dict[str, tuple[str, ...]] = {m: (m,) for m in sorted(set(members))}
        self.sums: dict[str, dict[str, float]] = {m: {} for m in self.members}
        for (a, b), score in scores.items():
            if a in self.members and b in self.members and a != b:
                self.sums[a][b] = self.sums[b][a] = score - UNCOMPARED
        self.foes: dict[str, set[str]] = {m: set() for m in self.members}
        for a, b in bound.apart:
            if a in self.members and b in self.members:
                self.foes[a].add(b)
                self.foes[b].add(a)
        known = frozenset(self.members)
        for one in bound.together:
            present = [m for m in one if m in known]
            for other in present[1:]:
                self._bind(present[0], other)

    def joined(self) -> list[tuple[str, ...]]:
        queue = [entry for a in self.sums for b in self.sums[a] if a < b for entry in self._entry(a, b)]
        heapify(queue)
        while queue:
            _, a, b, size_a, size_b = heappop(queue)
            if a not in self.members or b not in self.members:
                continue
            if (size_a, size_b) != (len(self.members[a]), len(self.members[b])) or b in self.foes[a]:
                continue
            for c in self._join(a, b):
                for entry in self._entry(*sorted((a, c))):
                    heappush(queue, entry)
        return sorted(self.members.values())

    def _entry(self, a: str, b: str) -> list[tuple[float, str, str, int, int]]:
        size_a, size_b = len(self.members[a]), len(self.members[b])
        mean = self.sums[a][b] / (size_a * size_b) + UNCOMPARED
        return [(-round(mean, 6), a, b, size_a, size_b)] if mean > 0 else []

    def _bind(self, a: str, b: str) -> None:
        first = next((g for g, held in self.members.items() if a in held), None)
        second = next((g for g, held in self.members.items() if b in held), None)
        if first and second and first != second and second not in self.foes[first]:
            self._join(*sorted((first, second)))

    def _join(self, a: str, b: str) -> Iterable[str]:
        """Join group b to a (the smaller id); the groups that either had been compared with."""
        self.members[a] = tuple(sorted(self.members[a] + self.members.pop(b)))
        gone, kept = self.sums.pop(b), self.sums[a]
        gone.pop(a, None)
        kept.pop(b, None)
        for c, value in gone.items():
            self.sums[c].pop(b)
            kept[c] = self.sums[c][a] = kept.get(c, 0.0) + value
        for c in self.foes.pop(b):
            self.foes[c].discard(b)
            if c != a:
                self.foes[c].add(a)
                self.foes[a].add(c)
        return tuple(kept)
