"""Places by description: "the Ukrainian capital" and "Sudan's capital" mean the seat of a state's government, "Mali's
north" and "the country's east" a part of the state, and so does "in the east" in a report about one state."""

from __future__ import annotations

from collections import Counter

from sayso.gazetteer import fold
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.context import direction_to
from sayso.mentions.places.inside import Inside
from sayso.mentions.places.output import place_of
from sayso.mentions.places.spots import WORDS
from sayso.model import Place, PlaceMention, Reading, Sentence, Token

_SEATS = WORDS["capitals.nouns"]
_IN, _OF = WORDS["prepositions.firm"], WORDS["prepositions.of"]
_THE = WORDS["articles.definite"]
_MOST_OF_ALL = 0.6
_BESIDE = 3
_BEHIND = len(" of the ")


def described_capitals(reading: Reading, atlas: Atlas, named: list[PlaceMention]) -> list[PlaceMention]:
    """Mentions of capitals that the words describe but do not name."""
    inside, found = Inside(named), []
    countries = Counter(m.place.country for m in named if m.place.country)
    for sentence in reading.sentences:
        here = inside(sentence)
        for noun in sentence.tokens:
            way, start = direction_to(sentence.tokens, noun.index, atlas)
            if noun.pos == "ADJ" or not (way or noun.lower in _SEATS) or _goes_on(sentence, noun):
                continue
            told = _owner(sentence, start, way, atlas, countries, here) or _behind(sentence, noun, here)
            if told is None or any(0 <= m.start - noun.end <= _BESIDE for m in here):
                continue  # "the Ukrainian capital, Kyiv": the name says it
            first, country = told
            place = _part(country, way, atlas) if way else _seat(country, atlas)
            if place is not None:
                found.append(_mention(reading, sentence, first, noun, place, atlas))
    return found


def _goes_on(sentence: Sentence, noun: Token) -> bool:
    """ "the Chinese capital market", "the north of the town": something else than the seat or the part is meant."""
    following = sentence.tokens[noun.index + 1 : noun.index + 2]
    if noun.lower not in _SEATS and any(t.lower in _OF or t.pos == "ADJ" for t in following):
        return True
    return noun.dep in ("compound", "amod", "advmod") or any(
        t.pos in ("NOUN", "PROPN") and t.entity not in ("DATE", "TIME") for t in following
    )


def _owner(
    sentence: Sentence, start: int, way: str, atlas: Atlas, countries: Counter[str], here: list[PlaceMention]
) -> tuple[Token, str] | None:
    """The first word of the description and the country (ISO alpha-2) that it says, or that most names lie in.

    ``start``: index of the first word for the seat or, with the direction ``way``, the part.
    """
    tokens, at = sentence.tokens, start - 1
    while at > 0 and tokens[at].lower in WORDS["capitals.passed"]:
        at -= 1
    if at < 1:
        return None
    possessed, before = tokens[at].lower in WORDS["possessives"], tokens[at - 1]
    if not way and tokens[at].lower in atlas.demonyms and tokens[at].text[0].isupper():
        return (tokens[at], atlas.demonyms[tokens[at].lower]) if before.lower in _THE else None
    # "in the east", not "the West", which may be many states
    alone = way and tokens[at].lower in _THE and before.lower in _IN and tokens[start].text.islower()
    if (alone or (possessed and before.lower in WORDS["capitals.countries"])) and countries:
        country, count = countries.most_common(1)[0]
        return (tokens[at if alone else at - 1], country) if count >= _MOST_OF_ALL * countries.total() else None
    if possessed:
        owner = next((m for m in here if m.end == tokens[at].start and m.place.grain == "country"), None)
        first = next((t for t in tokens if owner and owner.start <= t.start), None)
        return (first, owner.place.country) if owner and owner.place.country and first else None
    return None


def _behind(sentence: Sentence, noun: Token, here: list[PlaceMention]) -> tuple[Token, str] | None:
    """ "the capital of Mali": the seat of a whole state; not "the capital of Borno" nor "of Nigeria's Borno"."""
    article, of = sentence.tokens[noun.index - 1], sentence.tokens[noun.index + 1 : noun.index + 2]
    if article.lower not in _THE or not any(t.lower in _OF for t in of):
        return None
    owner = next((m for m in here if 0 < m.start - noun.end <= _BEHIND and m.place.grain == "country"), None)
    owned = any(owner and t.start == owner.end and t.lower in WORDS["possessives"] for t in sentence.tokens)
    return (article, owner.place.country) if owner and owner.place.country and not owned else None


def _seat(country: str, atlas: Atlas) -> Place | None:
    name = atlas.seats.get(country, "")
    bearers = [e for e in atlas.gazetteer.find(name) if e.country == country] if name else []
    seat = max(bearers, key=lambda e: (e.feature == "city", fold(e.name) == fold(name), e.population), default=None)
    return place_of(seat, atlas.gazetteer) if seat else None


def _part(country: str, direction: str, atlas: Atlas) -> Place | None:
    entry = atlas.gazetteer.country_entry(country)
    return place_of(entry, atlas.gazetteer, "region", direction) if entry else None


def _mention(
    reading: Reading, sentence: Sentence, first: Token, noun: Token, place: Place, atlas: Atlas
) -> PlaceMention:
    above = sentence.head(noun)
    return PlaceMention(
        start=first.start,
        end=noun.end,
        text=reading.document.text[first.start : noun.end],
        rule=atlas.rule("part"),
        place=place,
        locative=not (noun.dep == "nsubj" and atlas.has(above.lemma, "agent")),
    )
