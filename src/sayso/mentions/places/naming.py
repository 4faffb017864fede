"""Naming: how much the words around a name that no gazetteer holds speak for a place.

Evidence is added up over all mentions of a name in a document, so that one clear mention ("the village of Djaiba")
carries the others ("Djaiba is burning"), and several weak ones make a place as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.mentions.places.atlas import Atlas, Cue
from sayso.mentions.places.conquest import Conquest
from sayso.mentions.places.context import PLACE_LABELS, is_aged, is_ground, is_taken_there, names_another, plain
from sayso.mentions.places.spots import WORDS
from sayso.mentions.places.stretch import Stretch
from sayso.model import PlaceMention, Token

_INDEFINITE, _LENGTHS = WORDS["articles.indefinite"], WORDS["nouns.lengths"]
_FIRM = WORDS["prepositions.firmest"]
_OF = WORDS["prepositions.of"]
_DISTRICTS = WORDS["nouns.districts"]
_FIGHTS, _AIMING = WORDS["nouns.fights"], WORDS["verbs.aiming"]
_BOMBARDING = WORDS["verbs.bombarding"]
_RAIDS, _UPON = WORDS["nouns.raids"], WORDS["prepositions.upon"]
ENOUGH = 1.5
_BEHIND = 7
_UNSURE = PLACE_LABELS | {"PERSON", ""}
_NOTHING = (0.0, "")
Evidence = tuple[float, str]
"""How much something speaks for a place, and the rule that says so."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention of an unknown name. ``weight``: how much it speaks for a place; negative for a person or body.

    ``rule``: what says so, empty where nothing does. ``near``: as in PlaceMention.
    """

    stretch: Stretch
    name: str
    key: str
    weight: float
    rule: str
    near: bool


def is_place(namings: list[Naming]) -> bool:
    """Whether the mentions of one name make it a place: one that is clear, and none too many against it."""
    return max(n.weight for n in namings) >= ENOUGH and sum(n.weight for n in namings) >= ENOUGH


def weigh(
    stretch: Stretch, name: str, key: str, atlas: Atlas, places: Mapping[int, PlaceMention], conquest: Conquest
) -> Naming:
    """What the words around a name say of it. ``places``: mentions already found, by where they start."""
    found = [
        _affixed(stretch, atlas),
        _called(stretch, atlas),
        _governed(stretch, atlas),
        _done_to(stretch, atlas, conquest),
        _listed(stretch, atlas, places),
    ]
    words = [t.lower for t in stretch.sentence.tokens[max(stretch.first - 2, 0) : stretch.first]]
    return Naming(
        stretch=stretch,
        name=name,
        key=key,
        weight=_against(stretch, atlas) + sum(weight for weight, _ in found),
        rule=next((rule for _, rule in found if rule), ""),
        near=atlas.has(" ".join(words), "near") or atlas.has("".join(words[-1:]), "near"),
    )


def _against(stretch: Stretch, atlas: Atlas) -> float:
    """A full name of a person, a title before it, or speech by it."""
    before, noun, head = stretch.before, stretch.noun, stretch.head
    weight = 0.0
    if before is not None and before.space and atlas.has(plain(before), "title"):
        weight -= 3.0
    if not stretch.joined and stretch.labels == {"PERSON"}:
        weight -= 0.75
    lies = noun is not None and noun.dep == "pobj" and noun.lower in _DISTRICTS  # "in Godere district"
    if noun is not None and atlas.has(noun.lower, "body") and not lies:
        weight -= 2.0
    if head.dep == "nsubj" and atlas.has(stretch.sentence.head(head).lemma, "agent"):
        weight -= 1.5
    return weight - 3.0 * _befallen(stretch)


def _befallen(stretch: Stretch) -> bool:
    """What happens to persons only: "killing X", "the death of X", "X's funeral"; or an age behind the name."""
    sentence, head = stretch.sentence, stretch.head
    above = sentence.head(head)
    if head.dep in ("dobj", "nsubjpass") and above.lemma in WORDS["verbs.of_persons"]:
        return True
    noun = sentence.head(above) if head.dep == "pobj" and above.lower in _OF else above
    if (head.dep == "poss" or noun is not above) and noun.lemma in WORDS["nouns.of_persons"]:
        return True
    return is_aged(stretch)


def _affixed(stretch: Stretch, atlas: Atlas) -> Evidence:
    """A first or last word that names of places have: "Kibbutz Nir Oz", "Mount Asos", "Cuyuni River"."""
    if stretch.single:
        return _NOTHING
    found = atlas.cue("prefix", stretch.tokens[0].lower) or atlas.cue("closing", stretch.head.lower)
    return (4.0, found.rule) if found else _NOTHING


def _called(stretch: Stretch, atlas: Atlas) -> Evidence:
    """ "the village of X", "X village", "village X", "X, a farming village", "X District", "X sector", "X crossing"."""
    tokens, before, noun = stretch.sentence.tokens, stretch.before, stretch.noun
    if _is_measured(tokens[stretch.last + 1 : stretch.last + _BEHIND]) or is_ground(stretch):
        return 3.0, atlas.rule("apposition")
    if (kind := stretch.kind) is not None:
        if unit := atlas.cue("of", kind.lemma):
            return 3.0, unit.rule
        if landmark := atlas.cue("landmark", kind.lemma):
            return 2.0, landmark.rule
    if before is not None and before.space and before.lower in WORDS["nouns.villages"]:
        return 3.0, atlas.rule("established")
    if noun is not None and noun.text[0].isupper() and is_unit(noun, stretch.head):
        return 3.0, atlas.rule("established")
    if noun is None or noun.text[0].isupper():
        return _NOTHING
    if unit := atlas.cue("unit", noun.lower):
        return (3.0 if unit.feature in ("city", "admin2") else 2.0), unit.rule
    found = _landmark(tokens, noun.index, atlas)
    return (2.0, found.rule) if found else _NOTHING


def _is_measured(behind: Sequence[Token]) -> bool:
    """Whether a distance opens behind a name: ", 15 miles south of", "(80 km from"."""
    opens = bool(behind) and behind[0].text in (",", "(")
    return opens and any(a.pos == "NUM" and b.lemma in _LENGTHS for a, b in pairwise(behind))


def is_unit(noun: Token, name: Token) -> bool:
    """Whether a capital "District" closes a name, and no body's: not "Budgam District Police"."""
    closes = name.dep in ("compound", "nmod") and noun.dep not in ("compound", "nmod", "nsubj")
    return closes and noun.lower in _DISTRICTS and noun.index == name.index + 1


def _landmark(tokens: tuple[Token, ...], at: int, atlas: Atlas) -> Cue | None:
    """A lower-case landmark noun here or after one more word that goes with such nouns ("X border crossing")."""
    for token in tokens[at : at + 2]:
        if token.text[0].isupper():
            return None
        if found := atlas.cue("landmark", token.lemma):
            return None if names_another(tokens, token) else found
        if not (atlas.has(token.lower, "facility") or token.lower in WORDS["nouns.of_landmarks"]):
            return None
    return None


def _governed(stretch: Stretch, atlas: Atlas) -> Evidence:
    """ "in X", "near X", "at X", "from X"; two words before it at most, an article or direction between."""
    tokens, at, follows = stretch.sentence.tokens, stretch.first - 1, stretch.after
    if at < 0 or tokens[at].lower in _INDEFINITE:
        return _NOTHING
    if follows is not None and names_another(tokens, follows) and atlas.has(follows.lemma, "landmark"):
        return _NOTHING
    if tokens[at].lower in WORDS["articles.definite"] or _is_owner(stretch, atlas):
        return _NOTHING
    if at > 0 and (tokens[at].pos == "DET" or atlas.has(tokens[at].lower, "direction")):
        at -= 1
    word, noun = tokens[at].lower, tokens[at - 1].lower if at else ""
    of = word in _OF
    if of and (found := atlas.cue("near", f"{noun} {word}")):
        return 2.0, found.rule
    cue = atlas.cue("in", word) or atlas.cue("near", word)
    if cue is None or tokens[at].pos not in ("ADP", "SCONJ", "PART", "ADV"):
        return _NOTHING
    if stretch.labels <= PLACE_LABELS:
        return (0.5 if of and atlas.has(noun, "title", "body") else 2.0), cue.rule
    if stretch.labels <= _UNSURE:
        aimed = any(t.lemma in _AIMING for t in stretch.sentence.ancestors(tokens[at]))
        strengths = (3.0, 1.0 if aimed else 1.5, 0.5)
    elif stretch.joined:  # the recogniser takes half the villages of the world for bodies
        strengths = (2.0, 1.5, 0.5)
    else:
        strengths = (0.5, 0.5, 0.0)
    raided = word in _UPON and stretch.sentence.head(tokens[at]).lemma in _RAIDS  # "the raid on X"
    strength = strengths[0 if word in _FIRM else 1 if raided or word in WORDS["prepositions.at"] else 2]
    return (strength, cue.rule) if strength and not of else _NOTHING


def _is_owner(stretch: Stretch, atlas: Atlas) -> bool:
    """Whether the name says whose or what something else is: "in X's death", "in X money"; not "X border post"."""
    if stretch.after is not None and stretch.after.text in WORDS["possessives"]:
        return True
    compound = stretch.head.dep == "compound" and stretch.noun is not None and stretch.noun.pos == "NOUN"
    return compound and not atlas.has(stretch.sentence.head(stretch.head).lemma, "landmark", "unit")


def _done_to(stretch: Stretch, atlas: Atlas, conquest: Conquest) -> Evidence:
    """ "captured X", "X was shelled", "the rebels took X"."""
    head = stretch.head
    fought = any(t.lemma in _FIGHTS for t in stretch.sentence.tokens)
    fought = fought or stretch.sentence.head(head).lemma in WORDS["verbs.of_ground"]
    if ("PERSON" not in stretch.labels or fought) and conquest(stretch):
        return (2.5 if fought else 2.0), atlas.rule("object")
    body = stretch.sentence.head(head).lemma in _BOMBARDING and stretch.joined  # taken for one by the recogniser
    if stretch.labels <= PLACE_LABELS | ({"", "ORG"} if body else {""}) and conquest(stretch, known=True):
        return 1.5, atlas.rule("object")
    if head.dep not in ("dobj", "nsubjpass") or is_taken_there(stretch.sentence, head):
        return _NOTHING
    verb = stretch.sentence.head(head).lemma
    taken = atlas.cue("object", verb)
    if taken is None or head.entity in ("ORG", "NORP", "PRODUCT"):
        return _NOTHING
    if head.entity == "PERSON":
        return (1.0 if verb in WORDS["verbs.people_too"] else 1.5), taken.rule
    return 2.0, taken.rule


def _listed(stretch: Stretch, atlas: Atlas, places: Mapping[int, PlaceMention]) -> Evidence:
    """Coordinated with a place; not persons and bodies."""
    before, head = stretch.before, stretch.head
    if before is None or before.lower not in WORDS["lists.and"] or head.dep != "conj":
        return _NOTHING
    if stretch.labels & {"PERSON", "ORG", "NORP", "EVENT"}:
        return _NOTHING
    other = places.get(stretch.sentence.head(head).start)
    fine = other is not None and other.place.precision in ("point", "admin2")
    return (2.0, atlas.rule("established")) if fine else _NOTHING
