"""Areas without a name: "three border regions", "the Ukrainian border", "its airspace", "Russian territory"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.inside import Inside
from sayso.mentions.places.output import place_of, unlisted
from sayso.mentions.places.spots import WORDS
from sayso.model import PlaceMention, Reading, Sentence, Token

_WHOLE = WORDS["areas.whole"]
_EDGES = WORDS["areas.edges"]
_OF, _PLACING = WORDS["prepositions.of"], WORDS["prepositions.firm"]
_DETERMINERS = WORDS["holders.determiners"]
_REACH = 4


def unnamed(reading: Reading, atlas: Atlas, named: list[PlaceMention]) -> list[PlaceMention]:
    """Mentions of areas that have no name of their own; they have no id, unless the words mean a whole country."""
    found: list[PlaceMention] = []
    within = Inside(named)
    around = {m.place.country for m in named if m.place.country}
    for sentence in reading.sentences:
        inside = within(sentence)
        for token in sentence.tokens:
            if {token.lemma, token.lower} & (_WHOLE | _EDGES):
                mention = _part(reading, sentence, token, atlas, inside, around)
            elif token.tag == "NNS" and atlas.has(token.lemma, "vague"):
                mention = _counted(reading, sentence, token, atlas, inside)
            elif token.lemma in WORDS["nouns.settlements"]:
                mention = _of_a_state(reading, sentence, token, atlas)
            else:
                continue
            if mention:
                found.append(mention)
    return found


def _counted(
    reading: Reading, sentence: Sentence, noun: Token, atlas: Atlas, inside: list[PlaceMention]
) -> PlaceMention | None:
    """ "eight regions", "several Russian border villages", "two districts of Sudan"."""
    holder = _after(sentence, noun, WORDS["prepositions.in"], inside)
    country = holder.place.country if holder else None
    for token in reversed(sentence.tokens[max(0, noun.index - _REACH) : noun.index]):
        if token.lower in atlas.demonyms:
            country = atlas.demonyms[token.lower]
        elif token.pos == "NUM" or token.lemma in WORDS["areas.several"]:
            name = reading.document.text[token.start : noun.end]
            cue = atlas.cue("vague", noun.lemma)
            place = unlisted(name, country, "region")
            return PlaceMention(start=token.start, end=noun.end, text=name, rule=cue.rule if cue else "", place=place)
        elif token.pos not in ("ADJ", "NOUN", "PUNCT") or token.text == ",":
            break
    return None


def _of_a_state(reading: Reading, sentence: Sentence, noun: Token, atlas: Atlas) -> PlaceMention | None:
    """ "In a northwestern Syrian town", "in an Iraqi village": the part of the country, or the country; not where the
    town's name follows."""
    behind = sentence.tokens[noun.index + 1 : noun.index + 2]
    if any(t.lower in _OF or t.pos == "PROPN" for t in behind) or sentence.children(noun, "appos"):
        return None
    owner = _owner(sentence, noun, atlas)
    country = atlas.demonyms.get(owner.lower) if owner else None
    entry = atlas.gazetteer.country_entry(country) if country else None
    if owner is None or entry is None or sentence.head(noun).lower not in _PLACING:
        return None
    before = sentence.tokens[owner.index - 1] if owner.index else None
    first = before if before is not None and atlas.has(before.lower, "direction") else owner
    whole = first is owner
    place = place_of(entry, atlas.gazetteer, "country" if whole else "region", "" if whole else first.lower)
    text = reading.document.text[first.start : noun.end]
    return PlaceMention(start=first.start, end=noun.end, text=text, rule=atlas.rule("established"), place=place)


def _part(
    reading: Reading, sentence: Sentence, noun: Token, atlas: Atlas, inside: list[PlaceMention], around: Set[str]
) -> PlaceMention | None:
    """ "Russian territory", "its border with Ukraine", "Estonia's airspace"."""
    cue = atlas.cue("part", noun.lemma) or atlas.cue("part", noun.lower)
    owner = _owner(sentence, noun, atlas) if cue else None
    if cue is None or owner is None:
        return None
    country, end = atlas.demonyms.get(owner.lower), noun.end
    neighbour = _after(sentence, noun, WORDS["prepositions.with"], inside) if noun.lemma in _EDGES else None
    other = neighbour.place.country if neighbour else None
    if neighbour and other:
        country, end = country or other, neighbour.end
    if country is None:
        country = next(
            (m.place.country for m in inside if m.end <= owner.start and m.place.precision == "country"), None
        )
    entry = atlas.gazetteer.country_entry(country) if country else None
    if entry is None:
        return None
    place = unlisted(f"{entry.name} {noun.lemma}", entry.country, "region")
    if noun.lemma in _WHOLE:
        place = place_of(entry, atlas.gazetteer, "country")
    elif point := _on_border(entry.country or "", [other] if other else sorted(around), atlas):
        place = replace(place, lat=point[0], lon=point[1])
    text = reading.document.text[owner.start : end]
    return PlaceMention(start=owner.start, end=end, text=text, rule=cue.rule, place=place)


def _on_border(country: str, others: Sequence[str], atlas: Atlas) -> tuple[float, float] | None:
    """The middle of the border, where just one of the others is a neighbour."""
    found = [point for other in others if other != country and (point := atlas.gazetteer.border(country, other))]
    return found[0] if len(found) == 1 else None


def _owner(sentence: Sentence, noun: Token, atlas: Atlas) -> Token | None:
    """The word that says whose: an adjective of a state, or a possessive pronoun."""
    for token in reversed(sentence.tokens[max(0, noun.index - 3) : noun.index]):
        if token.lower in atlas.demonyms or token.lower in WORDS["areas.pronouns"]:
            return token
        if token.pos not in ("ADJ", "NOUN"):
            return None
    return None


def _after(
    sentence: Sentence, noun: Token, prepositions: frozenset[str], inside: list[PlaceMention]
) -> PlaceMention | None:
    """The place after one of these prepositions right after the noun."""
    following = [t for t in sentence.tokens[noun.index + 1 : noun.index + 4] if t.lower not in _DETERMINERS][:2]
    if len(following) < 2 or following[0].lower not in prepositions:
        return None
    return next((m for m in inside if m.start <= following[1].start < m.end), None)
