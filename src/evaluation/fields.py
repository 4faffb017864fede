"""Learn how sure each field of a claim is (``sayso.claims.confidence``) from the train parts of coded reports.

A case is a field of a claim that stands for a coded one of the same type; it is right when the coder has the same
there, as ``evaluation.claims`` compares. The invented and the real reports count as much as each other; the weights
are shrunk so that fields of real reports that were held out are as often right as they were said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from evaluation.calibration import JUDGED
from evaluation.claims import align, compare
from evaluation.gold import GoldReport
from evaluation.learning import write_weights
from evaluation.links import Choice, choices_of, fold_of, group_of
from evaluation.logistic import Case, Learned, evened, fitted, held_out
from evaluation.networks import learn
from evaluation.triggers import HELD_OUT, HeldOut, document_of
from sayso.claims import RuleProducer
from sayso.claims.confidence.field_signs import FieldSigns
from sayso.claims.link import FIELDS, LearnedLinker, LinkedField, Scorer
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.extract import Extraction
from sayso.model import Claim, Reading
from sayso.model.claims import CLAIM_FIELDS
from sayso.pipeline import STAGES, Pipeline
from sayso.stage import Resources
from sayso.triggers import TriggerModel

__all__ = ["field_cases", "learned_field", "write_fields"]

_PARTS, _LEAST, _PENALTY = 5, 25, 12.0
_FOLDS, _SEEDS = 3, 1
_WHOLE = 1000
"""What the cases of a field and a kind of reports weigh together."""
Signs = Mapping[str, frozenset[str]]


class _Noting:
    """A weigher of fields that only notes their signs, by the place of the trigger."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], list[Signs]] = {}

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        signs, self.found = FieldSigns(story, drafts), {}
        for number, draft in enumerate(drafts):
            shared = frozenset(signs.shared(number))
            made = {name: shared | frozenset(signs(number, name)) for name in CLAIM_FIELDS}
            self.found.setdefault((draft.span.start, draft.span.end), []).append(made)


class _HeldOutLinks:
    """A linker that links each report by networks that were learned without its like.

    What the one that ships says of reports that it was learned from is too sure to tell how sure a field is. There is
    one network of each field for each fold, where three are averaged in the one that ships.
    """

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._link = [LearnedLinker(_scorers(choices, fold)) for fold in range(_FOLDS)]
        self._fold = 0

    def report(self, report: GoldReport) -> None:
        """The report whose claims are linked from now on."""
        self._fold = fold_of(group_of(report), _FOLDS)

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        self._link[self._fold](drafts, story)


def _scorers(choices: Sequence[Choice], fold: int) -> Callable[[LinkedField], Scorer]:
    """Those that were learned from the other folds, by field."""
    rest = [choice for choice in choices if fold_of(choice.group, _FOLDS) != fold]
    found = {name: learn([c for c in rest if c.field == name], seeds=_SEEDS).scorer() for name in FIELDS}
    return found.__getitem__


def field_cases(
    resources: Resources, kinds: Mapping[str, Sequence[GoldReport]], *, held: bool = True
) -> dict[str, list[Case]]:
    """Every case of the reports, by field; ``kinds``: the reports by kind (``real`` or ``corpus``).

    ``held``: the reports are those that the links were learned from, so each is linked by what was learned without it.
    """
    noting, read = _Noting(), cache(Pipeline(resources, STAGES[:-1]).read)
    links = _HeldOutLinks(choices_of(resources, kinds, given=False, read=read)) if held else None
    estimate = HeldOut(HELD_OUT, TriggerModel.shipped())
    producer = RuleProducer(resources, weigh_fields=noting, estimate=estimate, link=links)
    found: dict[str, list[Case]] = {name: [] for name in CLAIM_FIELDS}
    for kind, reports in kinds.items():
        made: dict[str, list[Case]] = {name: [] for name in CLAIM_FIELDS}
        for report in reports:
            if links:
                links.report(report)
            mentions = read(document_of(report))
            reading = replace(mentions, claims=Extraction([producer])(mentions))
            for name, case in _cases(report, reading, noting.found, kind):
                made[name].append(case)
        for name, cases in made.items():
            found[name] += [replace(case, weight=_WHOLE / len(cases)) for case in cases]
    return found


def _cases(
    report: GoldReport, reading: Reading, noted: Mapping[tuple[int, int], list[Signs]], kind: str
) -> Iterator[tuple[str, Case]]:
    claims: list[Claim] = list(reading.claims)
    signs = [noted[claim.trigger.start, claim.trigger.end].pop(0) for claim in claims]
    for coded, read in align(report.claims, claims, reading, lambda gold, claim: gold.type == claim.type):
        right = compare(report.claims[coded], claims[read], reading)
        for name in CLAIM_FIELDS:
            yield name, Case(signs=signs[read][name], right=right[JUDGED.get(name, name)], group=f"{kind} {report.id}")


def learned_field(cases: Sequence[Case]) -> Learned:
    """The weights of a field, made as cautious as real reports that were held out ask for."""
    guess = held_out(cases, parts=_PARTS, least=_LEAST, penalty=_PENALTY)
    real = [number for number, case in enumerate(cases) if case.group.startswith("real ")]
    table = fitted(cases, least=_LEAST, penalty=_PENALTY)
    return evened([cases[number] for number in real], guess[real], table) if real else table


def write_fields(folder: Path, cases: Mapping[str, Sequence[Case]]) -> None:
    """Learn and write the table of every field."""
    folder.mkdir(exist_ok=True)
    for name, some in cases.items():
        note = f"Log-odds that a coder has the {name} of a claim with this sign so; learned by scripts/learn_fields.py."
        write_weights(folder / f"{name}.csv", learned_field(some), note)
