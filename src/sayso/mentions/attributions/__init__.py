"""Attributions: who says it, by which word, what.

Cues are found sentence by sentence (verbs of saying, "according to", nouns of report), each with its speaker and the
stretch that it governs; quotations are then completed across sentences, and cues inside one another's content make
chains of sources.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from sayso.grammar.quotes import Quotes
from sayso.lang import lexicon
from sayso.mentions.attributions.bare import Bare
from sayso.mentions.attributions.chains import Chains, below, extended, outer_cues
from sayso.mentions.attributions.citations import Citations, Reports
from sayso.mentions.attributions.content import carry_past_semicolons
from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.interviews import Interview, interview
from sayso.mentions.attributions.labels import Labels
from sayso.mentions.attributions.limits import end_before, limit_contents
from sayso.mentions.attributions.lists import follow_lists
from sayso.mentions.attributions.memory import Memory
from sayso.mentions.attributions.quoting import complete_quotes
from sayso.mentions.attributions.sources import Speakers
from sayso.mentions.attributions.times import Sayings
from sayso.mentions.attributions.verbs import VerbCues
from sayso.mentions.attributions.words import Words
from sayso.model import Attribution, Reading, Source, TimeMention, Voice
from sayso.rules.cues import CitationRow
from sayso.stage import Resources

WORDS = lexicon("attributions")
_SAYING = WORDS["verbs.say"]
_ALSO = WORDS["also"]
_QUOTED = 0.5
_NEAR = 2


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
        rules = (row.rule for row in resources.rulebook.rows(CitationRow) if row.place == "interview")
        self._interview = next(rules, None)

    def __call__(self, reading: Reading) -> tuple[Attribution, ...]:
        """Every act of saying in the reading, in the order of the cues."""
        speakers = Speakers(reading, self._words)
        quotes = Quotes(reading.document.text)
        cues = self._cues(reading, speakers, quotes)
        around = outer_cues(cues)
        sayings = Sayings(reading.times)
        chains = Chains(speakers)
        asked = interview(reading, speakers) if self._interview else None
        found = _answers(asked, self._interview) if asked and self._interview else []
        for cue in cues:
            chain = chains.of(cue, around[id(cue)])
            if asked and chain and asked.holds(cue.span.start):
                chain = extended(tuple(s for s in chain if s.name != reading.document.outlet), asked.source)
            if chain and cue.content:
                for part in (cue, *cue.citing):
                    part.content = cue.content
                    found.append(_attribution(part, chain, quotes, sayings.of(part)))
        return tuple(sorted(found, key=lambda a: (a.cue.start if a.cue else a.content[0].start, a.content[0].start)))

    def _cues(self, reading: Reading, speakers: Speakers, quotes: Quotes) -> list[Cue]:
        """The cues of the whole reading, quotations completed, before they are chained."""
        cues: list[Cue] = []
        labels = self._labels.find(reading, quotes)
        bare = Bare(reading, self._words.kinds)
        for sentence in reading.sentences:
            citing = list(self._citations.find(sentence))
            taken = {t.index for c in citing for t in sentence.within(c.span)}
            cited = {i for c in citing for i in range(c.first, c.last + 1)}
            verbs = list(self._verbs.find(sentence, taken, cited, bare))
            reports = self._reports.find(sentence, {c.anchor.index: c for c in verbs})
            here = sorted([*citing, *verbs, *reports], key=lambda c: c.anchor.index)
            limit_contents(here)
            end_before(here, labels.get(sentence.index, ()))
            carry_past_semicolons(here)
            cues += [*labels.get(sentence.index, ()), *below(here)]
        follow_lists(cues, reading)
        complete_quotes(cues, reading.sentences, quotes)
        _name_speakers(cues, speakers, Memory(self._words))
        return [c for c in cues if c.sources or c.inner]


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
            memory.hear(speakers.of(cue.sentence, head), cue.sentence.index)
        memory.note(cue, inner=cue.span.start < reach, human=speakers.is_human(cue))
        if cue.act == "speech":
            reach = max([reach, *(c.end for c in cue.content if c.start > cue.span.start)])
        before = cue
    for cue in cues:
        named = memory.foretold(cue)
        cue.sources = (named,) if named else cue.sources


def _speaking(cue: Cue, speakers: Speakers, memory: Memory) -> tuple[Source, ...]:
    head = cue.speaker
    if head is None:
        return (Source(start=cue.span.start, end=cue.span.end, name="unnamed", id=None, kind="unnamed", side=None),)
    if head is cue.anchor:
        return (speakers.report(cue.sentence, head),)
    if cue.person is not None:
        return (replace(speakers.of_person(cue.person), start=head.start, end=head.end),)
    if speakers.is_ours(cue):
        return ()
    if speakers.is_pronoun(cue.sentence, head):
        near = cue.sentence.paragraph - memory.paragraph <= _NEAR and head.lower not in WORDS["pronouns.pointing"]
        last = memory.human if head.lower in WORDS["pronouns.human"] else memory.last
        if not near or not last:
            return speakers.plain(head)
        return (replace(last[0], start=head.start, end=head.end),) if len(last) == 1 else last
    known = memory.recall(cue)
    if known:
        return known
    return speakers.phrases(cue.sentence, cue.named, cue.aside) if cue.named else speakers.of(cue.sentence, head)


def _continues(cue: Cue, before: Cue | None) -> bool:
    """Whether the speaker goes on: "he added", "he also said", "…, adding that" in the same sentence."""
    if before is None or cue.report or cue.citation:
        return False
    near = cue.sentence.paragraph - before.sentence.paragraph <= 1
    if cue.sentence is before.sentence and cue.speaker is before.speaker and cue.speaker is not None:
        return cue.anchor.index > before.anchor.index  # "confirmed it to the agency and said that"
    going_on = cue.anchor.lemma not in _SAYING or any(t.lower in _ALSO for t in cue.sentence.children(cue.anchor))
    taken_up = cue.speaker is not None and cue.speaker.lower in WORDS["pronouns.singular"]
    return near and (cue.anchor.lemma in WORDS["verbs.add"] or (taken_up and going_on))


def _answers(asked: Interview, rule: str) -> list[Attribution]:
    """What is said in the answers of an interview."""
    said = Attribution(sources=(asked.source,), cue=None, content=(), voice="quote", stance="asserts", rule=rule)
    return [replace(said, content=(answer,)) for answer in asked.answers]


def _attribution(cue: Cue, chain: tuple[Source, ...], quotes: Quotes, said: TimeMention | None) -> Attribution:
    content = tuple(sorted(cue.content, key=lambda c: c.start))
    quoted: Voice = "quote" if quotes.share(content) > _QUOTED else "indirect"
    return Attribution(
        sources=chain, cue=cue.span, content=content, voice="according-to" if cue.citation else quoted,
        stance=cue.stance, rule=cue.rule, act=cue.act, said_earliest=said.earliest if said else None,
        said_latest=said.latest if said else None,
    )  # fmt: skip
