"""Links between spots: what holds what ("Beit Lahiya, northern Gaza"), and lists ("in Lyman and Kreminna")."""

from __future__ import annotations

import itertools
import re

from sayso.gazetteer import Entry
from sayso.mentions.places.lexicon import Lexicon
from sayso.mentions.places.spots import Spot, between

_APPOSED = re.compile(r"\s*(?:,|\()\s*(?:in\s+)?(?:the\s+)?(?:[a-z-]+ern\s+)?$")
_WITHIN = re.compile(
    r"\s*(?:city|town|village|district|county|region|area|neighbou?rhood|settlement|camp)?,?\s+(?:in|of)\s+"
    r"(?:the\s+|its\s+)?(?:[\w-]+\s+)?(?:[\w-]+\s+)?(?:(?:city|town|region|province|district|state|oblast|county|governorate)\s+of\s+)?$"
)
_LISTED = re.compile(r"\s*(?:,|,?\s+(?:and|or|as well as|&)|/)\s*(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$")
_MOST = 80


def link(spots: list[Spot], text: str, lexicon: Lexicon) -> None:
    """Note the containers that the words give; both ends of an apposition are thereby places."""
    for n in range(len(spots) - 2, -1, -1):
        left, right = spots[n], spots[n + 1]
        if right.start < left.end or right.start - left.end > 60:
            continue
        words = between(left, right, text)
        apposed = _APPOSED.match(words)
        if not apposed and not _WITHIN.match(words):
            continue
        _short_form(left, right, lexicon)
        container = _container(left, right, lexicon)
        if container is None:
            continue
        left.containers.insert(0, container.id)
        right.holds = container.id
        for spot in (left, right) if apposed else ():
            if spot.strength < 3 and spot.cue != "of-name":
                spot.strength = 3
                spot.rule = spot.rule or lexicon.rule("apposition")
                if not spot.rule.startswith(("regions/", "place_names/")) and not spot.cue:
                    spot.rule = lexicon.rule("apposition")


def _short_form(left: Spot, right: Spot, lexicon: Lexicon) -> None:
    """An abbreviation after a place that lies in it stands for the unit ("Alexandria, La.")."""
    id = lexicon.abbreviations.get(right.key)
    entry = lexicon.gazetteer.by_id(id) if id else None
    if entry and any(lexicon.gazetteer.contains(entry, e) for e in _candidates(left, lexicon)):
        right.fixed = entry


def _candidates(spot: Spot, lexicon: Lexicon) -> tuple[Entry, ...]:
    return (spot.fixed,) if spot.fixed else lexicon.gazetteer.find(spot.name)


def _container(left: Spot, right: Spot, lexicon: Lexicon) -> Entry | None:
    """The place of the right name that holds a place of the left name; the likeliest such."""
    inner = _candidates(left, lexicon)[:_MOST]
    for outer in _candidates(right, lexicon)[:8]:
        if outer.feature == "city":
            continue
        if outer.feature == "region" and any(e.country == outer.country for e in inner[:5] if e.country):
            return None
        if any(lexicon.gazetteer.contains(outer, e) for e in inner):
            return outer
    return None


def spread(spots: list[Spot], text: str, lexicon: Lexicon) -> None:
    """A name in a list with a sure place is a place as well, with the same preposition."""
    for left, right in itertools.pairwise(spots):
        if left.containers or not _LISTED.match(between(left, right, text)):
            continue
        acted = left.cue or left.rule == lexicon.words["object"]["capture"].rule
        if left.strength >= 2 and acted and right.strength == 1 and not right.person:
            right.strength, right.rule, right.cue, right.near = 2, left.rule, left.cue, left.near
        elif left.strength == 1 and right.strength >= 2 and right.rule != lexicon.rule("established"):
            left.strength = 2
        elif left.strength >= 2 and right.strength >= 2 and not right.cue:
            right.cue = left.cue
            right.near = right.near or left.near
