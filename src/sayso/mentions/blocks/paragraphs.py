"""Cut a text into paragraphs.

Blank lines always part paragraphs. Without one, a line is a paragraph of its own (as web copy is saved), unless the
text is hard-wrapped, as wire copy and e-mail are: then a line goes on where the one before it was full, that is, where
its first word would not have fitted any more. List items are paragraphs; their bullets, and emoji in front of a line,
belong to none.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from sayso.lang import lexicon
from sayso.model import Block, BlockKind

_LINE = re.compile(r"[^\n\r\v\f\u0085\u2029]+")
_BULLET = re.compile(
    r"(?:[\u2022\u25aa\u25e6\u2023\u00b7\u25cf\u25cb\u25a0\u25a1\u25ba\u25b6\u27a4\u2013\u2014*-])[ \t\u00a0]+"
)
_STAMP = re.compile(r"\[?\d{1,2}[:.]\d\d\b")
_WIDEST = 140  # a longer line was not wrapped
_NARROWEST = 40
_LONGEST = 20_000
_FINAL = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]]*$")
_OPEN = re.compile(rf"(?:,|\b(?:{'|'.join(lexicon('blocks').row('lines.open'))}))$")
_KEPT = frozenset("\u00a9\u00ae\u00b0\u2116")
_SKIPPED = frozenset({"So", "Sk", "Cf", "Zs", "Cc", "Mn", "Me"})


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    text: str
    first: int  # length of its first word
    item: bool


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph that is not blank, in order; without surrounding white space."""
    groups = list(_groups(text))
    width = _wrap_width(groups)
    found: list[tuple[int, int]] = []
    for group in groups:
        start, last = group[0].start, group[0]
        for line in group[1:]:
            if _goes_on(last, line, width) and line.end - start <= _LONGEST:
                last = line
                continue
            found.append((start, last.end))
            start, last = line.start, line
        found.append((start, last.end))
    return [(_after_marks(text, start, end), end) for start, end in found]


def _groups(text: str) -> Iterator[list[_Line]]:
    """Runs of lines without a blank one between them."""
    group: list[_Line] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        between = text[previous_end : match.start()]
        breaks = len(between) - between.count("\r\n")
        if group and (breaks > 1 or not stripped):
            yield group
            group = []
        previous_end = match.end()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            start = match.start() + indent
            word = len(stripped.split(None, 1)[0])
            item = bool(_BULLET.match(stripped) or _STAMP.match(stripped) or _marked(stripped))
            group.append(_Line(start, start + len(stripped), indent, stripped, word, item))
    if group:
        yield group


def _marked(stripped: str) -> bool:
    """Whether the line begins with an emoji or another mark."""
    return not stripped[0].isascii() and stripped[0] not in _KEPT and unicodedata.category(stripped[0]) in _SKIPPED


def _wrap_width(groups: list[list[_Line]]) -> int | None:
    """The column at which the text is hard-wrapped, or None when it is not."""
    pairs = [(a, b) for group in groups for a, b in pairwise(group) if not b.item]
    inner = [a for a, _ in pairs if len(a.text) + a.indent <= _WIDEST]
    if len(inner) < 3 or len(inner) < 0.8 * len(pairs):
        return None
    width = max(len(a.text) for a in inner)
    full = sum(len(a.text) + 1 + b.first > width - 8 for a, b in pairs)
    ended = sum(bool(_FINAL.search(a.text)) for a in inner)
    if width < _NARROWEST or full < 0.7 * len(pairs) or ended > 0.5 * len(inner):
        return None
    return width


def _goes_on(line: _Line, following: _Line, width: int | None) -> bool:
    """Whether the following line belongs to the paragraph of the line before it."""
    if following.item or len(line.text) > _WIDEST:
        return False
    ended = bool(_FINAL.search(line.text))
    if following.indent > line.indent + 1 and ended:
        return False
    if width is not None:
        return len(line.text) + 1 + following.first > width - 8 or (following.text[0].islower() and not ended)
    if len(line.text) < _NARROWEST // 2 or ended:
        return False
    return bool(_OPEN.search(line.text)) or (len(line.text) >= _NARROWEST and following.text[0].islower())


def _after_marks(text: str, start: int, end: int) -> int:
    """The start of the paragraph's words, after bullets, emoji and invisible characters."""
    at = start
    while at < end:
        bullet = _BULLET.match(text, at, end)
        if bullet:
            at = bullet.end()
        elif text[at] not in _KEPT and unicodedata.category(text[at]) in _SKIPPED:
            at += 1
        else:
            return at
    return start


def with_layout(
    text: str, found: list[tuple[int, int]], layout: Sequence[Block]
) -> list[tuple[int, int, BlockKind | None]]:
    """The paragraphs cut where the page's own blocks begin and end, each with the kind that the page says."""
    marked: list[tuple[int, int, BlockKind | None]] = []
    for block in sorted(layout, key=lambda b: b.start):
        marked += _piece(text, max(block.start, marked[-1][1] if marked else 0), min(block.end, len(text)), block.kind)
    ends = [end for _, end, _ in marked]
    pieces = list(marked)
    for start, stop in found:
        for first, last, _ in islice(marked, bisect_right(ends, start), None):
            if first >= stop:
                break
            pieces += _piece(text, start, first)
            start = last
        pieces += _piece(text, start, stop)
    return sorted(pieces, key=lambda piece: piece[0])


def _piece(
    text: str, start: int, end: int, kind: BlockKind | None = None
) -> list[tuple[int, int, BlockKind | None]]:  # fmt: skip
    """The stretch without surrounding white space; nothing when nothing is left."""
    words = text[start:end].strip() if start < end else ""
    first = text.index(words, start) if words else 0
    return [(first, first + len(words), kind)] if words else []
