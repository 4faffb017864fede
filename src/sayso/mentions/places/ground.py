"""Ground: the countries in which the forces of a document fight, which tells namesakes in other countries apart.

A report of an armed group with a known ground is about a place there, though a larger place elsewhere has the name and
though a visitor from that country is told of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from functools import partial

from sayso.gazetteer import Entry, fold
from sayso.mentions.places.name import Name
from sayso.model import ActorMention
from sayso.rules import Rulebook
from sayso.rules.actors import ActorRow, StateRow

_WORLD_CITY = 500_000
_TOWN = 5_000
_LARGE = 100_000
_RIVAL = 1.0
_SURE, _SURE_OF_SMALL = 0.7, 0.9
_SMALL = 50_000
_ALONE = 2
_GROUPS = 2
"""From how many armed groups on a country is one where they fight."""
_FORCES = frozenset(("military", "armed-group", "party"))


class Ground:
    """Where the rulebook's armed groups and armies fight."""

    def __init__(self, rulebook: Rulebook) -> None:
        codes = {row.id: row.iso2 for row in rulebook.rows(StateRow)}
        self._capitals = {fold(row.capital) for row in rulebook.rows(StateRow)}
        self._areas = {
            row.id: frozenset(codes[c] for c in row.area if c in codes)
            for row in rulebook.rows(ActorRow)
            if row.kind in ("armed-group", "party")
        }
        armies = (row for row in rulebook.rows(ActorRow) if row.kind == "military" and row.area and row.side)
        self.fields = {codes[a.side]: tuple(codes[c] for c in a.area) for a in armies if a.side}
        """The countries in which a state's army fights, its own among them, by ISO alpha-2, where it fights abroad."""
        fighting = Counter(iso2 for area in self._areas.values() for iso2 in area)
        self._fighting = frozenset(iso2 for iso2, groups in fighting.items() if groups >= _GROUPS)
        self._codes = codes

    def __call__(self, actors: Iterable[ActorMention]) -> frozenset[str]:
        """Countries (ISO alpha-2) of the forces named; empty unless an armed group of known area is among them."""
        forces = [a for a in actors if a.id is not None and not a.person and a.kind in _FORCES]
        areas = [area for a in forces if (area := self._areas.get(a.id or ""))]
        armies = {self._codes[a.side] for a in forces if a.kind == "military" and a.side in self._codes}
        return frozenset(armies.union(*areas)) if areas else frozenset()

    def settle(
        self, names: list[Name], ground: frozenset[str], taken: frozenset[str], known: Container[str]
    ) -> list[Name]:
        """Choose the bearer on the ground for names whose answer lies off it, in a country with no other name here.

        Returned: the names without such a bearer that a force is said to have taken, or that only small places of
        countries bear of which the document speaks nowhere else; a village that the gazetteer lacks is meant.
        ``taken``: the keys of the names that a force takes, raids or enters; ``known``: countries that the document
        tells of otherwise.
        """
        strangers = [n for n in names if ground and self._is_stranger(n, names, ground)]
        lost = []
        for name, entry in ((name, name.chosen) for name in strangers if name.chosen):
            small = entry.population < _SMALL or entry.feature == "admin2"  # of which few abroad would have heard
            if own := self._own(name, ground):
                name.chosen = max(own, key=partial(_rank, name))
            elif name.key in taken or (small and entry.country not in known):
                lost.append(name)
        return lost

    def doubt(self, names: list[Name], known: Container[str]) -> list[Name]:
        """The names that places in several countries bear, where the document names nothing else of the one chosen.

        The next best comes first where armed groups fight in its country alone. ``known``: countries that the
        document tells of otherwise.
        """
        unsure = [n for n in names if self._is_unsure(n) and n.chosen and n.chosen.country not in known]
        for name in unsure:
            abroad = (e for e in name.candidates if name.chosen and e.country != name.chosen.country)
            rival = max(abroad, key=partial(_rank, name), default=None)
            if rival and self._fits_better(rival, name):
                name.chosen = rival
        countries = Counter(n.chosen.country for n in {n.key: n for n in names}.values() if n.chosen)
        return [n for n in unsure if n.chosen and countries[n.chosen.country] < _ALONE]

    def _fits_better(self, rival: Entry, name: Name) -> bool:
        """Whether a place next to the one chosen, and little smaller, lies where groups fight and that one does not."""
        best = name.chosen
        if best is None or best.country in self._fighting or name.key in self._capitals:
            return False
        spelt = fold(best.name) != name.key or fold(rival.name) == name.key  # Pattani, not Patani, is "Pattani"
        close = spelt and name.priors[rival.id] >= name.priors[best.id] - _RIVAL
        return close and rival.country in self._fighting

    @staticmethod
    def _is_unsure(name: Name) -> bool:
        entry = name.chosen
        if entry is None or name.fixed or name.containers or entry.feature in ("country", "region") or entry.rule:
            return False
        return name.sure < (_SURE if entry.population >= _SMALL else _SURE_OF_SMALL)

    def _is_stranger(self, name: Name, names: list[Name], ground: frozenset[str]) -> bool:
        entry = name.chosen
        if entry is None or name.fixed or name.containers or entry.feature in ("country", "region") or entry.rule:
            return False
        if entry.country in ground or (self._is_renowned(name) and not self._own(name, ground)):
            return False
        return not any(n.chosen and n.key != name.key and n.chosen.country == entry.country for n in names)

    def _is_renowned(self, name: Name) -> bool:
        entry = name.chosen
        known = entry is not None and entry.feature != "admin2" and entry.population >= _WORLD_CITY
        return name.key in self._capitals or known

    def _own(self, name: Name, ground: frozenset[str]) -> list[Entry]:
        """Its bearers on the ground; of a name that a capital or a city of the world bears, only large ones."""
        own = [e for e in name.candidates if e.country in ground and e.feature != "country"]
        own = [e for e in own if fold(e.name) == name.key or e.population >= _TOWN]  # a town may be spelled otherwise
        large = [e for e in own if fold(e.name) == name.key and e.population >= _LARGE]
        return large if self._is_renowned(name) else own


def _rank(name: Name, entry: Entry) -> tuple[bool, float, str]:
    """Places that go by the name itself come before larger ones for which it is another spelling."""
    return fold(entry.name) == name.key, name.priors[entry.id], entry.id
