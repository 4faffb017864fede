"""Cue clauses in texts that have lost their commas: "two homes burned in Homs a monitoring group said".

Nothing but the words tells there where the speaker begins: at a pronoun, where an actor is named right before the verb,
or at an article. Only texts without any comma are read so: elsewhere "the attack the army said" is a relative clause.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from sayso.grammar.clauses import subject
from sayso.grammar.words import FINITE, RELATIVE, is_verb_form
from sayso.lang import lexicon
from sayso.mentions.attributions.cue import QUOTE_MARKS
from sayso.mentions.attributions.surface import Surface, behind_verb, inverted, is_nominal_word
from sayso.model import Reading, Sentence, Token

WORDS = lexicon("attributions")
_FEWEST: Final = 60
_REACH: Final = 5
_TRAILING: Final = 2
_OPENING = frozenset({"IN", "TO", "WRB", "CC"}) | RELATIVE


class Bare:
    """Whether the text of a reading has lost its commas, and where its actors and places are named.

    ``roles``: nouns for one who speaks.
    """

    def __init__(self, reading: Reading, roles: Container[str]) -> None:
        text = reading.document.text
        self.lost = ", " not in text and sum(len(s.tokens) for s in reading.sentences) >= _FEWEST
        self._roles = roles
        self._ends = {p.end for p in reading.places} | {t.end for t in reading.times} if self.lost else set()
        self._starts: dict[int, int] = {}
        for mention in sorted(reading.actors, key=lambda m: m.start, reverse=True) if self.lost else ():
            self._starts[mention.end] = mention.start

    def postposed(self, sentence: Sentence, verb: Token, addressee: bool) -> Surface | None:
        """The cue clause behind what it tells, or None where the words stand otherwise."""
        tokens, at = sentence.tokens, verb.index
        if not self.lost or at < 3 or verb.tag not in FINITE | {"VBN"}:
            return None
        behind = behind_verb(tokens, at, addressee)
        first = self._first(tokens, at) if behind else None
        found: Surface | None = None
        own = subject(sentence, verb)
        if behind is None and not addressee and (own is None or own.index > at):
            found = inverted(sentence, verb, marked=False)
        elif behind and first is not None and tokens[first - 1].tag not in _OPENING:
            found = Surface((first, at - 1), first, behind[0], None, behind[1])
        told = tokens[: found.first] if found and found.first > 1 else ()
        return found if any(is_verb_form(t) or t.text in QUOTE_MARKS for t in told) else None

    def _first(self, tokens: Sequence[Token], at: int) -> int | None:
        """The token at which the noun phrase right before the verb begins."""
        last = tokens[at - 1]
        if last.lower in WORDS["pronouns.subject"]:
            return at - 1
        named = self._named(tokens, at - 1)
        if named is not None and tokens[named - 1].tag == "CC":  # "the mayor and residents"
            other = self._named(tokens, named - 2)
            named = named if other is None else other
        if named is not None and tokens[named].text[0].isupper():
            return named - 1 if tokens[named - 1].tag == "DT" else named
        return self._run(tokens, at - 1 if named is None else named, named)

    def _named(self, tokens: Sequence[Token], last: int) -> int | None:
        """Where the actor begins whose name ends with this token, or before nouns that end here ("SANA reporter")."""
        for end in range(last, max(last - _TRAILING, 0) - 1, -1):
            if end < last and tokens[end + 1].tag not in ("NN", "NNS"):
                return None
            start = self._starts.get(tokens[end].end)
            if start is not None:
                inside = [t.index for t in tokens[: end + 1] if t.start >= start]
                joined = tokens[inside[0] - 1].tag == "IN"  # "within the area of explosion SANA reporter"
                return next((i for i in inside if joined and tokens[i].text[0].isupper()), inside[0])
        return None

    def _run(self, tokens: Sequence[Token], first: int, named: int | None) -> int | None:
        """The article that opens the noun phrase, else the word behind the place or time that ends before it."""
        for index in range(first, max(first - _REACH, 0), -1):
            if tokens[index].tag == "DT":
                return index
            if tokens[index - 1].end in self._ends:
                return index
            if not is_nominal_word(tokens[index]):
                break
        return named
