"""The atlas: what the gazetteer and the rulebook know of places, and the rulebook's words about them, for look-up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.errors import RulebookError
from sayso.gazetteer import Entry, Gazetteer, fold
from sayso.rules import Rulebook
from sayso.rules.actors import StateRow
from sayso.rules.places import CueKind, PlaceCueRow, PlaceNameRow, RegionRow

_SHORT = 5
Named = tuple[Entry, tuple[str, ...]]
"""A place with its further names."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says something of the name beside it: what it makes of it, and its row's rule."""

    feature: str
    rule: str


class Atlas:
    """The gazetteer with the rulebook's places, names with a special way of writing, and cue words by kind.

    ``demonyms``: adjectives and peoples in lower case to the state's ISO alpha-2 code; ``seats``: ISO alpha-2 code to
    the capital's name; ``capitals``, ``acronyms``: folded; ``abbreviations``: folded to the id of the unit;
    ``phrases``: names with a word in lower case, folded to how they are written; ``openings``: their first words, each
    with the words that may follow.
    """

    def __init__(self, rulebook: Rulebook, gazetteer: Gazetteer) -> None:
        self._rules: dict[str, str] = {}
        self._cues: dict[str, dict[str, Cue]] = {}
        for row in rulebook.rows(PlaceCueRow):
            self._rules.setdefault(row.kind, row.rule)
            for word in row.words:
                self._cues.setdefault(row.kind, {}).setdefault(word, Cue(row.feature, row.rule))
        states = rulebook.rows(StateRow)
        self.demonyms = _demonyms(states, gazetteer)
        self.seats = {row.iso2: row.capital for row in states if row.capital}
        self.capitals = {fold(row.capital) for row in states} | {fold(c.capital) for c in gazetteer.countries}
        places = [*_states(states, gazetteer), *_listed(rulebook, gazetteer), *map(_region, rulebook.rows(RegionRow))]
        self.gazetteer = gazetteer.extended(places)
        names = [name for entry, names in places for name in (entry.name, *names)]
        self.phrases = {fold(n): n for n in names if " " in n and any(word[0].islower() for word in n.split())}
        self.openings = _openings(self.phrases)
        self.acronyms = {fold(n) for n in names if n.isupper() and len(n.replace(".", "")) <= _SHORT}
        self.abbreviations = {
            fold(text): f"geonames:{row.geonames}" for row in rulebook.rows(PlaceNameRow) for text in row.abbreviations
        }

    def rule(self, kind: str) -> str:
        """The rule of the first cue of a kind, or of the evidence of this name."""
        return self._rules.get(kind, f"place_cues/{kind}")

    def cue(self, kind: CueKind, word: str) -> Cue | None:
        """What a lower-case word says as a cue of this kind; None where it is none."""
        return self._cues.get(kind, {}).get(word)

    def has(self, word: str, *kinds: CueKind) -> bool:
        """Whether the lower-case word is a cue of one of these kinds."""
        return any(word in self._cues.get(kind, ()) for kind in kinds)


def _demonyms(states: tuple[StateRow, ...], gazetteer: Gazetteer) -> dict[str, str]:
    """Adjectives and peoples with the state they are of: of two states with one adjective the more populous."""
    own = {fold(name) for row in states for name in (row.name, *row.aliases)}
    people = {row.iso2: entry.population for row in states if (entry := gazetteer.country_entry(row.iso2))}
    found: dict[str, str] = {}
    for row in sorted(states, key=lambda row: (people.get(row.iso2, 0), row.id)):
        for word in map(str.lower, row.demonyms):
            found[word] = row.iso2
            found[word if word.endswith("s") else f"{word}s"] = row.iso2
    return {word: iso2 for word, iso2 in found.items() if fold(word) not in own}


def _states(states: tuple[StateRow, ...], gazetteer: Gazetteer) -> list[Named]:
    entries = ((gazetteer.country_entry(row.iso2), (row.name, *row.aliases)) for row in states)
    return [(entry, names) for entry, names in entries if entry]


def _listed(rulebook: Rulebook, gazetteer: Gazetteer) -> list[Named]:
    found: list[Named] = []
    for row in rulebook.rows(PlaceNameRow):
        entry = gazetteer.by_id(f"geonames:{row.geonames}")
        if entry is None:
            raise RulebookError(row.file, row.line, f"geonames {row.geonames} is not in the gazetteer")
        rule = row.rule if row.aliases or row.note or row.name != entry.name else ""
        shown = replace(entry, name=row.name, note=row.note or entry.note, rule=rule)
        found.append((shown, (entry.name, *row.aliases)))
    return found


def _region(row: RegionRow) -> Named:
    entry = Entry(
        id=f"region:{row.id}", name=row.name, feature="region", country=row.country, lat=row.lat, lon=row.lon,
        precision=row.precision, note=row.note, rule=row.rule,
    )  # fmt: skip
    return entry, row.aliases


def _openings(phrases: dict[str, str]) -> dict[str, frozenset[str]]:
    """First words of the phrases, each with the words that may follow; in lower case, as written and folded."""
    found: dict[str, set[str]] = {}
    for name in phrases.values():
        first, second = name.lower().replace("-", " ").replace("'s", " 's").split()[:2]
        for word in (first, fold(first)):
            found.setdefault(word, set()).update((second, fold(second)))
    return {word: frozenset(following) for word, following in found.items()}
