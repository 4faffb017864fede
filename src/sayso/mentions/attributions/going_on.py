"""The speaker who goes on in the same sentence: "…, X told Y, adding that"."""

from __future__ import annotations

from sayso.mentions.attributions.frames import Frame, stretch
from sayso.model import Token


def just_before(behind: dict[int, Frame], token: Token) -> Frame | None:
    """The frame whose cue clause ends right before ", adding"."""
    return next((f for f in behind.values() if f.last == token.index - 2), None)


def go_on(frame: Frame, before: Frame) -> None:
    """Give the frame the speaker and listener of the one before it, and only what stands behind its cue."""
    frame.speaker, frame.named, frame.aside = before.speaker, before.named, before.aside
    frame.listener = before.listener
    if frame.content and frame.content[0].start < before.cue.start:
        tokens, at = frame.sentence.tokens, frame.anchor.index + 1
        while at < len(tokens) and (tokens[at].tag == "RB" or tokens[at].text == ","):
            at += 1
        said = stretch(frame.sentence, at, len(tokens) - 1) if at < len(tokens) else None
        frame.content, frame.side = [said] if said else [], "right"
