"""Evidence: what the words around a spot say of it, and so whether it is a place."""

from __future__ import annotations

from sayso.gazetteer import Entry, fold
from sayso.grammar.words import is_verb
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.context import (
    PLACE_LABELS,
    acted_on,
    calls_a_kind,
    calls_attack,
    goes_on,
    heads_count,
    is_aged,
    is_attacked,
    is_called_seat,
    is_counted,
    is_dateline,
    is_distance,
    is_exact,
    is_ground,
    is_heading,
    is_left,
    is_named,
    is_spoken,
    plain,
    take_direction,
    take_unit,
)
from sayso.mentions.places.lent import is_lent
from sayso.mentions.places.spots import LIKELY, REJECTED, SURE, WAITING, WORDS, Spot
from sayso.model import Token

HELD, _DISTANCE, NAMING, _DATELINE = "held", "distance", "of-name", "dateline"
"""Cues that are no words: what holds the place, a distance from it, a name before "of", a dateline."""
FIRM = WORDS["prepositions.firm"] | {HELD}
"""Cues after which a name is a place, whatever else it may be."""
_BETWEEN = WORDS["prepositions.between"]
_SKIPPED = frozenset(("DET", "ADJ", "NUM"))
_BORROWED = PLACE_LABELS | {"ORG"}
_FAR = 5
_LARGE = 200_000
_TOWN = 15_000
_ALIKE, _BEST = 4, 4
VILLAGE, TOWN, LARGE, LISTED = range(4)
"""How well known a place is under a name: listed ones and countries best."""


class Judge:
    """Weighs the evidence for the spots of one document. ``surnames``: words known to be parts of persons' names."""

    def __init__(self, atlas: Atlas, surnames: frozenset[str]) -> None:
        self._atlas, self._surnames = atlas, surnames

    def __call__(self, spot: Spot) -> None:
        """Set the spot's strength, rule, and what the words beside it make of it."""
        if is_lent(spot):
            return
        take_direction(spot, self._atlas)
        spot.cue, rule = self._left(spot)
        if spot.head.dep == "dobj" and spot.sentence.head(spot.head).lemma in WORDS["verbs.bordering"]:
            spot.locative = False
        if self._embedded(spot):
            self._borrowed(spot)
            return
        take_unit(spot, self._atlas)
        spot.near = spot.cue == _DISTANCE or self._atlas.has(spot.cue, "near")
        spot.strength, spot.rule = self._strength(spot, rule)
        if spot.after is not None and spot.after.text in ("-", "/") and spot.strength < SURE:
            spot.strength = min(spot.strength, WAITING)

    def _strength(self, spot: Spot, rule: str) -> tuple[int, str]:
        """How surely the spot is a place, and the rule that says so. ``rule``: of its cue."""
        atlas, cue, lower = self._atlas, spot.cue, spot.tokens[0].lower
        bare = spot.name.lower() == lower and not spot.unit_rule
        pointed = bare and atlas.has(lower, "direction")  # "unrest in the South"
        if pointed or is_spoken(spot) or is_counted(spot) or (calls_a_kind(spot) and not self._is_town(spot)):
            return REJECTED, ""
        stopped = atlas.has(spot.name.lower(), "stop")
        heading = not stopped and (lower not in self._surnames or not spot.single) and is_heading(spot)
        counted, town = heads_count(spot), best_weight(atlas, spot) >= TOWN
        if heading and (town or (counted and not spot.tagged)):
            spot.cue = _DATELINE
            sure = town or not spot.single  # else it may be who speaks: "Orlov: 3 dead"
            return SURE if sure else WAITING, spot.unit_rule or atlas.rule("dateline")
        if spot.tagged and not stopped and (cue or " " not in spot.name or town):
            return (SURE if cue else LIKELY), rule or atlas.rule("entity")
        dated = spot.after is not None and spot.after.text[:1].isdigit()  # "Nov 18, 2006 (AFP) - "
        if is_dateline(spot) and not (stopped and (spot.first or dated)):
            spot.cue = _DATELINE
            return SURE, atlas.rule("dateline")
        if is_aged(spot) and not cue:
            return REJECTED, ""
        exact, label = is_exact(spot), next(iter(spot.labels)) if len(spot.labels) == 1 else ""
        demonym = spot.single and spot.key not in atlas.acronyms and lower in atlas.demonyms
        placed = label in PLACE_LABELS
        if stopped or demonym:
            sure = exact and placed and cue in FIRM and spot.single and lower not in atlas.demonyms
            return (LIKELY, rule) if sure else (REJECTED, "")
        surname = lower in self._surnames
        person = spot.single and (surname or (label == "PERSON" and exact and not self._built(spot)))
        weight = best_weight(atlas, spot)
        spot.person = person and weight < LARGE
        owned = spot.before is not None and spot.before.text in WORDS["possessives"]  # "Kashmir's Shopian district"
        proper = spot.tokens[0].pos == "PROPN" or placed or not spot.single or (owned and bool(spot.unit_rule))
        if not proper and not (spot.first and (cue or self._behind_deed(spot))):
            return REJECTED, ""
        if spot.feature and not spot.extent:
            return SURE, spot.unit_rule or rule
        if is_ground(spot) or (is_called_seat(spot) and weight >= TOWN):
            return SURE, atlas.rule("apposition")
        named = self._office(spot)
        if named and (weight >= TOWN or not person):
            spot.locative = False
            return LIKELY, named
        if cue and (told := self._by_cue(spot, rule, weight, person, placed, surname)):
            return told
        return self._by_itself(spot, label if exact else "", weight, person, placed)

    def _behind_deed(self, spot: Spot) -> bool:
        """ "Shelled Sake": what is struck or taken right behind a verb in small letters, whatever the word is else."""
        verb = spot.before
        deed = verb is not None and is_verb(verb) and verb.text.islower()
        return deed and any(self._atlas.cue(kind, acted_on(spot)) for kind in ("object", "target"))

    def _by_cue(
        self, spot: Spot, rule: str, weight: int, person: bool, placed: bool, surname: bool
    ) -> tuple[int, str] | None:
        """What the preposition before the spot makes of it; None where it does not decide."""
        cue, firm, party = spot.cue, spot.cue in FIRM, self._atlas.has(spot.cue, "with")
        if is_left(spot) or (is_attacked(spot) and not person):
            return LIKELY, rule
        if weight == VILLAGE and not firm and not placed and not self._atlas.has(cue, "near"):
            return WAITING, rule
        if not person or weight >= LARGE or firm:
            if party and weight < LARGE and not placed:
                return WAITING, rule
            return (SURE if placed or not person else LIKELY), spot.unit_rule or rule
        return (LIKELY, rule) if weight >= TOWN and not surname and not party else None

    def _by_itself(self, spot: Spot, label: str, weight: int, person: bool, placed: bool) -> tuple[int, str]:
        """What a verb, the recogniser (``label``, where it marks the very words) and its size make of it."""
        atlas, verb = self._atlas, acted_on(spot)
        if (taken := atlas.cue("object", verb)) and not (person and weight == VILLAGE):
            spot.taken = True
            return SURE if placed or not person else LIKELY, taken.rule
        unnamed = spot.tokens[0].lower not in self._surnames  # the recogniser alone takes it for a person
        if (hit := atlas.cue("target", verb)) and (weight >= LARGE or not person or (unnamed and self._is_town(spot))):
            return LIKELY, hit.rule
        if label in PLACE_LABELS or (weight >= LARGE and (self._owns_ground(spot) or calls_attack(spot))):
            return LIKELY, atlas.rule("entity")
        if weight >= LARGE and not (person and weight < LISTED):
            return LIKELY, atlas.rule("prominent")
        if label and not person and weight >= TOWN:
            return LIKELY, atlas.rule("entity")
        return WAITING, atlas.rule("established")

    def _is_town(self, spot: Spot) -> bool:
        """Whether a town bears the very name, or what is better known: a school or a people may be called after it."""
        found = self._atlas.gazetteer.find(spot.name)[:_BEST]
        return any(weight(e, spot.key) > (fold(e.name) != spot.key) for e in found)

    def _built(self, spot: Spot) -> bool:
        """Whether a building or yard is called by the name: "on X market"."""
        return bool(spot.cue) and spot.noun is not None and self._atlas.has(spot.noun.text, "facility")

    def _owns_ground(self, spot: Spot) -> bool:
        """Whether a part of a place is called its own: "X's streets"."""
        owner = spot.tokens[-1]
        return owner.dep == "poss" and self._atlas.has(spot.sentence.head(owner).lemma, "part")

    def _office(self, spot: Spot) -> str:
        """The rule of a title or a body right after the name ("the Kherson governor"); empty where there is none."""
        if spot.noun is None or spot.cue:
            return ""
        word = spot.noun.lower
        found = self._atlas.cue("title", word) or self._atlas.cue("body", word)
        return found.rule if found else ""

    def _left(self, spot: Spot) -> tuple[str, str]:
        """The cue word before the spot and its rule; passes over articles, adjectives and "the capital"."""
        atlas, tokens = self._atlas, spot.sentence.tokens
        for at in range(spot.first - 1, max(spot.first - 1 - _FAR, -1), -1):
            token, word = tokens[at], tokens[at].lower
            if word in WORDS["prepositions.of"]:
                return self._of(spot, at)
            before = tokens[at - 1] if at else None
            for kind in ("near", "with", "in"):
                for phrase in (f"{before.lower} {word}" if before else word, word):
                    if found := atlas.cue(kind, phrase):
                        between = word in _BETWEEN and before is not None and before.lemma in WORDS["nouns.stretches"]
                        if between or (word in WORDS["prepositions.from"] and is_distance(tokens, at)):
                            return _DISTANCE, atlas.rule("near")
                        return phrase, found.rule
            demonym = word in atlas.demonyms or word == "#" or word in WORDS["adjectives.neighbouring"]
            if not (demonym or token.pos in _SKIPPED or atlas.has(word, "direction", "of")):
                return "", ""
            if token.text[0].isupper() and not demonym and at > 0:
                return "", ""
        return "", ""

    def _of(self, spot: Spot, at: int) -> tuple[str, str]:
        """The cue when "of" stands before the spot: "the town of", "north of", or the "of" itself."""
        atlas, tokens = self._atlas, spot.sentence.tokens
        word, of = tokens[at].lower, atlas.rule("in")
        noun = tokens[at - 1] if at else None
        if noun is None:
            return word, of
        if found := atlas.cue("near", f"{noun.lower} {word}"):
            return f"{noun.lower} {word}", found.rule
        if unit := atlas.cue("of", noun.lemma) or atlas.cue("of", noun.lower):
            hint = atlas.cue("unit", noun.lower) or unit
            if noun.tag != "NNS" or all(e.feature != "country" for e in atlas.gazetteer.find(spot.name)[:1]):
                spot.feature = spot.feature or unit.feature or hint.feature  # but in "the villages of Mali"
            return HELD, unit.rule
        title = atlas.has(noun.lower, "title")
        if title:  # "the mayor of X" speaks wherever it may be
            spot.locative = False
        if noun.entity == "PERSON" or noun.text == ",":
            return HELD, of
        named = noun.text[0].isupper() and noun.pos == "PROPN" and spot.first == at + 1
        return (NAMING, "") if named and not title else (word, of)

    def _embedded(self, spot: Spot) -> bool:
        """Whether the spot is part of a longer name that is no place."""
        if spot.cue == NAMING:
            return True
        atlas, before = self._atlas, spot.before
        exact = is_exact(spot) and spot.tokens[0].entity in PLACE_LABELS
        if before is not None and is_named(before) and before.space:
            word = plain(before)
            if atlas.has(word, "title"):
                return True
            opening = before.index == 0 and before.pos != "PROPN"
            passed = opening or word in atlas.demonyms or atlas.has(word, "direction", "of", "in", "near")
            if not passed and not exact:
                return True
        if before is not None and before.text in ("-", "'") and not before.space and spot.first > 1:
            return not exact
        if goes_on(spot.sentence.tokens, spot.last):
            return spot.after is None or spot.after.text != "-" or best_weight(atlas, spot) < LARGE
        return spot.noun is not None and is_named(spot.noun) and self._continued(spot, spot.noun, exact)

    def _continued(self, spot: Spot, noun: Token, exact: bool) -> bool:
        """Whether the capitalised word after the spot makes it something else; sets ``locative`` when it acts."""
        atlas, word = self._atlas, plain(noun)
        if noun.lower in atlas.demonyms:
            return False
        if atlas.has(word, "unit"):  # "Lansing State Journal"
            rest = spot.sentence.tokens[spot.last + 2 : spot.last + 3]
            return any(is_named(t) and atlas.has(t.lower, "organisation") for t in rest)
        if atlas.has(word, "organisation"):
            return True
        if atlas.has(word, "title", "body"):
            spot.locative = False
            return False
        return not exact and not atlas.has(word, "facility")

    def _borrowed(self, spot: Spot) -> None:
        """A large place or a county in the name of a body ("Bank of Israel") is named there, and acts."""
        atlas, first = self._atlas, spot.tokens[0]
        if spot.before is not None and atlas.has(plain(spot.before), "title"):
            return
        if first.entity not in _BORROWED or (spot.after and atlas.has(spot.after.lower, "organisation")):
            return
        if first.lower in atlas.demonyms or atlas.has(spot.name.lower(), "stop"):
            return
        county = not spot.single and atlas.has(spot.head.lower, "unit")
        if county or best_weight(atlas, spot) >= LARGE:
            spot.strength, spot.rule, spot.locative, spot.cue = LIKELY, atlas.rule("entity"), False, ""


def best_weight(atlas: Atlas, spot: Spot) -> int:
    """How well known the best bearer of the name is."""
    return max((weight(e, spot.key) for e in atlas.gazetteer.find(spot.name)[:_BEST]), default=VILLAGE)


def weight(entry: Entry, key: str) -> int:
    """How well known a place is under this name."""
    own = fold(entry.name)[:_ALIKE] == key[:_ALIKE]
    if entry.feature in ("country", "region") or (entry.rule and entry.population >= _LARGE):
        return LISTED
    if entry.rule or (own and entry.population >= _LARGE):
        return LARGE
    return TOWN if entry.population >= _TOWN else VILLAGE
