"""Signs: what a claim shows that tells how likely a coder has it too. None names a side, a place or a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sayso.claims.evidence import FORCE_KINDS
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.lang import lexicon
from sayso.model import Reading
from sayso.rules.ontology import family_of

__all__ = ["at_least", "signs_of"]

WORDS = lexicon("claims")
_CLAUSES = frozenset({"relcl", "advcl", "acl", "ccomp", "xcomp", "pcomp", "conj", "csubj", "appos"})
_COARSE = frozenset({"country", "region"})
_STOPS = frozenset(".!?\"'”’)")
_NOUNS = ("NOUN", "PROPN")
_LIKELY = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_AGES = ((0, "ahead"), (4, "days"), (32, "weeks"), (366, "months"))
"""How long before publication it happened: names of what is less than so many days."""


def signs_of(draft: Draft, story: Story, told: Sequence[Draft]) -> Iterator[str]:
    """The signs of a draft whose fields are settled; ``told``: all drafts of its report, in text order."""
    before = told[: told.index(draft)]
    beside = [other for other in told if other.sentence.index == draft.sentence.index]
    yield from _event(draft)
    yield from _likely(draft, story)
    yield from _given(draft, story.evidence.reading)
    yield from _trigger(draft)
    yield from _clause(draft)
    yield from _sentence(draft, story, beside)
    yield from _before(draft, before)
    yield from _report(draft, story)


def _event(draft: Draft) -> Iterator[str]:
    rule, trigger = draft.rule, draft.trigger
    yield f"type={draft.type}"
    yield f"family={family_of(draft.type)}"
    yield f"type={draft.type} pos={trigger.pos}"
    yield f"status={draft.status}"
    yield from (f"trait={trait}" for trait in rule.traits)
    yield f"trust={rule.confidence}"
    if rule.type != draft.type:
        yield "retyped"
    if rule.speaker:
        yield "speaker"
    if not rule.definite:
        yield "rule refers back"
    said = draft.attribution
    yield f"voice={said.voice if said else 'own'}"
    if said:
        yield f"source={said.sources[0].kind}"
        yield f"stance={said.stance}"


def _likely(draft: Draft, story: Story) -> Iterator[str]:
    """What the learned model says of its words."""
    if story.estimates is None:
        return
    ruled = "ruled" if draft.rule.when else "unruled"
    yield ruled
    yield from at_least(ruled, story.estimates.likely(draft), _LIKELY)
    yield from at_least(f"{ruled} family", story.estimates.alike(draft), _LIKELY)


def _given(draft: Draft, reading: Reading) -> Iterator[str]:
    """Which fields are given, and whether by the draft's own words."""
    carried = any(d.field == "actors" and not d.before for d in draft.decisions)
    actor = ("carried" if carried else "own") if draft.actors else "none"
    place = ("own" if draft.place_given else "carried") if draft.place else "none"
    coarse = draft.place is not None and draft.place.place.precision in _COARSE
    if place == "own":
        place += " coarse" if coarse else " fine"
    time = "own" if draft.time_given else "none"
    given = sum((place == "own fine", draft.time_given, bool(draft.figures), actor == "own", bool(draft.targets)))
    pos = draft.trigger.pos
    yield from (f"actor={actor}", f"target={bool(draft.targets)}", f"place={place}", f"time={time}")
    yield from (f"figures={min(len(draft.figures), 2)}", f"given={given}")
    yield from (f"family={family_of(draft.type)} given={min(given, 3)}", f"pos={pos} given={min(given, 4)}")
    yield from (f"pos={pos} actor={actor}", f"pos={pos} place={place}")
    yield from (f"actor is {role.kind or 'unknown'}" for role in draft.actors)
    yield from (f"target is {role.kind or 'unknown'}" for role in draft.targets)
    yield from (f"measure={figure.measure}" for figure in draft.figures)
    if any(figure.counting != "new" for figure in draft.figures):
        yield "total"
    if draft.time:
        yield f"age={_age(draft, reading)}"


def _age(draft: Draft, reading: Reading) -> str:
    end = (draft.time.latest or draft.time.earliest) if draft.time else None
    if end is None or reading.document.published is None:
        return "unknown"
    days = (reading.document.published - end).days
    return next((name for most, name in _AGES if days < most), "years")


def _trigger(draft: Draft) -> Iterator[str]:
    sentence, trigger, frame = draft.sentence, draft.trigger, draft.frame
    yield from (f"pos={trigger.pos}", f"tag={trigger.tag}", f"dep={trigger.dep}")
    articles = {t.lower for t in sentence.children(trigger, "det", "predet")}
    if articles & WORDS["worth.definite"]:
        yield "definite"
    if articles & WORDS["confidence.indefinite"]:
        yield "indefinite"
    if not articles and trigger.pos in _NOUNS:
        yield "bare"
    if sentence.children(trigger, "poss"):
        yield "possessed"
    if frame.light:
        yield "light verb"
    if frame.passive:
        yield "passive"
    yield from (f"with={preposition}" for preposition, _ in frame.obliques)


def _clause(draft: Draft) -> Iterator[str]:
    """The clause that the trigger stands in, and those above it."""
    sentence, trigger = draft.sentence, draft.trigger
    way = [trigger, *sentence.ancestors(trigger)]
    yield from (f"under={dep}" for dep in _CLAUSES.intersection(t.dep for t in way))
    yield f"depth={min(len(way) - 1, 6)}"
    verb = next((t for t in way if t.pos in ("VERB", "AUX")), None)
    if verb:
        yield f"verb={verb.tag}"
        yield from (f"aux={t.lemma}" for t in sentence.children(verb, "aux", "auxpass"))
        if sentence.children(verb, "neg"):
            yield "negated"
    opening = {t.lower for t in way for t in sentence.children(t, "mark")}
    yield from (f"mark={word}" for word in opening)
    phrase = next((t for t in way if t.dep == "prep"), None)
    if phrase is not None and trigger.pos != "VERB":
        yield f"prep={phrase.lower}"


def _sentence(draft: Draft, story: Story, beside: Sequence[Draft]) -> Iterator[str]:
    sentence, evidence = draft.sentence, story.evidence
    yield f"kind={sentence.kind}"
    yield from at_least("words", len(sentence.tokens), (5, 10, 15, 25, 35, 50))
    yield from at_least("beside", len(beside), (2, 3, 4, 5))
    yield from (f"beside={other.type}" for other in beside if other is not draft)
    if sum(other.type == draft.type for other in beside) > 1:
        yield "beside its type"
    if sentence.tokens[-1].text not in _STOPS:
        yield "no stop"
    for name, found in (("time", evidence.times_in), ("place", evidence.places_in), ("count", evidence.counts_in)):
        if sentence.index in found:
            yield f"sentence has {name}"
    actors = evidence.actors_in.get(sentence.index, ())
    if any(actor.kind in FORCE_KINDS for actor in actors):
        yield "sentence has force"
    if any(evidence.is_of_weapon(token) for token in sentence.tokens):
        yield "sentence has weapon"
    yield from at_least("actors", len(actors), (1, 2, 3))


def _before(draft: Draft, before: Sequence[Draft]) -> Iterator[str]:
    """What was told before: of its type, in its words, by its source."""
    yield from at_least("same type", sum(c.type == draft.type for c in before), (1, 2, 4, 8))
    if any(c.trigger.lemma == draft.trigger.lemma for c in before):
        yield "same word"


def _report(draft: Draft, story: Story) -> Iterator[str]:
    reading, sentence = story.evidence.reading, draft.sentence
    total = len(reading.sentences)
    yield from at_least("sentence", sentence.index, (1, 2, 4, 8, 16, 32))
    yield from at_least("sentences", total, (3, 6, 12, 25, 50))
    yield from at_least("part", sentence.index / total, (0.25, 0.5, 0.75))
    if reading.document.published is None:
        yield "undated"
    yield from at_least("told", len(story.told), (2, 4, 8, 16, 32))


def at_least(name: str, number: float, steps: Iterable[float]) -> Iterator[str]:
    """A sign for each of the steps that a number reaches."""
    yield from (f"{name}>={step}" for step in steps if number >= step)
