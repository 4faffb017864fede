"""Lines: the sentences of a report that is a row of a table, where a tree would say nothing.

Such a report tells its fields as lines (``location: Goma``). Each is a sentence whose words are nouns, hanging on the
last one before a mark; no parser is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from sayso.model import Reading, Sentence, Token
from sayso.stage import Resources

_FIELD = re.compile(r"^\w+: .+$", re.MULTILINE)
_WORD = re.compile(r"\w+|[^\w\s]")
_SHORT = 3
_OTHER = (("PUNCT", ":"), ("NUM", "CD"))


class Lines:
    """Fills ``sentences`` with the lines that hold a field; what stands above them, the row's notes, has none."""

    needs: ClassVar[tuple[str, ...]] = ("blocks",)
    fills: ClassVar[str] = "sentences"

    def __init__(self, resources: Resources) -> None:
        pass

    def __call__(self, reading: Reading) -> tuple[Sentence, ...]:
        """A sentence for each line of the form ``name: value``."""
        starts = [block.start for block in reading.blocks]
        found = []
        for index, line in enumerate(_FIELD.finditer(reading.document.text)):
            tokens = _tokens(reading.document.text, line.start(), line.end())
            block = max(bisect_right(starts, line.start()) - 1, 0)
            found.append(
                Sentence(start=tokens[0].start, end=tokens[-1].end, index=index, block=block, paragraph=index,
                         kind="body", tokens=tokens)
            )  # fmt: skip
        return tuple(found)


def _tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    words = list(_WORD.finditer(text, start, end))
    heads = _heads([m[0] for m in words])
    tokens = []
    for n, m in enumerate(words):
        word = m[0]
        several = len(word) > _SHORT and word.endswith("s") and not word.endswith("ss")
        pos, tag = ("NOUN", "NNS" if several else "NN") if word[0].isalpha() else _OTHER[word[0].isdigit()]
        tokens.append(
            Token(start=m.start(), end=m.end(), index=n, text=word, lemma=word.lower().removesuffix("s" * several),
                  pos=pos, tag=tag, dep="ROOT" if n == heads[n] else "compound", head=heads[n],
                  space=m.end() < end and text[m.end()].isspace())
        )  # fmt: skip
    return tuple(tokens)


def _heads(words: Sequence[str]) -> list[int]:
    """For each word the last one before the next mark: ``Group`` in ``Armed Group (Sudan)``; a mark stands alone."""
    heads = list(range(len(words)))
    for n in range(len(words) - 2, -1, -1):
        if words[n][0].isalnum() and words[n + 1][0].isalnum():
            heads[n] = heads[n + 1]
    return heads
