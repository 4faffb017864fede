"""Names that no gazetteer holds: villages that the words call so, and misspellings of the document's other names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz.distance import OSA

from sayso.gazetteer import fold
from sayso.mentions.places.context import goes_on
from sayso.mentions.places.inside import Inside
from sayso.mentions.places.lexicon import Lexicon
from sayso.mentions.places.naming import Naming, is_place, weigh
from sayso.mentions.places.output import COARSER, place_of, short_name
from sayso.mentions.places.spots import Spot
from sayso.model import Place, PlaceMention, Reading, Sentence, Token

_SHORT, _LONG = 6, 9
_REACH, _NEXT = 60, 25
_UNITS = frozenset(("admin1", "admin2"))
_KNOWN = 5_000


def unknown(reading: Reading, lexicon: Lexicon, named: list[PlaceMention], namesakes: list[Spot]) -> list[PlaceMention]:
    """Mentions of places outside the gazetteer: of a known place where the name is a misspelling, else without id.

    ``namesakes``: names of the gazetteer whose bearers cannot be meant here.
    """
    known = _by_letter(named)
    common = _main_country(named)
    inside = Inside(named)
    found = [_namesake(spot, reading, inside(spot.sentence), common) for spot in namesakes]
    namings: dict[str, list[Naming]] = defaultdict(list)
    for naming in _namings(reading, lexicon, named, Inside([*named, *found])):
        place = _misspelt(naming.key, known)
        if place is None:
            namings[naming.key].append(naming)
        else:
            found.append(_mention(reading, naming, place, lexicon))
    for key in namings:
        if is_place(namings[key]):
            found += _same(
                [_unlisted(reading, n, inside(n.sentence), common, lexicon) for n in namings[key] if n.weight >= 0]
            )
    return found


def _by_letter(named: list[PlaceMention]) -> dict[str, dict[str, Place]]:
    """Places named in the document by folded name, under its first letter."""
    found: dict[str, dict[str, Place]] = defaultdict(dict)
    for mention in named:
        if mention.place.id and len(mention.text) >= _SHORT and (key := fold(mention.text)):
            found[key[0]][key] = mention.place
    return found


def _namings(reading: Reading, lexicon: Lexicon, named: list[PlaceMention], taken: Inside) -> Iterator[Naming]:
    """Names that the gazetteer does not hold, with what the words say of them."""
    places = {m.start: m for m in named if m.locative}
    actors = {m.start for m in reading.actors if m.id}
    for sentence in reading.sentences:
        tokens, here = sentence.tokens, taken(sentence)
        at = 0
        while at < len(tokens):
            last = _run(sentence, at)
            if last is None:
                at += 1
                continue
            start, end = tokens[at].start, tokens[last].end
            name = reading.document.text[start:end]
            key = fold(name)
            free = start not in actors and not any(m.start < end and start < m.end for m in here)
            if (
                free
                and len(key) >= 3
                and not lexicon.gazetteer.knows(key)
                and not _barred(name, tokens, at, last, lexicon)
            ):
                yield weigh(sentence, at, last, name, key, lexicon, places)
            at = last + 1


def _barred(name: str, tokens: tuple[Token, ...], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the words cannot name a place: a title, a body, an operation, a people, a month."""
    lower, opening, closing = name.lower(), tokens[first].lower, tokens[last].lower
    if (
        lexicon.has("stop", lower)
        or lower in lexicon.demonyms
        or lexicon.has("not", opening)
        or lexicon.has("not", closing)
    ):
        return True
    return last > first and (
        lexicon.has("title", opening) or lexicon.has("organisation", closing) or lexicon.has("body", closing)
    )


def _mention(reading: Reading, naming: Naming, place: Place, lexicon: Lexicon) -> PlaceMention:
    tokens = naming.sentence.tokens
    return PlaceMention(
        start=tokens[naming.first].start,
        end=tokens[naming.last].end,
        text=naming.name,
        rule=naming.rule or lexicon.rule("established"),
        place=replace(place, precision=COARSER[place.precision]) if naming.near else place,
        near=naming.near,
    )


def _unlisted(
    reading: Reading, naming: Naming, here: list[PlaceMention], common: str | None, lexicon: Lexicon
) -> PlaceMention:
    place = Place(name=naming.name, id=None, country=None, admin1=None, lat=None, lon=None, precision="point")
    mention = _mention(reading, naming, place, lexicon)
    return _respelt(_placed(mention, here, common), lexicon)


def _same(mentions: list[PlaceMention]) -> list[PlaceMention]:
    """All mentions of one name at the best known of their places: with an id, else in a unit, else in a country."""
    best = max(
        (m.place for m in mentions), key=lambda p: (p.id is not None, p.admin1 is not None, p.country is not None)
    )
    return [replace(m, place=replace(best, precision=m.place.precision)) for m in mentions]


def _run(sentence: Sentence, at: int) -> int | None:
    """The last token of a run of at most three capitalised proper nouns that begins here; articles go between."""
    tokens = sentence.tokens
    if not _proper(tokens[at]) or (at and _proper(tokens[at - 1])):
        return None
    last, words = at, 1
    while last + 1 < len(tokens):
        if _proper(tokens[last + 1]):
            last += 1
        elif goes_on(tokens, last):
            last += 3
        else:
            break
        words += 1
    return last if words <= 3 else None


def _proper(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[0].isupper() and token.text[-1].isalpha() and not token.text.isupper()


def _respelt(mention: PlaceMention, lexicon: Lexicon) -> PlaceMention:
    """With the place that the name is another spelling of, where one lies in the country and unit around it."""
    around = mention.place
    if around.country is None:
        return mention
    found = [
        e for e in lexicon.gazetteer.respelt(mention.text) if e.feature != "country" and e.country == around.country
    ]
    units = [(e, unit) for e in found if (unit := lexicon.gazetteer.admin1(e)) is not None]
    inside = [e for e, unit in units if short_name(unit.name) == around.admin1] or found
    if not inside or (len(inside) > 1 and inside[0].population < _KNOWN):
        return mention
    return replace(mention, place=place_of(inside[0], lexicon.gazetteer.admin1(inside[0]), near=mention.near))


def _misspelt(key: str, known: dict[str, dict[str, Place]]) -> Place | None:
    """The place whose name in this document differs by a slip: one letter, or two in a long name."""
    if len(key) < _SHORT:
        return None
    allowed = 2 if len(key) >= _LONG else 1
    for other, place in known.get(key[0], {}).items():
        if OSA.distance(key, other, score_cutoff=allowed) <= allowed:
            return place
    return None


def _namesake(spot: Spot, reading: Reading, here: list[PlaceMention], common: str | None) -> PlaceMention:
    """The mention of a name whose bearers lie elsewhere."""
    place = Place(name=spot.name, id=None, country=None, admin1=None, lat=None, lon=None, precision="point")
    text = reading.document.text[spot.start : spot.end]
    mention = PlaceMention(start=spot.start, end=spot.end, text=text, rule=spot.rule, place=place, near=spot.near)
    return _placed(mention, here, common)


def _main_country(named: list[PlaceMention]) -> str | None:
    """The country of most of the document's places, where one stands out."""
    countries = Counter(m.place.country for m in named if m.place.country)
    if not countries:
        return None
    country, count = countries.most_common(1)[0]
    return country if count >= 0.6 * countries.total() else None


def _placed(mention: PlaceMention, named: list[PlaceMention], common: str | None) -> PlaceMention:
    """With country and first-level unit from the place named right after it, or before; else the document's country."""
    near = [m for m in named if m.place.country and 0 <= m.start - mention.end <= _REACH] or [
        m for m in named if m.place.country and 0 <= mention.start - m.end <= _REACH
    ]
    holder = min(near, key=lambda m: abs(m.start - mention.end)) if near else None
    holds = holder is not None and (holder.place.precision in _UNITS or 0 <= holder.start - mention.end <= _NEXT)
    place = replace(
        mention.place,
        country=holder.place.country if holder else common,
        admin1=holder.place.admin1 if holder and holds else None,
    )
    return replace(mention, place=place)
