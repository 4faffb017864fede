"""Resolution: which of the places of a name is meant, by what the document says around it.

A name has one meaning in a document, unless the words beside it say otherwise. A candidate's score is its prior
(size and kind) plus, weighted: the words that say what holds it or what kind it is; how much of the document lies
in the same country and the same first-level unit; how close the document's other places are. Further rounds let the
clear names settle the unclear ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from itertools import islice
from math import exp, log2

from sayso.gazetteer import Entry, Gazetteer, fold, prior
from sayso.gazetteer.folding import without_article
from sayso.lang import lexicon
from sayso.mentions.places.home import Home, district_of, unit_of
from sayso.mentions.places.name import Name
from sayso.model.geo import kilometres
from sayso.model.words import fold as bare

CONTAINED, KIND, WHOLE, COUNTRY, UNIT, CLOSE, HOME, DISTRICT = 8.0, 4.0, 3.0, 4.0, 1.5, 4.0, 6.0, 6.0
_CITY = lexicon("places")["nouns.city"]
_SPELT = 1.0
"""What its own name is worth to a place, which is not its if it is written otherwise."""
_MOST = 60
_NEAR = 12
_KNOWN = 100_000
_RENOWNED = 500_000
_TOWN = 5_000
_LARGER, _TOP, _SHADED, _ALIKE = 5, 4, 1.0, 4
_SURE = 2
_SEAT = 50_000
_CLOSE_BY = 280.0
_REACH = 120.0
_DOUBLE = 30.0


class Resolver:
    """Chooses places for the names of one document."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, names: list[Name], leanings: dict[str, float]) -> None:
        """Set ``chosen`` of every name. ``leanings``: countries that the document's adjectives name, by weight."""
        for name in names:
            self._prepare(name)
        for name in names:
            self._choose(name, {})
        homes = ((Home(names, unit_of), HOME), (Home(names, district_of), DISTRICT))
        for _ in range(3):
            context = _Context(names, leanings)
            for name in names:
                bonuses = context.bonuses(name)
                for home, most in homes:
                    for id, share in home.shares(name).items():
                        bonuses[id] = bonuses.get(id, 0.0) + most * share
                self._choose(name, bonuses)

    def foreign(self, names: list[Name], known: Container[str]) -> list[Name]:
        """Names whose answer is a small place in a country that the document speaks of nowhere else: namesakes.

        The place that is meant is then most likely a village that the gazetteer lacks. ``known``: countries that the
        document tells of otherwise.
        """
        bearers: dict[str, set[str]] = defaultdict(set)
        for name in names:
            if name.chosen and name.chosen.country and (name.chosen.population or name.chosen.feature != "city"):
                bearers[name.chosen.country].add(name.key)
        keys = set().union(*bearers.values())
        most = max(map(len, bearers.values()), default=0)
        sure = [n for n in sorted(names, key=lambda n: -n.sure) if n.chosen and n.chosen.feature != "country"]

        def is_foreign(name: Name) -> bool:
            entry = name.chosen
            if entry is None or name.containers or name.fixed or entry.feature not in ("city", "admin2"):
                return False
            own = without_article(fold(entry.name)) == without_article(name.key)
            if entry.population > (_KNOWN if own else _RENOWNED):
                return False
            peopled = [e for e in name.candidates if e.population or e.feature != "city"]
            alone = {other.country for other in peopled} == {entry.country}
            if alone and entry.population > _TOWN and most < _SURE:
                return False  # a town whose name no other country has, in a report that says little of where it is
            country = entry.country or ""
            if country in known or not keys - {name.key} or bearers.get(country, set()) - {name.key}:
                return False
            near = (n.chosen for n in sure[: _NEAR + 3] if n.key != name.key and n.chosen)
            return not any(distance(other, entry) < _CLOSE_BY for other in near)  # as across a border

        return [name for name in names if is_foreign(name)]

    def _prepare(self, name: Name) -> None:
        found = (name.fixed,) if name.fixed else self._found(name)
        outer = [place for id in name.containers if (place := self._gazetteer.by_id(id))]
        held = {e.id for e in found if any(self._gazetteer.contains(place, e) for place in outer)}
        kept = (*found[:_MOST], *(e for e in found[_MOST:] if e.id in held))
        if name.around and not name.fixed and not any(e.feature == "country" for e in found):
            # what lies so near to another's middle may be in it, whatever the gazetteer says
            kept = tuple(
                e for e in found if any(e.country == o.country and distance(e, o) < _REACH for o in name.around)
            )
        name.candidates = kept if name.fixed else _without_doubles(kept)
        misspelt = _misspelt(name)
        for entry in name.candidates:
            score = prior(entry, name.key) - _SPELT * (entry in misspelt)
            if name.feature:
                score += KIND * _fits(entry, name) + WHOLE * (entry.id in name.whole)
            elif entry.feature == "admin1" and _has_seat(entry, name):
                score -= KIND
            elif entry.feature == "admin2" and fold(entry.name) != name.key:
                score -= 1.5
            score -= KIND * _is_eponym(entry, name)
            score += CONTAINED * (entry.id in held)
            score += CONTAINED * (entry.id in name.holds and not _has_seat(entry, name))
            name.priors[entry.id] = score

    def _found(self, name: Name) -> tuple[Entry, ...]:
        """Who bears the name; "San Carlos City" may be any San Carlos."""
        found = self._gazetteer.find(name.text)
        *words, last = name.text.split()
        if not words or last.lower() not in _CITY or any(fold(e.name) == name.key for e in found):
            return found
        cities = (e for e in self._gazetteer.find(" ".join(words)) if e.feature == "city")
        return tuple(dict.fromkeys((*found, *cities)))

    def _choose(self, name: Name, bonuses: dict[str, float]) -> None:
        scores = {e.id: name.priors[e.id] + bonuses.get(e.id, 0.0) for e in name.candidates}
        ranked = sorted(name.candidates, key=lambda e: (-scores[e.id], e.id))
        if not ranked:
            return
        best = name.chosen = ranked[0]
        rivals = (e for e in ranked[1:] if e.country != best.country or distance(e, best) > _REACH)
        rival = next(rivals, None)
        name.sure = 1.0 - exp((scores[rival.id] - scores[best.id]) / 1.5) if rival else 1.0


def _misspelt(name: Name) -> list[Entry]:
    """Of those whose own name is found under this one, the ones that are written otherwise, where another is not: of
    Samarra and Samara the latter."""
    alike = [entry for entry in name.candidates if fold(entry.name) == name.key]
    written = [entry for entry in alike if bare(entry.name) == bare(name.text)]
    return [entry for entry in alike if entry not in written] if written else []


def _has_seat(unit: Entry, name: Name) -> bool:
    """Whether the name's city fills the unit of the same name (Kyiv, Moscow): the city is meant."""
    return any(
        e.feature == "city"
        and e.admin1 == unit.id
        and e.population > (0.1 if e.population >= _SEAT and fold(e.name) == name.key else 0.35) * unit.population
        for e in name.candidates[:8]
    )


def _is_eponym(town: Entry, name: Name) -> bool:
    """Whether a town has the name only from the unit around it that goes by the name itself (Jolo, once "Sulu")."""
    if town.feature != "city" or fold(town.name) == name.key:
        return False
    units = (e for e in name.candidates[:8] if e.feature in ("admin1", "admin2") and fold(e.name) == name.key)
    return any(unit.country == town.country and distance(unit, town) < _REACH for unit in units)


class _Context:
    """What the names' present choices say about each other."""

    def __init__(self, names: list[Name], leanings: dict[str, float]) -> None:
        self._clear: list[tuple[str, Entry, float]] = []
        self._countries: dict[str, float] = defaultdict(float, leanings)
        self._units: dict[str, float] = defaultdict(float)
        self._share: dict[int, tuple[str, float, str]] = {}
        for name in names:
            entry = name.chosen
            if entry is None:
                continue
            weight = name.sure * (1 + log2(name.count))
            if entry.country:
                self._countries[entry.country] += weight
            unit = unit_of(entry)
            if unit:
                self._units[unit] += weight
            if entry.feature in ("city", "admin2", "region"):
                self._clear.append((name.key, entry, name.sure))
            self._share[id(name)] = (entry.country or "", weight, unit)
        self._clear.sort(key=lambda found: -found[2])
        self._all_countries = sum(self._countries.values()) + 1.0
        self._all_units = sum(self._units.values()) + 1.0

    def bonuses(self, name: Name) -> dict[str, float]:
        """What the other names add to the score of each candidate."""
        if len(name.candidates) < 2:
            return {}
        own_country, own, own_unit = self._share.get(id(name), ("", 0.0, ""))
        countries = self._all_countries - own
        units = self._all_units - (own if own_unit else 0.0)
        near = [(entry, sure) for key, entry, sure in islice(self._clear, _NEAR + 3) if key != name.key][:_NEAR]
        close = {
            e.id: max((sure * exp(-distance(e, o) / _REACH) for o, sure in near), default=0.0) for e in name.candidates
        }
        found = {}
        for entry in name.candidates:
            country = self._countries.get(entry.country or "", 0.0) - (own if entry.country == own_country else 0.0)
            unit_id = unit_of(entry)
            unit = self._units.get(unit_id, 0.0) - (own if unit_id == own_unit else 0.0) if unit_id else 0.0
            if entry.feature == "region" and not entry.country:
                country, unit = 0.6 * countries, 0.3 * units
            # A town and the unit of its name are equally close: the middle of the unit says nothing.
            nearness = 0.0 if entry.feature == "country" else max(close[entry.id], close.get(entry.admin1 or "", 0.0))
            share = min(COUNTRY * country / countries, _SHADED if _is_shaded(entry, name) else COUNTRY)
            found[entry.id] = share + UNIT * unit / units + CLOSE * nearness
        return found


def _is_shaded(entry: Entry, name: Name) -> bool:
    """Whether a city known all over the world has the name, of which the country alone makes none of its namesakes: two
    Americans hurt "in Paris" are not in Texas. Nor is a Russian drone over "Pokrovsk" in a town once called so."""
    former = fold(entry.name)[:_ALIKE] != name.key[:_ALIKE]
    return any(
        other.feature == "city" and other.country != entry.country and fold(other.name).startswith(name.key)
        and (former or (other.population >= _RENOWNED and other.population > _LARGER * entry.population))
        for other in name.candidates[:_TOP]
    )  # fmt: skip


def _without_doubles(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Leave out what only stands for another place of the name."""
    listed = [e for e in found if e.feature == "region" and e.country and e.rule]
    large = [e for e in found if e.population > _KNOWN]
    return tuple(e for e in found if e.rule or not _doubles(e, listed, large))


def _doubles(entry: Entry, listed: list[Entry], large: list[Entry]) -> bool:
    """A settlement in what the rulebook lists, close or unpeopled; a unit without people across a border."""
    if entry.feature == "city":
        near = (e for e in listed if e.country == entry.country)
        return any(not entry.population or distance(e, entry) < _DOUBLE for e in near)
    unpeopled = entry.feature == "admin2" and not entry.population
    return unpeopled and any(e.country != entry.country and distance(e, entry) < _REACH for e in large)


def _fits(entry: Entry, name: Name) -> bool:
    feature = name.feature
    if entry.feature == feature:
        return True
    if feature == "admin1":  # "the province of Basilan": some countries' provinces are units of the second level
        return entry.feature == "region" or (entry.feature == "admin2" and fold(entry.name) == name.key)
    return feature == "admin2" and entry.feature == "region" and entry.precision == "admin2"


def distance(a: Entry, b: Entry) -> float:
    """Great-circle distance in kilometres."""
    return kilometres(a.lat, a.lon, b.lat, b.lon)
