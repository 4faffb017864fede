"""Limits between the cues of one sentence: what one source said is not what the next one said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.lang import lexicon
from sayso.mentions.attributions.cue import Cue, stretch

_SKIPPED = lexicon("attributions")["joints.skipped"] | {",", ";", "-", "—"}
_ADJACENT = 3


def limit_contents(cues: Sequence[Cue]) -> None:
    """Cut each cue's content where another cue of the sentence begins or ends; cues in text order.

    "Twelve died, A said, and six were hurt, B said": B did not say that twelve died. Directly after one another
    ("A said, according to B"), B passes on what A said.
    """
    for number, cue in enumerate(cues):
        earlier, later = cues[:number], [c for c in cues[number + 1 :] if c.side == "left" and c.content]
        if cue.side == "left" and cue.content:
            _stop_at_semicolon(cue, earlier)
            before = next((c for c in reversed(earlier) if c.side == "left" and cue.first - c.last > _ADJACENT), None)
            if before is not None and cue.content:
                _start_after(cue, before)
        elif cue.side == "both" and _is_turn(cue, cues[number + 1 :]):
            cue.content = cue.content[:1]
        elif cue.side == "both" and later and cue.content[-1].end > later[0].segment.start:
            inside = [t for t in cue.sentence.within(cue.content[-1]) if t.end <= later[0].segment.start]
            kept = stretch(cue.sentence, inside[0].index, inside[-1].index) if inside else None
            cue.content[1:] = [kept] if kept else []
        elif later and cue.content:
            _stop_before(cue, later[-1])


def end_before(cues: Sequence[Cue], signed: Sequence[Cue]) -> None:
    """End what cues say where a signature behind it begins: "Police say two died — Example News (@example)"."""
    for mark in (c.span.start for c in signed if c.side == "left"):
        for cue in cues:
            if cue.span.end <= mark:
                cue.content = [replace(c, end=min(c.end, mark)) for c in cue.content if c.start < mark]


def _is_turn(cue: Cue, later: Sequence[Cue]) -> bool:
    """Whether somebody else speaks where it goes on: "…, medics said, and the army said it had killed four"."""
    tokens = cue.sentence.tokens
    at = cue.last + 1
    while at < len(tokens) and tokens[at].lower in _SKIPPED:
        at += 1
    return any(
        c.first == at and c.act == "speech" and not c.citation and c.speaker and c.speaker.pos != "PRON" for c in later
    )


def _stop_before(cue: Cue, last: Cue) -> None:
    """ "A said that twelve had died, reported B": what A said ends where B's own clause begins."""
    said, edge = cue.content[-1], last.segment.start
    closes = last.act == "speech" and cue.sentence.tokens[last.first - 1].text == ","
    if closes and cue.span.end <= said.start < edge < said.end and last.content[0].start <= cue.span.start:
        inside = [t for t in cue.sentence.within(said) if t.end <= edge]
        cue.content[-1] = stretch(cue.sentence, inside[0].index, inside[-1].index) or said


def _stop_at_semicolon(cue: Cue, earlier: Sequence[Cue]) -> None:
    """Where somebody else speaks before a semicolon, what is said begins behind it."""
    tokens = cue.sentence.tokens
    marks = [t.index for t in tokens[: cue.first] if t.text == ";" and t.start > cue.content[0].start]
    if marks and any(c.act == "speech" and c.last < marks[-1] for c in earlier):
        behind = stretch(cue.sentence, marks[-1] + 1, cue.first - 1)
        cue.content[:1] = [behind] if behind else []


def _start_after(cue: Cue, before: Cue) -> None:
    tokens, start = cue.sentence.tokens, before.last + 1
    while tokens[start].lower in _SKIPPED:
        start += 1
    cue.content[0] = stretch(cue.sentence, start, cue.first - 1) or cue.content[0]
