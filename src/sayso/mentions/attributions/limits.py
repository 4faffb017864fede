"""Limits between the frames of one sentence: what one source said is not what the next one said."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.mentions.attributions.frames import Frame, stretch
from sayso.model import Span

_SKIPPED = frozenset({",", ";", "and", "but", "while", "-", "—"})
_ADJACENT = 3


def limit_contents(frames: Sequence[Frame]) -> None:
    """Cut each frame's content where another frame of the sentence begins or ends; frames in text order.

    "Twelve died, A said, and six were hurt, B said": B did not say that twelve died. Directly after one another
    ("A said, according to B"), B passes on what A said.
    """
    for number, frame in enumerate(frames):
        if frame.side == "left" and frame.content and number:
            _stop_at_semicolon(frame, frames[:number])
        if frame.side == "left" and frame.content:
            for earlier in reversed(frames[:number]):
                if earlier.side == "left" and frame.first - earlier.last > _ADJACENT:
                    _start_after(frame, earlier)
                    break
        if frame.side == "both" or (frame.side == "right" and not frame.report and frame.citation):
            for later in frames[number + 1 :]:
                if later.side == "left" and later.content and not frame.below:
                    _end_before(frame, later)
                    break


def _stop_at_semicolon(frame: Frame, earlier: Sequence[Frame]) -> None:
    """Where somebody else speaks before a semicolon, what is said begins behind it."""
    tokens, content = frame.sentence.tokens, frame.content[0]
    for index in range(frame.first - 1, 0, -1):
        if tokens[index].start <= content.start:
            return
        if tokens[index].text == ";" and any(e.act == "speech" and e.last < index for e in earlier):
            kept = stretch(frame.sentence, index + 1, frame.first - 1)
            frame.content[0] = kept or content
            return


def _start_after(frame: Frame, earlier: Frame) -> None:
    tokens = frame.sentence.tokens
    start = earlier.last + 1
    while start < frame.first and tokens[start].lower in _SKIPPED:
        start += 1
    span = stretch(frame.sentence, start, frame.first - 1)
    if span is not None:
        frame.content[0] = span


def _end_before(frame: Frame, later: Frame) -> None:
    """A medial cue's second part ends where another source takes over."""
    if frame.side != "both" or len(frame.content) < 2:
        return
    second, limit = frame.content[1], later.segment.start
    if second.start < limit < second.end or (second.start >= later.segment.start):
        kept = stretch_before(frame, second, limit)
        frame.content[1:] = [kept] if kept else []


def stretch_before(frame: Frame, span: Span, limit: int) -> Span | None:
    """The part of the span before the offset, less its trailing punctuation; None when nothing is left."""
    inside = [t for t in frame.sentence.within(span) if t.end <= limit]
    return stretch(frame.sentence, inside[0].index, inside[-1].index) if inside else None
