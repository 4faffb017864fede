"""Attributions: who says it, by which word, what.

Cues are found sentence by sentence (verbs of saying, "according to", nouns of report), each with its speaker and the
stretch that it governs; quotations are then completed across sentences, and cues inside one another's content make
chains of sources.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from sayso.mentions.attributions.chains import Chains, below, extended, outer_cues
from sayso.mentions.attributions.citations import Citations, Reports
from sayso.mentions.attributions.content import carry_past_semicolons
from sayso.mentions.attributions.credits import credited
from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.interviews import Interview, interview
from sayso.mentions.attributions.labels import Labels
from sayso.mentions.attributions.limits import limit_contents
from sayso.mentions.attributions.lists import follow_lists, look_back
from sayso.mentions.attributions.memory import Memory
from sayso.mentions.attributions.quotes import Quotes
from sayso.mentions.attributions.quoting import complete_quotes
from sayso.mentions.attributions.sources import Speakers
from sayso.mentions.attributions.times import Sayings
from sayso.mentions.attributions.verbs import VerbCues
from sayso.mentions.attributions.words import Words
from sayso.model import Attribution, Reading, Source, Span, TimeMention, Voice
from sayso.stage import Resources

_QUOTED = 0.5
_NEAR = 2
_SINGULAR = frozenset({"he", "she", "it"})
_HUMAN = frozenset({"he", "she"})
_POINTING = frozenset({"this", "that", "these", "those", "you"})


class Attributions:
    """Fills ``attributions``."""

    needs: ClassVar[tuple[str, ...]] = ("sentences", "actors", "places", "coreferences", "times")
    fills: ClassVar[str] = "attributions"

    def __init__(self, resources: Resources) -> None:
        self._words = Words(resources.rulebook)
        self._verbs = VerbCues(resources.rulebook, self._words)
        self._citations = Citations(resources.rulebook, self._words)
        self._reports = Reports(resources.rulebook, self._words)
        self._labels = Labels(resources.rulebook, self._words)

    def __call__(self, reading: Reading) -> tuple[Attribution, ...]:
        """Every act of saying in the reading, in the order of the cues."""
        speakers = Speakers(reading, self._words)
        quotes = Quotes(reading.document.text)
        cues = self.cues(reading, speakers, quotes)
        around = outer_cues(cues)
        sayings = Sayings(reading.times)
        chains = Chains(speakers)
        asked = interview(reading)
        answering = speakers.of_person(asked.person) if asked else None
        found = _answers(asked, answering) if asked and answering else []
        credit = credited(reading, self._words)
        found += _credits(*credit) if credit else []
        for cue in cues:
            chain = chains.of(cue, around[id(cue)])
            if chain and asked and answering and asked.holds(cue.span.start):
                chain = extended(tuple(s for s in chain if s.name != reading.document.outlet), answering)
            if chain and credit and any(c.start <= cue.span.start < c.end for c in credit[1]):
                chain = extended(chain, credit[0])
            if chain and cue.content:
                for part in (cue, *cue.citing):
                    part.content = cue.content
                    found.append(_attribution(part, chain, quotes, sayings.of(part)))
        return tuple(sorted(found, key=lambda a: (a.cue.start if a.cue else a.content[0].start, a.content[0].start)))

    def cues(self, reading: Reading, speakers: Speakers, quotes: Quotes) -> list[Cue]:
        """The cues of the whole reading, quotations completed, before they are chained."""
        cues: list[Cue] = []
        labels = self._labels.find(reading, quotes)
        for sentence in reading.sentences:
            citing = list(self._citations.find(sentence))
            taken = {t.index for f in citing for t in sentence.within(f.span)}
            cited = {i for f in citing for i in range(f.first, f.last + 1)}
            verbs = list(self._verbs.find(sentence, taken, cited))
            reports = self._reports.find(sentence, {f.anchor.index: f for f in verbs})
            here = sorted([*citing, *verbs, *reports], key=lambda f: f.anchor.index)
            limit_contents(here)
            carry_past_semicolons(here)
            cues += [*labels.get(sentence.index, ()), *below(here)]
        follow_lists(cues, reading)
        look_back(cues, reading.sentences)
        complete_quotes(cues, reading.sentences, quotes)
        _name_speakers(cues, speakers, Memory(self._words))
        return [f for f in cues if f.sources or f.inner]


def _name_speakers(cues: list[Cue], speakers: Speakers, memory: Memory) -> None:
    """Resolve every cue's speaker; a pronoun that coreference left open is whoever spoke last."""
    before: Cue | None = None
    reach = 0
    for cue in cues:
        cue.sources = _speaking(cue, speakers, memory)
        cue.passed = tuple(memory.medium(s) for s in speakers.passing(cue))
        if not cue.passed and _continues(cue, before):
            cue.passed = memory.passed(cue.sources)
        for head in cue.inner:
            memory.hear(speakers.of(cue.sentence, head))
        memory.note(cue, inner=cue.span.start < reach, human=speakers.is_human(cue))
        if cue.act == "speech" and cue.content:
            reach = max([reach, *(c.end for c in cue.content if c.start > cue.span.start)])
        before = cue


def _speaking(cue: Cue, speakers: Speakers, memory: Memory) -> tuple[Source, ...]:
    head = cue.speaker
    if head is None:
        return (_unnamed(cue.span),)
    if cue.report and head is cue.anchor:
        return (speakers.report(cue.sentence, head),)
    if cue.person is not None:
        return (replace(speakers.of_person(cue.person), start=head.start, end=head.end),)
    if speakers.is_self(head) or speakers.is_ours(cue):
        return ()
    if speakers.is_pronoun(head):
        near = cue.sentence.paragraph - memory.paragraph <= _NEAR and head.lower not in _POINTING
        last = memory.human if head.lower in _HUMAN else memory.last
        if not near or not last:
            return speakers.plain(head)
        return (replace(last[0], start=head.start, end=head.end),) if len(last) == 1 else last
    known = memory.recall(cue)
    if known:
        return known
    found = speakers.phrases(cue.sentence, cue.named, cue.aside) if cue.named else speakers.of(cue.sentence, head)
    return tuple(memory.fullest(s, head.pos == "PRON") for s in found)


def _continues(cue: Cue, before: Cue | None) -> bool:
    """Whether the speaker goes on: "he added", "he also said", "…, adding that" in the same sentence."""
    if before is None or cue.report or cue.citation:
        return False
    near = cue.sentence.paragraph - before.sentence.paragraph <= 1
    going_on = cue.anchor.lemma != "say" or any(t.lower == "also" for t in cue.sentence.children(cue.anchor))
    taken_up = cue.speaker is not None and cue.speaker.lower in _SINGULAR
    return near and (cue.anchor.lemma == "add" or (taken_up and going_on))


def _answers(asked: Interview, source: Source) -> list[Attribution]:
    """What is said in the answers of an interview."""
    return [
        Attribution(
            sources=(source,), cue=None, content=(answer,), voice="quote", stance="asserts", rule="citations/interview"
        )
        for answer in asked.answers
    ]


def _credits(source: Source, told: tuple[Span, ...]) -> list[Attribution]:
    """What stands below "Source: …"."""
    return [
        Attribution(
            sources=(source,), cue=None, content=(span,), voice="indirect", stance="asserts", rule="citations/label"
        )
        for span in told
    ]


def _unnamed(cue: Span) -> Source:
    return Source(start=cue.start, end=cue.end, name="unnamed", id=None, kind="unnamed", side=None)


def _attribution(cue: Cue, chain: tuple[Source, ...], quotes: Quotes, said: TimeMention | None) -> Attribution:
    content = tuple(sorted(cue.content, key=lambda c: c.start))
    voice: Voice = "indirect"
    if cue.citation:
        voice = "according-to"
    elif quotes.share(content) > _QUOTED:
        voice = "quote"
    return Attribution(
        sources=chain, cue=cue.span, content=content, voice=voice, stance=cue.stance, rule=cue.rule, act=cue.act,
        said_earliest=said.earliest if said else None, said_latest=said.latest if said else None,
    )  # fmt: skip
