"""Lent names: what is called after a place and lies elsewhere: streets, ships, and kin with a given name."""

from __future__ import annotations

from sayso.mentions.places.spots import WORDS, Spot

_STREETS, _WAYS = WORDS["nouns.streets"], WORDS["nouns.ways"]
_SHIPS, _KIN = WORDS["nouns.ships"], WORDS["nouns.kin"]
_FAR = 3


def is_lent(spot: Spot) -> bool:
    """Whether a name of a place is that of something else: "Aleppo Street", "the tanker Marseille"."""
    return _is_street(spot) or _is_on_way(spot) or _is_ship(spot) or _is_kin(spot)


def _is_street(spot: Spot) -> bool:
    """ "The Jerusalem roundabout"; not "Baghdad street protests"."""
    noun, behind = spot.noun, spot.sentence.tokens[spot.last + 2 : spot.last + 3]
    street = noun is not None and noun.lower in _STREETS
    return street and not any(t.pos == "NOUN" and t.dep != "appos" for t in behind)


def _is_on_way(spot: Spot) -> bool:
    """ "Rue de Bamako", "Avenida Bogotá", and the "Rue" itself, which may be a village."""
    tokens, at = spot.sentence.tokens, spot.first - 1
    if spot.single and spot.tokens[0].lower in _WAYS:
        return True
    while at > 0 and tokens[at].lower in WORDS["names.joints"] and spot.first - at < _FAR:
        at -= 1
    return at >= 0 and tokens[at].text[0].isupper() and tokens[at].lower in _WAYS


def _is_ship(spot: Spot) -> bool:
    """ "The frigate Kharkiv", "the tanker Marseille"."""
    before = spot.before
    return before is not None and before.pos != "VERB" and before.lower in _SHIPS


def _is_kin(spot: Spot) -> bool:
    """ "His cousin Florence said"."""
    before = spot.before
    return spot.single and before is not None and before.pos == "NOUN" and before.lower in _KIN
