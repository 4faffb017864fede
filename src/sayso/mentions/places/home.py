"""Home: the unit that a document is about, judged by all its names at once, before any is resolved.

Each name votes for the units in which it has bearers, by how likely each bearer is; a unit's score is the product of
the votes of all names, with a floor for names that lie elsewhere. "Athens" alone is in Greece; with "Malakoff" and
"Henderson County" it is in Texas, though each of the three has bearers elsewhere. Units of the first and of the
second level are judged apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from math import exp, log

from sayso.gazetteer import Entry, fold
from sayso.mentions.places.name import Name

FLOOR = 0.006
HEAT = 1.5
NULL = 1.0
"""Score of there being no home, as a logarithm."""
_MOST = 12
_LEAST = 0.5
_FAR = 4
_STATE = 0.5


def unit_of(entry: Entry) -> str:
    """The id of the first-level unit that holds the place or that it is; empty for countries and regions."""
    return entry.id if entry.feature == "admin1" else entry.admin1 or ""


def district_of(entry: Entry) -> str:
    """The id of the second-level unit that holds the place or that it is; empty where there is none."""
    return entry.id if entry.feature == "admin2" else entry.admin2 or ""


class Home:
    """The votes of a document's names for one level of units; built once the names have candidates and priors."""

    def __init__(self, names: list[Name], level: Callable[[Entry], str]) -> None:
        self._level = level
        self._votes: dict[str, dict[str, float]] = {}
        for name in names:
            votes = self._cast(name)
            if votes and name.key not in self._votes:
                self._votes[name.key] = votes
        scores: dict[str, float] = defaultdict(float)
        for votes in self._votes.values():
            for unit, share in votes.items():
                scores[unit] += log(1.0 + share / FLOOR)
        self._best = dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST])

    def shares(self, name: Name) -> dict[str, float]:
        """How likely each candidate's unit is the document's home, by the other names alone; by the candidate's id.

        None inside a country of the name itself, nor by a further name beside a far larger place of that very name;
        little where a country has the name.
        """
        units = self._units(name)
        if not units:
            return {}
        countries = {e.country for e in name.candidates if e.feature == "country"}
        named = [e for e in name.candidates if fold(e.name) == name.key and e.feature == "city"]
        largest = max((e.population for e in named), default=0)
        most = _STATE if countries else 1.0
        return {
            e.id: units[unit] * most
            for e in name.candidates
            if (unit := self._level(e)) in units
            and e.country not in countries
            and (not countries or e.name.lower() == name.text.lower())
            and (fold(e.name) == name.key or largest < _FAR * e.population + 1)
        }

    def _units(self, name: Name) -> dict[str, float]:
        own = self._votes.get(name.key, {})
        scores = {unit: score - log(1.0 + own.get(unit, 0.0) / FLOOR) for unit, score in self._best.items()}
        top = max(scores.values(), default=0.0)
        if top < _LEAST:
            return {}
        weights = {unit: exp(score - top) for unit, score in scores.items()}
        total = sum(weights.values()) + exp(NULL - top)
        return {unit: weight / total for unit, weight in weights.items()}

    def _cast(self, name: Name) -> dict[str, float]:
        best: dict[str, float] = {}
        for entry in name.candidates:
            unit = self._level(entry) or f"-{entry.id}"
            best[unit] = max(best.get(unit, -99.0), name.priors[entry.id])
        if not best:
            return {}
        top = max(best.values())
        weights = {unit: exp((score - top) / HEAT) for unit, score in best.items()}
        total = sum(weights.values())
        return {unit: weight / total for unit, weight in weights.items() if unit[0] != "-"}
