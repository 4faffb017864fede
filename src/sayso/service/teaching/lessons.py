"""Lessons: samples read once, so that what is learned can be tried on them again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy
import numpy.typing

from sayso.bulletins import BulletinProducer
from sayso.claims import RuleProducer
from sayso.claims.confidence import LearnedWeigher
from sayso.claims.confidence.signs import signs_of
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.extract import Extraction
from sayso.model import Claim, Document, Reading, Span
from sayso.pipeline import STAGES, Pipeline
from sayso.readers.text import first_title, make_document
from sayso.service.teaching.records import Mark, Sample
from sayso.stage import Resources
from sayso.triggers import Hint, Likelihoods, TriggerModel
from sayso.triggers.model import States, corrected

__all__ = ["Case", "Correction", "Lesson", "Reread"]

Correction = numpy.typing.NDArray[numpy.float32]
"""As of a model of triggers: a row for each number of a state and one more, a column for each event type."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sample as the mentions and the encoder see it. ``hints``: what the rules find in it; ``groups``: where it names
    armed groups; ``states``: with both."""

    sample: Sample
    reading: Reading
    hints: tuple[Hint, ...]
    groups: tuple[Span, ...]
    states: States


@dataclass(frozen=True, slots=True)
class Case:
    """The signs of a claim that a person judged, and whether it is right."""

    signs: frozenset[str]
    right: bool


class Reread:
    """Reads samples: mentions and states once, claims under any correction and weights."""

    def __init__(self, resources: Resources, model: TriggerModel) -> None:
        self._resources, self._model = resources, model
        self._mentions = Pipeline(resources, STAGES[:-1])
        self._hints: tuple[Hint, ...] = ()
        self._groups: tuple[Span, ...] = ()
        self._watching = RuleProducer(resources, estimate=self._watch)

    def lesson(self, sample: Sample) -> Lesson:
        """The lesson of a sample."""
        document = _document(sample)
        reading = self._mentions.read(document)
        self._hints = self._groups = ()
        self._watching.drafts(reading)
        states = self._model.states(sample.text, self._hints, self._groups)
        return Lesson(sample, reading, self._hints, self._groups, states)

    def cases(self, lesson: Lesson, correction: Correction) -> list[Case]:
        """The claims of a lesson that a person judged, by their signs; none is dropped for being unlikely."""
        noted: list[tuple[Draft, frozenset[str]]] = []

        def note(drafts: Sequence[Draft], story: Story) -> None:
            noted.extend((draft, frozenset(signs_of(draft, story, drafts))) for draft in drafts)

        self._producer(lesson, correction, note).drafts(lesson.reading)
        judged = ((signs, _verdict(draft, lesson.sample.marks)) for draft, signs in noted)
        return [Case(signs, right) for signs, right in judged if right is not None]

    def claims(self, lesson: Lesson, correction: Correction, weights: Mapping[str, float]) -> tuple[Claim, ...]:
        """The claims of a lesson, as a reader with these would have them."""
        producer = self._producer(lesson, correction, LearnedWeigher(weights))
        return Extraction([BulletinProducer(self._resources), producer])(lesson.reading)

    def _producer(self, lesson: Lesson, correction: Correction, weigh: object) -> RuleProducer:
        said = corrected(lesson.states, correction)
        return RuleProducer(self._resources, weigh=weigh, estimate=lambda text, hints, groups: said)  # type: ignore[arg-type]

    def _watch(self, text: str, hints: Sequence[Hint], groups: Sequence[Span] = ()) -> Likelihoods:
        self._hints, self._groups = tuple(hints), tuple(groups)
        return self._model(text, hints, groups)


def _document(sample: Sample) -> Document:
    return make_document(
        sample.text, title=first_title(sample.text), published=sample.published, outlet=sample.outlet, language="en"
    )


def _verdict(draft: Draft, marks: Sequence[Mark]) -> bool | None:
    """Whether a person has the claim of a draft; None where nobody said."""
    here = [mark for mark in marks if mark.span.overlaps(draft.span)]
    same = [mark for mark in here if mark.type == draft.type]
    if same:
        return any(mark.right and mark.status == draft.status for mark in same)
    return False if any(mark.right for mark in here) else None
