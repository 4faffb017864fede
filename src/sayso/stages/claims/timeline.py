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

from sayso.model import EventType, TimeMention
from sayso.model.claims import When
from sayso.stages.claims.candidates import Candidate
from sayso.stages.claims.frames import governor
from sayso.stages.claims.means import ATTACKS
from sayso.stages.claims.when import is_bare, said_on

_CUMULATIVE = frozenset(
    "killed injured displaced evacuated missing destroyed damaged returned captured affected".split()
)
_FAMILY: frozenset[EventType] = ATTACKS | {
    "casualties", "damage", "disruption", "interception", "repel", "advance", "violation", "evacuation", "abduction",
    "warning", "riot", "aid", "capture", "displacement", "withdraw", "arrest", "protest",
}  # fmt: skip
_LOOSE: frozenset[EventType] = frozenset({"capture", "displacement", "withdraw", "arrest", "protest"})
_COUNTED: frozenset[EventType] = frozenset({"casualties", "damage", "displacement", "evacuation", "arrest", "aid"})
_ELSEWHERE = frozenset({"elsewhere", "meanwhile", "separately"})
_FIGHTING: frozenset[EventType] = frozenset({"advance", "clash", "siege", "shelling"})
_BEGIN = frozenset({"begin", "start", "erupt", "commence"})
_RISING = frozenset({"rise", "climb", "stand", "bring", "still", "reach", "increase"})
_NEAR = timedelta(4)
_WIDE = timedelta(7)
_MANY = 1000


class Timeline:
    """The times that a report gives, in text order."""

    def __init__(self, candidates: Sequence[Candidate], published: date | None) -> None:
        self._published = published
        self._timed = [c for c in candidates if c.time_given and _governs(c) and not self._is_ahead(c)]
        self._onsets = [c for c in candidates if c.time_given and c.time and _began(c)]
        near = [c for c in self._timed if published is None or abs(published - _latest(c)) <= _WIDE]
        self._main = next(iter(near or self._timed), None)

    def _is_ahead(self, candidate: Candidate) -> bool:
        return self._published is not None and _latest(candidate) > self._published

    def settle(self, candidates: Sequence[Candidate]) -> None:
        """Give each candidate without a time of its own the one that governs it."""
        last: Candidate | None = None
        for candidate in candidates:
            if not candidate.time_given or candidate.time is None:
                candidate.time = self._governing(candidate, last)
                continue
            if is_bare(candidate.time.mention):
                candidate.time = self._on_day(candidate, candidate.time, last)
            if candidate.time.mention.sense == "at" and not candidate.rule.speaker:
                last = candidate

    def _on_day(self, candidate: Candidate, when: When, last: Candidate | None) -> When:
        """A time of day without a day ("around 1 am", "that night") is on the day that governs, else of publication."""
        source = self._source(candidate, last)
        if source is None or source is candidate:
            first = final = self._published
        else:
            first, final = _earliest(source), _latest(source)
        if first is None or final is None or when.earliest is None:
            return when
        if first <= when.earliest <= final and not when.mention.text.startswith("that "):
            return when
        return replace(when, earliest=first, latest=final)

    def _governing(self, candidate: Candidate, last: Candidate | None) -> When | None:
        if candidate.rule.speaker or candidate.status == "planned":
            return None
        if _is_total(candidate):
            return self._total(candidate, None)
        if candidate.type not in _FAMILY or candidate.type in _LOOSE or _is_elsewhere(candidate):
            return None
        going_on = self._going_on(candidate)
        if going_on:
            return going_on
        source = self._source(candidate, last)
        when = source.time if source else self._day_of_report(candidate)
        stated = candidate.attribution.said_latest if candidate.attribution else None
        if when and when.earliest and stated and stated < when.earliest:
            return None  # told before it happened
        if when and _is_rising(candidate):
            return self._total(candidate, when)
        return when

    def _going_on(self, candidate: Candidate) -> When | None:
        """Fighting that is told as going on ("are conducting an offensive") runs from the day it began until told."""
        onset = next((c.time for c in self._onsets if c.type in _FIGHTING and c.time), None)
        if onset is None or candidate.type not in _FIGHTING or not _progressive(candidate):
            return None
        latest = said_on(candidate) or self._published or onset.latest
        return When(earliest=onset.earliest, latest=latest, mention=onset.mention)

    def _source(self, candidate: Candidate, last: Candidate | None) -> Candidate | None:
        """The event whose time governs this one."""
        main = self._main
        if candidate.place_given and (main is None or not _same_place(main, candidate)):
            same = [
                c for c in self._timed if c is not candidate and _same_place(c, candidate) and self._is_near(c, _WIDE)
            ]
            if same:
                return min(same, key=lambda c: abs(c.sentence.index - candidate.sentence.index))
        if last is None or main is None or not _governs(last):
            return main
        if last.sentence.paragraph == candidate.sentence.paragraph:
            return last if self._is_near(last) else main
        return main

    def _is_near(self, candidate: Candidate, within: timedelta = _NEAR) -> bool:
        """Whether the event is of the days that the report is about, rather than background."""
        return self._main is None or abs(_earliest(candidate) - _earliest(self._main)) <= within

    def _day_of_report(self, candidate: Candidate) -> When | None:
        """A report that gives no time at all ("a vessel has been hit") tells of the day it is published."""
        if self._published is None:
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


def _governs(candidate: Candidate) -> bool:
    """Whether the time of this event can govern others: a stretch of days, not a running total or a limit."""
    when = candidate.time
    if when is None or when.mention.sense != "at" or candidate.rule.speaker or candidate.status == "planned":
        return False
    if when.earliest is None or when.latest is None or when.latest - when.earliest > _WIDE:
        return False
    return candidate.type in _FAMILY


def _began(candidate: Candidate) -> bool:
    """Whether the time says when something began ("the siege began in May, when …")."""
    assert candidate.time is not None
    start = candidate.time.mention.start
    head = next((t for t in candidate.sentence.tokens if t.start >= start), None)
    verb = governor(candidate.sentence, head) if head else None
    return verb is not None and verb.lemma in _BEGIN


def _earliest(candidate: Candidate) -> date:
    assert candidate.time is not None
    assert candidate.time.earliest is not None
    return candidate.time.earliest


def _latest(candidate: Candidate) -> date:
    assert candidate.time is not None
    assert candidate.time.latest is not None
    return candidate.time.latest


def _same_place(one: Candidate, other: Candidate) -> bool:
    if one.place is None or other.place is None or other.place.place.precision == "country":
        return False
    return one.place.place.name == other.place.place.name


def _is_total(candidate: Candidate) -> bool:
    """ "have been evacuated", said Saturday; "has killed more than 35,000"."""
    if candidate.type not in _COUNTED:
        return False
    if not any(f.measure in _CUMULATIVE for f in candidate.figures) or not _perfect(candidate):
        return False
    if said_on(candidate) is not None:
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


def _progressive(candidate: Candidate) -> bool:
    verb = candidate.frame.verb
    return (
        verb is not None
        and verb.tag == "VBG"
        and any(t.lemma == "be" for t in candidate.sentence.children(verb, "aux"))
    )


def _perfect(candidate: Candidate) -> bool:
    verb = candidate.frame.verb
    if verb is None:
        return False
    return any(t.lemma == "have" for t in candidate.sentence.children(verb, "aux"))
