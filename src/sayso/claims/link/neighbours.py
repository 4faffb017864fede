"""Neighbours: what the rules gave the other claims of a report, and which of them stand nearest to one in several ways.

What is told of the same event in another sentence often has the same place and parties: the claim before, that of the
same kind of event, of the same actor, with the same count. For each such way the value of the nearest is a sign.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from sayso.claims.naming import called
from sayso.claims.records import Draft
from sayso.rules.ontology import family_of

__all__ = ["NOTHING", "Told", "signs_of"]

NOTHING: Hashable = ()
"""The key of no value."""


def _source(one: Draft) -> Iterable[Hashable]:
    if one.attribution is None:
        return [None]
    return [source.name for source in one.attribution.sources[:1]]


_WAYS: dict[str, Callable[[Draft], Iterable[Hashable]]] = {
    "claim": lambda one: [True],
    "family": lambda one: [family_of(one.type)],
    "type": lambda one: [one.type],
    "actor": lambda one: [called(role) for role in one.actors[:1]],
    "count": lambda one: {(figure.measure, figure.low, figure.high) for figure in one.figures},
    "source": _source,
    "place": lambda one: [one.place.place] if one.place else [],
    "day": lambda one: [one.time.earliest] if one.time else [],
    "paragraph": lambda one: [one.sentence.paragraph],
}
"""Each way in which two claims may be of one event: where they have something in common of what is given here."""


class Told:
    """The values of a field that the rules gave the drafts of a report, by their keys.

    ``keys``: of each draft; ``at``: the numbers of the drafts that have each; ``before``: of each draft, the one that
    was told last before it, None where there was none; ``beside``: how many drafts of a sentence (by its index) or of a
    type have each.
    """

    def __init__(self, field: str, keys: Sequence[Hashable], drafts: Sequence[Draft]) -> None:
        self.keys = keys
        self.at: dict[Hashable, list[int]] = {}
        self.before: list[Hashable | None] = []
        self.beside: Counter[tuple[int | str, Hashable]] = Counter()
        self._ways = {way: shown for way, shown in _WAYS.items() if way != field}
        self._own: dict[tuple[str, Hashable], list[int]] = {}
        self._drafts = drafts
        last: Hashable | None = None
        for number, (key, draft) in enumerate(zip(keys, drafts, strict=True)):
            self.at.setdefault(key, []).append(number)
            self.before.append(last)
            self.beside.update(((draft.sentence.index, key), (draft.type, key)))
            last = key if key != NOTHING else last
            if key != NOTHING and _is_own(draft, field):
                for shown in self._shown(draft):
                    self._own.setdefault(shown, []).append(number)

    def _shown(self, draft: Draft) -> Iterator[tuple[str, Hashable]]:
        for way, shown in self._ways.items():
            yield from ((way, one) for one in shown(draft))

    def nearest(self, number: int) -> dict[str, Hashable]:
        """By way, the value of the nearest claim before (and, as "… ahead", after) that has one of its own words."""
        back, ahead = dict[str, int](), dict[str, int]()
        for way, shown in self._shown(self._drafts[number]):
            alike = self._own.get((way, shown), ())
            at = bisect_left(alike, number)
            if at:
                back[way] = max(alike[at - 1], back.get(way, -1))
            at += at < len(alike) and alike[at] == number
            if at < len(alike):
                ahead[way] = min(alike[at], ahead.get(way, len(self.keys)))
        return {way: self.keys[n] for way, n in back.items()} | {
            f"{way} ahead": self.keys[n] for way, n in ahead.items()
        }


def _is_own(draft: Draft, field: str) -> bool:
    """Whether the value is of the claim's own words."""
    if field == "place":
        return draft.place_given
    return not any(decision.field == field for decision in draft.decisions)


def signs_of(key: Hashable, nearest: dict[str, Hashable]) -> Iterator[str]:
    """In which ways the nearest have this value."""
    yield from (f"near {way}" for way, other in nearest.items() if other == key)
