"""Cut a text into paragraphs.

Blank lines always part paragraphs. Without one, a line is a paragraph of its own (as web copy is saved), unless the
text is hard-wrapped, as wire copy and e-mail are: then a line goes on where the one before it was full, that is, where
its first word would not have fitted any more. List items are paragraphs; their bullets, and emoji in front of a line,
belong to none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
_OPEN = re.compile(r"(?:,|\b(?:of|the|an?|in|and|to|by|for|on|at|from|with|that|or|as|its|their|his|her))$")
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
    end = 0
    for block in sorted(layout, key=lambda b: b.start):
        span = _trim(text, max(block.start, end), min(block.end, len(text)))
        if span:
            marked.append((*span, block.kind))
            end = span[1]
    cut: list[tuple[int, int, BlockKind | None]] = list(marked)
    index = 0
    for start, stop in found:
        while index < len(marked) and marked[index][1] <= start:
            index += 1
        ahead = index
        while ahead < len(marked) and marked[ahead][0] < stop:
            span = _trim(text, start, marked[ahead][0])
            cut += [(*span, None)] if span else []
            start = max(start, marked[ahead][1])
            ahead += 1
        span = _trim(text, start, stop)
        cut += [(*span, None)] if span else []
    return sorted(cut, key=lambda c: c[0])


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without surrounding white space, or None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
