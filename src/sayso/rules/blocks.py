"""Table of words that tell what a paragraph is for: sign-up lines, teasers, by-lines, captions, credits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from sayso.model import Block, BlockKind
from sayso.rules.table import Row

Where = Literal["line", "start", "end", "within", "tail", "agency", "not-place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow(Row):
    """Phrases that tell a paragraph's kind. ``words``: plain phrases; case and typographic quotes do not matter.

    ``where`` a phrase must stand:

        line        it is the whole paragraph, but for marks and emoji around it
        start, end  the paragraph begins or ends with it
        within      anywhere in the paragraph
        tail        anywhere in one of the last five paragraphs
        agency      it names who owns a picture; tells a credit at the end of a caption
        not-place   capitals in front of a colon or dash that are no dateline ("BREAKING:")

    ``limit``: the longest paragraph, in words, that the row speaks of. A digit in a phrase stands for any number.
    """

    FILE: ClassVar[str] = "blocks.csv"
    FIELD: ClassVar[str] = "blocks"

    kind: BlockKind
    where: Where
    words: tuple[str, ...]
    limit: int = 40

    def shown_by(self, found: Block) -> bool:
        """A block with the row's rule; for words that are no dateline, a body that begins with them."""
        if self.where == "not-place":
            return found.kind == "body" and found.start == 0
        return found.rule == self.rule
