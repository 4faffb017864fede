"""Timeline: the time that governs an event whose own sentence gives none.

A report has a main time, that of the event it opens with. A time governs the later details of the same event until
another one does; a new paragraph without a time returns to the main one when the time in between was that of
background. What comes before the first time belongs to it as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sayso.claims.bind.answers import is_of_other
from sayso.claims.bind.dealing import is_old_toll
from sayso.claims.bind.extent import (
    is_bare,
    is_counted_up,
    is_pluperfect,
    is_progressive,
    says_since,
    since_begun,
)
from sayso.claims.bind.later import counted_back
from sayso.claims.bind.means import ATTACKS, refers_back
from sayso.claims.bind.spoken import said_on
from sayso.claims.bind.tolls import is_total
from sayso.claims.bind.when import is_vague
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.resolve.ahead import counts_others
from sayso.claims.resolve.anchors import (
    FAMILY,
    WIDE,
    Anchor,
    anchor_of,
    day_of_event,
    day_of_noun,
    days_told,
    entries_of,
    governs,
    is_counted,
    is_current,
    is_next_deed,
    is_speech,
    lead_of,
    near_places,
    same_place,
    scene_of,
    takes_up,
)
from sayso.claims.resolve.counting import is_of_a_war
from sayso.claims.resolve.derived import day_of_speech, derived, period_of
from sayso.claims.resolve.references import DENIED_BEFORE
from sayso.claims.resolve.setting import SPEECH
from sayso.claims.resolve.standing import opens
from sayso.claims.resolve.undated import UNDATED, tells_who
from sayso.grammar.frames import governor
from sayso.lang import lexicon
from sayso.model import TimeMention
from sayso.model.claims import When
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")

_LOOSE = types_with("loose")
_SPOKEN = types_with("speech-act")
_BESIDE = types_with("beside")
_FIGHTING = types_with("fighting")
_TAKING_UP = tuple(f"{words} " for words in WORDS.row("timeline.that"))
_NEAR = timedelta(4)
_FAR = 2
_LEAD = 2
_BEHIND, _BEHIND_TOLLS = 4, 8


class Timeline:
    """The times that a report gives, in text order."""

    def __init__(self, drafts: Sequence[Draft], evidence: Evidence) -> None:
        self._evidence = evidence
        self._reached: dict[int, int] = {}
        self._published = published = evidence.reading.document.published
        self._aside = [c for c in drafts if is_pluperfect(c) or tells_who(c, evidence)]
        timed = [a for c in drafts if (a := anchor_of(c)) and c not in self._aside]
        self._timed = [a for a in timed if published is None or a.last <= published]
        self._onsets = [c for c in drafts if c.time_given and c.time and _began(c)]
        self._days = days_told(evidence)
        self._entries = entries_of(evidence)
        self._period = period_of(evidence)
        near = [a for a in self._timed if published is None or abs(published - a.last) <= WIDE]
        first = next(iter(near or (() if is_current(evidence) else self._timed)), None)
        lead = lead_of(evidence)
        late = first is None or (lead is not None and first.sentence.index > lead.sentence.index + _FAR)
        self._main = (lead if lead and late else first) or day_of_event(drafts, evidence)

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Give each draft without a time of its own the one that governs it."""
        last: Anchor | None = None
        for draft in drafts:
            if draft.answers and draft.answers in drafts:
                draft.decide(DENIED_BEFORE, time=draft.answers.time)
                continue
            since = self._since_then(draft, last)
            if since:
                draft.decide("since the day told last", time=since)
                continue
            if not draft.time_given or draft.time is None:
                draft.decide("the time that governs", time=self._governing(draft, last))
                continue
            draft.decide("before the event beside it", time=self._counted_back(draft, drafts))
            if is_bare(draft.time.mention):
                on = self._on_day(draft, draft.time, last)
                draft.decide("on the day that governs", time=on, time_given=on is not None)
            if draft.time is None:
                continue
            own = draft.time.mention.sense == "at" and not (is_counted(draft) or is_old_toll(draft))
            if own and not (is_speech(draft) or draft in self._aside or (last and last.is_above(draft))):
                last = Anchor(draft.time, draft.place, draft.sentence, draft)

    def _counted_back(self, draft: Draft, drafts: Sequence[Draft]) -> When | None:
        """ "The battle came four days after the navy sank a trawler": four days before the day of the battle.

        What else the sentence tells was told before, or it was counted from the day that it names, or from publication.
        """
        when, times = draft.time, self._evidence.times_in.get(draft.sentence.index, ())
        if when is None or not is_counted(draft) or any(m.earliest for m in times):
            return when
        beside = [d for d in drafts if d.sentence is draft.sentence and not is_counted(d)]
        known = [d.time.earliest for d in beside if d.time and d.time.earliest]
        later = known[0] if known else self._main.first if self._main else None
        again = all(map(refers_back, beside))
        return (counted_back(when, later) if later and again else None) or when

    def _since_then(self, draft: Draft, last: Anchor | None) -> When | None:
        """ "Since then 160 tankers have been destroyed": from the day told last to the day it was stated."""
        base = last or self._main
        latest = said_on(draft) or self._published
        if base is None or latest is None or draft.rule.speaker or not says_since(draft):
            return None
        here = draft.time.mention if draft.time and draft.time_given else None
        first = here.earliest if here and here.start < draft.trigger.start and here.earliest else base.when.earliest
        if first is None or first > latest:
            return None
        return When(earliest=first, latest=latest, mention=here or base.when.mention)

    def _on_day(self, draft: Draft, when: When, last: Anchor | None) -> When | None:
        """A time of day without a day ("around 1 am", "that night") is on the day that governs, else of publication; of
        "that night", where no day is told, nobody knows which."""
        here, start = draft.sentence.paragraph, when.mention.start
        entry = self._entries.get(here)
        if entry is not None and not is_bare(entry):
            return replace(when, earliest=entry.earliest, latest=entry.latest)
        if any(paragraph == here and at < start for paragraph, at in self._days):  # a day was told before it
            return when
        source, taken_up = self._source(draft, last), when.mention.text.lower().startswith(_TAKING_UP)
        if source is None and taken_up:
            return None
        first, final = (source.when.earliest, source.when.latest) if source else (self._published, self._published)
        if first is None or final is None or when.earliest is None:
            return when
        if first <= when.earliest <= final and not taken_up:
            return when
        return replace(when, earliest=first, latest=final)

    def _governing(self, draft: Draft, last: Anchor | None) -> When | None:
        if draft.type in SPEECH:
            return day_of_speech(draft) if draft.type in _SPOKEN else None
        if draft.status == "planned":
            return None
        summed = any(is_total(figure, draft) or is_of_a_war(figure, draft) for figure in draft.figures)
        if summed or is_counted_up(draft) or since_begun(draft):
            return self._total(draft)
        if draft.type not in FAMILY or any(test(draft) for test in UNDATED) or is_vague(draft, self._evidence):
            return None
        entry = self._entries.get(draft.sentence.paragraph)
        if entry is not None:
            return self._of_entry(entry)
        if self._period and (last is None or last.sentence.paragraph != draft.sentence.paragraph):
            return self._period.when
        if draft.type in _LOOSE:
            return self._of_loose(draft, last)
        given = self._going_on(draft) or day_of_noun(draft, self._evidence) or scene_of(draft, self._evidence)
        if given:
            return given
        source = self._source(draft, last)
        if source and source.sentence is draft.sentence:
            other = is_of_other(draft.sentence, draft.trigger, source.when.mention.start)
            if source.draft is None or other:
                return None  # its own sentence has told that the day is another's
        when = source.when if source else None
        before = last if last and last.is_just_before(draft) else None
        reach = _BEHIND_TOLLS if draft.type == "casualties" and before is None else _BEHIND
        if source and self._is_far(draft, source, reach):
            return before.when if before else None
        ahead = source is not None and source.sentence.index > draft.sentence.index
        if ahead and source and source.draft and counts_others(draft, source.draft, self._evidence):
            return None
        if source and (draft.place_given or ahead) and self._is_apart(draft, source):
            return None
        stated = draft.attribution.said_latest if draft.attribution else None
        if when and when.earliest and stated and stated < when.earliest:  # told before it happened
            when = self._main.when if self._main and self._main.first <= stated else None
        return when

    def _of_loose(self, draft: Draft, last: Anchor | None) -> When | None:
        """The day of what could be of any day: that of an event in its sentence, or of the force that does it next."""
        if last and draft.type in _BESIDE and last.is_beside(draft):
            return last.when
        source = self._source(draft, last)
        if source is None or draft.place_given or not is_next_deed(draft, self._evidence):
            return None
        behind = draft.sentence.index - source.sentence.index
        return source.when if 0 < behind <= _BEHIND and source.sentence.paragraph == draft.sentence.paragraph else None

    def _of_entry(self, mention: TimeMention) -> When | None:
        """The day of a log's entry; a time of day alone is on the day of publication."""
        first, last = mention.earliest, mention.latest
        if is_bare(mention) and self._published is not None:
            first = last = self._published
        return When(earliest=first, latest=last, mention=mention) if first or last else None

    def _is_far(self, draft: Draft, source: Anchor, reach: int) -> bool:
        """Whether a time stands more than a sentence behind an event that is no lead, or more than ``reach`` before it.

        Each detail that a time dates brings it nearer to the next; what takes up the event of the report is never far.
        """
        start, here = source.when.mention.start, draft.sentence.index
        last = max(self._reached.get(start, 0), source.sentence.index)
        if here < last - 1 and here >= _LEAD:
            return True
        if here > last + reach:
            main = self._main.draft if self._main and self._main.when == source.when else None
            return not (main and main.type in ATTACKS and takes_up(draft, self._evidence))
        self._reached[start] = max(here, last)
        return False

    def _is_apart(self, draft: Draft, source: Anchor) -> bool:
        """Whether an event has a place of its own, other than that of the time, and no sentence that links the two.

        Days counted back from now ("in the past 24 hours") are those of what has no other place.
        """
        if source.when.mention.kind == "duration" and not same_place(source.place, draft.place):
            return True
        if source.place is None or draft.place is None or near_places(source.place.place, draft.place.place):
            return False
        if source.when.earliest != source.when.latest and source.place.place.country == draft.place.place.country:
            return False  # a night's raids on several towns
        between = draft.sentence.index - source.sentence.index
        if draft.sentence.paragraph != source.sentence.paragraph or between < 0:
            return True
        if source.draft and source.draft.type == "capture" and draft.type in ATTACKS and not draft.actors:
            return True  # a town is taken on Monday; who attacked a post in another one, and when, is not told
        # one after the other, towns are hit in a night
        return between > _FAR and (opens(draft.sentence, draft.place) or draft.type not in ATTACKS)

    def _going_on(self, draft: Draft) -> When | None:
        """Fighting that is told as going on ("are conducting an offensive") runs from the day it began until told."""
        onset = next((c.time for c in self._onsets if c.type in _FIGHTING and c.time), None)
        if onset is None or draft.type not in _FIGHTING or not is_progressive(draft):
            return None
        latest = said_on(draft) or self._published or onset.latest
        return When(earliest=onset.earliest, latest=latest, mention=onset.mention)

    def _source(self, draft: Draft, last: Anchor | None) -> Anchor | None:
        """The time that governs this one."""
        main = self._main
        if draft.place_given and (main is None or not same_place(main.place, draft.place)):
            same = [
                a
                for a in self._timed
                if a.draft is not draft and same_place(a.place, draft.place) and self._is_near(a, WIDE)
            ]
            if same:
                return min(same, key=lambda a: abs(a.sentence.index - draft.sentence.index))
        if last is None or main is None or last.draft is None or not governs(last.draft):
            return main
        if last.sentence.paragraph == draft.sentence.paragraph:
            behind = draft.sentence.index - last.sentence.index
            holds_on = behind <= _FAR or (last.first, last.last) == (main.first, main.last)
            return last if behind <= 1 or (holds_on and self._is_near(last)) else main
        return main

    def _is_near(self, anchor: Anchor, within: timedelta = _NEAR) -> bool:
        """Whether the time is of the days that the report is about, rather than background."""
        return self._main is None or abs(anchor.first - self._main.first) <= within

    def _total(self, draft: Draft) -> When | None:
        """A running total runs to the day it was stated."""
        stated = said_on(draft) or (self._published if since_begun(draft) else None)
        return derived(draft, "claims/running-total", "so-far", None, stated) if stated else None


def _began(draft: Draft) -> bool:
    """Whether the time says when something began ("the siege began in May, when …")."""
    assert draft.time is not None
    start = draft.time.mention.start
    head = next((t for t in draft.sentence.tokens if t.start >= start), None)
    verb = governor(draft.sentence, head) if head else None
    return verb is not None and verb.lemma in WORDS["when.begin"]
