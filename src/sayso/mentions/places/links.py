"""Links between spots: what holds what ("Beit Lahiya, northern Gaza"), and lists ("in Lyman and Kreminna")."""

from __future__ import annotations

import itertools
import re

from sayso.gazetteer import Entry
from sayso.grammar.words import PLURAL, is_noun
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.evidence import HELD, NAMING
from sayso.mentions.places.spots import LIKELY, REJECTED, SURE, WAITING, WORDS, Spot

_APART = 60
_MOST, _LIKELIEST = 80, 8
_FREE = 2
"""How many words may stand before the name of what holds a place: "in its northern border province of"."""
_OWNS = [[mark] for mark in WORDS["possessives"]]
_TOKEN = re.compile(r"[\w'’-]+|\S")
_THE = WORDS["articles.definite"]
_IN = WORDS["prepositions.in"]
_OF = WORDS["prepositions.of"]
_JOINING = [phrase.split() for phrase in WORDS.row("lists.joining")]


def link(spots: list[Spot], text: str, atlas: Atlas) -> None:
    """Note the containers that the words give; both ends of an apposition are thereby places."""
    for left, right in reversed(list(itertools.pairwise(spots))):
        if not 0 <= right.start - left.end <= _APART:
            continue
        words = _between(left, right, text)
        in_it = bool(words) and atlas.has(words[0], "facility") and _is_within(words[1:])
        if in_it and {e.country for e in _candidates(right, atlas)[:_LIKELIEST]}.isdisjoint(
            e.country for e in _candidates(left, atlas)[:_MOST]
        ):
            left.strength = REJECTED  # "Medina hospital in Mogadishu": the hospital is called so
        owns = words in _OWNS and bool(right.unit_rule)
        apposed = not owns and _apposes(words, atlas) and not (_goes_on(right) and atlas.has(left.key, "stop"))
        if not (apposed or owns or _is_within(words)):
            continue
        inner, outer = (right, left) if owns else (left, right)
        _short_form(inner, outer, atlas)
        container = _container(inner, outer, atlas)
        if container and container.feature == "country" and apposed and _goes_on(right):
            continue  # "in Baghdad, U.S. forces said"
        if container is None:
            if not apposed and (inner.unit_rule or inner.cue == HELD):
                inner.around = tuple(e for e in _candidates(outer, atlas)[:_LIKELIEST] if e.feature != "city")
            continue
        inner.containers.insert(0, container.id)
        outer.holds = container.id
        for spot in (left, right) if apposed else ():
            if spot.strength < SURE and spot.cue != NAMING:
                spot.strength = SURE
                spot.rule = spot.rule if spot.rule and spot.cue else atlas.rule("apposition")


def spread(spots: list[Spot], text: str, atlas: Atlas) -> None:
    """A name in a list with a sure place is a place as well, with the same preposition, and of the same kind where one
    noun tells it of all: "the Kharkiv and Sumy regions"."""
    for left, right in reversed(list(itertools.pairwise(spots))):
        if not right.feature or not left.strength or left.feature or not _lists(_between(left, right, text)):
            continue
        if right.end == right.head.end or (right.noun is not None and right.noun.tag in PLURAL):
            left.feature, left.unit_rule = right.feature, right.unit_rule
    for left, right in itertools.pairwise(spots):
        if left.containers or not _lists(_between(left, right, text)):
            continue
        named = right.person and right.sentence.head(right.head) is not left.head  # not of "in Lyman and Kreminna"
        if left.strength >= LIKELY and (left.cue or left.taken) and right.strength == WAITING and not named:
            right.strength, right.rule, right.cue, right.near = LIKELY, left.rule, left.cue, left.near
        elif left.strength == WAITING and right.strength >= LIKELY and right.rule != atlas.rule("established"):
            left.strength = LIKELY
        elif left.strength >= LIKELY and right.strength >= LIKELY and not right.cue:
            right.cue = left.cue
            right.near = right.near or left.near


def _goes_on(spot: Spot) -> bool:
    """Whether it only tells of a noun after it that is no unit: "in August, U.S. military officials said"."""
    noun = spot.sentence.head(spot.head) if spot.sentence.tokens and spot.noun else None
    return noun is not None and noun.index > spot.last and is_noun(noun) and not spot.unit_rule


def _between(left: Spot, right: Spot, text: str) -> list[str]:
    """The words and marks between two spots, in lower case."""
    return _TOKEN.findall(text[left.end : right.start].lower())


def _apposes(words: list[str], atlas: Atlas) -> bool:
    """ ", ", ", in northern", "(": the right name says where the left place is."""
    return words[:1] in ([","], ["("]) and all(w in _IN or w in _THE or atlas.has(w, "direction") for w in words[1:])


def _is_within(words: list[str]) -> bool:
    """ "in", "district, in the northern province of": the right name holds the left place."""
    if words and words[0] in WORDS["nouns.settled"]:
        words = words[1:]
    if words[:1] == [","]:
        words = words[1:]
    if not words or words[0] not in _IN:
        return False
    rest = words[1:]
    if rest and rest[0] in WORDS["holders.determiners"]:
        rest = rest[1:]
    if len(rest) > 1 and rest[-1] in _OF and rest[-2] in WORDS["nouns.holders"]:
        rest = rest[:-2]
    return len(rest) <= _FREE and all(w.replace("-", "").isalnum() for w in rest)


def _lists(words: list[str]) -> bool:
    """ ",", "and the town of": the right name goes on with a list."""
    start = 1 if words[:1] == [","] and len(words) > 1 else 0
    joint = next((j for j in _JOINING if words[start : start + len(j)] == j), None)
    rest = words[start + len(joint) :] if joint else words[start:] if start else None
    if rest is None:
        return False
    if rest and rest[0] in _THE:
        rest = rest[1:]
    return not rest or (len(rest) == 2 and rest[0] in WORDS["nouns.listed"] and rest[1] in _OF)


def _short_form(left: Spot, right: Spot, atlas: Atlas) -> None:
    """An abbreviation after a place that lies in it stands for the unit ("Alexandria, La.")."""
    id = atlas.abbreviations.get(right.key)
    entry = atlas.gazetteer.by_id(id) if id else None
    if entry and any(atlas.gazetteer.contains(entry, e) for e in _candidates(left, atlas)):
        right.fixed = entry


def _candidates(spot: Spot, atlas: Atlas) -> tuple[Entry, ...]:
    return (spot.fixed,) if spot.fixed else atlas.gazetteer.find(spot.name)


def _container(left: Spot, right: Spot, atlas: Atlas) -> Entry | None:
    """The place of the right name that holds a place of the left name; the likeliest such."""
    inner = _candidates(left, atlas)[:_MOST]
    for outer in _candidates(right, atlas)[:_LIKELIEST]:
        if outer.feature == "city":
            continue
        if outer.feature == "region" and any(e.country == outer.country for e in inner[:5] if e.country):
            return None
        if any(atlas.gazetteer.contains(outer, e) for e in inner):
            return outer
    return None
