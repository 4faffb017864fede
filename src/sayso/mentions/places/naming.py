"""Naming: how much the words around a name that no gazetteer holds speak for a place.

Evidence is added up over all mentions of a name in a document, so that one clear mention ("the village of Djaiba")
carries the others ("Djaiba is burning"), and several weak ones make a place as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.lang import lexicon
from sayso.mentions.places.context import is_taken_there
from sayso.mentions.places.lexicon import Lexicon, Unit
from sayso.model import PlaceMention, Sentence, Token

WORDS = lexicon("places")
_GOVERNED_WORDS = WORDS["naming.governed"]
_LISTED_WORDS = WORDS["naming.listed"]

ENOUGH = 1.5
_CLEAR = 1.5
_LABELS = frozenset(("GPE", "LOC", "FAC"))
_UNSURE = frozenset(("PERSON", ""))
_FIRM = WORDS["naming.firm"]
_BETWEEN = WORDS["naming.between"]
_PERSONS_TOO = WORDS["naming.persons_too"]
_PASSIVE = frozenset(("dobj", "nsubjpass"))


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention of an unknown name. ``weight``: how much it speaks for a place; negative for a person or body.

    ``rule``: what says so, empty where nothing does. ``near``, ``locative``: as in PlaceMention. ``end``: the last
    token of the mention, a noun that was taken in included.
    """

    sentence: Sentence
    first: int
    last: int
    name: str
    key: str
    weight: float
    rule: str
    near: bool
    locative: bool


def is_place(namings: list[Naming]) -> bool:
    """Whether the mentions of one name make it a place: one that is clear, and none too many against it."""
    return max(n.weight for n in namings) >= _CLEAR and sum(n.weight for n in namings) >= ENOUGH


def weigh(
    sentence: Sentence, first: int, last: int, name: str, key: str, lexicon: Lexicon, places: dict[int, PlaceMention]
) -> Naming:
    """What the words around a name say of it. ``places``: mentions already found, by where they start."""
    tokens = sentence.tokens
    before = tokens[first - 1] if first else None
    weight, rule = _against(sentence, first, last, lexicon), ""
    for amount, found in (
        _prefixed(tokens, first, last, lexicon),
        _called(tokens, first, last, lexicon),
        _governed(tokens, first, last, lexicon),
        _done_to(sentence, first, last, lexicon),
        _listed(sentence, first, last, places),
    ):
        weight += amount
        rule = rule or found
    cue = before.lower if before is not None else ""
    return Naming(
        sentence=sentence,
        first=first,
        last=last,
        name=name,
        key=key,
        weight=weight,
        rule=rule,
        near=lexicon.has("near", cue) or (first > 1 and lexicon.has("near", f"{tokens[first - 2].lower} {cue}")),
        locative=bool(rule),
    )


def _against(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> float:
    """A full name of a person, a title before it, or speech by it."""
    tokens = sentence.tokens
    weight = 0.0
    before = tokens[first - 1] if first else None
    if before is not None and before.space and lexicon.has("title", before.lower.rstrip(".")):
        weight -= 3.0
    if last > first and all(t.entity == "PERSON" for t in tokens[first : last + 1]):
        weight -= 0.75
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and tokens[last].space and lexicon.has("body", after.lower):
        weight -= 2.0
    head = tokens[last]
    if head.dep == "nsubj" and lexicon.has("agent", sentence.head(head).lemma):
        weight -= 1.5
    return weight


def _called(tokens: tuple[Token, ...], first: int, last: int, lexicon: Lexicon) -> tuple[float, str]:
    """ "the village of X", "X village", "X sector", "X crossing"."""
    before = tokens[first - 1] if first else None
    if before is not None and before.lower == "of" and first > 1:
        noun = tokens[first - 2]
        unit = lexicon.unit("settlement-of", noun.lemma) or lexicon.unit("of", noun.lemma)
        if unit:
            return 3.0, unit.rule
        if landmark := lexicon.unit("landmark", noun.lemma):
            return 2.0, landmark.rule
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None or not tokens[last].space:
        return 0.0, ""
    unit = lexicon.unit("unit", after.lower)
    if unit and not after.text[0].isupper():
        return (3.0 if unit.feature in ("city", "admin2") else 2.0), unit.rule
    noun_after = _landmark(tokens, last + 1, lexicon)
    return (2.0, noun_after.rule) if noun_after else (0.0, "")


def _landmark(tokens: tuple[Token, ...], at: int, lexicon: Lexicon) -> Unit | None:
    """A lower-case landmark noun here or after one more word that goes with such nouns ("X border crossing")."""
    for n in (at, at + 1):
        if n >= len(tokens) or tokens[n].text[0].isupper():
            return None
        if found := lexicon.unit("landmark", tokens[n].lemma):
            return None if _of_another(tokens, n) else found
        if not (lexicon.has("facility", tokens[n].lower) or tokens[n].lower in _BETWEEN):
            return None
    return None


def _names_ground(noun: Token, lexicon: Lexicon) -> bool:
    return any(lexicon.unit(kind, noun.lemma) for kind in ("landmark", "settlement-of"))


def _of_another(tokens: tuple[Token, ...], noun: int) -> bool:
    """ "the Danube port of Izmail": the port is Izmail's."""
    after = tokens[noun + 1 : noun + 3]
    return len(after) == 2 and after[0].lower == "of" and after[1].text[:1].isupper()


def _governed(tokens: tuple[Token, ...], first: int, last: int, lexicon: Lexicon) -> tuple[float, str]:
    """ "in X", "near X", "at X", "from X"; two words before it at most, an article or direction between."""
    at = first - 1
    if at >= 0 and tokens[at].lower in _GOVERNED_WORDS:
        return 0.0, ""
    follows = tokens[last + 1] if last + 1 < len(tokens) else None
    if follows is not None and _of_another(tokens, last + 1) and _names_ground(follows, lexicon):
        return 0.0, ""
    if at > 0 and (tokens[at].pos == "DET" or lexicon.has("direction", tokens[at].lower)):
        at -= 1
    if at < 0:
        return 0.0, ""
    word = tokens[at].lower
    noun = tokens[at - 1].lower if at else ""
    if word == "of" and (found := lexicon.unit("near", f"{noun} of")):
        return 2.0, found.rule
    cue = lexicon.unit("in", word) or lexicon.unit("near", word)
    if cue is None or tokens[at].pos not in ("ADP", "SCONJ", "PART", "ADV"):
        return 0.0, ""
    labels = {t.entity for t in tokens[first : last + 1]}
    if labels <= _LABELS:
        owned = word == "of" and (lexicon.has("title", noun) or lexicon.has("body", noun))
        return (0.5 if owned else 2.0), cue.rule
    if labels <= _LABELS | _UNSURE:
        strength = 3.0 if word in _FIRM else 1.0 if word == "at" else 0.5
    elif first == last:  # the recogniser takes half the villages of the world for bodies
        strength = 2.0 if word in _FIRM else 1.5 if word == "at" else 0.5
    else:
        strength = 0.5 if word in _FIRM or word == "at" else 0.0
    if word == "of":
        strength = 0.0
    return (strength, cue.rule) if strength else (0.0, "")


def _done_to(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> tuple[float, str]:
    """ "captured X", "X was shelled"."""
    head = sentence.tokens[last]
    if head.dep not in _PASSIVE:
        return 0.0, ""
    verb = sentence.head(head).lemma
    taken = lexicon.unit("object", verb)
    if is_taken_there(sentence, head):
        return 0.0, ""
    if taken is None or head.entity in ("ORG", "NORP", "PRODUCT"):
        return 0.0, ""
    if head.entity == "PERSON":
        return (1.0 if verb in _PERSONS_TOO else 1.5), taken.rule
    return 2.0, taken.rule


def _listed(sentence: Sentence, first: int, last: int, places: dict[int, PlaceMention]) -> tuple[float, str]:
    """Coordinated with a place; not persons and bodies."""
    tokens = sentence.tokens
    if first < 2 or any(t.entity in ("PERSON", "ORG", "NORP", "EVENT") for t in tokens[first : last + 1]):
        return 0.0, ""
    if tokens[first - 1].lower not in _LISTED_WORDS or tokens[last].dep != "conj":
        return 0.0, ""
    other = places.get(sentence.head(tokens[last]).start)
    if other and other.place.precision in ("point", "admin2") and other.rule.startswith("place_cues/"):
        return 2.0, other.rule
    return 0.0, ""


def _prefixed(tokens: tuple[Token, ...], first: int, last: int, lexicon: Lexicon) -> tuple[float, str]:
    """A first or last word that names of places have: "Kibbutz Nir Oz", "Mount Asos", "Cuyuni River"."""
    if last == first:
        return 0.0, ""
    found = lexicon.unit("prefix", tokens[first].lower) or lexicon.unit("closing", tokens[last].lower)
    return (4.0, found.rule) if found else (0.0, "")
