"""Organisations that no list holds: capitalised names that speak or act, and abbreviations the document explains."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.mentions.actors.scene import LOCATIVE, WORDS, Draft, Scene, head_of, modified, runs
from sayso.mentions.actors.words import Words
from sayso.model import Sentence, Token
from sayso.model.words import fold

_NOT_NAMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "GPE", "LOC", "NORP"})


def add_organisations(scene: Scene, words: Words, explained: Mapping[str, str]) -> None:
    """Draft unlisted names that speak or act. ``explained``: full names by the abbreviations the document gives."""
    sentence = scene.sentence
    if scene.text[sentence.start : sentence.end].isupper():
        return
    listed = scene.listed()

    def is_name(token: Token) -> bool:
        if token.pos != "PROPN" or not token.text[0].isupper() or token.entity in _NOT_NAMES:
            return False
        taken = token.index in listed or token.index in scene.taken
        return not (taken or words.is_platform(token) or words.title(token))

    for first, last in list(runs(sentence.tokens, is_name, WORDS["names.links"])):
        head, text = head_of(sentence, first, last), scene.words(first, last)
        where = head.dep == "pobj" and sentence.head(head).lower in LOCATIVE
        if (text in explained and not where) or _acts(sentence, words, head, sentence.tokens[first : last + 1]):
            name = explained.get(text, text)
            kind = (words.kinds_of(name) or ["unnamed"])[-1]
            scene.add(Draft(sentence, first, last, head, name, kind, rule="organisations/name", entity=fold(name)))


def name_owners(scene: Scene, explained: Mapping[str, str]) -> None:
    """ "CJF members": the body whose members they are, by its full name."""
    for draft in scene.drafts:
        short = scene.words(draft.first, draft.last - 1) if draft.last > draft.first else ""
        if short in explained and draft.id is None and draft.members:
            draft.name = explained[short]
            draft.entity = fold(draft.name)


def _acts(sentence: Sentence, words: Words, head: Token, run: tuple[Token, ...]) -> bool:
    if words.speaks(sentence, head):
        return True
    if not any(t.entity in ("ORG", "PERSON") for t in run):
        return False
    above = sentence.head(head)
    if head.dep == "nsubj":
        return above.pos == "VERB" and above.lemma not in words.place
    if head.dep in ("dobj", "dative"):
        return above.lemma in words.address & words.says
    if head.dep == "pobj":
        return above.dep == "agent"
    return head.dep in ("poss", "compound") and words.is_deed(modified(sentence, head))
