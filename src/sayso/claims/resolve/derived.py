"""Derived: times that follow from what is told, or from the head of a report that covers a period."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.resolve.anchors import Anchor
from sayso.grammar.words import FINITE
from sayso.lang import lexicon
from sayso.model import Sentence, TimeMention
from sayso.model.claims import When


def derived(draft: Draft, rule: str, sense: Literal["at", "so-far"], earliest: date | None, latest: date) -> When:
    """A time that no expression gives; the trigger stands for it."""
    trigger = draft.trigger
    mention = TimeMention(
        start=trigger.start,
        end=trigger.end,
        text=trigger.text,
        rule=rule,
        kind="date",
        value=latest.isoformat(),
        earliest=earliest,
        latest=latest,
        grain="day",
        sense=sense,
    )
    return When(earliest=earliest, latest=latest, mention=mention)


def day_of_speech(draft: Draft) -> When | None:
    """A threat or demand is made on the day its words were said."""
    attribution = draft.attribution
    if attribution is None or attribution.said_latest is None:
        return None
    earliest = attribution.said_earliest or attribution.said_latest
    return derived(draft, "claims/day-of-speech", "at", earliest, attribution.said_latest)


_REPORTS, _COVERING = lexicon("claims")["periods.reports"], lexicon("claims")["periods.covering"]
_OPENING = 4
"""Behind so many sentences a report's head is over."""


def period_of(evidence: Evidence) -> Anchor | None:
    """The stretch told in a heading that names a report, a summary or a period, and has no verb of its own, or in one
    that tells nothing else or ends with it; or the day of a list, in the line that leads to it ("Incidents on 10
    March:")."""
    for sentence in evidence.reading.sentences[:_OPENING]:
        times = evidence.times_in.get(sentence.index, ())
        leads = sentence.tokens[-1].text == ":"
        spans = [t for t in times if t.earliest and t.latest and (leads or t.earliest < t.latest) and t.sense == "at"]
        if spans and _is_heading(sentence, spans[0], leads):
            told = spans[0]
            return Anchor(When(earliest=told.earliest, latest=told.latest, mention=told), None, sentence)
    return None


def _is_heading(sentence: Sentence, told: TimeMention, leads: bool) -> bool:
    rest = [t for t in sentence.tokens if not told.start <= t.start < told.end]
    words = [t for t in rest if t.pos != "PUNCT" and t.lower not in _COVERING]
    named = any(t.lemma in _REPORTS or t.lower in _REPORTS for t in words)
    verbs = any(t.tag in FINITE for t in words if t.index)  # "Report on", taken for a verb
    apart = sentence.kind != "body" and (not rest or (rest[-1].end <= told.start and rest[-1].pos == "PUNCT"))
    return (named and leads) or (not verbs and (named or (told.grain == "day" and (not words or apart))))
