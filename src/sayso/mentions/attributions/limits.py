"""Limits between the cues of one sentence: what one source said is not what the next one said."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.mentions.attributions.cue import Cue, stretch
from sayso.model import Span

_SKIPPED = frozenset({",", ";", "and", "but", "while", "-", "—"})
_ADJACENT = 3


def limit_contents(cues: Sequence[Cue]) -> None:
    """Cut each cue's content where another cue of the sentence begins or ends; cues in text order.

    "Twelve died, A said, and six were hurt, B said": B did not say that twelve died. Directly after one another
    ("A said, according to B"), B passes on what A said.
    """
    for number, cue in enumerate(cues):
        if cue.side == "left" and cue.content and number:
            _stop_at_semicolon(cue, cues[:number])
        if cue.side == "left" and cue.content:
            for earlier in reversed(cues[:number]):
                if earlier.side == "left" and cue.first - earlier.last > _ADJACENT:
                    _start_after(cue, earlier)
                    break
        if cue.side == "both" or (cue.side == "right" and not cue.report and cue.citation):
            for later in cues[number + 1 :]:
                if later.side == "left" and later.content and not cue.below:
                    _end_before(cue, later)
                    break


def _stop_at_semicolon(cue: Cue, earlier: Sequence[Cue]) -> None:
    """Where somebody else speaks before a semicolon, what is said begins behind it."""
    tokens, content = cue.sentence.tokens, cue.content[0]
    for index in range(cue.first - 1, 0, -1):
        if tokens[index].start <= content.start:
            return
        if tokens[index].text == ";" and any(e.act == "speech" and e.last < index for e in earlier):
            kept = stretch(cue.sentence, index + 1, cue.first - 1)
            cue.content[0] = kept or content
            return


def _start_after(cue: Cue, earlier: Cue) -> None:
    tokens = cue.sentence.tokens
    start = earlier.last + 1
    while start < cue.first and tokens[start].lower in _SKIPPED:
        start += 1
    span = stretch(cue.sentence, start, cue.first - 1)
    if span is not None:
        cue.content[0] = span


def _end_before(cue: Cue, later: Cue) -> None:
    """A medial cue's second part ends where another source takes over."""
    if cue.side != "both" or len(cue.content) < 2:
        return
    second, limit = cue.content[1], later.segment.start
    if second.start < limit < second.end or (second.start >= later.segment.start):
        kept = stretch_before(cue, second, limit)
        cue.content[1:] = [kept] if kept else []


def stretch_before(cue: Cue, span: Span, limit: int) -> Span | None:
    """The part of the span before the offset, less its trailing punctuation; None when nothing is left."""
    inside = [t for t in cue.sentence.within(span) if t.end <= limit]
    return stretch(cue.sentence, inside[0].index, inside[-1].index) if inside else None
