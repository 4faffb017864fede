"""Quotations that go on: past a sentence, past a cue, past a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.quotes import Quotes
from sayso.model import Sentence, Span

_REACH = 2


def complete_quotes(cues: list[Cue], sentences: Sequence[Sentence], quotes: Quotes) -> None:
    """Let each cue's content take in the whole of its quotation, and give bare quotations to who spoke last."""
    if not quotes.all:
        return
    for cue in cues:
        if not cue.content and not cue.citation and not cue.report:
            _quote_before(cue, sentences, quotes)
        _widen(cue, quotes)
    _bare_quotes(cues, sentences, quotes)


def _quote_before(cue: Cue, sentences: Sequence[Sentence], quotes: Quotes) -> None:
    """The quotation that ends the previous sentence, where the sentence is just "X said"."""
    index = cue.sentence.index
    if index == 0 or cue.first > 1 or cue.last < len(cue.sentence.tokens) - 3:
        return
    previous = sentences[index - 1]
    quote = quotes.at(previous.end - 1)
    if quote is not None and previous.paragraph == cue.sentence.paragraph and quote.end <= cue.sentence.start:
        cue.content.append(Span(start=quote.start, end=quote.end))
        cue.side = "left"


def _widen(cue: Cue, quotes: Quotes) -> None:
    around = quotes.at(cue.span.start)
    if around is not None:
        cue.content = [c for c in cue.content if around.contains(c)]
        return
    for index, span in enumerate(cue.content):
        first, last = quotes.at(span.start), quotes.at(span.end - 1)
        start = min(span.start, first.start) if first else span.start
        end = max(span.end, last.end) if last else span.end
        cue.content[index] = Span(start=start, end=end)


def _bare_quotes(cues: Sequence[Cue], sentences: Sequence[Sentence], quotes: Quotes) -> None:
    """Quotations that no cue holds go to the cue that spoke last, if it is near."""
    said = [f for f in cues if f.act == "speech" and not f.report and quotes.at(f.span.start) is None and f.content]
    spoken = sorted(said, key=lambda f: f.span.start)
    held = sorted((c for f in said for c in f.content), key=lambda c: c.start)
    at, position, number = 0, 0, 0
    owner: Cue | None = None
    paragraph = -_REACH
    for quote in quotes.all:
        while number < len(spoken) and spoken[number].span.start < quote.start:
            owner, paragraph = spoken[number], spoken[number].sentence.paragraph
            number += 1
        while at < len(held) and held[at].end <= quote.start:
            at += 1
        if at < len(held) and held[at].start < quote.end:
            continue
        while position < len(sentences) and sentences[position].end <= quote.start:
            position += 1
        if owner is None or position == len(sentences) or not quotes.said_whole(quote):
            continue
        here = sentences[position]
        if here.paragraph - paragraph >= _REACH or abs(here.start - quote.start) > 3:
            continue
        owner.content.append(Span(start=quote.start, end=quote.end))
        paragraph = here.paragraph
