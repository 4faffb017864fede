"""Spoken: the day of the telling, and which time dates a speech act itself and not what it is about."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.claims.records import Draft
from sayso.lang import lexicon
from sayso.model import Sentence, TimeMention, Token

WORDS = lexicon("claims")
_SPOKEN_IN = WORDS["when.spoken_in"]
_WEEK = 7


def dates_speech(sentence: Sentence, head: Token, draft: Draft) -> bool:
    """Whether the time whose head is ``head`` is that of the speech act.

    It hangs on its verb, on what was spoken in ("in a statement on Friday, X condemned"; "a letter sent on Friday
    urged") or on the speaking before it ("speaking on Friday, X urged").
    """
    acts = {*draft.words, *([draft.frame.verb] if draft.frame.verb else ())}
    for above in sentence.ancestors(head):
        if above in acts:
            return True
        if not _leads_on(sentence, above, head):
            return False
    return False


def _leads_on(sentence: Sentence, above: Token, head: Token) -> bool:
    """Whether what hangs on a word may date the speech act over it."""
    if above.pos in ("ADP", "SCONJ") or above.lemma in _SPOKEN_IN:
        return True
    if above.lemma in WORDS["when.put_out"] and above.dep == "acl":
        return sentence.head(above).lemma in _SPOKEN_IN
    if above.lemma in WORDS["when.speaking"] and above.dep == "advcl":
        return above.tag == "VBG"
    return above.dep in ("nsubj", "nsubjpass") and above.start < head.start


def said_on(draft: Draft) -> date | None:
    """The day the event was told, where the text says so."""
    return draft.attribution.said_latest if draft.attribution else None


def days_ahead(mention: TimeMention, latest: date | None, draft: Draft) -> timedelta:
    """ "Overnight", "last night" in what was said some days before publication: by how much it is after that."""
    said = said_on(draft)
    near = mention.kind == "time" and mention.text.islower() and draft.status != "planned"
    ahead = (latest - said).days if near and said and latest else 0
    return timedelta(ahead if 0 < ahead < _WEEK else 0)
