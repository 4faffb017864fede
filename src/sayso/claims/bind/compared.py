"""Compared: times that an event is only compared over ("the deadliest attack since 2010") and that do not date it."""

from __future__ import annotations

from sayso.claims.records import Draft
from sayso.lang import lexicon
from sayso.model import TimeMention, Token

__all__ = ["is_compared", "is_counted_over"]

_WORDS = lexicon("claims")
_SINCE, _ORDINALS, _AT = _WORDS["counting.since"], _WORDS["when.ordinals"], _WORDS["when.at"]
_AGAINST = _WORDS["when.against"]
_REACH, _BEFORE = 12, 8
_SUPERLATIVE = frozenset({"JJS", "RBS"})
_STOPS = frozenset({"VERB", "AUX", "PUNCT"})


def is_compared(draft: Draft, mention: TimeMention) -> bool:
    """Whether a time only says since when nothing like the event has happened: "the worst since the truce of May".

    What happened then, "the first since a truce began in May", it does date.
    """
    if _is_of_other_number(draft, mention):
        return True
    tokens = draft.sentence.tokens
    before = [t for t in tokens if t.start <= mention.start][-_REACH:]
    since = next((t for t in reversed(before) if t.lower in _SINCE), None)
    if since is None or not _is_superlative(tokens, since):
        return False
    clause = draft.sentence.head(since) if since.dep == "mark" else since
    return draft.trigger is not clause and clause not in tuple(draft.sentence.ancestors(draft.trigger))


def _is_of_other_number(draft: Draft, mention: TimeMention) -> bool:
    """ "412 killings, against 377 in all of 2023": the year is that of the number they are held against."""
    sentence = draft.sentence
    head = next((t for t in sentence.tokens if t.start >= mention.start), draft.trigger)
    led = (t for t in sentence.ancestors(head) if t.dep == "prep" and t.lower in _AGAINST)
    return any(n.tag == "CD" and n.end <= mention.start for t in led for n in sentence.children(t, "pobj"))


def _is_superlative(tokens: tuple[Token, ...], since: Token) -> bool:
    """Whether a superlative or an ordinal stands before, with no verb between."""
    for token in reversed(tokens[max(0, since.index - _BEFORE) : since.index]):
        if token.pos in _STOPS:
            return False
        if token.tag in _SUPERLATIVE or token.lower in _ORDINALS:
            return not (token.index and tokens[token.index - 1].lower in _AT)
    return False


def is_counted_over(draft: Draft, mention: TimeMention) -> bool:
    """Whether a time is only what the event is counted in: "the third attack this month"."""
    sentence = draft.sentence
    ordinal = any(t.entity == "ORDINAL" for t in sentence.children(draft.trigger, "amod"))
    within = {t.start for t in sentence.subtree(draft.trigger)}
    return ordinal and mention.grain not in ("day", "part-of-day", "minute") and mention.start in within
