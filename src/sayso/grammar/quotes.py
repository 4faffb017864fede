"""Quotations: where quotation marks open and close, straight or curly, balanced or not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model import Span

_MARK = re.compile(r"\"\"(?=\s)|[\"“”„‟«»]|[\n\r]+|''|``|(?<![^\s(\[—:])[‘'](?=\w)(?!\d\ds?\b)")
_SINGLE_END = re.compile(r"[\n\r]|(?<=[.,!?…])[’'](?!\w)|(?<=\w)[’'](?=[.,;:!?])")
_DOUBLE = re.compile(r"([“„‟«]|``)|([”»]|'')|\"")
_OPENING, _CLOSING, _SINGLE = "“„‟«", "”»", ("‘", "'")
_DOUBLED = '""'
_SHORTEST = 2
_LONGEST_SINGLE = 600
_LONGEST_PARAGRAPH = 5000
_SINGLE_AGAIN = re.compile(r"\s*[‘'](?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Span):
    """A quotation with its marks. ``open``: no closing mark before its paragraph ends."""

    open: bool = False


class Quotes:
    """The quotations of a document, in text order, never overlapping."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.all = tuple(_scan(text))
        self._starts = [q.start for q in self.all]

    def at(self, offset: int) -> Quote | None:
        """The quotation that holds the character at this offset."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or self.all[index].end <= offset:
            return None
        return self.all[index]

    def inside(self, span: Span) -> list[Quote]:
        """The quotations that overlap the span."""
        index = max(0, bisect_right(self._starts, span.start) - 1)
        found = []
        while index < len(self.all) and self.all[index].start < span.end:
            if self.all[index].end > span.start:
                found.append(self.all[index])
            index += 1
        return found

    def share(self, spans: Sequence[Span]) -> float:
        """Which part of the spans, in characters, stands in quotation marks: 0 to 1."""
        total = sum(s.end - s.start for s in spans)
        quoted = sum(min(q.end, s.end) - max(q.start, s.start) for s in spans for q in self.inside(s))
        return quoted / total if total else 0.0

    def said_whole(self, quote: Quote) -> bool:
        """Whether the quotation reads as something said, rather than a quoted word or a title.

        What opens a paragraph may have its full stop behind the mark.
        """
        opens = quote.start == 0 or self._text[quote.start - 1] == "\n"
        words = self._text[quote.start : quote.end + opens].rstrip()
        if quote.open or words.rstrip("\"”»’' ")[-1:] in (",", ".", "!", "?", "…", "—"):
            return words.count(" ") >= _SHORTEST
        return words.count(" ") > 8


def _scan(text: str) -> list[Quote]:
    quotes: list[Quote] = []
    start: int | None = None
    past = 0
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if at < past:
            continue
        if mark[0] in "\n\r":
            if start is not None:
                quotes.append(Quote(start=start, end=_end(text, start, at), open=True))
            start = None
        elif mark in _SINGLE:
            end = _single_end(text, at) if start is None else None
            open_end = _goes_on(text, at) if start is None and end is None else None
            if past_end := end or open_end:
                quotes.append(Quote(start=at, end=past_end, open=end is None))
                past = past_end
        elif start is None:
            start = at if _opens(text, mark, match.end()) else None
        elif mark not in _OPENING and not text[match.end() : match.end() + 1].isalnum():
            quotes.append(Quote(start=start, end=match.end()))
            start = None
    if start is not None:
        quotes.append(Quote(start=start, end=_end(text, start, len(text)), open=True))
    return quotes


def _single_end(text: str, start: int) -> int | None:
    """Where the quotation in single marks ends that opens here; None where the mark is an apostrophe.

    Its end stands beside a stop or comma, as a possessive's apostrophe seldom does; whole quotations may stand in it.
    """
    for match in _SINGLE_END.finditer(text, start + 1, start + _LONGEST_SINGLE):
        if match.group() in "\n\r":
            return None
        inner = [m.lastindex for m in _DOUBLE.finditer(text, start + 1, match.start())]
        if inner.count(1) == inner.count(2) and inner.count(None) % 2 == 0:
            return match.end()
    return None


def _goes_on(text: str, start: int) -> int | None:
    """The end of the paragraph where the quotation in curly single marks goes on in the next, which opens with one."""
    line = text.find("\n", start, start + _LONGEST_PARAGRAPH) if text[start] == "‘" else -1
    return _end(text, start, line) if line > 0 and _SINGLE_AGAIN.match(text, line) else None


def _end(text: str, start: int, at: int) -> int:
    while at > start + 1 and text[at - 1].isspace():
        at -= 1
    return at


def _opens(text: str, mark: str, end: int) -> bool:
    """Whether the mark opens a quotation: a curly or backtick one does, a straight one with words right behind it, or
    with a space on both sides, as words parted into tokens have it."""
    if mark == _DOUBLED:  # parted from its words, as tables escape it
        return True
    if mark[0] in _OPENING + _CLOSING + "`":
        return mark[0] not in _CLOSING
    parted = not text[end - len(mark) - 1 : end - len(mark)].strip() and text[end : end + 1] == " "
    return bool(text[end : end + 1].strip()) or parted
