"""From the lines of a PDF's pages to paragraphs.

A PDF knows lines and where they stand, no paragraphs. A paragraph ends at a gap, at a change of type size, before a
list item, and after a line that is short and ends a sentence. It goes on over a page's or column's end when it is in
the middle of a sentence. The rows of a table are the lines of one. Running heads, running feet and page numbers belong
to no paragraph and are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

LONGEST = 20_000
"""Characters after which a paragraph is cut, whatever the page looks like."""
_EDGE = 2
_FINAL = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]]*$")
_ITEM = re.compile(r"(?:[\u2022\u25aa\u25e6\u2023\u00b7\u25cf\u25cb\u25a0\u25a1\uf0b7\u2013\u2014*-]|\(?\d{1,2}[.)])\s")
_PAGE_NUMBER = re.compile(
    r"\W*(?:p(?:age|\.)?\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)(-|\u00ad|\u2010|\x02)$")
_HEAD_WORD = re.compile(r"[^\W\d_]+")


class Line(NamedTuple):
    """A line of a page: its words; its left and right end, baseline and type size in points, 0 where unknown.

    ``row``: it is a row of a table, bars between its cells.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float
    row: bool = False


def flow(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text, a blank line between paragraphs, and the offset at which each page begins."""
    words = _vocabulary(pages)
    repeated = _repeated(pages)
    text: list[str] = []
    length = paragraph = 0
    starts: list[int] = []
    last: Line | None = None
    for number, lines in enumerate(pages):
        kept = _kept(lines, repeated, not number)
        lead = _lead(kept)
        right = max((line.right for line in kept), default=0.0)
        begun = False
        for line in kept:
            goes_on = last is not None and paragraph < LONGEST and _goes_on(last, line, lead, right, begun)
            glue, cut = ("\n" if goes_on and line.row else "\n\n" if last else "", 0)
            if last and goes_on and not line.row:
                glue, cut = _glue(last.text, line.text, words)
            if cut:
                text[-1] = text[-1][:-cut]
            length += len(glue) - cut
            if not begun:
                starts.append(length)
                begun = True
            text += [glue, line.text]
            paragraph = paragraph + len(line.text) if goes_on else len(line.text)
            length += len(line.text)
            last = line
        if not begun:
            starts.append(-1)
    return "".join(text), _filled(starts, length)


def _filled(starts: list[int], end: int) -> tuple[int, ...]:
    """The starts, pages without text beginning where the next one does."""
    for number in range(len(starts) - 1, -1, -1):
        if starts[number] < 0:
            starts[number] = end
        end = starts[number]
    return tuple(starts)


def _goes_on(last: Line, line: Line, lead: float, right: float, same_page: bool) -> bool:
    """Whether the line belongs to the paragraph of the one before it."""
    if line.row or last.row:
        return line.row and last.row and same_page and 0 < last.bottom - line.bottom < 3 * lead
    if _ITEM.match(line.text) or (last.size and line.size and not 0.85 < line.size / last.size < 1.18):
        return False
    unfinished = not _FINAL.search(last.text) and line.text[:1].islower()
    if not same_page or not (last.size and line.size):
        return unfinished
    down = last.bottom - line.bottom
    if down < -0.5 * line.size or down > 6 * lead:  # the next column
        return unfinished
    if down > 1.4 * lead:
        return False
    if down < 0.5 * line.size:  # a cell of the same row
        return True
    indented = line.left > last.left + 0.8 * line.size
    short = last.right < right - 0.15 * (right - last.left)
    return not (_FINAL.search(last.text) and (indented or short))


def _lead(lines: Sequence[Line]) -> float:
    """The usual distance of two baselines."""
    gaps = [
        a.bottom - b.bottom for a, b in pairwise(lines) if a.size and 0.5 * a.size < a.bottom - b.bottom < 2.2 * a.size
    ]
    # Not the middle one: where paragraphs are short, most gaps are those between them.
    return sorted(gaps)[len(gaps) // 4] if gaps else 1.3 * median([line.size for line in lines if line.size] or [12.0])


def _glue(before: str, after: str, words: Counter[str]) -> tuple[str, int]:
    """What stands between two lines of a paragraph, and how many characters the first one loses for it."""
    broken, head = _BROKEN.search(before), _HEAD_WORD.match(after)
    if broken is None or head is None or not after[0].islower():
        return " ", 0
    first, second = broken[1].lower(), head[0].lower()
    soft = broken[2] != "-"
    kept = words[f"{first}-{second}"] > 0 or (not soft and not words[first + second] and words[first] and words[second])
    return ("-" if kept else ""), 1


def _vocabulary(pages: Sequence[Sequence[Line]]) -> Counter[str]:
    """The words that stand on one line, by which a word broken at a line's end is judged."""
    found: Counter[str] = Counter()
    for lines in pages:
        goes_on = False
        for line in lines:
            words = [word.lower() for word in _WORDS.findall(line.text)]
            broken = bool(_BROKEN.search(line.text))
            found.update(words[int(goes_on) : len(words) - int(broken)])
            goes_on = broken
    return found


def _repeated(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Running heads and feet: what stands at the edge of several pages, figures apart."""
    found: Counter[str] = Counter()
    for lines in pages:
        found.update({_shape(line.text) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    least = max(3, len(pages) / 10)  # a chapter has a head of its own
    return {shape for shape, number in found.items() if number >= least}


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())).casefold()


def _kept(lines: Sequence[Line], repeated: set[str], first: bool) -> Sequence[Line]:
    """The lines without those at the edges that are no text; on the first page, large type may be the title."""
    usual = median([line.size for line in lines]) if lines else 0

    def dropped(line: Line) -> bool:
        if _PAGE_NUMBER.fullmatch(line.text):
            return True
        return _shape(line.text) in repeated and not (first and line.size > 1.2 * usual)

    start, end = 0, len(lines)
    while start < min(_EDGE, end) and dropped(lines[start]):
        start += 1
    while end > max(start, len(lines) - _EDGE) and dropped(lines[end - 1]):
        end -= 1
    return lines[start:end]
