"""Timeline: the time that governs an event whose own sentence gives none.

A report has a main time, that of the event it opens with. A time governs the later details of the same event until
another one does; a new paragraph without a time returns to the main one when the time in between was that of
background. What comes before the first time belongs to it as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from sayso.claims.anchors import (
    FAMILY,
    WIDE,
    Anchor,
    anchor_of,
    days_told,
    governs,
    is_current,
    lead_of,
    near_places,
    same_place,
)
from sayso.claims.candidates import Candidate
from sayso.claims.evidence import Evidence
from sayso.claims.extent import is_bare, is_perfect, is_progressive, said_on, says_since
from sayso.claims.setting import SPEECH
from sayso.grammar.frames import governor
from sayso.lang import lexicon
from sayso.model import EventType, Sentence, TimeMention
from sayso.model.claims import When

WORDS = lexicon("claims")

_CUMULATIVE = frozenset(
    "killed injured displaced evacuated missing destroyed damaged returned captured affected".split()
)
_LOOSE: frozenset[EventType] = frozenset(
    {
        "capture",
        "displacement",
        "withdraw",
        "arrest",
        "protest",
        "disruption",
        "aid",
        "warning",
        "evacuation",
        "abduction",
    }
)
_ANNOUNCED: frozenset[EventType] = frozenset({"emergency", "warning"})
_BESIDE: frozenset[EventType] = frozenset({"disruption", "evacuation", "abduction"})
_COUNTED: frozenset[EventType] = frozenset({"casualties", "damage", "displacement", "evacuation", "arrest", "aid"})
_ELSEWHERE = WORDS["timeline.elsewhere"]
_FIGHTING: frozenset[EventType] = frozenset({"advance", "clash", "siege", "shelling"})
_BEGIN = WORDS["timeline.begin"]
_RISING = WORDS["timeline.rising"]
_NEAR = timedelta(4)
_MANY = 1000
_FAR = 2


class Timeline:
    """The times that a report gives, in text order."""

    def __init__(self, candidates: Sequence[Candidate], evidence: Evidence) -> None:
        self._published = published = evidence.reading.document.published
        self._timed = [a for c in candidates if (a := anchor_of(c)) and not self._is_ahead(c)]
        self._onsets = [c for c in candidates if c.time_given and c.time and _began(c)]
        self._days = days_told(evidence)
        near = [a for a in self._timed if published is None or abs(published - a.last) <= WIDE]
        first = next(iter(near or (() if is_current(evidence) else self._timed)), None)
        lead = lead_of(evidence)
        late = first is None or (lead is not None and first.sentence.index > lead.sentence.index + _FAR)
        self._main = lead if lead and late else first

    def _is_ahead(self, candidate: Candidate) -> bool:
        return self._published is not None and _latest(candidate) > self._published

    def settle(self, candidates: Sequence[Candidate]) -> None:
        """Give each candidate without a time of its own the one that governs it."""
        last: Anchor | None = None
        for candidate in candidates:
            since = self._since_then(candidate, last)
            if since:
                candidate.time = since
                continue
            if not candidate.time_given or candidate.time is None:
                candidate.time = self._governing(candidate, last)
                continue
            if is_bare(candidate.time.mention):
                candidate.time = self._on_day(candidate, candidate.time, last)
            if candidate.time.mention.sense == "at" and not candidate.rule.speaker:
                last = Anchor(candidate.time, candidate.place, candidate.sentence, candidate)

    def _since_then(self, candidate: Candidate, last: Anchor | None) -> When | None:
        """ "Since then 160 tankers have been destroyed": from the day told last to the day it was stated."""
        base = last or self._main
        latest = said_on(candidate) or self._published
        if base is None or latest is None or candidate.rule.speaker or not says_since(candidate):
            return None
        here = candidate.time.mention if candidate.time and candidate.time_given else None
        first = here.earliest if here and here.start < candidate.trigger.start and here.earliest else base.when.earliest
        if first is None or first > latest:
            return None
        return When(earliest=first, latest=latest, mention=here or base.when.mention)

    def _on_day(self, candidate: Candidate, when: When, last: Anchor | None) -> When:
        """A time of day without a day ("around 1 am", "that night") is on the day that governs, else of publication."""
        if self._is_dated(when.mention, candidate.sentence):
            return when
        source = self._source(candidate, last)
        if source is None:
            first = final = self._published
        else:
            first, final = source.when.earliest, source.when.latest
        if first is None or final is None or when.earliest is None:
            return when
        if first <= when.earliest <= final and not when.mention.text.startswith("that "):
            return when
        return replace(when, earliest=first, latest=final)

    def _is_dated(self, mention: TimeMention, sentence: Sentence) -> bool:
        """Whether a day was told in the paragraph before a time of day: it is of that day."""
        return any(paragraph == sentence.paragraph and at < mention.start for paragraph, at in self._days)

    def _governing(self, candidate: Candidate, last: Anchor | None) -> When | None:
        if candidate.type in SPEECH or candidate.type in _ANNOUNCED:
            return _day_of_speech(candidate)
        if candidate.status == "planned":
            return None
        if _is_total(candidate):
            return self._total(candidate, None)
        if candidate.type not in FAMILY or _is_elsewhere(candidate):
            return None
        if candidate.type in _LOOSE:
            return last.when if last and candidate.type in _BESIDE and _follows(candidate, last) else None
        going_on = self._going_on(candidate)
        if going_on:
            return going_on
        source = self._source(candidate, last)
        when = source.when if source else self._day_of_report(candidate)
        if source and candidate.place_given and self._is_apart(candidate, source):
            return None
        stated = candidate.attribution.said_latest if candidate.attribution else None
        if when and when.earliest and stated and stated < when.earliest:  # told before it happened
            when = self._main.when if self._main and self._main.first <= stated else None
        if when and _is_rising(candidate):
            return self._total(candidate, when)
        return when

    def _is_apart(self, candidate: Candidate, source: Anchor) -> bool:
        """Whether an event has a place of its own, other than that of the time, and no sentence that links the two."""
        if source.place is None or candidate.place is None or near_places(source.place.place, candidate.place.place):
            return False
        if source.when.earliest != source.when.latest and source.place.place.country == candidate.place.place.country:
            return False  # a night's raids on several towns
        between = candidate.sentence.index - source.sentence.index
        return candidate.sentence.paragraph != source.sentence.paragraph or not 0 <= between <= _FAR

    def _going_on(self, candidate: Candidate) -> When | None:
        """Fighting that is told as going on ("are conducting an offensive") runs from the day it began until told."""
        onset = next((c.time for c in self._onsets if c.type in _FIGHTING and c.time), None)
        if onset is None or candidate.type not in _FIGHTING or not is_progressive(candidate):
            return None
        latest = said_on(candidate) or self._published or onset.latest
        return When(earliest=onset.earliest, latest=latest, mention=onset.mention)

    def _source(self, candidate: Candidate, last: Anchor | None) -> Anchor | None:
        """The time that governs this one."""
        main = self._main
        if candidate.place_given and (main is None or not same_place(main.place, candidate.place)):
            same = [
                a
                for a in self._timed
                if a.candidate is not candidate and same_place(a.place, candidate.place) and self._is_near(a, WIDE)
            ]
            if same:
                return min(same, key=lambda a: abs(a.sentence.index - candidate.sentence.index))
        if last is None or main is None or last.candidate is None or not governs(last.candidate):
            return main
        if last.sentence.paragraph == candidate.sentence.paragraph:
            follows = candidate.sentence.index - last.sentence.index <= 1
            return last if follows or self._is_near(last) else main
        return main

    def _is_near(self, anchor: Anchor, within: timedelta = _NEAR) -> bool:
        """Whether the time is of the days that the report is about, rather than background."""
        return self._main is None or abs(anchor.first - self._main.first) <= within

    def _day_of_report(self, candidate: Candidate) -> When | None:
        """A report that gives no time at all ("a vessel has been hit") tells of the day it is published."""
        if self._published is None or self._timed:
            return None
        return _derived(candidate, "claims/day-of-report", "at", self._published, self._published)

    def _total(self, candidate: Candidate, when: When | None) -> When | None:
        """A running total runs to the day it was stated, from the event it counts where that is known."""
        stated = said_on(candidate) or self._published
        if stated is None:
            return None
        earliest = when.earliest if when and when.earliest and when.earliest <= stated else None
        return _derived(candidate, "claims/running-total", "so-far", earliest, stated)


def _derived(
    candidate: Candidate, rule: str, sense: Literal["at", "so-far"], earliest: date | None, latest: date
) -> When:
    """A time that no expression gives; the trigger stands for it."""
    trigger = candidate.trigger
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


def _day_of_speech(candidate: Candidate) -> When | None:
    """A threat or demand is made on the day its words were said."""
    attribution = candidate.attribution
    if attribution is None or attribution.said_latest is None:
        return None
    earliest = attribution.said_earliest or attribution.said_latest
    return _derived(candidate, "claims/day-of-speech", "at", earliest, attribution.said_latest)


def _follows(candidate: Candidate, last: Anchor) -> bool:
    """Whether the event is told in the sentence of another, without a place of its own."""
    return candidate.sentence.index == last.sentence.index and not candidate.place_given


def _began(candidate: Candidate) -> bool:
    """Whether the time says when something began ("the siege began in May, when …")."""
    assert candidate.time is not None
    start = candidate.time.mention.start
    head = next((t for t in candidate.sentence.tokens if t.start >= start), None)
    verb = governor(candidate.sentence, head) if head else None
    return verb is not None and verb.lemma in _BEGIN


def _latest(candidate: Candidate) -> date:
    assert candidate.time is not None
    assert candidate.time.latest is not None
    return candidate.time.latest


def _is_total(candidate: Candidate) -> bool:
    """ "have been evacuated", said Saturday; "has killed more than 35,000"."""
    if candidate.type not in _COUNTED:
        return False
    if not any(f.measure in _CUMULATIVE for f in candidate.figures) or not is_perfect(candidate):
        return False
    if said_on(candidate) is not None or candidate.type == "displacement":
        return candidate.type != "arrest"
    return candidate.type == "casualties" and any((f.low or f.high or 0) >= _MANY for f in candidate.figures)


def _is_rising(candidate: Candidate) -> bool:
    """ "the toll has risen to 31", "four are still missing": the count runs on after the event."""
    if candidate.type != "casualties" or any(f.measure == "missing" for f in candidate.figures):
        return False
    verb = candidate.frame.verb
    around = list(candidate.sentence.children(verb)) if verb else []
    return any(t.lemma in _RISING for t in (candidate.trigger, *([verb] if verb else ()), *around))


def _is_elsewhere(candidate: Candidate) -> bool:
    return any(t.lower in _ELSEWHERE for t in candidate.sentence.tokens[:2])
