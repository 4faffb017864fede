"""Named persons: titles and capitalised names; the statistical recogniser is one vote among several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.lang import lexicon
from sayso.mentions.actors.lexicon import words_of
from sayso.mentions.actors.parts import LOCATIVE, Scene, is_hyphen
from sayso.mentions.actors.words import Words
from sayso.model import Sentence, Token
from sayso.model.words import fold
from sayso.rules.actors import RoleRow, TitleRow

WORDS = lexicon("actors")
_RUNS_WORDS = WORDS["people.runs"]
_TITLE_BEFORE_WORDS = WORDS["people.title_before"]

PARTICLES = words_of(
    "al el ul as ash ar an at ad bin bint ibn ben abu de da del della der den van von di du la le dos das y"
)
_NOT_NAMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "NORP", "LANGUAGE"})
_OFFICES = words_of("state staff interior affairs health energy treasury justice war finance education transport")
_ACTING = words_of("acting former ousted deposed elect elected exiled interim outgoing late detained jailed")


@dataclass(slots=True)
class Name:
    """A person's name in a sentence: tokens ``first`` to ``last``; the noun phrase begins at ``opening``.

    ``strong``: it is a name in its own right; otherwise only when it repeats a name known from elsewhere.
    ``told``: a title, an apposition or a verb of saying vouch for it, not only the recogniser.
    """

    first: int
    last: int
    opening: int
    title: RoleRow | TitleRow | None
    strong: bool
    title_at: int = -1
    told: bool = True


def repeated_names(scene: Scene, known: frozenset[str]) -> Iterator[Name]:
    """Capitalised words that repeat a word of a known name although the tagger took them for something else."""
    listed = {i for h in scene.hits for i in range(h.first, h.last + 1)}
    for token in scene.sentence.tokens:
        if not token.text[0].isupper() or token.index in listed or token.index in scene.taken:
            continue
        if token.dep not in ("compound", "amod") and fold(token.text) in known:
            yield Name(token.index, token.index, token.index, None, False)


def drop_names_from_hits(scene: Scene) -> None:
    """Forget listed places that are part of a person's name ("Michael Jordan", "Israel Katz")."""
    tokens = scene.sentence.tokens

    def personal(at: int) -> bool:
        return 0 <= at < len(tokens) and tokens[at].entity == "PERSON" and tokens[at].pos == "PROPN"

    hits = scene.hits
    inside = {i for h in hits for i in range(h.first, h.last + 1)}
    scene.hits = [
        h
        for h in hits
        if not (
            h.first == h.last
            and h.actor is None
            and personal(h.first)
            and any(personal(at) and at not in inside for at in (h.first - 1, h.first + 1))
        )
    ]


def find_names(scene: Scene, words: Words) -> Iterator[Name]:
    """Every name of a person in the sentence, and every capitalised word that may repeat one."""
    listed = {i for h in scene.hits for i in range(h.first, h.last + 1)}
    for first, last in _runs(scene.sentence, words, listed):
        found = _judge(scene.sentence, words, first, last, listed)
        if found:
            yield found


def _capital(token: Token) -> bool:
    return (token.text[0].isupper() and any(c.islower() for c in token.text)) or (
        len(token.text) <= 2 and token.text.isupper()
    )


def _is_name(token: Token, words: Words, listed: set[int]) -> bool:
    if token.index in listed or token.entity in _NOT_NAMES or not _capital(token):
        return False
    if token.lower in words.modifiers or token.lower in _OFFICES or token.lower in LOCATIVE:
        return False
    if (token.pos != "PROPN" and token.entity != "PERSON") or words.is_platform(token):
        return False
    return words.title(token) is None and words.role(token) is None


def _runs(sentence: Sentence, words: Words, listed: set[int]) -> Iterator[tuple[int, int]]:
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        if not _is_name(tokens[at], words, listed):
            at += 1
            continue
        first = last = at
        while True:
            step = _next_part(tokens, last, words, listed)
            if step is None:
                break
            last = step
        if first > 1 and is_hyphen(tokens[first - 1]) and tokens[first - 2].lower in PARTICLES:
            first -= 2
        elif first > 0 and tokens[first - 1].lower in _RUNS_WORDS:
            first -= 1
        yield first, last
        at = last + 1


def _next_part(tokens: tuple[Token, ...], last: int, words: Words, listed: set[int]) -> int | None:
    """Index of the next token of the name that so far ends at ``last``."""
    for skip in (1, 2, 3, 4):
        at = last + skip
        if at >= len(tokens):
            return None
        if _is_name(tokens[at], words, listed):
            return at
        if not (is_hyphen(tokens[at]) or tokens[at].lower in PARTICLES):
            return None
    return None


def _judge(sentence: Sentence, words: Words, first: int, last: int, listed: set[int]) -> Name | None:
    tokens = sentence.tokens
    run = tokens[first : last + 1]
    head = next((t for t in reversed(run) if not first <= t.head <= last), run[-1])
    title_at = _title_before(tokens, words, first)
    if title_at is not None:
        opening = _opening(tokens, title_at, listed)
        placed = title_at > 0 and (title_at - 1 in listed or tokens[title_at - 1].entity == "GPE")
        return Name(first, last, opening, words.office(tokens[title_at], placed), True, title_at)
    if _modifies_noun(tokens, words, last, head):
        return None
    after_article = first > 0 and tokens[first - 1].pos == "DET"
    recognised = 2 * sum(t.entity == "PERSON" for t in run) > len(run)
    speaks = words.speaks(sentence, head)
    long = sum(t.pos != "PUNCT" for t in run) > 1
    organised = any(t.entity in ("ORG", "FAC") for t in run)
    located = head.dep == "pobj" and sentence.head(head).lower in LOCATIVE
    if after_article and not (long and recognised):
        return None
    presented = _presented(sentence, words, head) or (long and _named_after_comma(sentence, words, first))
    strong = (
        (long and ((recognised and not located) or (speaks and not organised) or presented))
        or (recognised and (speaks or presented))
        or (long and speaks and not after_article and len(run) <= 4)
    )
    return Name(first, last, first, None, strong, told=speaks or presented)


def _title_before(tokens: tuple[Token, ...], words: Words, first: int) -> int | None:
    """Index of the title right before the name, also across "of …": "Chief of the General Staff", "chief of staff"."""
    at = first - 1
    if at > 0 and tokens[at].text == "." and words.title(tokens[at - 1]):
        return at - 1  # "Lt" and its full stop fell apart
    if at >= 0 and words.title(tokens[at]):
        joined = at > 1 and is_hyphen(tokens[at - 1]) and words.title(tokens[at - 2]) is not None
        return at - 2 if joined else at  # a secretary-general is no general
    for at in range(first - 1, max(-1, first - 8), -1):
        token = tokens[at]
        if token.pos in ("VERB", "AUX", "CCONJ", "PRON", "SCONJ") or token.text in ',;:.()"':
            return None
        if token.pos == "ADP":
            before = at - 1
            if token.lower not in _TITLE_BEFORE_WORDS or at == first - 1 or before < 0:
                return None
            return before if words.title(tokens[before]) else None
    return None


def _opening(tokens: tuple[Token, ...], title_at: int, listed: set[int]) -> int:
    """Where the noun phrase begins whose title stands at ``title_at``."""
    first = title_at
    while first > 0:
        token = tokens[first - 1]
        possessive = token.tag == "POS" or is_hyphen(token)
        wordy = token.pos in ("NOUN", "PROPN", "ADJ") or token.lower in _ACTING or token.index in listed
        if not (possessive or wordy) or (token.entity in ("DATE", "TIME") and token.index not in listed):
            break
        first -= 1
    while first < title_at and (tokens[first].tag == "POS" or is_hyphen(tokens[first])):
        first += 1
    return first


def _modifies_noun(tokens: tuple[Token, ...], words: Words, last: int, head: Token) -> bool:
    """Whether the name only names a thing: "Kamal Adwan hospital", "National Counter-Terrorism Committee"."""
    if last + 1 >= len(tokens) or head.dep not in ("compound", "nmod", "amod"):
        return False
    after = tokens[last + 1]
    return after.pos in ("NOUN", "PROPN") and not (words.title(after) and head.head != after.index)


def _presented(sentence: Sentence, words: Words, head: Token) -> bool:
    """Whether an apposition says what the person is: "Willy Otieno, a resident"; "the governor, Ana Reyes"."""
    for child in sentence.children(head, "appos"):
        role = words.role(child)
        if role and role.sense in ("person", "people"):
            return True
    role = words.role(sentence.head(head)) if head.dep == "appos" else None
    return role is not None and role.sense in ("person", "people")


def _named_after_comma(sentence: Sentence, words: Words, first: int) -> bool:
    """Whether an office and a comma stand right before the name: "to the governor of Taro state, Ana Reyes"."""
    tokens = sentence.tokens
    if first < 2 or tokens[first - 1].text != ",":
        return False
    for token in reversed(tokens[max(0, first - 9) : first - 1]):
        if token.pos in ("VERB", "AUX", "PUNCT", "CCONJ"):
            return False
        role = words.role(token)
        if role and role.title and token.tag == "NN":
            return True
    return False
