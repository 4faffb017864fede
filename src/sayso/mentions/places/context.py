"""Context: the words next to a spot, and what the parser and the recogniser say of it."""

from __future__ import annotations

from sayso.lang import lexicon
from sayso.mentions.places.lexicon import Lexicon
from sayso.mentions.places.spots import Spot
from sayso.model import Sentence, Token

WORDS = lexicon("places")
_IS_TAKEN_THERE_WORDS = WORDS["context.is_taken_there"]
_IS_DISTANCE_WORDS = WORDS["context.is_distance"]
_IS_DATELINE_WORDS = WORDS["context.is_dateline"]

_ARTICLES = WORDS["context.articles"]
_DASHES = frozenset(("-", "\u2013", "\u2014", "--", ":"))


def is_named(token: Token) -> bool:
    """Whether the word is capitalised as part of a name."""
    return token.text[0].isupper() and token.pos not in ("PUNCT", "SCONJ", "CCONJ", "DET", "PRON", "AUX", "VERB")


def take_direction(spot: Spot, lexicon: Lexicon) -> None:
    """Take in a direction before the spot: "northern", "the north-east"."""
    tokens = spot.sentence.tokens
    at = spot.first - 1
    if at < 0:
        return
    word = tokens[at].lower
    start = at
    if at >= 2 and tokens[at - 1].text == "-" and not tokens[at - 1].space:
        joined = f"{tokens[at - 2].lower}-{word}"
        if lexicon.has("direction", joined):
            word, start = joined, at - 2
    if lexicon.has("direction", word):
        spot.direction = word
        spot.start = tokens[start].start
        spot.name_start = tokens[spot.first].start


def take_unit(spot: Spot, lexicon: Lexicon) -> None:
    """Take in a generic noun after the spot: "Kursk region"."""
    tokens = spot.sentence.tokens
    at = spot.last + 1
    if at >= len(tokens) or spot.fixed:
        return
    unit = lexicon.unit("unit", tokens[at].lower)
    if unit is None or not tokens[spot.last].space or (unit.feature == "city" and _names_another(tokens, at)):
        return
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and is_named(following) and tokens[at].text[0].isupper() and tokens[at].space:
        spot.locative = spot.locative and not lexicon.has("body", following.lower)
    if unit.feature == "region":
        spot.extent = True
    else:
        spot.feature = unit.feature
    spot.end = tokens[at].end
    spot.unit_rule = unit.rule


def _names_another(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the noun belongs to a name after it: "the Kordofan town of Babanusa"."""
    after = tokens[at + 1 : at + 3]
    return len(after) == 2 and after[0].lower == "of" and after[1].text[0].isupper()


def acted_on(spot: Spot) -> str:
    """The verb that the name is the object, or passive subject, of; empty for none."""
    sentence = spot.sentence
    head = sentence.tokens[spot.last]
    before = sentence.tokens[spot.first - 1] if spot.first else None
    if before is not None and before.pos in ("VERB", "AUX"):
        return before.lemma
    if head.dep in ("dobj", "nsubjpass") and not is_taken_there(sentence, head):
        return sentence.head(head).lemma
    return ""


def is_taken_there(sentence: Sentence, head: Token) -> bool:
    """Whether somebody, rather than a place, was taken: "Karim was captured in Basra"."""
    verb = sentence.head(head)
    if head.dep != "nsubjpass" or verb.lemma not in _IS_TAKEN_THERE_WORDS:
        return False
    placed = (t for p in sentence.children(verb, "prep") if p.lower in _WHERE for t in sentence.children(p, "pobj"))
    return any((t.pos == "PROPN" and t.entity != "DATE") or t.lemma in _GROUND for t in placed)


_GROUND = WORDS["context.ground"]
_WHERE = WORDS["context.where"]


def is_exact(spot: Spot) -> bool:
    """Whether the spot is the whole of what the statistical recogniser marked."""
    tokens = spot.sentence.tokens
    label = tokens[spot.first].entity
    if not label or any(t.entity != label for t in tokens[spot.first : spot.last + 1]):
        return False
    before = spot.first and tokens[spot.first - 1].entity == label and tokens[spot.first - 1].lower != "the"
    after = spot.last + 1 < len(tokens) and tokens[spot.last + 1].entity == label
    if after and tokens[spot.last + 1].text in ("'s", "\u2019s"):
        after = False
    return not before and not after


def goes_on(tokens: tuple[Token, ...], last: int) -> bool:
    """Whether an Arabic article and more of the name follow the word: "Tal al-Hawa" after "Tal"."""
    after = tokens[last + 1 : last + 4]
    return (
        len(after) == 3 and after[0].text in _ARTICLES and after[1].text == "-" and not after[1].space
        and after[2].text[0].isupper() and tokens[last].space
    )  # fmt: skip


def is_distance(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a unit of length stands before the token ("12 km from")."""
    return any(t.lemma in _IS_DISTANCE_WORDS for t in tokens[max(0, at - 3) : at])


def is_dateline(spot: Spot) -> bool:
    """Whether the spot opens the sentence as a dateline: "GAZA CITY, Gaza Strip (Agency) - "."""
    if spot.first > 6:
        return False
    tokens = spot.sentence.tokens
    head = tokens[: min(len(tokens), spot.last + 14)]
    dash = next((t.index for t in head if t.text in _DASHES and t.index > spot.last), None)
    if dash is None or (dash and not tokens[dash - 1].space and tokens[dash].text == "-"):
        return False
    words = [t for t in tokens[:dash] if t.text[0].isalpha()]
    if not tokens[0].text.isupper() and tokens[dash - 1].text != ")":
        return False
    return all(t.text[0].isupper() or t.lower in _IS_DATELINE_WORDS for t in words) and not any(
        t.pos == "VERB" and not t.text.isupper() for t in words
    )


def surnames(sentences: tuple[Sentence, ...], titles: Lexicon) -> frozenset[str]:
    """First and last words of what looks like a person's full name anywhere in the document."""
    found: set[str] = set()
    for sentence in sentences:
        run: list[Token] = []
        for token in sentence.tokens:
            if token.entity == "PERSON" and token.text[0].isupper():
                run.append(token)
                continue
            if len(run) >= 2 or (run and run[0].index and titles.has("title", _before(sentence, run[0]))):
                found.update((run[0].lower, run[-1].lower))
            run = []
        if len(run) >= 2:
            found.update((run[0].lower, run[-1].lower))
    return frozenset(found)


def _before(sentence: Sentence, token: Token) -> str:
    return sentence.tokens[token.index - 1].lower.rstrip(".")
