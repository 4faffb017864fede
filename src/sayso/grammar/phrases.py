"""Phrases: a noun with what is joined to it, what it is part of, and whose it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sayso.grammar.words import is_verb
from sayso.lang import lexicon
from sayso.model import Relation, Sentence, Span, Token

WORDS = lexicon("grammar")
_ABOVE = 3
_SHORT = 4
_CLAUSES: frozenset[Relation] = frozenset({"relcl", "appos", "acl", "advcl", "parataxis", "ccomp"})
_OUTER = _CLAUSES | {"conj", "cc", "punct", "advmod", "npadvmod"}
_LEADING = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ"})
_JOINING = ("-", "'", "’", ".", "&")


def span_of(tokens: Iterable[Token]) -> Span:
    """The stretch from the first to the last of the tokens, of which there is at least one."""
    listed = list(tokens)
    return Span(start=min(t.start for t in listed), end=max(t.end for t in listed))


def expand(sentence: Sentence, token: Token) -> list[Token]:
    """The word and what is coordinated with it, in text order, but for what is set against it ("not the rebels")."""
    found = [token]
    for child in sentence.children(token, "conj"):
        if not is_verb(child) and not is_set_against(sentence, child):
            found += expand(sentence, child)
    if len(found) == 1:
        found = [*_hyphened(sentence, token), token, *_twin(sentence, token)]
    for child in sentence.children(token, "appos"):  # "a mosque, a school and 16 houses": a list taken for a gloss
        listed = sentence.children(child, "cc") and sentence.children(child, "conj")
        if listed and (token.entity != "PERSON" or child.pos == "PROPN"):  # "Dean, an economist and tax expert" is one
            found += expand(sentence, child)
    return found


def is_set_against(sentence: Sentence, token: Token) -> bool:
    """Whether a coordinated noun is the one that is not meant: "the army and not the rebels"."""
    return token.dep == "conj" and bool(sentence.children(token, "neg"))


def _hyphened(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """ "A US-Yemeni raid": the state before the hyphen, which shares it."""
    before = sentence.tokens[max(token.index - 2, 0) : token.index]
    joint = len(before) == 2 and before[1].text == "-" and before[0].head == token.index and token.tag == "JJ"
    return before[:1] if joint and before[0].text[0].isupper() and token.text[0].isupper() else ()


def _twin(sentence: Sentence, token: Token) -> list[Token]:
    """ "State television and two officials said": the second noun, where the parser hangs both on the verb."""
    joint = sentence.child(token, "cc")
    if joint is None or not token.dep.startswith("nsubj") or joint.index != token.index + 1:
        return []
    beside = sentence.children(sentence.head(token), token.dep)
    return [t for t in beside if t.index > joint.index and sentence.subtree(t)[0].index == joint.index + 1]


def members(sentence: Sentence, tokens: Iterable[Token]) -> list[Token]:
    """All that the words name: what is coordinated with each, and behind an amount the noun that it is taken from."""
    return [part for token in tokens for t in expand(sentence, token) for part in with_whole(sentence, t)]


def with_whole(sentence: Sentence, token: Token) -> list[Token]:
    """ "one of the cousins", "hundreds of rockets": the number or amount and the noun it is taken from."""
    if token.pos not in ("NUM", "PRON", "DET") and token.lemma not in WORDS["nouns.amounts"]:
        return [token]
    return [token, *of_which(sentence, token)]


def after(sentence: Sentence, token: Token, prepositions: Iterable[str]) -> list[Token]:
    """The nouns after any of these prepositions (lemmas) on the word, in text order."""
    heads = [p for p in sentence.children(token, "prep", "agent", "dative") if p.lemma in prepositions]
    return [noun for p in heads for noun in sentence.children(p, "pobj")]


def led_by(sentence: Sentence, noun: Token, prepositions: Collection[str]) -> Token | None:
    """The word on which a noun hangs by one of these prepositions ("fled" of "fled from the town"); None for others."""
    preposition = sentence.head(noun)
    led = noun.dep == "pobj" and preposition.lower in prepositions
    return sentence.head(preposition) if led else None


def of_which(sentence: Sentence, noun: Token) -> list[Token]:
    """What stands after "of" on a noun: "fighters of the front"."""
    return after(sentence, noun, WORDS["prepositions.of"])


def series_of(sentence: Sentence, noun: Token) -> Token:
    """The word for how many there were, over what was done ("a spate of raids"); any other noun as it is."""
    amount = led_by(sentence, noun, WORDS["prepositions.of"])
    return amount if amount is not None and amount.lemma in WORDS["nouns.series"] else noun


def origin(sentence: Sentence, noun: Token) -> Token | None:
    """The "from" or "of" right behind a noun that says whence or whose they are; None where they only leave there."""
    behind = sentence.tokens[noun.index + 1 : noun.index + 2]
    leaving = any(t.lemma in WORDS["origins.leaving"] for t in list(sentence.ancestors(noun))[:_ABOVE])
    return behind[0] if behind and behind[0].lower in WORDS["origins.whence"] and not leaving else None


def possessors(sentence: Sentence, noun: Token) -> list[Token]:
    """Whose it is, by a possessive: "the army's tanks", "its tanks"."""
    return list(sentence.children(noun, "poss"))


def owners(sentence: Sentence, noun: Token) -> list[Token]:
    """Whose it may be: possessors, words before the noun, nouns after "of"; in this order of trust."""
    before = sentence.children(noun, "amod", "compound", "nmod")
    return [*possessors(sentence, noun), *before, *of_which(sentence, noun)]


def is_below(sentence: Sentence, head: Token, token: Token) -> bool:
    """Whether the word stands somewhere below the head."""
    return any(t.index == head.index for t in sentence.ancestors(token))


def bounds(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Index of the first and the last token of a word with everything below it."""
    below = sentence.subtree(head)
    return below[0].index, below[-1].index


def core(sentence: Sentence, head: Token) -> list[Token]:
    """The noun phrase of a head without article, relative clauses, appositions and coordinates; contiguous."""
    kept = {head.index}
    queue = [head]
    while queue:
        parent = queue.pop()
        for child in sentence.children(parent):
            outer = child.dep in (_OUTER if parent is head else _CLAUSES) and not _named(sentence, parent, child)
            if not outer and (child.dep != "prep" or child.lemma in WORDS["phrases.prepositions"]):
                kept.add(child.index)
                queue.append(child)
    tokens = sentence.tokens
    low = high = head.index
    while low - 1 in kept or (low - 2 in kept and tokens[low - 1].text in _JOINING):
        low -= 1
    while high + 1 in kept or (high + 2 in kept and tokens[high + 1].text in ("-", "&")):
        high += 1
    while low < head.index and (tokens[low].lower in WORDS["phrases.articles"] or tokens[low].pos in _LEADING):
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


def is_nobody(sentence: Sentence, party: Token) -> bool:
    """Whether the words name nobody or nothing: "no child", "none of them", "not a single house"."""
    noes = [
        t
        for t in sentence.children(party, "det", "neg", "preconj")
        if t.lower in WORDS["negative"] or t.lower in WORDS["nobody.of_two"]
    ]
    if party.lower in WORDS["nobody"] or any(not _compares(sentence, no) for no in noes):
        return True
    before = sentence.tokens[: party.index][-_SHORT:]
    nots = [t.index for t in before if t.lower in WORDS["not"]]
    return bool(nots) and any(t.lower in WORDS["single"] for t in sentence.tokens[nots[-1] + 1 : nots[-1] + 2])


def _compares(sentence: Sentence, no: Token) -> bool:
    """ "No fewer than nine": a number, and nothing denied."""
    return any(t.lower in WORDS["than"] for t in sentence.tokens[no.index + 1 : no.index + 3])
