"""Copies: which documents carry text of earlier ones, whole or in part.

Each document is marked by some of the hashes of its runs of five words (winnowing: Schleimer, Wilkerson and Aiken,
"Local algorithms for document fingerprinting", SIGMOD 2003): of every window of hashes the smallest is kept, so that
any shared run of ``RUN + WINDOW - 1`` words or more leaves a mark in both. Marks say how much of the shorter text is
in the longer one, which a resemblance of whole texts (MinHash) does not: a paper that adds ten paragraphs to an
agency's five still carries the agency.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from zlib import crc32

from sayso.model import Copy, Marked
from sayso.model.words import fold

RUN = 5
WINDOW = 8
WHOLE = 0.6
"""From this share of the shorter text on, one document is a copy of the other."""
PART = 0.15
"""From this share on, one document carries a part of the other."""
FEWEST = 3
"""Fewer shared marks than these are a common phrase, not a copy."""
_WORD = re.compile(r"\w+")


def marks_of(text: str) -> frozenset[int]:
    """The marks of a text: 32-bit hashes, about two for every nine words; the same on every machine."""
    words = _WORD.findall(fold(text))
    hashes = [crc32(" ".join(words[n : n + RUN]).encode()) for n in range(len(words) - RUN + 1)]
    return frozenset(_smallest(hashes))


def copy_between(one: Marked, other: Marked) -> Copy | None:
    """How one of two documents carries the other's text; None when neither does.

    The same whichever of the two is given first.
    """
    least = min(one.marks, other.marks)
    if other.shared < FEWEST or other.shared < PART * least:
        return None
    share = round(other.shared / least, 3)
    ends = [(one.published, one.document), (other.published, other.document)]
    first, later = sorted(ends, key=lambda end: (end[0] is None, *end))
    return Copy(document=later[1], of=first[1], share=share, whole=share >= WHOLE)


def _smallest(hashes: list[int]) -> Iterator[int]:
    """The smallest hash of every window, each kept once where windows overlap."""
    if hashes and len(hashes) < WINDOW:
        yield min(hashes)
    rising: deque[int] = deque()
    for n, value in enumerate(hashes):
        while rising and hashes[rising[-1]] >= value:
            rising.pop()
        rising.append(n)
        if rising[0] <= n - WINDOW:
            rising.popleft()
        if n >= WINDOW - 1:
            yield hashes[rising[0]]
