"""A cue: a word or phrase of saying with its speakers and what it governs, before cues are chained."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sayso.grammar.phrases import span_of
from sayso.grammar.ranges import Range
from sayso.model import ActorMention, Sentence, Source, Span, Stance, Token

_EDGE = frozenset(",;:—–-.")
QUOTE_MARKS = frozenset("\"'“”„‟«»‘’") | {"''", "``"}


@dataclass(slots=True, kw_only=True)
class Cue:
    """One cue with its parts.

    ``span``: its words; ``anchor``: their head. ``first``/``last``: token range of the whole cue clause, speaker and
    time included. ``speaker``: head word of the noun phrase that speaks, None when nobody is named. ``inner``: heads of
    sources closer to the event. ``carriers``: of those who passed it on; ``told``: of those who were told, sources
    only when they are outlets. ``citing``: the "citing X" cues folded into this one. ``content``: what is said.
    ``named``: ranges of the noun phrases that speak, where the order of words and not the tree told them; ``aside``
    that of an apposition behind them, ``listener`` that of who was told. ``person``: who speaks, where the surname in
    capitals that opens a turn of a conversation told it.
    ``sources``: who speaks; ``passed``: who was told or passed it on.
    ``side``: where the content stands, seen from the cue. ``below``: names a source under another cue's.
    """

    sentence: Sentence
    anchor: Token
    span: Span
    rule: str
    stance: Stance
    act: Literal["speech", "belief", "intention"]
    first: int
    last: int
    speaker: Token | None
    citation: bool = False
    below: bool = False
    report: bool = False
    side: Literal["left", "right", "both"] = "right"
    inner: list[Token] = field(default_factory=list)
    carriers: list[Token] = field(default_factory=list)
    told: list[Token] = field(default_factory=list)
    named: list[Range] = field(default_factory=list)
    aside: Range | None = None
    listener: Range | None = None
    citing: list[Cue] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    person: ActorMention | None = None
    sources: tuple[Source, ...] = ()
    passed: tuple[Source, ...] = ()

    @property
    def segment(self) -> Span:
        """The stretch of the cue clause."""
        return span_of(self.sentence.tokens[self.first : self.last + 1])

    def holds(self, offset: int) -> bool:
        """Whether the content holds the character at this offset."""
        return any(c.start <= offset < c.end for c in self.content)


def stretch(sentence: Sentence, first: int, last: int) -> Span | None:
    """The tokens from first to last (inclusive) as a span, less commas and stops at its edges; None when empty."""
    tokens = sentence.tokens
    while first <= last and tokens[first].text in _EDGE:
        first += 1
    while last >= first and tokens[last].text in _EDGE:
        last -= 1
    if first > last or all(t.text in QUOTE_MARKS for t in tokens[first : last + 1]):
        return None
    return Span(start=tokens[first].start, end=tokens[last].end)
