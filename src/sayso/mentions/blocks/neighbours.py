"""What the paragraphs around it tell of a paragraph: headlines, sub-headlines, lists of teasers, closing credits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import BlockKind

_CLOSERS = "\"'\u201d\u2019)]\u00bb*"
_FINAL = (".", "!", "?", ":", ";", "\u2026", ",")
_HEADLINE_WORDS = 30
_HEADLINE_LENGTH = 220
_SUBHEAD_WORDS = 12
_TEASERS = 12
_LABEL_WORDS = 6
_INNER_STOP = re.compile(r"[a-z]{3}[.!?][\"\u201d]?\s+[\"\u201c]?[A-Z]")
_SPACE = re.compile(r"\W+")


@dataclass(slots=True)
class Piece:
    """A block in the making. ``credited``: called a caption only because a picture credit follows."""

    start: int
    end: int
    text: str
    kind: BlockKind | None
    rule: str = ""
    credited: bool = False

    @property
    def final(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.rstrip(_CLOSERS).endswith(_FINAL)

    def headline_like(self, words: int = _HEADLINE_WORDS) -> bool:
        """Whether it is short, does not end as a sentence does and has letters."""
        if self.kind is not None or len(self.text) > _HEADLINE_LENGTH or len(self.text.split()) > words:
            return False
        if _INNER_STOP.search(self.text):
            return False
        asks = self.text.endswith("?")
        return (asks or not self.final) and any(c.isalpha() for c in self.text)


def settle(pieces: list[Piece], title: str | None) -> None:
    """Give a kind to the pieces that their neighbours tell; what stays None is body."""
    _closing_credit(pieces)
    _teasers(pieces)
    _headlines(pieces, title)


def _closing_credit(pieces: list[Piece]) -> None:
    """The last paragraph of wire copy ends in the agency's name: it is no caption."""
    told = [n for n, p in enumerate(pieces) if p.kind not in ("boilerplate", "related", "byline", "credit")]
    if told and pieces[told[-1]].credited and pieces[told[-1]].final:
        pieces[told[-1]].kind = None


def _teasers(pieces: list[Piece]) -> None:
    """Headlines that follow a bare "Read more" are teasers too."""
    left = 0
    for piece in pieces:
        if piece.kind == "related":
            left = _TEASERS if len(piece.text.split()) <= _LABEL_WORDS else 0
        elif left and piece.headline_like():
            piece.kind, left = "related", left - 1
        elif piece.kind is None:
            left = 0


def _headlines(pieces: list[Piece], title: str | None) -> None:
    """The headline, its repetitions, and short lines without a final stop that stand before a paragraph."""
    open_ones = [p for p in pieces if p.kind is None]
    if all(p.headline_like() for p in open_ones):
        _repetitions(pieces, set())
        return  # the whole report goes without full stops, or is one line
    known = {_key(title)} if title else set()
    known |= {_key(p.text) for p in pieces if p.kind == "headline"}
    head = next((n for n, p in enumerate(pieces) if p.kind in (None, "headline")), None)
    if head is not None:
        for n, piece in enumerate(pieces[head : head + 2]):  # the headline and the line below it, if it is no count
            if not piece.headline_like() or (n and piece.text[0].isdigit()):
                break
            piece.kind = "headline"
            known.add(_key(piece.text))
    _repetitions(pieces, known)
    loose = sum(not p.final for p in open_ones if len(p.text.split()) > 4)
    if loose > 0.5 * len(open_ones):
        return
    for piece, following in pairwise(pieces):
        if piece.headline_like(_SUBHEAD_WORDS) and piece.text[0].isalpha() and _carries_on(following):
            piece.kind = "headline"


def _carries_on(following: Piece) -> bool:
    return following.kind in ("dateline", "caption", "byline") or (
        following.kind is None and not following.headline_like()
    )


def _repetitions(pieces: list[Piece], known: set[str]) -> None:
    """Paragraphs that say a headline again, word for word."""
    for piece in pieces:
        if piece.kind is None and piece.headline_like() and _key(piece.text) in known:
            piece.kind = "headline"


def _key(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()
