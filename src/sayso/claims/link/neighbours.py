"""Neighbours: the claims of a report that stand nearest to one in each of several ways, and what the rules gave them.

What is told of the same event in another sentence often has the same place and parties: the claim before, that of the
same kind of event, of the same actor, with the same count. For each such way the value of the nearest is a sign.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from sayso.claims.records import Draft
from sayso.model import Role
from sayso.rules.ontology import family_of

__all__ = ["nearest_of", "signs_of"]

Alike = Callable[[Draft, Draft], bool]


def _actor(one: Draft, other: Draft) -> bool:
    return bool(one.actors and other.actors and _called(one.actors[0]) == _called(other.actors[0]))


def _count(one: Draft, other: Draft) -> bool:
    return any((a.measure, a.low, a.high) == (b.measure, b.low, b.high) for a in one.figures for b in other.figures)


def _source(one: Draft, other: Draft) -> bool:
    mine, theirs = one.attribution, other.attribution
    if mine is None or theirs is None or not mine.sources or not theirs.sources:
        return mine is None and theirs is None
    return mine.sources[0].name == theirs.sources[0].name


def _called(role: Role) -> str:
    return role.id or role.name.casefold()


_WAYS: dict[str, Alike] = {
    "claim": lambda one, other: True,
    "family": lambda one, other: family_of(one.type) == family_of(other.type),
    "type": lambda one, other: one.type == other.type,
    "actor": _actor,
    "count": _count,
    "source": _source,
    "place": lambda one, other: bool(one.place and other.place and one.place.place == other.place.place),
    "day": lambda one, other: bool(one.time and other.time and one.time.earliest == other.time.earliest),
    "paragraph": lambda one, other: one.sentence.paragraph == other.sentence.paragraph,
}
"""Each way in which two claims may be of one event."""


def nearest_of(
    drafts: Sequence[Draft], at: int, field: str, keys: Sequence[Hashable], none: Hashable
) -> dict[str, Hashable]:
    """By way, the value of the nearest claim before it (and, as "… ahead", after it) that has one of its own words."""
    own, found = drafts[at], {}
    for side, numbers in (("", range(at - 1, -1, -1)), (" ahead", range(at + 1, len(drafts)))):
        wanted = dict(_WAYS)
        for number in numbers:
            other = drafts[number]
            if keys[number] == none or not _told(other, field):
                continue
            for way in [way for way, alike in wanted.items() if way != field and alike(own, other)]:
                found[way + side] = keys[number]
                del wanted[way]
            if not wanted:
                break
    return found


def _told(draft: Draft, field: str) -> bool:
    """Whether the value is of the claim's own words."""
    if field == "place":
        return draft.place_given
    return not any(decision.field == field for decision in draft.decisions)


def signs_of(key: Hashable, nearest: dict[str, Hashable]) -> Iterator[str]:
    """In which ways the nearest have this value."""
    yield from (f"near {way}" for way, other in nearest.items() if other == key)
