"""Anchors: the times of a report that may govern events whose own sentence gives none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.claims.bind.dealing import is_old_toll
from sayso.claims.bind.extent import end_of, is_bare
from sayso.claims.bind.means import ATTACKS, REFERS_BACK, refers_back
from sayso.claims.bind.when import beside_cue
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.resolve.scenes import smallest, within
from sayso.grammar.frames import governor
from sayso.grammar.phrases import after
from sayso.grammar.tenses import had_been
from sayso.lang import lexicon
from sayso.model import PlaceMention, Sentence, TimeMention, Token
from sayso.model.claims import When
from sayso.model.mentions import Place
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_TAKING_UP, _EARLIER = WORDS["anchors.taking_up"], WORDS["timeline.vague"]
_FOR = lexicon("grammar")["prepositions.for"]
_DOCUMENTS = WORDS["anchors.documents"]
FAMILY = types_with("deed")
"""The types whose events govern others, and are governed by them."""
WIDE = timedelta(7)
"""How far from publication a report's own days lie."""
_LEAD = 2
_LOG = 2
_LINES = frozenset({"dateline", "headline", "body"})
_MARK = re.compile(r"\s*(?:UTC|GMT|local time)?\s*[.:–—\])-]\s")
_DAYS = frozenset({"day", "part-of-day", "minute"})
_DATED = _DAYS | {"month", "year"}
_BELOW = frozenset({"relcl", "advcl"})
_BACK = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time that may govern others: of an event, or of the report's first sentences."""

    when: When
    place: PlaceMention | None
    sentence: Sentence
    draft: Draft | None = None

    @property
    def first(self) -> date:
        """The first day."""
        assert self.when.earliest is not None
        return self.when.earliest

    @property
    def last(self) -> date:
        """The last day."""
        assert self.when.latest is not None
        return self.when.latest

    def is_beside(self, draft: Draft) -> bool:
        """Whether an event is told in its sentence, without a place of its own."""
        return draft.sentence is self.sentence and not draft.place_given

    def is_above(self, draft: Draft) -> bool:
        """Whether an earlier event is told in a clause below this one: "…, where schools closed on Monday"."""
        first = draft.time.earliest if draft.time else None
        if self.draft is None or draft.sentence is not self.sentence or first is None or first >= self.first:
            return False
        verb, top = (d.frame.verb or d.trigger for d in (draft, self.draft))
        chain = [verb, *draft.sentence.ancestors(verb)]
        return top in chain and any(t.dep in _BELOW for t in chain[: chain.index(top)])

    def is_just_before(self, draft: Draft) -> bool:
        """Whether an event is told in the next sentence of its paragraph."""
        behind = draft.sentence.index - self.sentence.index
        return behind == 1 and draft.sentence.paragraph == self.sentence.paragraph


def anchor_of(draft: Draft) -> Anchor | None:
    """The draft's own time as one that may govern others."""
    if not draft.time_given or draft.time is None or is_bare(draft.time.mention):
        return None
    return Anchor(draft.time, draft.place, draft.sentence, draft) if governs(draft) else None


def days_told(evidence: Evidence) -> list[tuple[int, int]]:
    """Where the report names days: the paragraph and the offset of each."""
    return [
        (s.paragraph, m.start)
        for s in evidence.reading.sentences
        for m in evidence.times_in.get(s.index, ())
        if m.earliest and m.grain in _DAYS and m.sense == "at" and not is_bare(m) and not _of_saying(s, m, evidence)
    ]


def entries_of(evidence: Evidence) -> dict[int, TimeMention]:
    """The times that head the entries of a log ("0410 UTC. A vessel …", "9 March: shells fell"), by paragraph.

    A log has at least two entries; each begins with a time and a mark behind it, and holds more than the time. Or a day
    stands on a line of its own: it heads all paragraphs up to the next.
    """
    found: dict[int, TimeMention] = {}
    headed: dict[int, TimeMention] = {}
    text = evidence.reading.document.text
    opened: set[int] = set()
    days: set[int] = set()
    above: TimeMention | None = None
    for sentence in evidence.reading.sentences:
        alone = _day_alone(sentence, evidence)
        above = above if alone is None or (above and is_bare(alone) and not is_bare(above)) else alone
        days |= {above.start} if above else set()
        if sentence.kind != "body" or sentence.paragraph in opened:
            continue
        opened.add(sentence.paragraph)
        if above is not None:
            headed[sentence.paragraph] = above
        head = next(iter(evidence.times_in.get(sentence.index, ())), None)
        if head is not None and not text[sentence.start : head.start].strip("([•*- ") and _MARK.match(text, head.end):
            found[sentence.paragraph] = head
    return found if len(found) >= _LOG else headed if len(days) >= _LOG else {}


def _day_alone(sentence: Sentence, evidence: Evidence) -> TimeMention | None:
    """The day that a line holds, where it holds nothing else."""
    times = evidence.times_in.get(sentence.index, ())
    day = times[0] if len(times) == 1 and times[0].grain in _DAYS else None
    if day is None or sentence.kind not in _LINES:
        return None
    text = evidence.reading.document.text
    beside = text[sentence.start : day.start] + text[day.end : sentence.end]
    return day if not beside.strip(" .,:;•*-–—()[]") else None


def is_current(evidence: Evidence) -> bool:
    """Whether the body of the report names a day of the week before its publication: it tells news, not findings."""
    published = evidence.reading.document.published
    return published is not None and any(
        m.latest and m.earliest and m.grain in _DAYS and timedelta(0) <= published - m.latest <= WIDE
        for s in evidence.reading.sentences
        if s.kind == "body"
        for m in evidence.times_in.get(s.index, ())
    )


def lead_of(evidence: Evidence) -> Anchor | None:
    """The first day that the report's first sentences name and that is not the day something was said."""
    body = [s for s in evidence.reading.sentences if s.kind == "body"]
    return next((anchor for sentence in body[:_LEAD] for anchor in _anchors(sentence, evidence)), None)


def _anchors(sentence: Sentence, evidence: Evidence) -> Iterator[Anchor]:
    """The days that a sentence names and that are not the day something was said."""
    places = [p for p in evidence.places_in.get(sentence.index, ()) if p.locative]
    for mention in _days_of(sentence, evidence):
        before = had_been(sentence, evidence.head(mention), evidence.cues)
        if not before and not _of_saying(sentence, mention, evidence):
            when = When(earliest=mention.earliest, latest=mention.latest, mention=mention)
            yield Anchor(when, smallest(places) if places else None, sentence)


def scene_of(draft: Draft, evidence: Evidence) -> When | None:
    """The day that the sentence before tells of the doers: "On Sunday they came on motorcycles. They killed six"."""
    here, before = draft.sentence, evidence.reading.sentences[max(draft.sentence.index - 1, 0)]
    goes_on = any(t.tag == "PRP" for t in draft.frame.subjects) and not evidence.times_in.get(here.index)
    days = _anchors(before, evidence) if goes_on and before.paragraph == here.paragraph else ()
    return next((anchor.when for anchor in days), None)


def day_of_event(drafts: Sequence[Draft], evidence: Evidence) -> Anchor | None:
    """The first day of the week before publication by which a later sentence calls an event: "Wednesday's patrol", "the
    Sunday evening attack", "claimed the attack of Friday"."""
    triggers = {draft.trigger.lemma for draft in drafts if draft.trigger.pos == "NOUN" and draft.type in FAMILY}
    for sentence in evidence.reading.sentences if evidence.reading.document.published else ():
        for mention in _days_of(sentence, evidence) if sentence.kind == "body" else ():
            head = evidence.head(mention)
            noun = sentence.head(sentence.head(head) if head.dep == "pobj" else head) if head else None
            if noun and noun.pos == "NOUN" and (noun.lemma in triggers or evidence.is_class(noun, "attack")):
                return Anchor(When(earliest=mention.earliest, latest=mention.latest, mention=mention), None, sentence)
    return None


def _days_of(sentence: Sentence, evidence: Evidence) -> Iterator[TimeMention]:
    """The days that a sentence names, of the week before publication where that is known."""
    published = evidence.reading.document.published
    for mention in evidence.times_in.get(sentence.index, ()):
        day = mention.grain in _DAYS and mention.sense == "at" and not is_bare(mention)
        if not day or mention.earliest is None or mention.latest is None:
            continue
        if published is None or timedelta(0) <= published - mention.latest <= WIDE:
            yield mention


def _of_saying(sentence: Sentence, mention: TimeMention, evidence: Evidence) -> bool:
    """Whether a day is that of the saying: "said on Monday", "a statement issued on Monday said"."""
    head = evidence.head(mention)
    verb = governor(sentence, head) if head else None
    if head is None or verb is None:
        return head is not None and beside_cue(sentence, head, evidence)
    noun = sentence.head(verb)  # "said in a report released on Monday"
    issued = verb.dep == "acl" and (noun.start in evidence.source_words or noun.lemma in _DOCUMENTS)
    return issued or verb.start in evidence.cues or beside_cue(sentence, head, evidence)


def governs(draft: Draft) -> bool:
    """Whether the time of this event can govern others: a stretch of days, not a running total or a limit."""
    when = draft.time
    if when is None or when.mention.sense != "at" or is_counted(draft) or is_old_toll(draft) or is_speech(draft):
        return False
    if draft.status == "planned" or when.earliest is None or when.latest is None or when.latest - when.earliest > WIDE:
        return False
    return draft.type in FAMILY


def is_speech(draft: Draft) -> bool:
    """Whether its time may be that of the saying, as in "claimed the attack on Friday"; a day told behind "for the
    attack" is not."""
    if not draft.rule.speaker or draft.time is None:
        return draft.rule.speaker
    start = draft.time.mention.start
    deed = (t for prep, t in draft.frame.obliques if prep in _FOR)
    return not (draft.rule.has("responsibility") and any(draft.trigger.start < t.start < start for t in deed))


def is_next_deed(draft: Draft, evidence: Evidence) -> bool:
    """ "The soldiers then detained two men": what a force does that was just told of, and no other day is told."""
    verb, sentence = draft.frame.verb, draft.sentence
    forces = [t for t in draft.frame.subjects if evidence.is_force(t)]
    force = any({d.lower for d in sentence.children(t, "det")} & REFERS_BACK for t in forces)
    days = any(m.grain in _DAYS and (m.earliest or m.latest) for m in evidence.times_in.get(sentence.index, ()))
    return force and verb is not None and verb.tag == "VBD" and not days


def is_counted(draft: Draft) -> bool:
    """Whether its days were counted from another event's: "four days after the navy sank a trawler" is of the past.

    "Two days after the killings" dates what the report is about.
    """
    when = draft.time
    if when is None or refers_back(draft) or is_bare(when.mention):
        return False
    told = when.mention
    if told.earliest is None:
        return told.kind == "duration" and told.latest is None
    return when.latest is not None and when.latest < told.earliest


def takes_up(draft: Draft, evidence: Evidence) -> bool:
    """Whether words of an event say that it is the one told before: "the explosion was heard", "died in the raid"."""
    return any(_is_the_one(draft, noun, evidence) for noun in _around(draft))


def _around(draft: Draft) -> list[Token]:
    """The nouns that may take up what was told: the trigger, who does it, in what course."""
    frame, sentence = draft.frame, draft.sentence
    joined = sentence.children(frame.verb or draft.trigger, "conj")
    course = [t for verb in joined for t in after(sentence, verb, _TAKING_UP)]
    around = (draft.trigger, *frame.subjects, *(t for prep, t in frame.obliques if prep in _TAKING_UP), *course)
    return [noun for noun in around if noun.pos == "NOUN"]


def _is_the_one(draft: Draft, noun: Token, evidence: Evidence) -> bool:
    sentence = draft.sentence
    named = (noun is draft.trigger and draft.type in ATTACKS) or evidence.is_class(noun, "attack")
    again = {t.lower for t in sentence.children(noun, "det")} & REFERS_BACK
    before = sentence.children(noun, "amod")  # "it was the second attack in a week"
    told_apart = any(t.tag == "JJS" or t.entity == "ORDINAL" or t.lower in _EARLIER for t in before)
    return named and bool(again) and not told_apart


def day_of_noun(draft: Draft, evidence: Evidence) -> When | None:
    """The day of an attack that is only named in passing just before the words that take it up.

    "Calm has been rare since the raid on Bor on 3 May. Nine people were killed in the raid": of the 3rd, though that
    sentence tells of something else.
    """
    named = {t.lemma for t in _around(draft) if _is_the_one(draft, t, evidence)}
    first = max(0, draft.sentence.index - _BACK)
    for sentence in reversed(evidence.reading.sentences[first : draft.sentence.index]) if named else ():
        for mention in reversed(evidence.times_in.get(sentence.index, ())):
            head = evidence.head(mention)
            told = mention.grain in _DATED and mention.earliest and mention.latest and not is_bare(mention)
            if head is None or not told or _of_saying(sentence, mention, evidence):
                continue
            if any(t.lemma in named for t in (head, *sentence.ancestors(head))):
                latest = end_of(mention) if mention.sense == "since" else mention.latest
                return When(earliest=mention.earliest, latest=latest, mention=mention)
    return None


def same_place(one: PlaceMention | None, other: PlaceMention | None) -> bool:
    """Whether two places are one by name; a country says too little."""
    if one is None or other is None or other.place.grain == "country":
        return False
    return one.place.name == other.place.name


def near_places(one: Place, other: Place) -> bool:
    """Whether two places may be one: the same, or one within the other."""
    if one.name == other.name or within(one, other) or within(other, one):
        return True
    return one.admin1 is not None and (one.country, one.admin1) == (other.country, other.admin1)
