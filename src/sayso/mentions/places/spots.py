"""Spots: stretches of a sentence that could be the name of a place, before anything is known of their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.gazetteer import Entry, fold
from sayso.lang import lexicon
from sayso.mentions.places.lexicon import Lexicon
from sayso.model import Sentence, Token

WORDS = lexicon("places")

_LONGEST = 6
_JOINTS = WORDS["spots.joints"]
_ARTICLES = WORDS["spots.articles"]
_WORDS = WORDS["spots.words"]
"""Articles that are English words: they count before a hyphen only ("as-Suwayda", but not "as Suwayda fell")."""


@dataclass(slots=True)
class Spot:
    """A stretch that bears a name of the gazetteer.

    ``first``/``last``: tokens (inclusive); ``start``/``end``: offsets of what will be the mention. ``name``: the words
    looked up. ``feature``: what a noun beside it makes of it. ``direction``: "northern", where it stands before it.
    ``containers``: ids of places that the words say hold it. ``holds``: id of its bearer that the words say holds
    another. ``fixed``: the entry, where it is known already.
    ``strength``: 0 rejected, 1 waits for another mention of the name, 2 likely, 3 sure. ``extent``: the mention is an
    area about the place. ``name_start``: offset of the name where a direction stands before it. ``person``: the word
    is part of a person's name in the document, or the recogniser takes it for one. ``unit_rule``: of the noun
    that was taken in.
    """

    sentence: Sentence
    first: int
    last: int
    start: int
    end: int
    name: str
    key: str
    feature: str = ""
    direction: str = ""
    containers: list[str] = field(default_factory=list)
    holds: str = ""
    fixed: Entry | None = None
    strength: int = 0
    rule: str = ""
    cue: str = ""
    locative: bool = True
    near: bool = False
    extent: bool = False
    name_start: int | None = None
    person: bool = False
    unit_rule: str = ""


def find_spots(sentence: Sentence, text: str, lexicon: Lexicon) -> list[Spot]:
    """All spots of a sentence in text order, without overlaps; at each place the longest name wins."""
    spots: list[Spot] = []
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        spot = _at(sentence, at, text, lexicon)
        if spot is None:
            at += 1
            continue
        spots.append(spot)
        at = spot.last + 1
    return spots


def _at(sentence: Sentence, at: int, text: str, lexicon: Lexicon) -> Spot | None:
    tokens = sentence.tokens
    token = tokens[at]
    openings = lexicon.openings.get(token.lower)
    if openings and _followed(tokens, at, openings):
        found = _phrase(sentence, at, text, lexicon)
        if found:
            return found
    if not _begins(tokens, at):
        return None
    for last in _ends(tokens, at):
        name = text[token.start : tokens[last].end]
        key = fold(name)
        if not key or (last == at and not _single(token, key, lexicon)):
            continue
        if lexicon.gazetteer.knows(key) or (last == at and key in lexicon.abbreviations):
            return Spot(sentence, at, last, token.start, tokens[last].end, name, key)
    return None


def _followed(tokens: tuple[Token, ...], at: int, words: frozenset[str]) -> bool:
    following = at + 2 if at + 2 < len(tokens) and tokens[at + 1].text == "-" else at + 1
    return following < len(tokens) and (tokens[following].lower in words or fold(tokens[following].text) in words)


def _phrase(sentence: Sentence, at: int, text: str, lexicon: Lexicon) -> Spot | None:
    """A name of the rulebook with words in lower case; capitals must stand where the name has them."""
    tokens = sentence.tokens
    for last in range(min(at + 8, len(tokens) - 1), at, -1):
        name = text[tokens[at].start : tokens[last].end]
        key = fold(name)
        known = lexicon.phrases.get(key)
        if known is None or not tokens[last].text[-1].isalnum() or not _same_capitals(name, known):
            continue
        first = at + 1 if tokens[at].lower == "the" else at
        if first > at and last + 1 < len(tokens) and tokens[last + 1].lower == "of":
            continue
        return Spot(sentence, first, last, tokens[first].start, tokens[last].end, known, key)
    return None


def _same_capitals(name: str, known: str) -> bool:
    words, wanted = name.replace("-", " ").split(), known.replace("-", " ").split()
    return len(words) != len(wanted) or all(
        a[0].isupper() for a, b in zip(words, wanted, strict=True) if b[0].isupper() and not a[0].isdigit()
    )


def _begins(tokens: tuple[Token, ...], at: int) -> bool:
    token = tokens[at]
    if token.text[0].isupper():
        return True
    if token.lower in _ARTICLES and at + 1 < len(tokens):
        hyphen = tokens[at + 1].text == "-" and at + 2 < len(tokens)
        following = tokens[at + 2] if hyphen else tokens[at + 1]
        return following.text[0].isupper() and (hyphen or token.lower not in _WORDS)
    return token.text[0] in "'\u2018\u02bf" and len(token.text) > 2 and token.text[1].isupper()


def _single(token: Token, key: str, lexicon: Lexicon) -> bool:
    """Whether a single word can be a name at all: not initials, and letters written as the name has them."""
    bare = token.text.replace(".", "")
    if key in lexicon.acronyms:
        return bare.isupper()
    if key in lexicon.abbreviations and (bare.isupper() or token.text.endswith(".")):
        return True
    if (token.text.endswith(".") and "." not in token.text[:-1]) or token.lower in _ARTICLES:
        return False
    if not (token.text[-1].isalnum() or token.text[-1] == "."):
        return False
    return len(bare) > 1 and not (bare.isupper() and len(bare) <= 3)


def _ends(tokens: tuple[Token, ...], at: int) -> Iterator[int]:
    """Last tokens of the stretches that begin here, the longest first."""
    ends = []
    last = min(at + _LONGEST, len(tokens))
    for n in range(at, last):
        text = tokens[n].text
        if text[0].isupper() or (n > at and text[0].isdigit()) or (n > at and tokens[n - 1].text == "-"):
            if text[0].isalnum():
                ends.append(n)
        elif n > at and text[0] in "'\u2019" and len(text) > 2:
            ends.append(n)
        elif text.lower() not in _JOINTS:
            break
    return reversed(ends)


def between(left: Spot, right: Spot, text: str) -> str:
    """The words between two spots, in lower case."""
    return text[left.end : right.start].lower()
