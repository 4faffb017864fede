"""What the rulebook says of places, made ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.errors import RulebookError
from sayso.gazetteer import Entry, Gazetteer, fold
from sayso.rules import Rulebook
from sayso.rules.actors import StateRow
from sayso.rules.places import PlaceCueRow, PlaceNameRow, RegionRow

_SHORT = 5


@dataclass(frozen=True, slots=True)
class Unit:
    """What a noun such as "district" makes of the name beside it; ``rule`` is its row's."""

    feature: str
    rule: str


class Lexicon:
    """Cue words by kind, the gazetteer with the rulebook's places, and names with a special way of writing."""

    def __init__(self, rulebook: Rulebook, gazetteer: Gazetteer) -> None:
        cues = rulebook.rows(PlaceCueRow)
        self.rules: dict[str, str] = {row.id: row.rule for row in cues if row.kind == "evidence"}
        self.words: dict[str, dict[str, Unit]] = {}
        for row in cues:
            kind = self.words.setdefault(row.kind, {})
            for word in row.words:
                kind.setdefault(word, Unit(row.feature, row.rule))
        states = rulebook.rows(StateRow)
        self.demonyms = {word.lower(): row.iso2 for row in states for word in row.demonyms}
        self.demonyms |= {f"{word}s": iso2 for word, iso2 in self.demonyms.items() if not word.endswith("s")}
        own = {fold(name) for row in states for name in (row.name, *row.aliases)}
        self.demonyms = {word: iso2 for word, iso2 in self.demonyms.items() if fold(word) not in own}
        self.capitals: set[str] = {fold(row.capital) for row in states} | {fold(c.capital) for c in gazetteer.countries}
        places = _states(states, gazetteer) + _names(rulebook, gazetteer) + _regions(rulebook)
        self.gazetteer = gazetteer.extended(places)
        self.phrases = _phrases(places)
        self.openings = _openings(self.phrases)
        named = [name for entry, names in places for name in (entry.name, *names)]
        self.acronyms = {
            fold(name) for name in named if name.isupper() and len(name.replace(".", "")) <= _SHORT
        }  # fmt: skip
        self.abbreviations = {
            fold(text): f"geonames:{row.geonames}" for row in rulebook.rows(PlaceNameRow) for text in row.abbreviations
        }

    def rule(self, evidence: str) -> str:
        """The rule of an evidence kind."""
        return self.rules.get(evidence, f"place_cues/{evidence}")

    def has(self, kind: str, word: str) -> bool:
        """Whether a cue of this kind has this lower-case word."""
        return word in self.words.get(kind, {})

    def unit(self, kind: str, word: str) -> Unit | None:
        """What a cue word of this kind says, or None."""
        return self.words.get(kind, {}).get(word)


def _regions(rulebook: Rulebook) -> list[tuple[Entry, tuple[str, ...]]]:
    return [
        (
            Entry(
                id=f"region:{row.id}",
                name=row.name,
                feature="region",
                country=row.country,
                lat=row.lat,
                lon=row.lon,
                precision=row.precision,
                note=row.note,
                rule=row.rule,
            ),
            row.aliases,
        )
        for row in rulebook.rows(RegionRow)
    ]


def _names(rulebook: Rulebook, gazetteer: Gazetteer) -> list[tuple[Entry, tuple[str, ...]]]:
    found = []
    for row in rulebook.rows(PlaceNameRow):
        entry = gazetteer.by_id(f"geonames:{row.geonames}")
        if entry is None:
            raise RulebookError(row.file, row.line, f"geonames {row.geonames} is not in the gazetteer")
        rule = row.rule if row.aliases or row.note or row.name != entry.name else ""
        found.append(
            (replace(entry, name=row.name, note=row.note or entry.note, rule=rule), (entry.name, *row.aliases))
        )
    return found


def _states(states: tuple[StateRow, ...], gazetteer: Gazetteer) -> list[tuple[Entry, tuple[str, ...]]]:
    entries = ((gazetteer.country_entry(row.iso2), (row.name, *row.aliases)) for row in states)
    return [(entry, names) for entry, names in entries if entry]


def _phrases(places: list[tuple[Entry, tuple[str, ...]]]) -> dict[str, str]:
    """Names of several words with one in lower case ("southern Lebanon", "Jenin camp"): folded name to the name."""
    names = [name for entry, aliases in places for name in (entry.name, *aliases)]
    return {fold(n): n for n in names if " " in n and any(word[0].islower() for word in n.split())}


def _openings(phrases: dict[str, str]) -> dict[str, frozenset[str]]:
    """First words of the phrases, each with the words that may follow; in lower case, as written and folded."""
    found: dict[str, set[str]] = {}
    for name in phrases.values():
        first, second = name.lower().replace("-", " ").replace("'s", " 's").split()[:2]
        for word in (first, fold(first)):
            found.setdefault(word, set()).update((second, fold(second)))
    return {word: frozenset(following) for word, following in found.items()}
