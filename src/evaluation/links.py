"""What the linker learns from: for each coded claim that is read, the options of its fields, and which are right.

A report of the train part is read twice: as it is, and with the coded triggers given (``Given``), so that claims which
the reader misses teach as well; of the latter only those that the first reading lacks are kept, and count less.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy

from evaluation.claims import align
from evaluation.gold import GoldClaim, GoldReport
from evaluation.naming import called, place_strict, same_names
from evaluation.triggers import HELD_OUT, HeldOut, coded_marks, document_of
from sayso.claims import RuleProducer
from sayso.claims.link import FIELDS, LinkedField, Seen, Surroundings, options_of, situation_of
from sayso.claims.link.linker import is_open
from sayso.claims.link.relations import Relations
from sayso.claims.records import Draft
from sayso.claims.select import RuleSelector
from sayso.claims.steps import Story
from sayso.extract import Extraction
from sayso.model import EVENT_TYPES, Claim, Document, Reading, Span
from sayso.pipeline import STAGES, Pipeline
from sayso.stage import Resources
from sayso.triggers import Hint, Likelihoods, TriggerModel

__all__ = ["Choice", "choices_of", "fold_of", "group_of"]

_SURE = 1000
_NUMBER: dict[str, int] = {kind: at for at, kind in enumerate(EVENT_TYPES)}
_REAL, _INVENTED, _GIVEN = 1.0, 0.6, 0.6
"""How much a choice counts: in a real report, in an invented one, and where its trigger was given, beside that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A field of a claim to be chosen.

    ``options``: the signs of each; ``right``: which of them agree with the coding; ``rules``: the number of the rules'
    choice; ``group``: what is never parted between learning and judging; ``given``: the trigger was given; ``open``:
    the linker may decide the field anew; ``seen``: the options as the encoder sees them.
    """

    field: LinkedField
    kind: str
    group: str
    situation: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    rules: int
    weight: float = 1.0
    given: bool = False
    open: bool = True
    seen: Seen | None = None


def fold_of(group: str, folds: int) -> int:
    """The fold that the reports of a group belong to."""
    return int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % folds


def group_of(report: GoldReport) -> str:
    """What is never parted between learning and judging: the reports of one cluster."""
    return report.cluster or report.id


class _Noting:
    """A linker that changes nothing and notes the options, by the place of the trigger."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], list[tuple[Draft, Surroundings, Story]]] = {}

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        around = Surroundings(story, drafts)
        self.found = {}
        for draft in drafts:
            self.found.setdefault((draft.span.start, draft.span.end), []).append((draft, around, story))


class _Given:
    """Reads the coded triggers of a report: an estimator, a selector and a weigher that let them pass."""

    def __init__(self) -> None:
        self.marks: list[tuple[str, int, int, str]] = []
        self._model, self._select = TriggerModel.shipped(), RuleSelector()

    def estimate(self, text: str, hints: Sequence[Hint], groups: Sequence[Span] = ()) -> Likelihoods:
        """As sure of the coded triggers as can be, and of nothing else."""
        said = self._model(text, hints, groups)
        rows = numpy.zeros_like(said.rows)
        for kind, start, end, _ in self.marks:
            for at, (first, last) in enumerate(said.pieces):
                if first < end and start < last:
                    rows[at, _NUMBER[kind]] = _SURE
        return replace(said, rows=rows)

    def select(self, draft: Draft, story: Story, beside: Sequence[Draft]) -> bool:
        """What is coded, and what the rules select."""
        span = draft.span
        coded = any(kind == draft.type and a < span.end and span.start < b for kind, a, b, _ in self.marks)
        return coded or self._select(draft, story, beside)

    def weigh(self, drafts: Sequence[Draft], story: Story) -> None:
        """Drop none."""


def choices_of(
    resources: Resources,
    kinds: Mapping[str, Sequence[GoldReport]],
    *,
    given: bool = True,
    read: Callable[[Document], Reading] | None = None,
) -> list[Choice]:
    """Every choice of the reports, by kind (``real`` or ``corpus``).

    ``given``: also with the coded triggers given; ``read``: finds the mentions of a report, by the stages unless told.
    """
    noting, gave = _Noting(), _Given()
    held = HeldOut(HELD_OUT, TriggerModel.shipped())
    plain = RuleProducer(resources, link=noting, estimate=held)
    told = RuleProducer(resources, link=noting, estimate=gave.estimate, select=gave.select, weigh=gave.weigh)
    read = read or Pipeline(resources, STAGES[:-1]).read
    found: list[Choice] = []
    for kind, reports in kinds.items():
        for report in reports:
            mentions = read(document_of(report))
            first = dict(_claims(report, mentions, plain, noting, kind))
            found += [choice for some in first.values() for choice in some]
            if given:
                gave.marks = coded_marks(report)
                further = _claims(report, mentions, told, noting, kind)
                found += [_lesser(choice) for key, some in further if key not in first for choice in some]
    return found


def _lesser(choice: Choice) -> Choice:
    return replace(choice, weight=choice.weight * _GIVEN, given=True)


def _claims(
    report: GoldReport, mentions: Reading, producer: RuleProducer, noting: _Noting, kind: str
) -> Iterator[tuple[int, list[Choice]]]:
    """The choices of each coded claim that is read, by its number."""
    reading = replace(mentions, claims=Extraction([producer])(mentions))
    claims = list(reading.claims)
    for coded, read in align(report.claims, claims, reading, lambda gold, claim: gold.type == claim.type):
        drafts = noting.found.get((claims[read].trigger.start, claims[read].trigger.end), [])
        fitting = [pair for pair in drafts if _same(pair[0], claims[read])]
        if fitting:
            draft, around, story = fitting[0]
            yield coded, list(_choices(report, report.claims[coded], draft, around, story, kind))


def _same(draft: Draft, claim: Claim) -> bool:
    return draft.place == claim.place and draft.figures == claim.figures and draft.type == claim.type


def _choices(
    report: GoldReport, gold: GoldClaim, draft: Draft, around: Surroundings, story: Story, kind: str
) -> Iterator[Choice]:
    relations, reading = Relations(draft, around.drafts.index(draft)), around.evidence.reading
    for field in FIELDS:
        options = options_of(draft, field, around, relations)
        yield Choice(
            field=field,
            kind=kind,
            group=group_of(report),
            situation=tuple(situation_of(draft, field)),
            options=tuple(tuple(dict.fromkeys(option.signs)) for option in options),
            right=tuple(_right(field, gold, option.value, reading) for option in options),
            rules=next(n for n, option in enumerate(options) if option.chosen),
            weight=_REAL if kind == "real" else _INVENTED,
            open=is_open(draft, field, story),
            seen=around.seen(draft, [option.at for option in options]),
        )


def _right(field: LinkedField, gold: GoldClaim, value: Any, reading: Reading) -> bool:
    """Whether a value agrees with the coding, as ``evaluation.claims`` compares."""
    if field == "place":
        claim: Any = SimpleNamespace(place=value)
        return place_strict(gold, claim)
    return same_names(gold.actors if field == "actors" else gold.targets, called(value, reading))
