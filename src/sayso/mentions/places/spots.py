"""Spots: stretches of a sentence that could be the name of a place, before anything is known of their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.gazetteer import Entry, fold
from sayso.lang import lexicon
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.stretch import Stretch
from sayso.model import Sentence, Token

WORDS = lexicon("places")
REJECTED, WAITING, LIKELY, SURE = range(4)
"""How surely a spot is a place; one that waits is a place where another mention of its name is."""
_LONGEST, _LONGEST_PHRASE = 6, 8
_ACRONYM = 4
_TAG = "#"
_AYN = ("'", "\u2018", "\u02bf", "\u02bb", "`")
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ARTICLES = WORDS["names.opening_articles"]
_OF = WORDS["prepositions.of"]


@dataclass(slots=True)
class Spot(Stretch):
    """A stretch that bears a name of the gazetteer.

    ``start``/``end``: offsets of what will be the mention. ``name``: the words looked up. ``feature``: what a noun
    beside it makes of it. ``direction``: "northern", where it stands before it. ``containers``: ids of places that the
    words say hold it. ``around``: what they say does, where none holds a bearer of the name. ``holds``: id of its
    bearer that the words say holds another. ``whole``: id of the bearer whose whole name it is with the noun that was
    taken in ("Plateau State"). ``fixed``: the entry, where it is known already. ``strength``: from
    REJECTED to SURE. ``cue``: the words before it that make it a place. ``taken``: a verb of taking does. ``extent``:
    the mention is an area about the place. ``name_start``: offset of the name where a direction stands before it.
    ``person``: the word is part of a person's name in the document, or the recogniser takes it for one. ``unit_rule``:
    of the noun that was taken in. ``tagged``: it is a hashtag, whose words are run together.
    """

    start: int
    end: int
    name: str
    key: str
    feature: str = ""
    direction: str = ""
    containers: list[str] = field(default_factory=list)
    around: tuple[Entry, ...] = ()
    holds: str = ""
    whole: str = ""
    fixed: Entry | None = None
    strength: int = REJECTED
    rule: str = ""
    cue: str = ""
    taken: bool = False
    locative: bool = True
    near: bool = False
    extent: bool = False
    name_start: int | None = None
    person: bool = False
    unit_rule: str = ""
    tagged: bool = False


def find_spots(sentence: Sentence, text: str, atlas: Atlas) -> list[Spot]:
    """All spots of a sentence in text order, without overlaps; at each place the longest name wins."""
    spots: list[Spot] = []
    at = 0
    while at < len(sentence.tokens):
        spot = _spot(sentence, at, text, atlas)
        if spot and not spot.single and spot.tokens[0].lower in WORDS["articles.definite"]:  # "The Gulf of Guinea"
            longer = _spot(sentence, at + 1, text, atlas)
            spot = longer if longer and longer.last > spot.last else spot
        if spot:
            spots.append(spot)
            at = spot.last
        at += 1
    return spots


def _spot(sentence: Sentence, at: int, text: str, atlas: Atlas) -> Spot | None:
    return _phrase(sentence, at, text, atlas) or _name(sentence, at, text, atlas)


def _name(sentence: Sentence, at: int, text: str, atlas: Atlas) -> Spot | None:
    tokens = sentence.tokens
    if found := _tag(sentence, at, atlas) or _sharing(tokens, at, sentence, atlas):
        return found
    for last in _ends(tokens, at) if _begins(tokens, at) else ():
        start, end = tokens[at].start, tokens[last].end
        key = fold(text[start:end])
        if not key or (last == at and not _single(tokens[at], key, atlas)):
            continue
        if _is_linked_on(tokens, at, last):
            continue
        if atlas.gazetteer.knows(key) or (last == at and key in atlas.abbreviations):
            return Spot(sentence, at, last, start, end, text[start:end], key)
        if name := _behind_article(sentence, at, last, text, atlas):
            return Spot(sentence, at, last, start, end, name, fold(name))
        if last == at and (name := _owning(sentence, at, atlas)):
            return Spot(sentence, at, last, start, end, name, fold(name))
    return None


def _tag(sentence: Sentence, at: int, atlas: Atlas) -> Spot | None:
    """A hashtag of words run together that name a place, "#PortSudan", without "City" behind them; of one word only
    where it heads what is told: "#Kurmuk: …"."""
    token, before = sentence.tokens[at], sentence.tokens[at - 1] if at else None
    marked = token.text[0] == _TAG or (before is not None and before.text == _TAG and not before.space)
    words = _RUN_TOGETHER.sub(" ", token.text.lstrip(_TAG).replace("_", " ")).split() if marked else []
    heads = any(t.text == ":" for t in sentence.tokens[at + 1 : at + 2])
    for end in range(len(words), 0, -1)[:2] if len(words) > 1 or heads else ():
        name = " ".join(words[:end])
        settled = end == len(words) or words[-1].lower() in WORDS["nouns.settled"]
        if settled and atlas.gazetteer.knows(fold(name)):
            start = token.start + (token.text[0] == _TAG)
            return Spot(sentence, at, at, start, token.end, name, fold(name), tagged=True)
    return None


def _sharing(tokens: tuple[Token, ...], at: int, sentence: Sentence, atlas: Atlas) -> Spot | None:
    """The first of two that share a name: "North and South Kivu"."""
    part = tokens[at : at + 4]
    if len(part) < 4 or not all(t.text[0].isupper() and atlas.has(t.lower, "direction") for t in (part[0], part[2])):
        return None
    name = f"{part[0].text} {part[3].text}"
    known = part[1].lower in WORDS["lists.and"] and atlas.gazetteer.knows(fold(name))
    return Spot(sentence, at, at, part[0].start, part[0].end, name, fold(name)) if known else None


def _is_linked_on(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "San José de Apartadó", "the Ain al-Asad base": a name that a link joins to another one is no place by its first
    part. "Daraa al-Balad" may be in Daraa."""
    link, behind = tokens[last + 1 : last + 2], tokens[last + 2 : last + 3]
    if behind and behind[0].text == "-" and link[0].text in _ARTICLES:
        behind = tokens[last + 3 : last + 4]
        the = first > 0 and tokens[first - 1].lower in WORDS["articles.definite"]
        return the and bool(behind) and tokens[last].entity == behind[0].entity != ""
    linked = bool(link) and link[0].text in WORDS["names.of"]
    return linked and bool(behind) and behind[0].pos == "PROPN" and behind[0].text[0].isupper()


def _behind_article(sentence: Sentence, at: int, last: int, text: str, atlas: Atlas) -> str:
    """The known name behind an article that it is not listed with: "the port of Al-Mokha"; empty elsewhere."""
    tokens = sentence.tokens
    if at < 2 or at + 2 != last or tokens[at].lower not in _ARTICLES or tokens[at - 1].lower not in _OF:
        return ""
    name = text[tokens[last].start : tokens[last].end]
    called = tokens[at + 1].text == "-" and atlas.cue("of", tokens[at - 2].lemma)
    return name if called and atlas.gazetteer.knows(fold(name)) else ""


def _owning(sentence: Sentence, at: int, atlas: Atlas) -> str:
    """The country of "Syrias army", whose apostrophe was lost; empty for others, and for "the Koreas"."""
    name, before = sentence.tokens[at].text.removesuffix("s"), sentence.tokens[at - 1] if at else None
    if name == sentence.tokens[at].text or (before is not None and before.pos in ("DET", "NUM")):
        return ""
    return name if any(e.feature == "country" for e in atlas.gazetteer.find(name)[:1]) else ""


def _phrase(sentence: Sentence, at: int, text: str, atlas: Atlas) -> Spot | None:
    """A name of the rulebook with words in lower case; capitals must stand where the name has them."""
    tokens = sentence.tokens
    openings = atlas.openings.get(tokens[at].lower)
    if not openings or not _followed(tokens, at, openings):
        return None
    for last in range(min(at + _LONGEST_PHRASE, len(tokens) - 1), at, -1):
        name = text[tokens[at].start : tokens[last].end]
        known = atlas.phrases.get(fold(name))
        if known is None or not tokens[last].text[-1].isalnum() or not _same_capitals(name, known):
            continue
        first = at + 1 if tokens[at].lower in WORDS["articles.definite"] else at
        if first > at and any(t.lower in _OF for t in tokens[last + 1 : last + 2]):
            continue
        return Spot(sentence, first, last, tokens[first].start, tokens[last].end, known, fold(name))
    return None


def _followed(tokens: tuple[Token, ...], at: int, words: frozenset[str]) -> bool:
    following = [t for t in tokens[at + 1 : at + 3] if t.text != "-"][:1]
    return any(t.lower in words or fold(t.text) in words for t in following)


def _same_capitals(name: str, known: str) -> bool:
    words, wanted = name.replace("-", " ").split(), known.replace("-", " ").split()
    return len(words) != len(wanted) or all(
        a[0].isupper() for a, b in zip(words, wanted, strict=True) if b[0].isupper() and not a[0].isdigit()
    )


def _begins(tokens: tuple[Token, ...], at: int) -> bool:
    token = tokens[at]
    if token.text[0].isupper():
        return token.tag != "$"
    if token.lower in _ARTICLES and at + 1 < len(tokens):
        hyphen = tokens[at + 1].text == "-" and at + 2 < len(tokens)
        following = tokens[at + 2] if hyphen else tokens[at + 1]
        return following.text[0].isupper() and (hyphen or token.lower not in WORDS["names.ambiguous_articles"])
    return token.text[0] in _AYN and len(token.text) > 2 and token.text[1].isupper()


def _single(token: Token, key: str, atlas: Atlas) -> bool:
    """Whether a single word can be a name at all: not initials, and letters written as the name has them."""
    bare, dotted = token.text.replace(".", ""), token.text.endswith(".")
    if key in atlas.acronyms:
        return bare.isupper()
    if key in atlas.abbreviations and (bare.isupper() or dotted):
        return True
    if (dotted and "." not in token.text[:-1]) or token.lower in _ARTICLES:
        return False
    if not (token.text[-1].isalnum() or dotted):
        return False
    if bare.isupper() and len(bare) <= _ACRONYM and key not in atlas.abbreviations:
        return len(bare) > 3 and any(e.name.upper() == bare for e in atlas.gazetteer.find(bare)[:3])  # "SANA said"
    return len(bare) > 1


def _is_ayn(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a mark before a capital is a letter of the name that is written so: "Nad ‘Ali"."""
    return tokens[at].text in _AYN and not tokens[at].space and tokens[at + 1 : at + 2] != ()


def _ends(tokens: tuple[Token, ...], at: int) -> Iterator[int]:
    """Last tokens of the stretches that begin here, the longest first."""
    ends = []
    for n in range(at, min(at + _LONGEST, len(tokens))):
        text = tokens[n].text
        if text[0].isupper() or (n > at and (text[0].isdigit() or tokens[n - 1].text == "-")):
            if text[0].isalnum():
                ends.append(n)
        elif n > at and text[0] in "'\u2019" and len(text) > 2:
            ends.append(n)
        elif text.lower() not in WORDS["names.joints"] and not _is_ayn(tokens, n):
            break
    return reversed(ends)
