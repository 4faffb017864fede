"""What a learned model says of a report's triggers: how likely each is, and which the rules lack.

A trigger that no rule tells is read by a rule of its type that asks for nothing: whatever most rules of the type say of
who does it, to whom and what is counted holds for it (``UnruledTypes``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import TypeVar

from sayso.claims.detect import anchor_of, mended
from sayso.claims.evidence import Evidence
from sayso.claims.records import Detected, Draft
from sayso.grammar.frames import frame_of
from sayso.lang import lexicon
from sayso.model import EVENT_TYPES, EventType, Measure, Reading, Sentence, Span, Token
from sayso.rules.events import EventFile, EventRule
from sayso.rules.ontology import family_of, types_with
from sayso.triggers import Candidate, Hint, Likelihoods

__all__ = ["UNRULED", "Estimates", "UnruledTypes", "groups_of", "hints_of"]

UNRULED = "unruled"
"""The id of the rule by which a trigger that no rule tells is read."""
_OF_GRAMMAR = frozenset({"DET", "CCONJ", "SCONJ", "PUNCT", "ADP", "PART", "PRON"})
_ARMED = types_with("armed")
_HARMING = _ARMED | {"casualties"}
T = TypeVar("T", bound=Hashable)
_FINDING = lexicon("claims")["estimates.finding"]
_BOMBS = lexicon("claims")["means.bombs"]
_PHRASAL = lexicon("claims").table("estimates.phrasal")
_HARMLESS, _NOBODY = lexicon("claims")["estimates.harmless"], lexicon("grammar")["nobody"]
_LEAST, _TAUGHT = 0.35, 0.5
"""A trigger that no rule tells is looked at from here on (where users taught the model: from there on); whether it is a
claim is weighed later."""
_MOST = 0.5
"""What a rule of a type says is taken for the type's where more than this share of its rules agree."""
_NEARLY, _TIMES = 0.75, 2


class UnruledTypes:
    """For each event type a rule without phrases, what most of its rules have in common, and one for nouns, what most
    of those have in common that tell it by a noun."""

    def __init__(self, files: Sequence[EventFile]) -> None:
        self._rules = {(file.type, noun): _common(file, noun) for file in files for noun in (False, True)}

    def of(self, kind: EventType, noun: bool) -> EventRule | None:
        """The rule of a type that a noun names, or another word; None where the rulebook has no such type."""
        return self._rules.get((kind, noun))


class Estimates:
    """The likelihoods of one report."""

    def __init__(self, likelihoods: Likelihoods, rules: UnruledTypes, taught: bool = False) -> None:
        """``taught``: by users, whose few records reach further than they mean."""
        self.likelihoods, self._rules = likelihoods, rules
        self._least = _TAUGHT if taught else _LEAST

    def likely(self, draft: Draft) -> float:
        """How likely the words of a draft name a claim of its type, from 0 to 1."""
        return self.likelihoods.of(draft.type, draft.span)

    def alike(self, draft: Draft) -> float:
        """How likely they name a claim of the type or of another of its family."""
        family = family_of(draft.type)
        return max(self.likelihoods.of(kind, draft.span) for kind in EVENT_TYPES if family_of(kind) == family)

    def further(
        self,
        sentence: Sentence,
        found: Sequence[Detected],
        claimed: Collection[EventType],
        evidence: Evidence,
        refuses: Callable[[Detected, Evidence], bool],
    ) -> list[Detected]:
        """The triggers of a sentence that no rule tells, joined with those found, in text order.

        ``claimed``: the types of the rules' claims in it; another of a type beside one is likely the same event.
        ``refuses``: whether a rule expressly does not take a trigger for what it looks like.
        """
        taken = {token.index for detected in found for token in detected.words}
        acting = {t.index for one in found for t in (*one.frame.subjects, *one.frame.objects)}
        made: list[Detected] = []
        likely = self.likelihoods.candidates(sentence.start, sentence.end, self._least)
        for candidate in sorted(likely, key=lambda one: (-one.likelihood, one.span.start)):
            if candidate.type in claimed:
                continue
            detected = self._detected(sentence, candidate, evidence)
            if detected and detected.trigger.index in acting and evidence.weapon(detected.trigger) is not None:
                continue  # "a drone crossed the border": what it did is told by its verb
            if not detected or (not _ARMED.isdisjoint(claimed) and _one_deed(detected, found)):
                continue
            if not taken & {token.index for token in detected.words} and not refuses(detected, evidence):
                taken |= {token.index for token in detected.words}
                made.append(detected)
        return sorted([*found, *made], key=lambda one: one.trigger.index)

    def _detected(self, sentence: Sentence, candidate: Candidate, evidence: Evidence) -> Detected | None:
        words = _trimmed([t for t in sentence.tokens if t.start < candidate.span.end and candidate.span.start < t.end])
        if not words or any(evidence.in_name(word) for word in words):
            return None
        anchor = anchor_of(words)
        rule = self._rules.of(candidate.type, anchor.pos == "NOUN")
        if rule is None or anchor.pos not in ("VERB", "NOUN", "ADJ") or any(w.lower in _NOBODY for w in words):
            return None
        beside = (*words, *sentence.children(anchor, "prt"))
        if any(t.lower in _PHRASAL.get(word.lemma, ()) for word in words for t in beside):
            return None  # "was held up for an hour", "called off the search", "fell ill"
        found = sentence.head(anchor).lemma in _FINDING and anchor.dep in ("dobj", "nsubjpass")
        arm = evidence.weapon(anchor) is not None
        if (arm and anchor.dep == "pobj") or (found and (arm or anchor.lemma in _BOMBS)):
            return None  # "with heavy weapons", "a bomb was found": by what, and no deed of its own
        if any(t.lemma in _HARMLESS for t in sentence.children(anchor, "compound")):
            return None  # "tear gas shells"
        frame = mended(frame_of(sentence, anchor), evidence)
        span = Span(start=words[0].start, end=words[-1].end)
        return Detected(rule=rule, trigger=anchor, words=words, frame=frame, span=span)


def _trimmed(words: Sequence[Token]) -> tuple[Token, ...]:
    """Without the words of grammar at either end: "an arrival", "shot and"."""
    kept = [number for number, token in enumerate(words) if token.pos not in _OF_GRAMMAR]
    return tuple(words[kept[0] : kept[-1] + 1]) if kept else ()


def _one_deed(new: Detected, found: Sequence[Detected]) -> bool:
    """Whether the rules tell the same violence by the verb beside it: "shot and wounded"."""
    if new.rule.type not in _ARMED:
        return False
    pairs = [pair for one in found if one.rule.type in _HARMING for pair in ((new, one), (one, new))]
    return any(a.trigger.dep == "conj" and a.trigger.head == b.trigger.index for a, b in pairs)


def hints_of(found: Iterable[Detected], claimed: Iterable[Draft]) -> list[Hint]:
    """What the model is told of a report: the triggers that the rules found, and those that they made claims of."""
    hints = [Hint(one.rule.type, one.span.start, one.span.end) for one in found]
    return [*hints, *(Hint(draft.type, draft.span.start, draft.span.end, claimed=True) for draft in claimed)]


def groups_of(reading: Reading) -> list[Span]:
    """Where a report names armed groups of the actor list."""
    return [mention for mention in reading.actors if mention.id and mention.kind == "armed-group"]


def _common(file: EventFile, noun: bool) -> EventRule:
    alike = [rule for rule in file.rules if noun and any("/NOUN" in phrase for phrase in rule.when)] or file.rules
    return EventRule(
        id=UNRULED,
        type=file.type,
        when=(),
        actor=_most([rule.actor for rule in alike], "subject"),
        target=_most([rule.target for rule in alike], "object"),
        measure=_counted(file.rules),
        speaker=_most([rule.speaker for rule in alike], False),
        confidence=0.5,
    )


def _counted(rules: Sequence[EventRule]) -> dict[str, Measure]:
    """What is counted in each role, where nearly all rules of a type that count anything count the same."""
    measures = [set(rule.measure.values()) for rule in rules if rule.measure]
    named = Counter(measure for some in measures for measure in some)
    measure, times = named.most_common(1)[0] if named else (None, 0)
    if measure is None or times < _TIMES or times < _NEARLY * len(measures):
        return {}
    return {role: measure for rule in rules for role, other in rule.measure.items() if other == measure}


def _most(values: Sequence[T], default: T) -> T:
    value, times = Counter(values).most_common(1)[0] if values else (default, 1)
    return value if times > _MOST * len(values) else default
