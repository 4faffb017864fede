"""Names that no gazetteer holds: villages that the words call so, and misspellings of the document's other names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import OSA

from sayso.gazetteer import Entry, fold
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.conquest import Conquest
from sayso.mentions.places.context import calls_a_kind, goes_on
from sayso.mentions.places.inside import Inside
from sayso.mentions.places.naming import Naming, is_place, is_unit, weigh
from sayso.mentions.places.output import place_of, precision_of, short_name, unlisted, within
from sayso.mentions.places.spots import WORDS, Spot
from sayso.mentions.places.stretch import Stretch
from sayso.model import Place, PlaceMention, Reading, Sentence, Token
from sayso.model.geo import COARSER, FINENESS, holds, kilometres

_LEAST, _SHORT, _LONG = 3, 6, 9
_WORDS = 3
_REACH, _NEXT = 60, 25
_UNITS = frozenset(("admin1", "admin2"))
_KNOWN = 5_000
_MOST_OF_ALL = 0.6
_BESIDE, _FAR = 60.0, 40_000.0


def unknown(
    reading: Reading, atlas: Atlas, named: list[PlaceMention], namesakes: list[Spot], whence: Set[int] = frozenset()
) -> list[PlaceMention]:
    """Mentions of places outside the gazetteer: of a known place where the name is a misspelling, else without id.

    ``namesakes``: names of the gazetteer whose bearers cannot be meant here. ``whence``: starts of the names that only
    say whence somebody comes.
    """
    return _Unknown(reading, atlas, named, whence).find(namesakes)


class _Unknown:
    def __init__(self, reading: Reading, atlas: Atlas, named: list[PlaceMention], whence: Set[int]) -> None:
        self._reading, self._atlas, self._named = reading, atlas, named
        self._inside = Inside(named)
        self._away = whence | {m.start for m in named if _is_seat(reading, m)}
        at_home = (m for m in named if m.start not in self._away and not _next_door(reading, m))
        countries = Counter(m.place.country for m in at_home if m.place.country)
        country, count = next(iter(countries.most_common(1)), (None, 0))
        self._country = country if count >= _MOST_OF_ALL * countries.total() else None
        self._unit = self._commonest_unit()
        self._known: dict[str, dict[str, Place]] = defaultdict(dict)
        for mention in named:
            if mention.place.id and len(mention.text) >= _SHORT and (key := fold(mention.text)):
                self._known[key[0]][key] = mention.place

    def _commonest_unit(self) -> Place | None:
        """The first-level unit in which most of the document's places lie."""
        gazetteer = self._atlas.gazetteer
        entries = [e for m in self._named if m.place.id and (e := gazetteer.by_id(m.place.id))]
        units = Counter(u.id for e in entries if e.feature != "country" and (u := gazetteer.admin1(e)))
        id, count = next(iter(units.most_common(1)), ("", 0))
        unit = gazetteer.by_id(id) if count > max(1, _MOST_OF_ALL * units.total()) else None
        return place_of(unit, gazetteer) if unit else None

    def find(self, namesakes: list[Spot]) -> list[PlaceMention]:
        text = self._reading.document.text
        found = [
            self._listed(
                self._placed(spot.sentence, spot.start, text[spot.start : spot.end], spot.name, spot.rule, spot.near)
            )
            for spot in namesakes
        ]
        namings: dict[str, list[Naming]] = defaultdict(list)
        for naming in self._namings(Inside([*self._named, *found])):
            place = self._misspelt(naming.key)
            if place is None:
                namings[naming.key].append(naming)
            else:
                near = COARSER[place.precision] if naming.near else place.precision
                found.append(self._mention(naming, replace(place, precision=near)))
        for same in filter(is_place, namings.values()):
            found += self._unlisted([n for n in same if n.weight >= 0])
        return found

    def _namings(self, taken: Inside) -> Iterator[Naming]:
        """Names that the gazetteer does not hold, with what the words say of them."""
        text, atlas = self._reading.document.text, self._atlas
        places, conquest = {m.start: m for m in self._named if m.locative}, Conquest(self._reading.actors)
        actors = {m.start for m in self._reading.actors if m.id}
        surnames = {m.name.split()[-1] for m in self._reading.actors if m.person and " " in m.name}
        for sentence in self._reading.sentences:
            here = taken(sentence)
            for stretch in _runs(sentence):
                start, end = stretch.tokens[0].start, stretch.head.end
                name, key = text[start:end], fold(text[start:end])
                free = start not in actors and not any(m.start < end and start < m.end for m in here)
                unheard = len(key) >= _LEAST and not atlas.gazetteer.knows(key)
                if free and unheard and name not in surnames and not _barred(name, stretch, atlas):
                    yield weigh(stretch, name, key, atlas, places, conquest)

    def _mention(self, naming: Naming, place: Place) -> PlaceMention:
        return PlaceMention(
            start=naming.stretch.tokens[0].start,
            end=naming.stretch.head.end,
            text=naming.name,
            rule=naming.rule or self._atlas.rule("established"),
            place=place,
            near=naming.near,
        )

    def _unlisted(self, namings: list[Naming]) -> list[PlaceMention]:
        """The mentions of one name, all at the place that the one with the smallest area around it leads to."""
        placed = []
        for n in namings:
            start, rule = n.stretch.tokens[0].start, n.rule or self._atlas.rule("established")
            placed.append(self._placed(n.stretch.sentence, start, n.name, n.name, rule, n.near))
        smallest = min(placed, key=lambda m: (m.place.country is None, FINENESS[m.place.precision]))
        best = self._listed(replace(smallest, near=False)).place
        coarser = replace(best, precision=COARSER[best.precision]) if best.id else best
        return [replace(m, place=coarser if m.near else best) for m in placed]

    def _placed(self, sentence: Sentence, start: int, text: str, name: str, rule: str, near: bool) -> PlaceMention:
        """At the smallest area that is known to be around it."""
        area = self._around(sentence, start, start + len(text))
        place = within(name, area) if area else unlisted(name)
        return PlaceMention(start=start, end=start + len(text), text=text, rule=rule, place=place, near=near)

    def _around(self, sentence: Sentence, start: int, end: int) -> Place | None:
        """The place named right after, or the unit named close by; else the town that the sentence is about ("In
        Baghdad, …"); else the unit, or the country, of that place, or of the document."""
        around = [m for m in self._inside(sentence) if m.place.country and m.start not in self._away]
        around = [m for m in around if not (m.near and m.place.precision == "region")]  # "near Venezuela's frontier"
        after = [m for m in around if 0 <= m.start - end <= _REACH]
        beside = after or [m for m in around if 0 <= start - m.end <= _REACH]
        holder = min(beside, key=lambda m: abs(m.start - end), default=None)
        opening = next((m for m in around if m.end < start and _opens(sentence, m)), None)
        if opening is not None and (holder is None or holds(holder.place, opening.place)):
            return opening.place
        if holder is None:
            return self._unit or self._whole(self._country)
        if holder.place.lat is not None and (holder.place.precision in _UNITS or 0 <= holder.start - end <= _NEXT):
            return holder.place
        same = self._unit is not None and self._unit.country == holder.place.country
        return self._unit if same else self._whole(holder.place.country)

    def _whole(self, country: str | None) -> Place | None:
        entry = self._atlas.gazetteer.country_entry(country) if country else None
        return place_of(entry, self._atlas.gazetteer) if entry else None

    def _listed(self, mention: PlaceMention) -> PlaceMention:
        """At the village of that name, or at the place that it is another spelling of, in the country and unit
        around."""
        gazetteer, name = self._atlas.gazetteer, mention.text
        for asked in (gazetteer.villages(name), gazetteer.respelt(name), gazetteer.villages(name, spelt=False)):
            if entry := self._around_here(mention.place, asked):
                place = place_of(entry, gazetteer, precision_of(entry, near=mention.near))
                return replace(mention, place=replace(place, admin1=place.admin1 or mention.place.admin1))
        return mention

    def _around_here(self, area: Place, entries: Sequence[Entry]) -> Entry | None:
        """The one in the area; of several the one close to it or to the document's places."""
        gazetteer = self._atlas.gazetteer
        inside = [e for e in entries if e.country == area.country and e.feature != "country" and area.country]
        if area.admin1:
            units = [(e, gazetteer.admin1(e)) for e in inside]
            inside = [e for e, unit in units if unit is None or short_name(unit.name) == area.admin1]
        if len(inside) == 1 and area.precision != "admin2":
            return inside[0]
        near = ((min((_km(e, p) for p in self._fine(area)), default=_FAR), e) for e in inside)
        km, entry = min(near, key=lambda found: (found[0], found[1].id), default=(_FAR, None))
        if km < _BESIDE:
            return entry
        return inside[0] if inside and inside[0].population >= _KNOWN else None

    def _fine(self, area: Place) -> list[Place]:
        """The points that say where in the area something is: the area itself where it is small."""
        if area.precision == "admin2":
            return [area]
        return [m.place for m in self._named if m.place.precision in ("point", "admin2") and holds(area, m.place)]

    def _misspelt(self, key: str) -> Place | None:
        """The place whose name in this document differs by a slip: one letter, or two in a long name."""
        if len(key) < _SHORT:
            return None
        allowed = 2 if len(key) >= _LONG else 1
        others = self._known.get(key[0], {}).items()
        return next((p for other, p in others if OSA.distance(key, other, score_cutoff=allowed) <= allowed), None)


def _next_door(reading: Reading, mention: PlaceMention) -> bool:
    """ "Neighbouring Niger", "Niger next door": a country that is told to be another than the report's."""
    sentence = reading.sentence_at(mention.start)
    before = [t for t in sentence.tokens if t.end <= mention.start][-1:] if sentence else []
    behind = reading.document.text[mention.end :].lstrip().lower()
    told = any(t.lower in WORDS["adjectives.neighbouring"] for t in before)
    return told or behind.startswith(tuple(WORDS["phrases.next_door"]))


def _is_seat(reading: Reading, mention: PlaceMention) -> bool:
    """ "A court in Paris", "a Paris court": it may try what was done anywhere."""
    sentence = reading.sentence_at(mention.start)
    tokens = sentence.tokens if sentence else ()
    beside = [t for t in tokens if t.end <= mention.start][-2:-1] + [t for t in tokens if t.start >= mention.end][:1]
    return any(t.lemma in WORDS["nouns.courts"] for t in beside)


def _opens(sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether a place stands before the first comma of a sentence, behind a preposition alone."""
    before = [t for t in sentence.tokens if t.start < mention.start]
    after = next((t for t in sentence.tokens if t.start >= mention.end), None)
    return len(before) == 1 and before[0].pos == "ADP" and after is not None and after.text == ","


def _km(entry: Entry, place: Place) -> float:
    return kilometres(entry.lat, entry.lon, place.lat, place.lon) if place.lat and place.lon else _FAR


def _barred(name: str, stretch: Stretch, atlas: Atlas) -> bool:
    """Whether the words cannot name a place: a title, a body, an operation, a people, a month."""
    lower, opening, closing = name.lower(), stretch.tokens[0].lower, stretch.head.lower
    numbered = stretch.single and stretch.noun is not None and stretch.noun.text.isdigit()  # "Highway 47"
    branded = " " not in name and any(a.islower() and b.isupper() for a, b in pairwise(name[2:]))  # "BuzzFeed"
    refused = atlas.has(lower, "stop") or atlas.has(opening, "not") or atlas.has(closing, "not")
    if numbered or branded or refused or calls_a_kind(stretch) or lower in atlas.demonyms:
        return True
    if stretch.single:  # "in Ministry of Education schools"
        goes_on = (stretch.head.dep == "compound" and stretch.noun is not None) or (
            stretch.after is not None and stretch.after.lower in WORDS["prepositions.of"]
        )
        return atlas.has(lower, "body") or (atlas.has(lower, "organisation") and goes_on)
    named = atlas.cue("closing", closing) is not None  # "Cam Ranh Bay"
    return atlas.has(opening, "title") or (atlas.has(closing, "organisation", "body") and not named)


def _runs(sentence: Sentence) -> Iterator[Stretch]:
    """Runs of at most three capitalised proper nouns, of four before "village"; Arabic articles go between, and
    "District" stays outside."""
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        last, words = at, 0
        if _proper(tokens[at]):
            words = 1
            while last + 1 < len(tokens) and (further := int(_proper(tokens[last + 1])) or goes_on(tokens, last)):
                last += further
                words += 1
        behind = tokens[last + 1 : last + 2]
        if 0 < words <= _WORDS + any(t.lower in WORDS["nouns.villages"] for t in behind):
            unit = last > at and is_unit(tokens[last], tokens[last - 1])
            yield Stretch(sentence, at, last - unit)
        at = last + 1


def _proper(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[0].isupper() and token.text[-1].isalpha() and not token.text.isupper()
