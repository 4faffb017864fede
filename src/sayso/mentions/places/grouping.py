"""Grouping: the spots of a document that are places, and which of them share a meaning."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sayso.gazetteer import Entry, Gazetteer
from sayso.mentions.places.evidence import FIRM
from sayso.mentions.places.name import Name
from sayso.mentions.places.spots import LIKELY, SURE, WAITING, Spot

_KNOWN = 5_000
_NEVER = 100


def settle(spots: list[Spot], gazetteer: Gazetteer) -> tuple[list[Spot], list[Spot]]:
    """The spots that are places, and those of which too little is said.

    A name once sure is a place wherever it stands alone.
    """
    doubtful = _persons(spots)
    named, spots = spots, [s for s in spots if s.key not in doubtful or s.strength >= SURE or s.containers]
    settled = {s.key for s in spots if s.strength >= LIKELY and s.key not in doubtful}
    bearers = {gazetteer.find(s.name)[0].id for s in spots if s.key in settled and gazetteer.knows(s.key)}
    for spot in spots:
        if spot.strength == WAITING and (spot.key in settled or _likeliest(spot, gazetteer) in bearers):
            spot.strength = LIKELY
    kept = {id(s) for s in spots if s.strength >= LIKELY}
    return [s for s in named if id(s) in kept], [s for s in named if s.strength and id(s) not in kept]


def _likeliest(spot: Spot, gazetteer: Gazetteer) -> str:
    """The id of the place most often meant by the name, where its size leaves little doubt."""
    return next((e.id for e in gazetteer.find(spot.name)[:1] if e.population >= _KNOWN), "")


def _persons(spots: list[Spot]) -> set[str]:
    """Names that are persons' more often than places here, unless the words say what holds the place."""
    balance: Counter[str] = Counter()
    for spot in spots:
        if spot.containers:
            balance[spot.key] -= _NEVER
        elif spot.person:
            balance[spot.key] += 1 if spot.strength < LIKELY else -(spot.cue in FIRM and spot.head.dep == "pobj")
        elif spot.strength >= LIKELY:
            balance[spot.key] -= 1
    return {key for key, count in balance.items() if count > 0}


def names_of(spots: Iterable[Spot]) -> list[tuple[Name, list[Spot]]]:
    """Group spots that share a meaning: the same name, unless the words give them another kind or container."""
    spots = list(spots)
    containers: dict[str, Counter[str]] = defaultdict(Counter)
    around: dict[str, tuple[Entry, ...]] = {}
    holds: dict[str, set[str]] = defaultdict(set)
    for spot in spots:
        containers[spot.key].update(spot.containers)
        around[spot.key] = around.get(spot.key) or spot.around
        holds[spot.key].update({spot.holds} - {""})
    groups: dict[tuple[str, str, str], list[Spot]] = defaultdict(list)
    for spot in spots:
        told = containers[spot.key]
        container = spot.containers[0] if spot.containers else max(told, key=told.__getitem__, default="")
        groups[spot.key, spot.feature, spot.fixed.id if spot.fixed else container].append(spot)
    return [
        (
            Name(
                text=members[0].name,
                key=key,
                feature=feature,
                containers=(container,) if container else (),
                around=() if container else around[key],
                holds=frozenset(holds[key]),
                whole=frozenset(s.whole for s in members),
                count=len(members),
                fixed=members[0].fixed,
            ),
            members,
        )
        for (key, feature, container), members in groups.items()
    ]
