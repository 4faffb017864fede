"""Stretches: a few tokens of a sentence that may name a place, and the words beside them."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.lang import lexicon
from sayso.model import Sentence, Token

_OF = lexicon("places")["prepositions.of"]


@dataclass(slots=True)
class Stretch:
    """Tokens ``first`` to ``last`` (inclusive) of a sentence."""

    sentence: Sentence
    first: int
    last: int

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the stretch."""
        return self.sentence.tokens[self.first : self.last + 1]

    @property
    def single(self) -> bool:
        """Whether it is one token."""
        return self.first == self.last

    @property
    def joined(self) -> bool:
        """Whether it is one word, with hyphens or without."""
        return not any(t.space for t in self.tokens[:-1])

    @property
    def head(self) -> Token:
        """The last token, which heads a name."""
        return self.sentence.tokens[self.last]

    @property
    def before(self) -> Token | None:
        """The token before it."""
        return self.sentence.tokens[self.first - 1] if self.first else None

    @property
    def after(self) -> Token | None:
        """The token after it."""
        return self.sentence.tokens[self.last + 1] if self.last + 1 < len(self.sentence.tokens) else None

    @property
    def noun(self) -> Token | None:
        """The word after it, where a space lies between."""
        return self.after if self.head.space else None

    @property
    def kind(self) -> Token | None:
        """The noun whose "of" leads to it, alone or in a list: "the village of X", "the villages of W and X"."""
        tokens, before = self.sentence.tokens, self.before
        if before is not None and before.lower in _OF:
            return tokens[self.first - 2] if self.first > 1 else None
        name = self.head
        while name.dep in ("conj", "appos") and name.head < name.index and name.pos == "PROPN":
            name = self.sentence.head(name)
        of = self.sentence.head(name)
        several = self.sentence.head(of)
        listed = name is not self.head and name.dep == "pobj" and of.lower in _OF and several.tag == "NNS"
        return several if listed else None

    @property
    def labels(self) -> frozenset[str]:
        """What the recogniser takes its tokens for."""
        return frozenset(t.entity for t in self.tokens)
