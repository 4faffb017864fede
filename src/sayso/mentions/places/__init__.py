"""Places: finds every place name and says which place is meant.

The recogniser's labels are one vote among several: a name of the gazetteer counts where the words around it say that
it is a place (``evidence``), and its meaning follows from what else the document names (``resolve``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import ClassVar

from sayso.gazetteer import Gazetteer, fold
from sayso.mentions.places.context import surnames
from sayso.mentions.places.evidence import FIRM, Judge, weight
from sayso.mentions.places.forms import home_of, other_forms, unit_of_people
from sayso.mentions.places.home import unit_of
from sayso.mentions.places.lexicon import Lexicon
from sayso.mentions.places.links import link, spread
from sayso.mentions.places.metonymy import is_locative
from sayso.mentions.places.names import Name
from sayso.mentions.places.output import Writer
from sayso.mentions.places.resolve import Resolver
from sayso.mentions.places.spots import Spot, find_spots
from sayso.mentions.places.unknown import unknown
from sayso.mentions.places.unnamed import unnamed
from sayso.model import PlaceMention, Reading, Sentence, Span
from sayso.stage import Resources

__all__ = ["Places"]

_DEMONYM_WEIGHT = 0.4
_OUTLET_WEIGHT = 1.0
_KNOWN = 5_000
_SURE = 0.5
_CANDIDATES = 60
_ALIKE = 4
_OTHER_LABELS = frozenset(("ORG", "PRODUCT", "NORP", "EVENT", "WORK_OF_ART", "LAW", "FAC", "LANGUAGE"))
_NO_SENTENCE = Sentence(start=0, end=0, index=0, block=0, paragraph=0, kind="body", tokens=())


class Places:
    """Fills ``places``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences", "actors")
    fills: ClassVar[str] = "places"

    def __init__(self, resources: Resources) -> None:
        self._lexicon = Lexicon(resources.rulebook, resources.gazetteer)
        self._writer = Writer(self._lexicon)
        self._resolver = Resolver(self._lexicon.gazetteer)

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer with the rulebook's regions and names."""
        return self._lexicon.gazetteer

    def __call__(self, reading: Reading) -> tuple[PlaceMention, ...]:
        """Every place mention, in text order, without overlaps."""
        spots, waiting = self._accepted(reading)
        names = self._names(spots)
        all_names, leanings = [name for name, _ in names], self._leanings(reading)
        self._resolver(all_names, leanings)
        foreign = {id(n) for n in self._resolver.foreign(all_names, leanings)}
        found: list[PlaceMention] = []
        namesakes: list[Spot] = []
        for name, members in names:
            if name.chosen is None or id(name) in foreign:
                clear = any(spot.strength >= 3 or spot.cue in FIRM for spot in members)
                namesakes += members if clear else []
                continue
            government = name.chosen.feature == "country" or name.key in self._lexicon.capitals
            for spot in members:
                locative = is_locative(spot, government, self._lexicon)
                found.append(self._writer.mention(spot, name.chosen, locative, reading.document.text))
        found += self._fitting(waiting, all_names, reading.document.text)
        found += unknown(reading, self._lexicon, found, namesakes)
        found += unnamed(reading, self._lexicon, found)
        return _without_overlaps(found)

    def resolve(self, reading: Reading, spans: Sequence[Span]) -> tuple[PlaceMention | None, ...]:
        """The places meant by given spans, one for each, None where the gazetteer has no such name.

        The spans are taken to be places; sentences are not needed. Adjectives of a state ("Turkish") mean the state.
        """
        text = reading.document.text
        spots = [self._given(text, span) for span in spans]
        known = sorted((s for s in spots if s), key=lambda s: s.start)
        link(known, text, self._lexicon)
        names = self._names(known)
        self._resolver([name for name, _ in names], self._leanings(reading))
        chosen = {id(spot): name.chosen for name, members in names for spot in members}
        found = []
        for spot in spots:
            entry = chosen.get(id(spot)) if spot else None
            found.append(self._writer.mention(spot, entry, True, text) if spot and entry else None)
        return tuple(found)

    def _given(self, text: str, span: Span) -> Spot | None:
        name = text[span.start : span.end]
        key = fold(name)
        spot = Spot(_NO_SENTENCE, 0, 0, span.start, span.end, name, key, strength=3, rule=self._lexicon.rule("entity"))
        if key in self._lexicon.abbreviations and not name.islower():
            spot.fixed = self._lexicon.gazetteer.by_id(self._lexicon.abbreviations[key])
        elif name.lower() in self._lexicon.demonyms:
            spot.fixed = self._lexicon.gazetteer.country_entry(self._lexicon.demonyms[name.lower()])
        if spot.fixed or self.gazetteer.knows(key):
            return spot
        for other in other_forms(name, self._lexicon):
            if self.gazetteer.knows(fold(other)):
                spot.name, spot.key = other, fold(other)
                return spot
        spot.fixed = unit_of_people(name, self.gazetteer)
        return spot if spot.fixed else None

    def _fitting(self, waiting: list[Spot], names: list[Name], text: str) -> list[PlaceMention]:
        """Names with little said of them that are borne in the very unit, or by a town of the country, spoken of."""
        units = {unit_of(n.chosen) for n in names if n.chosen and n.sure > _SURE} - {""}
        countries = Counter(n.chosen.country for n in names if n.chosen and n.chosen.country)
        common = {c for c, count in countries.items() if count > 0.5 * countries.total()}
        found = []
        for spot in waiting:
            label = spot.sentence.tokens[spot.last].entity
            if spot.person or label in _OTHER_LABELS or not (spot.cue or label):
                continue
            for entry in self.gazetteer.find(spot.name)[:_CANDIDATES]:
                near = unit_of(entry) in units
                least = (0 if near else 1) if spot.cue else (2 if label == "PERSON" else 1)
                own = entry.feature == "city" and fold(entry.name)[:_ALIKE] == spot.key[:_ALIKE]
                if own and (near or entry.country in common) and weight(entry, spot.key) >= least:
                    found.append(self._writer.mention(spot, entry, bool(spot.cue), text))
                    break
        return found

    def _accepted(self, reading: Reading) -> tuple[list[Spot], list[Spot]]:
        """The spots that are places, and those of which too little is said.

        A name once sure is a place wherever it stands alone.
        """
        text = reading.document.text
        judge = Judge(self._lexicon, surnames(reading.sentences, self._lexicon))
        spots: list[Spot] = []
        for sentence in reading.sentences:
            here = find_spots(sentence, text, self._lexicon)
            for spot in here:
                judge(spot, text)
            link(here, text, self._lexicon)
            spread(here, text, self._lexicon)
            spots += here
        doubtful = _persons(spots)
        spots = [s for s in spots if s.key not in doubtful or s.strength >= 3 or s.containers]
        settled = {s.key for s in spots if s.strength >= 2 and s.key not in doubtful}
        bearers = {self.gazetteer.find(s.name)[0].id for s in spots if s.key in settled and self.gazetteer.knows(s.key)}
        for spot in spots:
            if spot.strength == 1 and (spot.key in settled or self._first(spot) in bearers):
                spot.strength = 2
        return [s for s in spots if s.strength >= 2], [s for s in spots if s.strength == 1]

    def _first(self, spot: Spot) -> str:
        """The id of the place most often meant by the name, where its size leaves little doubt."""
        found = self.gazetteer.find(spot.name)
        return found[0].id if found and found[0].population >= _KNOWN else ""

    def _names(self, spots: list[Spot]) -> list[tuple[Name, list[Spot]]]:
        """Group spots that share a meaning: the same name, unless the words give them another kind or container."""
        containers: dict[str, Counter[str]] = defaultdict(Counter)
        holds: dict[str, set[str]] = defaultdict(set)
        for spot in spots:
            containers[spot.key].update(spot.containers)
            if spot.holds:
                holds[spot.key].add(spot.holds)
        groups: dict[tuple[str, str, str], list[Spot]] = defaultdict(list)
        for spot in spots:
            common = containers[spot.key].most_common(1)
            container = spot.containers[0] if spot.containers else (common[0][0] if common else "")
            fixed = spot.fixed.id if spot.fixed else ""
            groups[spot.key, spot.feature, fixed or container].append(spot)
        return [
            (
                Name(
                    text=members[0].name,
                    key=key,
                    feature=feature,
                    containers=(container,) if container else (),
                    holds=frozenset(holds[key]) if key in holds else frozenset(),
                    count=len(members),
                    fixed=members[0].fixed,
                ),
                members,
            )
            for (key, feature, container), members in groups.items()
        ]

    def _leanings(self, reading: Reading) -> dict[str, float]:
        """Countries whose adjective or people the document names, and that its outlet is named after."""
        found: dict[str, float] = defaultdict(float)
        if home := home_of(reading.document.outlet or "", self._lexicon):
            found[home] += _OUTLET_WEIGHT
        for sentence in reading.sentences:
            for token in sentence.tokens:
                if token.text[0].isupper() and (iso2 := self._lexicon.demonyms.get(token.lower)):
                    found[iso2] += _DEMONYM_WEIGHT
        return {iso2: min(weight, 2.0) for iso2, weight in found.items()}


def _persons(spots: list[Spot]) -> set[str]:
    """Names that are persons' more often than places here, unless the words say what holds the place."""
    balance: Counter[str] = Counter()
    for spot in spots:
        if spot.containers:
            balance[spot.key] -= 100
        elif spot.person:
            balance[spot.key] += 0 if spot.strength >= 2 else 1
        elif spot.strength >= 2:
            balance[spot.key] -= 1
    return {key for key, count in balance.items() if count > 0}


def _without_overlaps(mentions: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    kept: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)
