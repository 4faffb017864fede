"""Saying: which attribution covers a trigger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from sayso.claims.evidence import Evidence
from sayso.claims.naming import called
from sayso.claims.records import Draft
from sayso.grammar.answering import is_answered_for
from sayso.grammar.chains import is_aside
from sayso.grammar.clauses import is_infinitive
from sayso.grammar.quotes import Quotes
from sayso.grammar.scope import is_about_known
from sayso.lang import lexicon
from sayso.model import Attribution, Reading, Role, Sentence, Source, Span, Token, role_of
from sayso.model.claims import SourceKind, Status, Voice
from sayso.rules.ontology import types_with

_KINDS: dict[str, SourceKind] = {"civilians": "witness", "person": "unnamed"}
_FIGURES = frozenset(
    {"cues/put-at", "cues/put-dead", "cues/put-number", "cues/put-figure", "cues/list-as", "cues/count",
     "cues/count-number"}
)  # fmt: skip
"""Cues that state an event themselves ("put the toll at", "denied any breach"): who states it is the source."""
_WANTING = frozenset({"cues/demand", "cues/call-for", "cues/appeal", "cues/offer", "cues/agree"})
"""Cues of what is wanted or offered: an event in it is wanted, or known to all, and not what they tell."""
_BYSTANDERS = frozenset({"witness", "unnamed", "media", "medical", "ngo", "expert"})
_SPOKEN = types_with("speech-act")
_SAY = lexicon("claims")["saying.say"]
_OTHERS, _MANY = lexicon("claims")["roles.others"], lexicon("claims")["roles.they"]
_CORE = frozenset({"dobj", "nsubjpass", "attr", "acomp", "nummod", "quantmod", "oprd"})


class Sayings:
    """Attributions by position. Only reported speech gives a source; belief and intention bear on the status."""

    def __init__(self, reading: Reading) -> None:
        stretches = [
            (span.start, span.end, attribution) for attribution in reading.attributions for span in attribution.content
        ]
        self._stretches = sorted(stretches, key=lambda s: (s[0], -s[1]))
        self._starts = [s[0] for s in self._stretches]
        self._reach = list(accumulate((s[1] for s in self._stretches), max))
        self._cues = {a.cue.start: a for a in reversed(reading.attributions) if a.cue and _named(a)}
        self._reading = reading
        self._quotes = Quotes(reading.document.text)

    def covering(self, token: Token) -> list[Attribution]:
        """The attributions whose content holds the word, smallest content first."""
        at = bisect_right(self._starts, token.start) - 1
        found = []
        while at >= 0 and self._reach[at] > token.start:
            start, end, attribution = self._stretches[at]
            if token.start < end:
                found.append((end - start, attribution))
            at -= 1
        found.reverse()
        return [a for _, a in sorted(found, key=lambda f: f[0])]

    def spoken_by(self, token: Token) -> Attribution | None:
        """The attribution whose cue the word is: the speech act's own."""
        around = (a for a in self._reading.attributions if a.cue and a.cue.start <= token.start < a.cue.end)
        return next(filter(_named, around), None)

    def of(self, draft: Draft) -> Attribution | None:
        """The act of saying that the trigger stands in, with the voice of the trigger's own words."""
        telling = draft.rule.speaker or draft.type == "agree"
        for attribution in self.covering(draft.trigger):
            if attribution.rule in _WANTING and not telling:
                continue
            if attribution.act == "speech" and attribution.stance != "asks" and _named(attribution):
                return replace(attribution, voice=self.voice(attribution, draft))
        stated = self.spoken_by(draft.trigger)
        if stated is not None and (stated.stance == "denies" or stated.rule in _FIGURES):
            return replace(stated, voice=self.voice(stated, draft))
        return None

    def hedge(self, draft: Draft) -> Status:
        """What belief, intention and passives without a speaker ("is feared to have", "is said to have", where nobody
        says so) make of the event."""
        found: Status = "asserted"
        for attribution in self.covering(draft.trigger):
            if _named(attribution) and attribution.act == "speech":
                return "asserted"
            aside = attribution.cue and is_aside(draft.sentence, draft.trigger, attribution.cue.end)
            if aside or found != "asserted" or _is_of_known(attribution, draft):
                continue
            if attribution.act == "intention":
                return "planned"
            if attribution.act == "belief" or attribution.stance == "doubts":
                return "uncertain"
            if _is_hearsay(attribution, draft.sentence):
                found = "uncertain"
        return found

    def voice(self, attribution: Attribution, draft: Draft) -> Voice:
        """The voice of the trigger's own words; of a speech act any word of what is said: "vowed to 'crush' them"."""
        if attribution.voice == "according-to":
            return "according-to"
        said = [span for span in attribution.content if span.overlaps(draft.sentence)] if draft.type in _SPOKEN else ()
        if any(self._quotes.inside(span) for span in said):
            return "quote"
        return "quote" if any(self._quotes.at(t.start) for t in _words(draft)) else "indirect"


def _words(draft: Draft) -> Iterator[Token]:
    """The words of the event: its trigger, what the trigger is said of or done to, and what a noun is said to be."""
    trigger, sentence = draft.trigger, draft.sentence
    yield trigger
    queue = [trigger]
    verb = sentence.head(trigger)
    if trigger.dep in ("nsubj", "nsubjpass", "dobj") and verb.lemma not in _SAY:
        queue += sentence.children(verb, "attr", "acomp")
    while queue:
        for child in sentence.children(queue.pop()):
            if child.dep in _CORE:
                yield child
                queue.append(child)


def _is_of_known(attribution: Attribution, draft: Draft) -> bool:
    """Whether what nobody named believes or says is only what the event did, which is known."""
    start = attribution.cue.start if attribution.cue else -1
    verb = next((t for t in draft.sentence.tokens if t.start == start), None)
    event = draft.sentence.head(draft.trigger) if draft.trigger.dep == "relcl" else draft.trigger
    known = verb is not None and is_about_known(draft.sentence, verb, event)
    return known or is_answered_for(draft.sentence, draft.trigger)


def _is_hearsay(attribution: Attribution, sentence: Sentence) -> bool:
    """Whether it is told that something is said or was reported, and not by whom: "is said to have fled"."""
    verb = next((t for t in sentence.tokens if attribution.cue and t.start == attribution.cue.start), None)
    below = sentence.children(verb, "xcomp", "ccomp") if verb is not None else ()
    return any(t.dep == "ccomp" or is_infinitive(sentence, t) for t in below)


def _named(attribution: Attribution) -> bool:
    """Whether anyone at all is named as the source; "it was reported" names nobody."""
    return any(source.name != "unnamed" for source in attribution.sources)


def quoted_speaker(draft: Draft) -> tuple[Role, ...]:
    """Whoever is quoted, where the words have no speaker of their own ("their positions must be crushed").

    In the passive ("were ordered to leave") only those who may order: who tells it may be a bystander.
    """
    first = draft.attribution.sources[0] if draft.attribution else None
    return (role_of(first),) if first and not (draft.frame.passive and first.kind in _BYSTANDERS) else ()


def is_of_others(draft: Draft) -> bool:
    """Whether a speech act in somebody's words is that of others: "“They ask for a ransom,” the envoy said"."""
    said = draft.attribution
    if said is None or not any(t.lower in _OTHERS for t in draft.frame.subjects):
        return False
    one = len(said.sources) == 1 and not said.sources[0].name.endswith("s")
    return said.voice == "quote" or (one and any(t.lower in _MANY for t in draft.frame.subjects))


def speaker_attribution(draft: Draft, evidence: Evidence, sayings: Sayings) -> Attribution | None:
    """For a speech act, the speaker as the source, and behind them the outlets that tell of it.

    Where anybody else tells of it ("the ministry said the rebels had demanded"), they are its source: the speech is
    the event then.
    """
    outer = draft.attribution
    told = outer is not None and any(s.kind != "media" for s in outer.sources)
    if draft.rule.has("by-deed") or (told and draft.actors and not draft.rule.has("denies-telling")):
        return outer
    spoken = sayings.spoken_by(draft.trigger)
    if spoken is not None and draft.actors:
        return replace(spoken, voice=sayings.voice(spoken, draft), stance="asserts")
    if not draft.actors:
        return outer
    return spoken_by(draft.actors, draft, outer)


def spoken_by(speakers: Sequence[Role], draft: Draft, outer: Attribution | None) -> Attribution:
    """The attribution of a speech act to those who speak, with whoever else tells of it behind them."""
    kinds = [_KINDS.get(role.kind or "unnamed", role.kind or "unnamed") for role in speakers]
    sources = [
        Source(start=role.start, end=role.end, name=role.name, id=role.id, kind=kind, side=role.side)  # type: ignore[arg-type]
        for role, kind in zip(speakers, kinds, strict=True)
    ]
    known = {s.name for s in sources}
    chain = tuple(sources) + tuple(s for s in (outer.sources if outer else ()) if s.name not in known)
    return Attribution(
        sources=chain,
        cue=Span(start=draft.trigger.start, end=draft.trigger.end),
        content=(Span(start=draft.sentence.start, end=draft.sentence.end),),
        voice=outer.voice if outer else "indirect",
        stance="asserts",
        rule=draft.rule.rule,
        said_earliest=outer.said_earliest if outer else None,
        said_latest=outer.said_latest if outer else None,
    )


def same_sources(one: Attribution | None, other: Attribution | None) -> bool:
    """Whether two claims have the same chain of sources."""
    return source_key(one) == source_key(other)


def source_key(attribution: Attribution | None) -> tuple[str, ...]:
    """The chain as ids or folded names; empty in the report's own voice."""
    return tuple(map(called, attribution.sources)) if attribution else ()
