"""Quoted days: "last night" in a message of Monday is Sunday night, whenever the report was published.

A quotation is dated by a day told beside its word of saying ("a doctor said on Sunday"), or in the sentence before it
where that tells of a message, a call or a talk; the quotations after it in the paragraph are of the same day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sayso.grammar.clauses import governor
from sayso.grammar.quotes import Quote, Quotes
from sayso.lang import lexicon
from sayso.model import Reading, Sentence, Span, TimeMention

WORDS = lexicon("times")
_DAYS = ("day", "part-of-day", "minute")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Span):
    """A quotation and the day it was said."""

    day: date


def told_days(reading: Reading, mentions: Sequence[TimeMention]) -> tuple[Told, ...]:
    """The quotations whose day of saying the report tells, in text order."""
    quotes = Quotes(reading.document.text)
    days = [m for m in mentions if m.grain in _DAYS and m.latest and m.sense == "at" and quotes.at(m.start) is None]
    found: list[Told] = []
    before: Sentence | None = None
    for quote in quotes.all if days else ():
        here = reading.sentence_at(quote.start + 1) or reading.sentence_at(quote.start)
        if here is None:
            continue
        day = _day(reading, here, quote, days)
        if day is None and found and before is not None and before.paragraph == here.paragraph:
            beside = any(here.contains(m) and not quote.contains(m) for m in days)
            day = None if beside else found[-1].day
        if day is not None:
            found.append(Told(start=quote.start, end=quote.end, day=day))
            before = here
    return tuple(found)


def _day(reading: Reading, here: Sentence, quote: Quote, days: Sequence[TimeMention]) -> date | None:
    """The day beside the word of saying in the sentences of the quotation, else in the sentence before it."""
    last = reading.sentence_at(quote.end) or reading.sentence_at(quote.end - 1) or here
    for sentence in {here.index: here, last.index: last}.values():
        if told := next((m for m in days if sentence.contains(m) and _is_message(sentence, m)), None):
            return told.latest
    before = reading.sentences[here.index - 1] if here.index else None
    if before is None or here.paragraph - before.paragraph > 1:
        return None
    told = next((m for m in days if before.contains(m) and _is_message(before, m)), None)
    return told.latest if told else None


def _is_message(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether what is dated is a message or a talk: "sent us a letter on Monday", "in a call on Saturday"."""
    head = sentence.head_of(mention)
    if head is None:
        return False
    verb = governor(sentence, head)
    above = {t.index for t in sentence.ancestors(head)}
    media = [t for t in sentence.tokens if t.lemma in WORDS["quoted.media"] and t.pos == "NOUN"]
    dated = any(t.index in above or (verb is not None and verb in tuple(sentence.ancestors(t))) for t in media)
    return dated or (verb is not None and verb.lemma in WORDS["quoted.telling"])
