"""A sentence as counts read it: words by place, and how a stretch of it becomes a mention."""

from __future__ import annotations

from collections.abc import Collection

from sayso.model import Bound, CountMention, Sentence, Token, Unit
from sayso.rules import Row


class Line:
    """A sentence with its words in lower case. A place beyond its ends has the word "" and the tag ""."""

    def __init__(self, text: str, sentence: Sentence) -> None:
        self.text, self.sentence, self.tokens = text, sentence, sentence.tokens
        self.words = [t.text.lower().replace("’", "'") for t in sentence.tokens]

    def __len__(self) -> int:
        return len(self.words)

    def token(self, at: int) -> Token | None:
        """The token at a place, or None beyond the ends."""
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def word(self, at: int) -> str:
        """The word at a place."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def tag(self, at: int) -> str:
        """The tag at a place."""
        return self.tokens[at].tag if 0 <= at < len(self.tokens) else ""

    def lemma(self, at: int) -> str:
        """The lemma at a place."""
        return self.tokens[at].lemma if 0 <= at < len(self.tokens) else ""

    def skip(self, at: int, words: Collection[str]) -> int:
        """The first place from ``at`` on that holds none of these words."""
        while self.word(at) in words:
            at += 1
        return at

    def glued(self, at: int) -> bool:
        """Whether no space stands between the token at a place and the one after it."""
        token, after = self.token(at), self.token(at + 1)
        return token is not None and after is not None and token.end == after.start

    def count(
        self,
        first: int,
        last: int,
        row: Row,
        *,
        low: float | None,
        high: float | None,
        bound: Bound = "exact",
        unit: Unit | None = None,
        noun: str = "",
        head: Token,
        additional: bool = False,
        by_article: bool = False,
    ) -> CountMention:
        """The mention of the tokens from ``first`` to ``last``."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return CountMention(
            start=start, end=end, text=self.text[start:end], rule=row.rule, low=low, high=high, bound=bound, unit=unit,
            noun=noun, head=head.start, additional=additional, by_article=by_article,
        )  # fmt: skip
