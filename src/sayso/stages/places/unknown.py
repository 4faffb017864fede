"""Names that no gazetteer holds: villages that the words call so, and misspellings of the document's other names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rapidfuzz.distance import OSA

from sayso.gazetteer import fold
from sayso.model import Place, PlaceMention, Reading, Sentence, Token
from sayso.stages.places.inside import Inside
from sayso.stages.places.lexicon import Lexicon
from sayso.stages.places.output import COARSER, place_of, short_name
from sayso.stages.places.spots import Spot

_SHORT, _LONG = 6, 9
_REACH = 60
_KNOWN = 5_000
_LABELS = frozenset(("GPE", "LOC", "FAC"))
_OTHERS = _LABELS | {"PERSON", ""}
_FIRM = frozenset(("in", "near", "inside", "outside"))


def unknown(reading: Reading, lexicon: Lexicon, named: list[PlaceMention], namesakes: list[Spot]) -> list[PlaceMention]:
    """Mentions of places outside the gazetteer: of a known place where the name is a misspelling, else without id.

    ``namesakes``: names of the gazetteer whose bearers cannot be meant here.
    """
    places = {m.start: m for m in named if m.locative}
    known = {fold(m.text): m.place for m in named if m.place.id and len(m.text) >= _SHORT}
    common = _main_country(named)
    inside = Inside(named)
    found = [_namesake(spot, reading, inside(spot.sentence), common) for spot in namesakes]
    taken = Inside([*named, *found])
    for sentence in reading.sentences:
        at = 0
        while at < len(sentence.tokens):
            last = _run(sentence, at)
            if last is None:
                at += 1
                continue
            mention = _mention(reading, sentence, at, last, lexicon, known, places)
            if mention and not any(m.start < mention.end and mention.start < m.end for m in taken(sentence)):
                if mention.place.id is None:
                    mention = _respelt(_placed(mention, inside(sentence), common), lexicon)
                found.append(mention)
            at = last + 1
    return found


def _run(sentence: Sentence, at: int) -> int | None:
    """The last token of a run of at most three capitalised proper nouns that begins here."""
    tokens = sentence.tokens
    if not _proper(tokens[at]) or (at and _proper(tokens[at - 1])):
        return None
    last = at
    while last + 1 < len(tokens) and _proper(tokens[last + 1]):
        last += 1
    return last if last - at < 3 else None


def _proper(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[0].isupper() and token.text[-1].isalpha() and not token.text.isupper()


def _mention(
    reading: Reading,
    sentence: Sentence,
    first: int,
    last: int,
    lexicon: Lexicon,
    known: dict[str, Place],
    places: dict[int, PlaceMention],
) -> PlaceMention | None:
    tokens = sentence.tokens
    name = reading.document.text[tokens[first].start : tokens[last].end]
    key = fold(name)
    if len(key) < 3 or lexicon.gazetteer.knows(key) or lexicon.has("stop", name.lower()):
        return None
    if name.lower() in lexicon.demonyms or (last > first and lexicon.has("title", tokens[first].lower)):
        return None
    place = _misspelt(key, known)
    rule = lexicon.rule("established")
    if place is None:
        rule = _called(sentence, first, last, lexicon) or _listed(sentence, first, last, places)
        if not rule:
            return None
        place = Place(name=name, id=None, country=None, admin1=None, lat=None, lon=None, precision="point")
    near = first > 0 and lexicon.has("near", tokens[first - 1].lower)
    if near:
        place = replace(place, precision=COARSER[place.precision])
    return PlaceMention(start=tokens[first].start, end=tokens[last].end, text=name, rule=rule, place=place, near=near)


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


def _misspelt(key: str, known: dict[str, Place]) -> Place | None:
    """The place whose name in this document differs by a slip: one letter, or two in a long name."""
    if len(key) < _SHORT:
        return None
    allowed = 2 if len(key) >= _LONG else 1
    for other, place in known.items():
        if other[0] == key[0] and OSA.distance(key, other, score_cutoff=allowed) <= allowed:
            return place
    return None


def _called(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> str:
    """The rule by which the words call the name a place ("the village of X", "X village")."""
    tokens = sentence.tokens
    before = tokens[first - 1] if first else None
    if before is None:
        return ""
    if before.lower == "of" and first > 1:
        noun = lexicon.unit("settlement-of", tokens[first - 2].lemma) or lexicon.unit("of", tokens[first - 2].lemma)
        return noun.rule if noun else ""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    unit = lexicon.unit("unit", after.lower) if after is not None else None
    if unit and unit.feature in ("city", "admin2"):
        return unit.rule
    cue = lexicon.unit("in", before.lower) or lexicon.unit("near", before.lower)
    labels = {t.entity for t in tokens[first : last + 1]}
    named = labels <= _LABELS or (labels <= _OTHERS and before.lower in _FIRM and before.pos == "ADP")
    return cue.rule if cue and named else ""


def _namesake(spot: Spot, reading: Reading, here: list[PlaceMention], common: str | None) -> PlaceMention:
    """The mention of a name whose bearers lie elsewhere."""
    place = Place(name=spot.name, id=None, country=None, admin1=None, lat=None, lon=None, precision="point")
    text = reading.document.text[spot.start : spot.end]
    mention = PlaceMention(start=spot.start, end=spot.end, text=text, rule=spot.rule, place=place, near=spot.near)
    return _placed(mention, here, common)


def _listed(sentence: Sentence, first: int, last: int, places: dict[int, PlaceMention]) -> str:
    """The rule of the place that the name is coordinated with; empty for persons and bodies."""
    tokens = sentence.tokens
    if first < 2 or any(t.entity in ("PERSON", "ORG", "NORP", "EVENT") for t in tokens[first : last + 1]):
        return ""
    if tokens[first - 1].lower not in ("and", "or", ",") or tokens[last].dep != "conj":
        return ""
    other = places.get(sentence.head(tokens[last]).start)
    return (
        other.rule
        if other and other.place.precision in ("point", "admin2") and other.rule.startswith("place_cues/")
        else ""
    )


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
    holder = min(near, key=lambda m: abs(m.start - mention.end)).place if near else None
    place = replace(
        mention.place, country=holder.country if holder else common, admin1=holder.admin1 if holder else None
    )
    return replace(mention, place=place)
