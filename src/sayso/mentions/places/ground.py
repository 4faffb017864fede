"""Ground: the countries in which the forces of a document fight, which tells namesakes in other countries apart.

A report of an armed group with a known ground is about a place there, though a larger place elsewhere has the name and
though a visitor from that country is told of.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from sayso.gazetteer import Entry, fold
from sayso.mentions.places.name import Name
from sayso.model import ActorMention
from sayso.rules import Rulebook
from sayso.rules.actors import ActorRow, StateRow

_WORLD_CITY = 500_000
_TOWN = 5_000
_FORCES = frozenset(("military", "armed-group"))


class Ground:
    """Where the rulebook's armed groups and armies fight."""

    def __init__(self, rulebook: Rulebook) -> None:
        codes = {row.id: row.iso2 for row in rulebook.rows(StateRow)}
        self._capitals = {fold(row.capital) for row in rulebook.rows(StateRow)}
        self._areas = {
            row.id: frozenset(codes[c] for c in row.area if c in codes)
            for row in rulebook.rows(ActorRow)
            if row.kind == "armed-group"
        }
        self._codes = codes

    def __call__(self, actors: Iterable[ActorMention]) -> frozenset[str]:
        """Countries (ISO alpha-2) of the forces named; empty unless an armed group of known area is among them."""
        forces = [a for a in actors if a.id is not None and not a.person and a.kind in _FORCES]
        areas = [area for a in forces if (area := self._areas.get(a.id or ""))]
        armies = {self._codes[a.side] for a in forces if a.kind == "military" and a.side in self._codes}
        return frozenset(armies.union(*areas)) if areas else frozenset()

    def settle(self, names: list[Name], ground: frozenset[str], taken: frozenset[str]) -> list[Name]:
        """Choose the bearer on the ground for names whose answer lies off it, in a country with no other name here.

        Returned: the names without such a bearer that a force is said to have taken; a village that the gazetteer
        lacks is meant. ``taken``: the keys of the names that a force takes, raids or enters.
        """
        strangers = [n for n in names if ground and self._is_stranger(n, names, ground)]
        lost = []
        for name in strangers:
            own = [e for e in name.candidates if e.country in ground and _bears(e, name.key)]
            if own:
                name.chosen = max(own, key=partial(_rank, name))
            elif name.key in taken:
                lost.append(name)
        return lost

    def _is_stranger(self, name: Name, names: list[Name], ground: frozenset[str]) -> bool:
        entry = name.chosen
        if entry is None or name.fixed or name.containers or entry.feature in ("country", "region") or entry.rule:
            return False
        if entry.country in ground or entry.population >= _WORLD_CITY or name.key in self._capitals:
            return False
        return not any(n.chosen and n.key != name.key and n.chosen.country == entry.country for n in names)


def _bears(entry: Entry, key: str) -> bool:
    """Whether the place goes by the name itself, or is a town that has it as another spelling."""
    return entry.feature != "country" and (fold(entry.name) == key or entry.population >= _TOWN)


def _rank(name: Name, entry: Entry) -> tuple[bool, float, str]:
    """Places that go by the name itself come before larger ones for which it is another spelling."""
    return fold(entry.name) == name.key, name.priors[entry.id], entry.id
