"""Phrases: a noun with what is joined to it, what it is part of, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.grammar.words import is_verb
from sayso.lang import lexicon
from sayso.model import Sentence, Span, Token

WORDS = lexicon("grammar")
_AMOUNTS = WORDS["nouns.amounts"]
_OF = WORDS["prepositions.of"]


def span_of(tokens: Iterable[Token]) -> Span:
    """The stretch from the first to the last of the tokens, of which there is at least one."""
    listed = list(tokens)
    return Span(start=min(t.start for t in listed), end=max(t.end for t in listed))


def expand(sentence: Sentence, token: Token) -> list[Token]:
    """The word and what is coordinated with it, in text order."""
    found = [token]
    for child in sentence.children(token, "conj"):
        if not is_verb(child):
            found += expand(sentence, child)
    for child in sentence.children(token, "appos"):  # "a mosque, a school and 16 houses": a list taken for a gloss
        listed = sentence.children(child, "cc") and sentence.children(child, "conj")
        if listed and (token.entity != "PERSON" or child.pos == "PROPN"):  # "Dean, an economist and tax expert" is one
            found += expand(sentence, child)
    return found


def members(sentence: Sentence, tokens: Iterable[Token]) -> list[Token]:
    """All that the words name: what is coordinated with each, and behind an amount the noun that it is taken from."""
    return [part for token in tokens for t in expand(sentence, token) for part in with_whole(sentence, t)]


def with_whole(sentence: Sentence, token: Token) -> list[Token]:
    """ "one of the cousins", "hundreds of rockets": the number or amount and the noun it is taken from."""
    if token.pos not in ("NUM", "PRON", "DET") and token.lemma not in _AMOUNTS:
        return [token]
    return [token, *after(sentence, token, _OF)]


def after(sentence: Sentence, token: Token, prepositions: Iterable[str]) -> list[Token]:
    """The nouns after any of these prepositions (lemmas) on the word, in text order."""
    heads = [p for p in sentence.children(token, "prep", "agent", "dative") if p.lemma in prepositions]
    return [noun for p in heads for noun in sentence.children(p, "pobj")]


def possessors(sentence: Sentence, noun: Token) -> list[Token]:
    """Whose it is, by a possessive: "the army's tanks", "its tanks"."""
    return list(sentence.children(noun, "poss"))


def owners(sentence: Sentence, noun: Token) -> list[Token]:
    """Whose it may be: possessors, words before the noun, nouns after "of"; in this order of trust."""
    before = sentence.children(noun, "amod", "compound", "nmod")
    return [*possessors(sentence, noun), *before, *after(sentence, noun, _OF)]


def is_below(sentence: Sentence, head: Token, token: Token) -> bool:
    """Whether the word stands somewhere below the head."""
    return any(t.index == head.index for t in sentence.ancestors(token))


def bounds(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Index of the first and the last token of a word with everything below it."""
    below = sentence.subtree(head)
    return below[0].index, below[-1].index
