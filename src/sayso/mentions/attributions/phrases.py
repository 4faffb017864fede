"""Noun phrases as stretches of a sentence, and small questions about its tree."""

from __future__ import annotations

from sayso.model import Sentence, Token

_OUTER = frozenset(
    {"relcl", "appos", "acl", "conj", "cc", "punct", "advcl", "parataxis", "ccomp", "advmod", "npadvmod"}
)
_CLAUSES = frozenset({"relcl", "appos", "acl", "advcl", "parataxis", "ccomp"})
_LEADING = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ"})
_ARTICLES = frozenset({"the", "a", "an", "which", "that", "who", "whose"})
_KEPT_PREPOSITIONS = frozenset({"of", "for", "in", "from", "at", "with", "on", "to", "near", "under"})


def core(sentence: Sentence, head: Token) -> list[Token]:
    """The noun phrase of a head without article, relative clauses, appositions and coordinates; contiguous."""
    kept = {head.index}
    queue = [head]
    while queue:
        parent = queue.pop()
        for child in sentence.children(parent):
            if child.dep in (_OUTER if parent is head else _CLAUSES) and not _named(sentence, parent, child):
                continue
            if child.dep == "prep" and child.lemma not in _KEPT_PREPOSITIONS:
                continue
            kept.add(child.index)
            queue.append(child)
    tokens = sentence.tokens
    low = high = head.index
    while low - 1 in kept or (low - 2 in kept and low >= 2 and tokens[low - 1].text in ("-", "'", "’", ".", "&")):
        low -= 1
    while high + 1 in kept or (high + 2 in kept and tokens[high + 1].text in ("-", "&")):
        high += 1
    if head.pos == "NOUN" and high == head.index and high + 1 < len(tokens) and _acronym(tokens[high + 1]):
        high += 1
    while low < head.index and (tokens[low].lower in _ARTICLES or tokens[low].pos in _LEADING):
        low += 1
    while high > low and (tokens[high].tag == "POS" or tokens[high].pos == "PUNCT"):
        high -= 1
    return list(tokens[low : high + 1])


def _acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isalpha() and token.text.isupper()


def _named(sentence: Sentence, head: Token, child: Token) -> bool:
    """Whether the child is the name right after a common noun ("news agency Tamar")."""
    start = sentence.subtree(child)[0].index
    return child.dep == "appos" and child.pos == "PROPN" and start == head.index + 1


def own_name(sentence: Sentence, head: Token) -> Token:
    """The name that stands in apposition to a role ("the mayor, Ali Hassan"): people stand under their own names."""
    if head.pos == "NOUN":
        for child in sentence.children(head, "appos"):
            if child.pos == "PROPN" and child.entity in ("PERSON", "") and child.index > head.index + 1:
                return child
    return head
