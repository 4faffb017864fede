"""Pairs: verbs of two words that the parser takes for nouns, shown to it as others and put back into its tree.

"Two men on a motorcycle shot dead a judge": the parser sees a dead judge, and a shot of the motorcycle. Of "then
killed" it makes the verb that it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.lang import lexicon
from sayso.model import Token
from sayso.syntax.torn import children_of, hung_anew, put

__all__ = ["paired", "shown_pairs"]

_WORDS = lexicon("syntax")
_PAIRS = _WORDS.table("syntax.pairs")
_SHOWN = _WORDS.row("syntax.pairs.shown")
_SECONDS = frozenset(pair.split()[1] for pair in _PAIRS)
_NOT_BEFORE, _NOT_BEHIND = _WORDS["syntax.pairs.not_before"], _WORDS["syntax.pairs.not_behind"]


def shown_pairs(words: Sequence[str]) -> list[str]:
    """The words of a text, with others where one of the pairs kills those named behind it."""
    told = list(words)
    for at in _places(words):
        told[at : at + 2] = _SHOWN
    return told


def paired(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with the verb, where a pair was shown as other words, on the first of the pair."""
    for at in _places([token.text for token in tokens]):
        second = tokens[at + 1]
        if second.pos != "VERB":
            continue
        told = _PAIRS[f"{tokens[at].lower} {second.lower}"]
        below = {t.index: (at, t.dep) for t in children_of(tokens, second) if t.index != at}
        top = (at, second.dep) if second.head == second.index else (second.head, second.dep)
        tokens = hung_anew(tokens, {**below, at: top, second.index: (at, told[6])})
        tokens = put(tokens, replace(tokens[at], lemma=told[0], pos=told[1], tag=told[2]))
        tokens = put(tokens, replace(tokens[second.index], lemma=told[3], pos=told[4], tag=told[5]))
    return tokens


def _places(words: Sequence[str]) -> Iterator[int]:
    """Where the first words of pairs stand that kill those named behind them."""
    for at, word in enumerate(words[:-2]):
        if words[at + 1] not in _SECONDS or f"{word} {words[at + 1]}" not in _PAIRS or not at:
            continue
        before, behind = words[at - 1].lower(), words[at + 2].lower()
        if behind[0].isalnum() and behind not in _NOT_BEFORE and before not in _NOT_BEHIND:
            yield at
