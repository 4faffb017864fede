"""Organisations that no list holds: capitalised names that speak or act, and abbreviations the document explains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sayso.mentions.actors.lexicon import words_of
from sayso.mentions.actors.parts import LOCATIVE, Draft, Scene, is_hyphen, owner
from sayso.mentions.actors.words import Words
from sayso.model import Sentence, Token
from sayso.model.words import fold

_NOT_NAMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "GPE", "LOC", "NORP"})
_LINKS = words_of("of for and the & de du des la")


def add_organisations(scene: Scene, words: Words, explained: Mapping[str, str]) -> None:
    """Draft unlisted names that speak or act. ``explained``: full names by the abbreviations the document gives."""
    listed = {i for h in scene.hits for i in range(h.first, h.last + 1)}
    for first, last in list(_runs(scene, words, listed)):
        sentence = scene.sentence
        run = sentence.tokens[first : last + 1]
        head = next((t for t in reversed(run) if not first <= t.head <= last or t.head == t.index), run[-1])
        text = scene.words(first, last)
        if text in explained or _acts(sentence, words, head, run):
            name = explained.get(text, text)
            draft = Draft(
                sentence, first, last, head.index, name, "organisations/name", words.kind_of(name), entity=fold(name)
            )
            if text in explained and head.dep == "pobj" and sentence.head(head).lower in LOCATIVE:
                continue
            scene.add(draft)


def _acts(sentence: Sentence, words: Words, head: Token, run: tuple[Token, ...]) -> bool:
    if words.speaks(sentence, head):
        return True
    if not any(t.entity in ("ORG", "PERSON") for t in run):
        return False
    above = sentence.head(head)
    if head.dep == "nsubj":
        return above.pos == "VERB" and above.lemma not in words.place
    if head.dep in ("dobj", "dative"):
        return above.lemma == "tell"
    if head.dep == "pobj":
        return above.dep == "agent"
    return head.dep in ("poss", "compound") and words.is_deed(owner(sentence, head))


def _runs(scene: Scene, words: Words, listed: set[int]) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised proper nouns that nothing else has taken."""
    tokens, at = scene.sentence.tokens, 0
    shouting = scene.text[scene.sentence.start : scene.sentence.end].isupper()
    while at < len(tokens) and not shouting:
        if not _is_name(tokens[at], scene, listed, words):
            at += 1
            continue
        first = last = at
        while (after := _next(tokens, last, scene, listed, words)) is not None:
            last = after
        yield first, last
        at = last + 1


def _next(tokens: tuple[Token, ...], last: int, scene: Scene, listed: set[int], words: Words) -> int | None:
    for skip in (1, 2, 3):
        at = last + skip
        if at >= len(tokens):
            return None
        if _is_name(tokens[at], scene, listed, words):
            return at
        if not (is_hyphen(tokens[at]) or tokens[at].lower in _LINKS):
            return None
    return None


def _is_name(token: Token, scene: Scene, listed: set[int], words: Words) -> bool:
    if token.pos != "PROPN" or not token.text[0].isupper() or token.entity in _NOT_NAMES:
        return False
    return (
        token.index not in listed
        and token.index not in scene.taken
        and not (words.is_platform(token) or words.title(token))
    )
