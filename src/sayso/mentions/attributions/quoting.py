"""Quotations that go on: past a sentence, past a cue, past a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.grammar.quotes import Quotes
from sayso.lang import lexicon
from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.lists import announces
from sayso.model import Sentence, Span

_REACH = 2
_POINTING = lexicon("attributions")["pronouns.pointing"]


def complete_quotes(cues: list[Cue], sentences: Sequence[Sentence], quotes: Quotes) -> None:
    """Let each cue's content take in the whole of its quotation, or the sentence that it points back to, and give bare
    quotations to who spoke last."""
    for cue in cues:
        bare = cue.sentence.index and not cue.content and cue.stance == "asserts"
        told = cue.sentence.children(cue.anchor, "nsubjpass") if bare else ()
        if any(t.index == 0 and t.lower in _POINTING for t in told):  # "That was reported by the governor"
            before = sentences[cue.sentence.index - 1]
            cue.content, cue.side = [Span(start=before.start, end=before.end)], "left"
    if not quotes.all or not sentences:
        return
    for cue in cues:
        if not cue.content:
            _quote_before(cue, sentences, quotes)
        _widen(cue, quotes)
    _bare_quotes(cues, sentences, quotes)


def _quote_before(cue: Cue, sentences: Sequence[Sentence], quotes: Quotes) -> None:
    """The quotation that ends the previous sentence, where the sentence is just "X said"; not "X did not comment"."""
    index = cue.sentence.index
    if index == 0 or cue.stance == "doubts" or cue.first > 1 or cue.last < len(cue.sentence.tokens) - 3:
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
        first, last = quotes.at(span.start) or span, quotes.at(span.end - 1) or span
        cue.content[index] = Span(start=min(span.start, first.start), end=max(span.end, last.end))


def _bare_quotes(cues: list[Cue], sentences: Sequence[Sentence], quotes: Quotes) -> None:
    """Quotations that no cue holds go to the cue that spoke last or announced them with a colon, if it is near."""
    speaking = [c for c in cues if c.act == "speech" and not c.report and (c.content or announces(c))]
    said = [c for c in speaking if not quotes.at(c.span.start)]
    spoken = sorted(said, key=lambda c: c.span.start)
    held = sorted((s for c in said for s in c.content), key=lambda s: s.start)
    at = position = number = 0
    owner: Cue | None = None
    paragraph = -_REACH
    for quote in quotes.all:
        while number < len(spoken) and spoken[number].span.start < quote.start:
            owner, paragraph = spoken[number], spoken[number].sentence.paragraph
            number += 1
        while at < len(held) and held[at].end <= quote.start:
            at += 1
        while position < len(sentences) - 1 and sentences[position].end <= quote.start + 2:  # its mark may end one
            position += 1
        here = sentences[position]
        free = at == len(held) or held[at].start >= quote.end
        near = here.paragraph - paragraph < _REACH and abs(here.start - quote.start) <= 3
        if owner is not None and free and near and quotes.said_whole(quote):
            if owner.stance == "denies" and quote.start >= owner.sentence.end:  # what they go on to say is no denial
                said_of = next(n for n, cue in enumerate(cues, 1) if cue is owner)
                owner = replace(owner, stance="asserts", content=[])
                cues.insert(said_of, owner)
            owner.content.append(Span(start=quote.start, end=quote.end))
            paragraph = here.paragraph


WORDS = lexicon("attributions")
