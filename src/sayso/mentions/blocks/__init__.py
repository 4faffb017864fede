"""Blocks: what each paragraph is for.

One block is one paragraph, or a part of one where a dateline or a picture credit shares its line. Blocks are in text
order, never overlap, and cover every word; white space, bullets and emoji between them belong to none. What the page's
own mark-up said (``Document.layout``) stands; phrases come from the rulebook's block table; the rest is told by shape
and by the paragraphs around it. Where nothing tells, a paragraph is body: dropping a report's words is the worse
mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from sayso.mentions.blocks.cues import Cues
from sayso.mentions.blocks.neighbours import Piece, settle
from sayso.mentions.blocks.paragraphs import paragraphs, with_layout
from sayso.mentions.blocks.shapes import Shapes, is_links
from sayso.model import Block, BlockKind, Reading
from sayso.rules.actors import RoleRow, TitleRow
from sayso.rules.times import TimeWordRow
from sayso.rules.words import BlockRow
from sayso.stage import Resources

_SPEAKING = re.compile(
    r"(?=[^:\n(,]*[^\W\d_a-z]{2})[^\Wa-z\d_][^a-z:\n]{0,40}(?:\([^():\n]{2,60}\)|,[^():\n]{2,60})?:\s+\S"
)
_CONVERSATION = 3  # paragraphs that open with a name in capitals and a colon
_TAIL = 5
_TOP = 4

_LARGE = 100_000


class Blocks:
    """Fills ``blocks``."""

    needs: ClassVar[tuple[str, ...]] = ()
    fills: ClassVar[str] = "blocks"

    def __init__(self, resources: Resources) -> None:
        rulebook = resources.rulebook
        offices = (word for row in rulebook.rows(RoleRow) if row.title for word in (row.id, *row.words))
        titles = frozenset((*(row.id for row in rulebook.rows(TitleRow)), *offices))
        self._cues = Cues(rulebook.rows(BlockRow), titles)
        words = resources.rulebook.rows(TimeWordRow)
        times = frozenset(w for row in words if row.kind in ("month", "weekday") for w in row.words)
        self._gazetteer = resources.gazetteer
        self._shapes = Shapes(self._cues, times, self._is_city)

    def __call__(self, reading: Reading) -> tuple[Block, ...]:
        """The blocks of the document."""
        text = reading.document.text
        spans = with_layout(text, paragraphs(text), reading.document.layout)
        speaking = sum(bool(_SPEAKING.match(text, start, end)) for start, end, _ in spans) >= _CONVERSATION
        pieces: list[Piece] = []
        begun = False  # whether the report proper has begun
        for number, (start, end, marked) in enumerate(spans):
            tail = number >= len(spans) - _TAIL
            if speaking and marked is None and _SPEAKING.match(text, start, end):
                pieces.append(Piece(start, end, text[start:end], "body"))
                begun = True
                continue
            for piece in self._pieces(text, start, end, marked, number < _TOP, tail, not begun):
                pieces.append(piece)
                begun = begun or (piece.kind is None and piece.final)
        settle(pieces, reading.document.title)
        return tuple(Block(start=p.start, end=p.end, kind=p.kind or "body", rule=p.rule) for p in pieces)

    def _is_city(self, name: str, least: int = _LARGE) -> bool:
        known = self._gazetteer.find(name)[:2]  # a capital may stand behind the unit of its name
        return any(place.feature == "city" and place.population >= least for place in known)

    def _pieces(
        self, text: str, start: int, end: int, marked: BlockKind | None, top: bool, tail: bool, first: bool
    ) -> Iterator[Piece]:
        """The paragraph as blocks; kind None where only its neighbours can tell."""
        words = text[start:end]
        row = None if marked else self._cues.find(words, tail=tail)
        if row and row.kind == "dateline" and not self._shapes.states_time(words):
            row = None
        kind = marked or (row.kind if row else self._by_shape(words, top))
        if kind and kind != "caption":
            yield Piece(start, end, words, kind, row.rule if row else "")
            return
        if kind:
            yield from self._with_credit(text, start, end, kind, row.rule if row else "")
            return
        cut = self._shapes.dateline_end(words, first=first)
        if cut:
            yield Piece(start, start + len(words[:cut].rstrip()), words[:cut].rstrip(), "dateline")
            start += cut
            words = words[cut:]
        if words:
            yield from self._with_credit(text, start, end, None)

    def _by_shape(self, words: str, top: bool) -> BlockKind | None:
        if is_links(words):
            return "boilerplate"
        if self._shapes.is_time_line(words):
            return "dateline"
        if self._shapes.is_byline(words) or (top and "/" not in words and self._cues.credit(words)):
            return "byline"
        return None

    def _with_credit(self, text: str, start: int, end: int, kind: BlockKind | None, rule: str = "") -> Iterator[Piece]:
        """The stretch, and the picture credit at its end when it has one; what carries one is a caption."""
        words = text[start:end]
        cut = self._shapes.credit_start(words)
        if cut is None:
            yield Piece(start, end, words, kind, rule)
            return
        before = words[:cut].rstrip()
        if before:
            yield Piece(start, start + len(before), before, kind or "caption", rule, credited=kind is None)
        credit = self._cues.credit(words[cut:])
        yield Piece(start + cut, end, words[cut:], "credit", credit.rule if credit else "")
