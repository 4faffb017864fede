"""Named persons: titles and capitalised names; the statistical recogniser is one vote among several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.grammar.words import is_verb
from sayso.mentions.actors.scene import LOCATIVE, WORDS, Scene, head_of, is_hyphen, runs
from sayso.mentions.actors.words import Words
from sayso.model import Sentence, Token
from sayso.model.words import fold
from sayso.rules.actors import RoleRow, TitleRow

PARTICLES = WORDS["names.particles"]
_OVER = WORDS["offices.over"]
_STANDING = WORDS["offices.standing"]
_NOT_NAMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "NORP", "LANGUAGE"})
_FAR = 8
_LONGEST = 4


@dataclass(slots=True)
class Name:
    """A person's name in a sentence: tokens ``first`` to ``last``; the noun phrase begins at ``opening``.

    ``strong``: it is a name in its own right; otherwise only when it repeats a name known from elsewhere.
    ``told``: a title, an apposition or a verb of saying vouch for it, not only the recogniser.
    """

    first: int
    last: int
    opening: int
    title: RoleRow | TitleRow | None = None
    strong: bool = False
    title_at: int = -1
    told: bool = True


def repeated_names(scene: Scene, known: frozenset[str]) -> Iterator[Name]:
    """Capitalised words that repeat a word of a known name although the tagger took them for something else."""
    listed = scene.listed()
    for token in scene.sentence.tokens:
        if not token.text[0].isupper() or token.index in listed or token.index in scene.taken:
            continue
        if token.dep not in ("compound", "amod") and fold(token.text) in known:
            yield Name(token.index, token.index, token.index)


def drop_names_from_hits(scene: Scene) -> None:
    """Forget listed places that are part of a person's name ("Michael Jordan", "Israel Katz")."""
    tokens, listed = scene.sentence.tokens, scene.listed()
    personal = {t.index for t in tokens if t.entity == "PERSON" and t.pos == "PROPN"}
    unlisted = personal - listed
    scene.hits = [
        h
        for h in scene.hits
        if h.first < h.last or h.actor or h.first not in personal or unlisted.isdisjoint((h.first - 1, h.first + 1))
    ]


def find_names(scene: Scene, words: Words) -> Iterator[Name]:
    """Every name of a person in the sentence, and every capitalised word that may repeat one."""
    sentence, listed = scene.sentence, scene.listed()
    tokens = sentence.tokens

    def is_name(token: Token) -> bool:
        text = token.text
        capital = (text[0].isupper() and any(c.islower() for c in text)) or (len(text) <= 2 and text.isupper())
        if token.index in listed or token.entity in _NOT_NAMES or not capital:
            return False
        if token.lower in words.modifiers or token.lower in WORDS["names.remits"] or token.lower in LOCATIVE:
            return False
        if (token.pos != "PROPN" and token.entity != "PERSON") or words.is_platform(token):
            return False
        return words.title(token) is None and words.role(token) is None

    for first, last in runs(tokens, is_name, PARTICLES):
        if first > 1 and is_hyphen(tokens[first - 1]) and tokens[first - 2].lower in PARTICLES:
            first -= 2
        elif first > 0 and tokens[first - 1].lower in WORDS["names.opening_particles"]:
            first -= 1
        found = _titled(tokens, words, first, last, listed) or _judge(sentence, words, first, last)
        if found:
            yield found


def _titled(tokens: tuple[Token, ...], words: Words, first: int, last: int, listed: set[int]) -> Name | None:
    """The name with the title before it, if there is one."""
    title_at = _title_before(tokens, words, first)
    if title_at is None:
        return None
    placed = title_at > 0 and (title_at - 1 in listed or tokens[title_at - 1].entity == "GPE")
    title = words.office(tokens[title_at], placed=placed)
    return Name(first, last, _opening(tokens, title_at, listed), title, strong=True, title_at=title_at)


def _judge(sentence: Sentence, words: Words, first: int, last: int) -> Name | None:
    tokens, head = sentence.tokens, head_of(sentence, first, last)
    run = tokens[first : last + 1]
    if _modifies_noun(tokens, words, last, head):
        return None
    recognised = 2 * sum(t.entity == "PERSON" for t in run) > len(run)
    long = sum(t.pos != "PUNCT" for t in run) > 1
    after_article = first > 0 and tokens[first - 1].pos == "DET"
    if after_article and not (long and recognised):
        return None
    speaks = words.speaks(sentence, head)
    presented = _presented(sentence, words, head) or (long and _named_after_comma(tokens, words, first))
    located = head.dep == "pobj" and sentence.head(head).lower in LOCATIVE
    organised = any(t.entity in ("ORG", "FAC") for t in run)
    if long:
        speaker = speaks and (not organised or len(run) <= _LONGEST)
        strong = (recognised and not located) or speaker or presented
    else:
        strong = recognised and (speaks or presented)
    return Name(first, last, first, strong=strong, told=speaks or presented)


def _title_before(tokens: tuple[Token, ...], words: Words, first: int) -> int | None:
    """Index of the title right before the name, also across "of …": "Chief of the General Staff", "chief of staff"."""
    at = first - 1
    if at > 0 and tokens[at].text == "." and words.title(tokens[at - 1]):
        return at - 1  # "Lt" and its full stop fell apart
    if at >= 0 and words.title(tokens[at]):
        joined = at > 1 and is_hyphen(tokens[at - 1]) and words.title(tokens[at - 2]) is not None
        return at - 2 if joined else at  # a secretary-general is no general
    for token in reversed(tokens[max(0, first - _FAR) : first]):
        if token.pos == "ADP":
            over = token.lower in _OVER and 0 < token.index < first - 1 and not _names_thing(tokens, first)
            return token.index - 1 if over and words.title(tokens[token.index - 1]) else None
        if is_verb(token) or token.pos in ("CCONJ", "PRON", "SCONJ") or token.text in ',;:.()"':
            return None
    return None


def _names_thing(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether a name behind "of" is that of a place or a house: "the director of the Al-Amal hospital"."""
    thing = tokens[tokens[first].head]
    noun = tokens[first].dep == "compound" and thing.pos == "NOUN" and thing.index > first
    return noun or tokens[first - 1].pos == "DET"


def _opening(tokens: tuple[Token, ...], title_at: int, listed: set[int]) -> int:
    """Where the noun phrase begins whose title stands at ``title_at``."""
    first = title_at
    while first > 0:
        token = tokens[first - 1]
        wordy = token.pos in ("NOUN", "PROPN", "ADJ") or token.lower in _STANDING or token.index in listed
        if not (wordy or _binds(token)) or (token.entity in ("DATE", "TIME") and token.index not in listed):
            break
        first -= 1
    while first < title_at and _binds(tokens[first]):
        first += 1
    return first


def _binds(token: Token) -> bool:
    return token.tag == "POS" or is_hyphen(token)


def _modifies_noun(tokens: tuple[Token, ...], words: Words, last: int, head: Token) -> bool:
    """Whether the name only names a thing: "Kamal Adwan hospital", "National Counter-Terrorism Committee"."""
    if last + 1 >= len(tokens) or head.dep not in ("compound", "nmod", "amod"):
        return False
    after = tokens[last + 1]
    return after.pos in ("NOUN", "PROPN") and not (words.title(after) and head.head != after.index)


def _presented(sentence: Sentence, words: Words, head: Token) -> bool:
    """Whether an apposition says what the person is: "Willy Otieno, a resident"; "the governor, Ana Reyes"."""
    beside = [*sentence.children(head, "appos"), *([sentence.head(head)] if head.dep == "appos" else [])]
    return any(role.sense in ("person", "people") for role in map(words.role, beside) if role)


def _named_after_comma(tokens: tuple[Token, ...], words: Words, first: int) -> bool:
    """Whether an office and a comma stand right before the name: "to the governor of Taro state, Ana Reyes"."""
    if first < 2 or tokens[first - 1].text != ",":
        return False
    for token in reversed(tokens[max(0, first - _FAR - 1) : first - 1]):
        if is_verb(token) or token.pos in ("PUNCT", "CCONJ"):
            return False
        role = words.role(token)
        if role and role.title and token.tag == "NN":
            return True
    return False
