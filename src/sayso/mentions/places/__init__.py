"""Places: finds every place name and says which place is meant.

The recogniser's labels are one vote among several: a name of the gazetteer counts where the words around it say that
it is a place (``evidence``), and its meaning follows from what else the document names (``resolve``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from sayso.gazetteer import Entry, Gazetteer, fold
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.capitals import described_capitals
from sayso.mentions.places.conquest import Conquest
from sayso.mentions.places.context import is_village, surnames
from sayso.mentions.places.distances import measured
from sayso.mentions.places.evidence import FIRM, LARGE, TOWN, VILLAGE, Judge, weight
from sayso.mentions.places.forms import home_of, other_forms, unit_of_people
from sayso.mentions.places.ground import Ground
from sayso.mentions.places.grouping import names_of, settle
from sayso.mentions.places.home import unit_of
from sayso.mentions.places.links import link, spread
from sayso.mentions.places.metonymy import is_locative
from sayso.mentions.places.name import Name
from sayso.mentions.places.origins import origins
from sayso.mentions.places.output import place_of, precision_at
from sayso.mentions.places.resolve import Resolver
from sayso.mentions.places.spots import SURE, Spot, find_spots
from sayso.mentions.places.unknown import unknown
from sayso.mentions.places.unnamed import unnamed
from sayso.model import ActorMention, PlaceMention, Reading, Sentence, Span
from sayso.stage import Resources

__all__ = ["Places"]

_DEMONYM_WEIGHT, _MOST_WEIGHT = 0.4, 2.0
_OUTLET_WEIGHT = 1.0
_SURE = 0.5
_CITY = 150_000
"""How many people no village has."""
_CANDIDATES = 60
_ALIKE = 4
_OTHER_LABELS = frozenset(("ORG", "PRODUCT", "NORP", "EVENT", "WORK_OF_ART", "LAW", "FAC", "LANGUAGE"))
_NO_SENTENCE = Sentence(start=0, end=0, index=0, block=0, paragraph=0, kind="body", tokens=())


class Places:
    """Fills ``places``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences", "actors")
    fills: ClassVar[str] = "places"

    def __init__(self, resources: Resources) -> None:
        self._atlas = Atlas(resources.rulebook, resources.gazetteer)
        self._resolver = Resolver(self._atlas.gazetteer)
        self._ground = Ground(resources.rulebook)

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer with the rulebook's regions and names."""
        return self._atlas.gazetteer

    def __call__(self, reading: Reading) -> tuple[PlaceMention, ...]:
        """Every place mention, in text order, without overlaps."""
        accepted, waiting = settle(self._spots(reading), self.gazetteer)
        listed = {a.start: a for a in reading.actors if a.form == "listed"}
        waiting = [spot for spot in waiting if spot.start not in listed]
        accepted = [spot for spot in accepted if not any(_is_of(spot, a) for a in listed.values())]
        names, text = names_of(accepted), reading.document.text
        leanings, whence = self._leanings(reading), origins(reading)
        all_names = []
        for name, members in names:
            origin = self._origin(name, members, whence)
            if origin is None:
                all_names.append(name)
            else:
                name.chosen = origin
                leanings[origin.country or ""] = leanings.get(origin.country or "", 0.0) + _DEMONYM_WEIGHT
        self._resolver(all_names, leanings)
        taken = frozenset(spot.key for spot in accepted if spot.taken)
        ground = self._ground(reading.actors)
        known = ground.union(leanings) if len(ground) == 1 else leanings
        foreign = {id(n) for n in self._resolver.foreign(all_names, known)}
        foreign |= {id(n) for n in self._ground.settle(all_names, ground, taken, leanings)}
        foreign |= {id(name) for name, members in names if _is_too_large(name, members)}
        doubted = {id(n) for n in self._ground.doubt(all_names, ground.union(leanings))}
        found: list[PlaceMention] = []
        namesakes: list[Spot] = []
        for name, members in names:
            if name.chosen is None or id(name) in foreign:
                clear = any(spot.strength >= SURE or spot.cue in FIRM for spot in members)
                namesakes += members if clear else []
                continue
            government = name.chosen.feature == "country" or name.key in self._atlas.capitals
            for spot in members:
                locative = is_locative(spot, government, self._atlas) and not _within(spot, whence)
                mention = self._mention(spot, name.chosen, locative, text)
                found.append(replace(mention, doubtful=id(name) in doubted))
        found += self._fitting(waiting, all_names, text, Conquest(reading.actors), ground)
        foreigners = {m.start for m in found if _within(m, whence)}
        found += unknown(reading, self._atlas, found, namesakes, foreigners)
        found += described_capitals(reading, self._atlas, found)
        found += unnamed(reading, self._atlas, found)
        return tuple(measured(reading, _without_overlaps(found)))

    def _origin(self, name: Name, members: list[Spot], whence: Sequence[Span]) -> Entry | None:
        """The country that a name means where all its mentions only say whence men or arms come."""
        if not all(_within(spot, whence) for spot in members):
            return None
        return next((e for e in self.gazetteer.find(name.text)[:1] if e.feature == "country"), None)

    def resolve(self, reading: Reading, spans: Sequence[Span]) -> tuple[PlaceMention | None, ...]:
        """The places meant by given spans, one for each, None where the gazetteer has no such name.

        The spans are taken to be places; sentences are not needed. Adjectives of a state ("Turkish") mean the state.
        """
        text = reading.document.text
        spots = [self._given(text, span) for span in spans]
        known = sorted((s for s in spots if s), key=lambda s: s.start)
        link(known, text, self._atlas)
        names = names_of(known)
        self._resolver([name for name, _ in names], self._leanings(reading))
        chosen = {id(spot): name.chosen for name, members in names for spot in members}
        entries = [chosen.get(id(spot)) if spot else None for spot in spots]
        return tuple(self._mention(s, e, True, text) if s and e else None for s, e in zip(spots, entries, strict=True))

    def _given(self, text: str, span: Span) -> Spot | None:
        name, atlas = text[span.start : span.end], self._atlas
        spot = Spot(
            _NO_SENTENCE, 0, 0, span.start, span.end, name, fold(name), strength=SURE, rule=atlas.rule("entity")
        )
        if spot.key in atlas.abbreviations and not name.islower():
            spot.fixed = self.gazetteer.by_id(atlas.abbreviations[spot.key])
        elif name.lower() in atlas.demonyms:
            spot.fixed = self.gazetteer.country_entry(atlas.demonyms[name.lower()])
        if spot.fixed or self.gazetteer.knows(spot.key):
            return spot
        other = next((form for form in other_forms(name, atlas) if self.gazetteer.knows(fold(form))), None)
        if other:
            spot.name, spot.key = other, fold(other)
            return spot
        spot.fixed = unit_of_people(name, self.gazetteer)
        return spot if spot.fixed else None

    def _spots(self, reading: Reading) -> list[Spot]:
        """The names of the gazetteer, with what the words around them say."""
        text = reading.document.text
        judge = Judge(self._atlas, surnames(reading.sentences, self._atlas))
        spots: list[Spot] = []
        for sentence in reading.sentences:
            here = find_spots(sentence, text, self._atlas)
            for spot in here:
                judge(spot)
            link(here, text, self._atlas)
            spread(here, text, self._atlas)
            spots += here
        return spots

    def _fitting(
        self, waiting: list[Spot], names: list[Name], text: str, conquest: Conquest, ground: frozenset[str]
    ) -> list[PlaceMention]:
        """Names with little said of them that are borne in the very unit, or by a town of the country, spoken of;
        of what a force takes by any place there, or on its ``ground``."""
        units = {unit_of(n.chosen) for n in names if n.chosen and n.sure > _SURE} - {""}
        countries = Counter(n.chosen.country for n in names if n.chosen and n.chosen.country)
        common = {c for c, count in countries.items() if count > countries.total() / 2}
        found = []
        for spot in waiting:
            label, conquered = spot.head.entity, conquest(spot, known=True)
            placed, spoken_of = bool(spot.cue) or conquered, common | ground if conquered else common
            if not conquered and (spot.person or label in _OTHER_LABELS or not (placed or label)):
                continue
            for entry in self.gazetteer.find(spot.name)[:_CANDIDATES]:
                near = unit_of(entry) in units
                least = LARGE if label == "PERSON" and not placed else TOWN
                least = VILLAGE if conquered or (near and placed) else least
                own = entry.feature == "city" and fold(entry.name)[:_ALIKE] == spot.key[:_ALIKE]
                if own and (near or entry.country in spoken_of) and weight(entry, spot.key) >= least:
                    apposed = spot.head.dep == "appos" and is_locative(spot, False, self._atlas)
                    found.append(self._mention(spot, entry, placed or apposed, text))
                    break
        return found

    def _leanings(self, reading: Reading) -> dict[str, float]:
        """Countries whose adjective or people the document names, or where their army fights, and that its outlet is
        named after."""
        found: dict[str, float] = defaultdict(float)
        if home := home_of(reading.document.outlet or "", self._atlas):
            found[home] += _OUTLET_WEIGHT
        for sentence in reading.sentences:
            for token in sentence.tokens:
                if token.text[0].isupper() and (iso2 := self._atlas.demonyms.get(token.lower)):
                    fields = self._ground.fields.get(iso2, (iso2,))
                    for field in fields:
                        found[field] += _DEMONYM_WEIGHT / len(fields)
        return {iso2: min(weight, _MOST_WEIGHT) for iso2, weight in found.items()}

    def _mention(self, spot: Spot, entry: Entry, locative: bool, text: str) -> PlaceMention:
        """The mention of a spot that means this entry; a direction belongs to it where it names part of a country."""
        country = entry.feature == "country"
        start = spot.start if country or spot.name_start is None else spot.name_start
        place = place_of(entry, self.gazetteer, precision_at(spot, entry), spot.direction if country else "")
        return PlaceMention(
            start=start,
            end=spot.end,
            text=text[start : spot.end],
            rule=entry.rule or spot.rule or self._atlas.rule("entity"),
            place=place,
            locative=locative,
            near=spot.near,
        )


def _is_too_large(name: Name, members: Sequence[Spot]) -> bool:
    """Whether what the report calls a village would be a city: another one of the name is meant; not of a country of
    several villages."""
    entry = name.chosen
    if entry is None or entry.population <= _CITY:
        return False
    return any(is_village(spot) and (spot.feature or entry.feature != "country") for spot in members)


def _is_of(spot: Spot, actor: ActorMention) -> bool:
    """Whether it is a part of the name of an aid agency ("Save the Children"), or the letters of a group ("FLA")."""
    called = spot.end < actor.end if actor.kind == "ngo" else actor.kind == "armed-group" and actor.text.isupper()
    return called and _within(spot, [actor])


def _within(spot: Spot | PlaceMention, spans: Sequence[Span]) -> bool:
    return any(span.start <= spot.start and spot.end <= span.end for span in spans)


def _without_overlaps(mentions: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    kept: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)
