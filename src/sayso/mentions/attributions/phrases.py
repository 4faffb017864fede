"""Noun phrases of the tree, as the words that name somebody."""

from __future__ import annotations

from sayso.lang import lexicon
from sayso.model import Relation, Sentence, Token

WORDS = lexicon("attributions")
_ARTICLES = WORDS["phrases.articles"]
_KEPT_PREPOSITIONS = WORDS["phrases.prepositions"]
_CLAUSES: frozenset[Relation] = frozenset({"relcl", "appos", "acl", "advcl", "parataxis", "ccomp"})
_OUTER = _CLAUSES | {"conj", "cc", "punct", "advmod", "npadvmod"}
_LEADING = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ"})
_JOINING = ("-", "'", "’", ".", "&")


def core(sentence: Sentence, head: Token) -> list[Token]:
    """The noun phrase of a head without article, relative clauses, appositions and coordinates; contiguous."""
    kept = {head.index}
    queue = [head]
    while queue:
        parent = queue.pop()
        for child in sentence.children(parent):
            outer = child.dep in (_OUTER if parent is head else _CLAUSES) and not _named(sentence, parent, child)
            if not outer and (child.dep != "prep" or child.lemma in _KEPT_PREPOSITIONS):
                kept.add(child.index)
                queue.append(child)
    tokens = sentence.tokens
    low = high = head.index
    while low - 1 in kept or (low - 2 in kept and tokens[low - 1].text in _JOINING):
        low -= 1
    while high + 1 in kept or (high + 2 in kept and tokens[high + 1].text in ("-", "&")):
        high += 1
    while low < head.index and (tokens[low].lower in _ARTICLES or tokens[low].pos in _LEADING):
        low += 1
    while high > low and (tokens[high].tag == "POS" or tokens[high].pos == "PUNCT"):
        high -= 1
    return list(tokens[low : high + 1])


def _named(sentence: Sentence, head: Token, child: Token) -> bool:
    """Whether the child is the name right after a common noun ("news agency Tamar")."""
    start = sentence.subtree(child)[0].index
    return child.dep == "appos" and child.pos == "PROPN" and start == head.index + 1


def own_name(sentence: Sentence, head: Token) -> Token:
    """The name that stands in apposition to a role ("the mayor, Ali Hassan"): people stand under their own names."""
    for child in sentence.children(head, "appos") if head.pos == "NOUN" else ():
        if child.pos == "PROPN" and child.entity in ("PERSON", "") and child.index > head.index + 1:
            return child
    return head
