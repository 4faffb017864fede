"""When: the time of an event, resolved by the times stage; here it is decided which expression governs which event."""

from __future__ import annotations

from datetime import date

from sayso.model import Sentence, TimeMention, Token
from sayso.model.claims import When
from sayso.stages.claims.candidates import Candidate
from sayso.stages.claims.evidence import Evidence
from sayso.stages.claims.frames import governor

_CUMULATIVE = frozenset(
    "killed injured displaced evacuated missing destroyed damaged returned captured affected".split()
)
_SAYING = frozenset(
    "say tell report announce state add claim confirm write post note warn declare deny acknowledge boast "
    "insist quote cite publish estimate describe".split()
)  # fmt: skip


def time_of(candidate: Candidate, evidence: Evidence) -> When | None:
    """The time that the sentence itself gives for the event, or None."""
    best: tuple[float, int] | None = None
    chosen: TimeMention | None = None
    for mention in evidence.times_in.get(candidate.sentence.index, ()):
        if mention.kind in ("duration", "set") and mention.earliest is None and mention.latest is None:
            continue
        distance = _distance(candidate, mention, evidence)
        if distance is None:
            continue
        key = (distance, abs(mention.start - candidate.trigger.start))
        if best is None or key < best:
            best, chosen = key, mention
    if chosen is None:
        return None
    return _when(chosen, candidate, evidence)


def _when(mention: TimeMention, candidate: Candidate, evidence: Evidence) -> When | None:
    earliest, latest = mention.earliest, mention.latest
    if mention.sense == "so-far":
        latest = latest or _said(candidate) or evidence.reading.document.published
        earliest = None
    if mention.sense == "since":
        latest = latest or _said(candidate) or evidence.reading.document.published
    if earliest is None and latest is None:
        return None
    return When(earliest=earliest, latest=latest, mention=mention)


def _said(candidate: Candidate) -> date | None:
    return candidate.attribution.said_latest if candidate.attribution else None


def _distance(candidate: Candidate, mention: TimeMention, evidence: Evidence) -> float | None:
    """How far a time is from the trigger, counted in clauses; None when it dates something else."""
    sentence, trigger = candidate.sentence, candidate.trigger
    head = evidence.head(mention)
    if head is None or any(mention.start <= t.start < mention.end for t in candidate.words):
        return None
    if _dates_the_saying(sentence, head, candidate, evidence):
        return None
    path = [head, *sentence.ancestors(head)]
    if trigger in path:
        inner = [t for t in path[: path.index(trigger)] if t.pos == "VERB"]
        return 2.0 * len(inner)
    chain = [trigger, *sentence.ancestors(trigger)]
    for steps, above in enumerate(chain):
        if above in path:
            inner = [t for t in path[1 : path.index(above)] if t.pos == "VERB"]
            outer = [t for t in chain[1:steps] if t.pos == "VERB"]
            if above.pos == "VERB" and above.lemma in _SAYING and above is not trigger and not _fronted(head, trigger):
                return None
            distance = 0.5 + 2.0 * len(inner) + 1.0 * len(outer)
            return distance if distance <= 4.5 else None
    return None


def _fronted(head: Token, trigger: Token) -> bool:
    return head.start < trigger.start


def _dates_the_saying(sentence: Sentence, head: Token, candidate: Candidate, evidence: Evidence) -> bool:
    """ "said on Wednesday" dates the saying, not the event."""
    verb = governor(sentence, head)
    return verb is not None and verb.index != candidate.trigger.index and verb.start in evidence.cues


class TimeContext:
    """The time the report gave last for an event, to govern sentences that give details of the same one."""

    def __init__(self) -> None:
        self._last: When | None = None
        self._place: str | None = None
        self._sentence = -9

    def remember(self, candidate: Candidate) -> None:
        """Take note of a time given in a claim's own sentence."""
        if candidate.time_given and candidate.time:
            self._last = candidate.time
            self._place = candidate.place.place.name if candidate.place else None
            self._sentence = candidate.sentence.index

    def governing(self, candidate: Candidate) -> When | None:
        """The time of the sentences before, when this event still is at the same place and is not a state."""
        if self._last is None or candidate.sentence.index - self._sentence > 3:
            return None
        if candidate.type in _NO_CONTEXT or candidate.rule.speaker or _said(candidate):
            return None
        place = candidate.place.place.name if candidate.place else None
        if place is not None and self._place is not None and place != self._place:
            return None
        verb = candidate.frame.verb
        if verb is not None and candidate.status == "planned":
            return None
        return self._last


_NO_CONTEXT = frozenset({"accuse", "demand", "reject", "threaten", "sanction", "agree", "supply", "siege", "emergency"})


def running_total(candidate: Candidate) -> When | None:
    """A running total ("have been evacuated", said Saturday) runs to the day it was stated; else None."""
    attribution = candidate.attribution
    if not attribution or attribution.said_latest is None or candidate.time or not candidate.figures:
        return None
    if not any(f.measure in _CUMULATIVE for f in candidate.figures) or not _perfect(candidate):
        return None
    mention = TimeMention(
        start=candidate.trigger.start,
        end=candidate.trigger.end,
        text=candidate.trigger.text,
        rule="claims/running-total",
        kind="date",
        value=attribution.said_latest.isoformat(),
        earliest=None,
        latest=attribution.said_latest,
        grain="day",
        sense="so-far",
    )
    return When(earliest=None, latest=attribution.said_latest, mention=mention)


def _perfect(candidate: Candidate) -> bool:
    verb = candidate.frame.verb
    if verb is None:
        return False
    return any(t.lemma == "have" for t in candidate.sentence.children(verb, "aux"))
