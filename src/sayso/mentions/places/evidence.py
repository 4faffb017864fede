"""Evidence: what the words around a spot say of it, and so whether it is a place."""

from __future__ import annotations

from sayso.gazetteer import Entry, fold
from sayso.lang import lexicon
from sayso.mentions.places.context import (
    acted_on,
    goes_on,
    is_dateline,
    is_distance,
    is_exact,
    is_named,
    take_direction,
    take_unit,
)
from sayso.mentions.places.lexicon import Lexicon
from sayso.mentions.places.spots import Spot
from sayso.model import Token

WORDS = lexicon("places")

_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
_SKIPPED = frozenset(("DET", "ADJ", "NUM"))
_STRETCHES = WORDS["evidence.stretches"]
_FAR = 5
_LARGE = 200_000
_TOWN = 15_000
_PROVINCE = 500_000
_ALIKE = 4
FIRM = WORDS["evidence.firm"]
"""Prepositions after which a name is a place, whatever else it may be."""


class Judge:
    """Weighs the evidence for the spots of one document. ``surnames``: words known to be parts of persons' names."""

    def __init__(self, lexicon: Lexicon, surnames: frozenset[str]) -> None:
        self._lexicon, self._surnames = lexicon, surnames

    def __call__(self, spot: Spot, text: str) -> None:
        """Set the spot's strength, rule, and what the words beside it make of it."""
        lexicon, tokens = self._lexicon, spot.sentence.tokens
        take_direction(spot, lexicon)
        cue, rule = self._left(spot)
        spot.cue = cue
        if self._embedded(spot):
            self._borrowed(spot)
            return
        take_unit(spot, lexicon)
        strength, found = self._strength(spot, cue, rule)
        spot.strength, spot.rule = strength, found
        if (cue and lexicon.has("near", cue)) or cue.startswith("distance"):
            spot.near = True
        if spot.last + 1 < len(tokens) and tokens[spot.last + 1].text in ("-", "/") and strength < 3:
            spot.strength = min(spot.strength, 1)

    def _strength(self, spot: Spot, cue: str, rule: str) -> tuple[int, str]:
        lexicon, tokens = self._lexicon, spot.sentence.tokens
        token = tokens[spot.first]
        single = spot.first == spot.last
        if is_dateline(spot) and (spot.first == 0 or not lexicon.has("stop", spot.name.lower())):
            spot.cue = "dateline"
            return 3, lexicon.rule("dateline")
        labels = {t.entity for t in tokens[spot.first : spot.last + 1]}
        exact = is_exact(spot)
        label = next(iter(labels)) if len(labels) == 1 else ""
        lower = token.lower
        stopped = lexicon.has("stop", spot.name.lower())
        if stopped or (single and spot.key not in lexicon.acronyms and lower in lexicon.demonyms):
            sure = exact and label in _PLACE_LABELS and cue in FIRM and single and lower not in lexicon.demonyms
            return (2, rule) if sure else (0, "")
        person = single and (lower in self._surnames or (label == "PERSON" and exact))
        weight = _weight(lexicon, spot)
        spot.person = person and weight < 2
        proper = token.pos == "PROPN" or label in _PLACE_LABELS or not single
        if not proper and not (cue and token.index > 0):
            return 0, ""
        if spot.feature and not spot.extent:
            return 3, spot.unit_rule or rule
        named = self._office(spot)
        if named and (weight >= 1 or not person):
            spot.locative = False
            return 2, named
        if cue and weight == 0 and cue not in FIRM and label not in _PLACE_LABELS and not lexicon.has("near", cue):
            return 1, rule
        if cue and not (person and weight < 2 and cue not in FIRM):
            if lexicon.has("with", cue) and weight < 2 and label not in _PLACE_LABELS:
                return 1, rule
            return (3 if label in _PLACE_LABELS or not person else 2), spot.unit_rule or rule
        if cue and weight >= 1 and lower not in self._surnames and not lexicon.has("with", cue):
            return 2, rule
        verb = acted_on(spot)
        if (taken := lexicon.unit("object", verb)) and not (person and weight == 0 and single):
            return 3 if label in _PLACE_LABELS or not person else 2, taken.rule
        if (taken := lexicon.unit("target", verb)) and (weight >= 2 or not single or not person):
            return 2, taken.rule
        if exact and label in _PLACE_LABELS:
            return 2, lexicon.rule("entity")
        if weight >= 2 and not (person and weight < 3):
            return 2, lexicon.rule("prominent")
        if exact and label and not person and weight >= 1:
            return 2, lexicon.rule("entity")
        return 1, lexicon.rule("established")

    def _office(self, spot: Spot) -> str:
        """The rule of a title or a body right after the name ("the Kherson governor"); empty where there is none."""
        tokens = spot.sentence.tokens
        if spot.last + 1 >= len(tokens) or spot.cue or not tokens[spot.last].space:
            return ""
        word = tokens[spot.last + 1].lower
        found = self._lexicon.unit("title", word) or self._lexicon.unit("body", word)
        return found.rule if found else ""

    def _left(self, spot: Spot) -> tuple[str, str]:
        """The cue word before the spot and its rule; passes over articles, adjectives and "the capital"."""
        lexicon, tokens = self._lexicon, spot.sentence.tokens
        at = spot.first - 1
        for _ in range(_FAR):
            if at < 0:
                return "", ""
            token = tokens[at]
            word = token.lower
            if word == "of":
                return self._of(spot, at)
            two = f"{tokens[at - 1].lower} {word}" if at else word
            for kind in ("near", "with", "in"):
                for phrase in (two, word):
                    if found := lexicon.unit(kind, phrase):
                        if word == "between" and at and tokens[at - 1].lemma in _STRETCHES:
                            return "distance", lexicon.words["near"]["near"].rule
                        if word == "from" and is_distance(tokens, at):
                            return "distance", lexicon.words["near"]["near"].rule
                        return phrase, found.rule
            passed = (
                token.pos in _SKIPPED or word in lexicon.demonyms or lexicon.has("direction", word)
                or lexicon.has("settlement-of", word) or lexicon.has("of", word)
            )  # fmt: skip
            if not passed or (token.text[0].isupper() and word not in lexicon.demonyms and at > 0):
                return "", ""
            at -= 1
        return "", ""

    def _of(self, spot: Spot, at: int) -> tuple[str, str]:
        """The cue when "of" stands before the spot: "the town of", "north of", or the "of" itself."""
        lexicon, tokens = self._lexicon, spot.sentence.tokens
        noun = tokens[at - 1] if at else None
        if noun is None:
            return "of", lexicon.words["in"]["of"].rule
        if found := lexicon.unit("near", f"{noun.lower} of"):
            return f"{noun.lower} of", found.rule
        unit = lexicon.unit("of", noun.lemma) or lexicon.unit("of", noun.lower)
        if unit:
            hint = lexicon.unit("unit", noun.lower)
            spot.feature = spot.feature or unit.feature or (hint.feature if hint else "")
            return "in", unit.rule
        if lexicon.has("title", noun.lower):  # "the mayor of X" speaks wherever it may be
            spot.locative = False
        if noun.entity == "PERSON" or noun.text == ",":
            return "in", lexicon.words["in"]["of"].rule
        named = noun.text[0].isupper() and noun.pos == "PROPN" and spot.first == at + 1
        if named and not lexicon.has("title", noun.lower):
            return "of-name", ""
        return "of", lexicon.words["in"]["of"].rule

    def _embedded(self, spot: Spot) -> bool:
        """Whether the spot is part of a longer name that is no place."""
        lexicon, tokens = self._lexicon, spot.sentence.tokens
        if spot.cue == "of-name":
            return True
        exact = is_exact(spot) and tokens[spot.first].entity in _PLACE_LABELS
        before = tokens[spot.first - 1] if spot.first else None
        if before is not None and is_named(before) and before.space:
            word = before.lower.rstrip(".")
            if lexicon.has("title", word):
                return True
            passed = (
                word in lexicon.demonyms or lexicon.has("direction", word) or lexicon.has("of", word)
                or lexicon.has("in", word) or lexicon.has("near", word) or (before.index == 0 and before.pos != "PROPN")
            )  # fmt: skip
            if not passed and not exact:
                return True
        if before is not None and before.text in ("-", "'") and not before.space and spot.first > 1:
            return not exact
        if goes_on(tokens, spot.last):
            return True
        after = tokens[spot.last + 1] if spot.last + 1 < len(tokens) else None
        if after is None or not is_named(after) or not tokens[spot.last].space:
            return False
        return self._continued(spot, after, exact)

    def _titled(self, at: int, spot: Spot) -> bool:
        """Whether an organisation's name goes on after the noun ("Lansing State Journal")."""
        tokens = spot.sentence.tokens
        return at < len(tokens) and is_named(tokens[at]) and self._lexicon.has("organisation", tokens[at].lower)

    def _borrowed(self, spot: Spot) -> None:
        """A large place or a county in the name of a body ("Bank of Israel") is named there, and acts."""
        tokens, lexicon = spot.sentence.tokens, self._lexicon
        after = tokens[spot.last + 1].lower if spot.last + 1 < len(tokens) else ""
        county = spot.first < spot.last and lexicon.unit("unit", tokens[spot.last].lower) is not None
        label = tokens[spot.first].entity
        if spot.first and lexicon.has("title", tokens[spot.first - 1].lower.rstrip(".")):
            return
        if lexicon.has("organisation", after) or label not in ("ORG", "FAC", "GPE", "LOC"):
            return
        if tokens[spot.first].lower in lexicon.demonyms or lexicon.has("stop", spot.name.lower()):
            return
        if county or _weight(lexicon, spot) >= 2:
            spot.strength, spot.rule, spot.locative, spot.cue = 2, lexicon.rule("entity"), False, ""

    def _continued(self, spot: Spot, after: Token, exact: bool) -> bool:
        """Whether the capitalised word after the spot makes it something else; sets ``locative`` when it acts."""
        lexicon, word = self._lexicon, after.lower.rstrip(".")
        if after.lower in lexicon.demonyms:
            return False
        if lexicon.has("unit", word):
            return self._titled(spot.last + 2, spot)
        if lexicon.has("organisation", word):
            return True
        if lexicon.has("title", word) or lexicon.has("body", word):
            spot.locative = False
            return False
        if lexicon.has("facility", word):
            return False
        return not exact


def _weight(lexicon: Lexicon, spot: Spot) -> int:
    """How well known the best bearer of the name is: 3 country or listed, 2 large, 1 a town, 0 a village."""
    found = lexicon.gazetteer.find(spot.name)
    return max((weight(e, spot.key) for e in found[:4]), default=0)


def weight(entry: Entry, key: str) -> int:
    """How well known a place is under this name."""
    own = fold(entry.name)[:_ALIKE] == key[:_ALIKE]
    if entry.feature in ("country", "region") or (entry.rule and entry.population >= _LARGE):
        return 3
    if entry.feature == "admin1" and own and entry.population >= _PROVINCE:
        return 2
    if entry.rule or (entry.population >= _LARGE and own):
        return 2
    return 1 if entry.population >= _TOWN else 0
