"""Learn the weights by which claims are weighed (``sayso.claims.confidence``) from the train parts of coded reports.

A claim is right when it stands for a coded one of the same type and status. The invented and the real reports count as
much as each other. Weights are learned on all, and shrunk so that claims of reports that were held out are as often
right as they were said to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evaluation.claims import score_claims
from evaluation.corpus import read_corpus
from evaluation.gold import GoldReport
from evaluation.logistic import Case, Learned, evened, fitted, held_out
from evaluation.real import coding_files, join, read_codings, real_split
from evaluation.triggers import HELD_OUT, HeldOut
from sayso.claims import RuleProducer
from sayso.claims.confidence.signs import signs_of
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.extract import Extraction
from sayso.service.reading import Reader
from sayso.triggers import TriggerModel

__all__ = ["cases_of", "learned", "lessons", "write_weights"]

_PARTS, _LEAST, _PENALTY = 5, 25, 12.0


class _Signs:
    """A weigher that only notes the signs, by the place of the trigger."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], list[frozenset[str]]] = {}

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        self.found = {}
        for draft in drafts:
            at = (draft.span.start, draft.span.end)
            self.found.setdefault(at, []).append(frozenset(signs_of(draft, story, drafts)))


def lessons(corpus: Path, shared: Path) -> dict[str, list[GoldReport]]:
    """The reports to learn from: the train parts, invented and real."""
    codings = [one for one in read_codings(coding_files(corpus)) if real_split(one.report.cluster or "") == "train"]
    return {"corpus": list(read_corpus(corpus, "train")), "real": list(join(codings, shared).reports)}


def cases_of(reader: Reader, kinds: dict[str, list[GoldReport]]) -> list[Case]:
    """Every claim that is read in them, by its signs, and whether it is right."""
    signs = _Signs()
    producer = RuleProducer(reader.resources, weigh=signs, estimate=HeldOut(HELD_OUT, TriggerModel.shipped()))
    cases: list[Case] = []
    for kind, reports in kinds.items():
        made = [case for report in reports for case in _cases(reader, producer, signs, report, kind)]
        cases += [Case(signs=c.signs, right=c.right, group=c.group, weight=1000 / len(made)) for c in made]
    return cases


def _cases(reader: Reader, producer: RuleProducer, signs: _Signs, gold: GoldReport, kind: str) -> list[Case]:
    mentions = reader.read_text(gold.text, published=gold.published, outlet=gold.outlet)
    reading = replace(mentions, claims=Extraction([producer])(mentions))  # none dropped by weights learned before
    result = score_claims([(gold, reading)])
    right = {pair.read.id for pair in result.pairs if pair.right["status"]}
    cases = []
    for claim in reading.claims:
        shown = signs.found.get((claim.trigger.start, claim.trigger.end), [])
        if shown:
            cases.append(Case(signs=shown.pop(0), right=claim.id in right, group=f"{kind} {gold.id}"))
    return cases


def learned(cases: Sequence[Case]) -> Learned:
    """The weights, made as cautious as reports that were held out ask for."""
    guess = held_out(cases, parts=_PARTS, least=_LEAST, penalty=_PENALTY)
    return evened(cases, guess, fitted(cases, least=_LEAST, penalty=_PENALTY))


def write_weights(path: Path, table: Learned, note: str) -> None:
    """Write a table of weights, rounded, in order of the signs; those that weigh next to nothing are left out."""
    rows = [f"{sign},{weight:.3f}" for sign, weight in sorted(table.items()) if abs(weight) >= 0.005]
    path.write_text("\n".join([f"# {note}", *rows]) + "\n", encoding="utf-8")
