"""The speaker who goes on in the same sentence: "…, X told Y, adding that"."""

from __future__ import annotations

from sayso.mentions.attributions.cue import Cue, stretch
from sayso.model import Token


def just_before(behind: dict[int, Cue], token: Token) -> Cue | None:
    """The cue whose cue clause ends right before ", adding"."""
    return next((f for f in behind.values() if f.last == token.index - 2), None)


def go_on(cue: Cue, before: Cue) -> None:
    """Give the cue the speaker and listener of the one before it, and only what stands behind its cue."""
    cue.speaker, cue.named, cue.aside = before.speaker, before.named, before.aside
    cue.listener = before.listener
    if cue.content and cue.content[0].start < before.span.start:
        tokens, at = cue.sentence.tokens, cue.anchor.index + 1
        while at < len(tokens) and (tokens[at].tag == "RB" or tokens[at].text == ","):
            at += 1
        said = stretch(cue.sentence, at, len(tokens) - 1) if at < len(tokens) else None
        cue.content, cue.side = [said] if said else [], "right"
