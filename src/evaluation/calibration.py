"""Calibration: whether claims are as often right as their confidence says.

A claim is right here when it stands for a coded claim of the same type and status. Of those that stand for one, each
field is judged by the confidence of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evaluation.claims import Result
from evaluation.data import Scores, share
from sayso.model.claims import CLAIM_FIELDS

__all__ = ["JUDGED", "Band", "auc", "bands", "calibration_error", "calibration_scores", "judged", "judged_field"]

SURE = 0.9
_BANDS = 10
JUDGED = {"sources": "source"}
"""Fields of a claim that are scored under another name."""
Judged = tuple[float, bool]
"""How likely a claim was said to be right, and whether it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The claims whose confidence lies from ``low`` on, below ``low`` + 0.1: how many, their mean, the share right."""

    low: float
    number: int
    confidence: float
    right: float


def judged(result: Result) -> list[Judged]:
    """All claims read, with whether they were right."""
    aligned = [(pair.read.confidence, pair.right["status"]) for pair in result.pairs]
    return aligned + [(claim.confidence, False) for _, claim in result.extra]


def bands(claims: Iterable[Judged]) -> list[Band]:
    """The reliability table: claims in bands of a tenth, without the empty ones."""
    groups: dict[int, list[Judged]] = {}
    for claim in claims:
        groups.setdefault(min(int(claim[0] * _BANDS), _BANDS - 1), []).append(claim)
    return [
        Band(
            low=number / _BANDS,
            number=len(group),
            confidence=sum(sure for sure, _ in group) / len(group),
            right=sum(right for _, right in group) / len(group),
        )
        for number, group in sorted(groups.items())
    ]


def calibration_scores(result: Result) -> Scores:
    """Expected calibration error, the share right among the sure (0.9 and more), and how well the order tells.

    ``confidence_auc``: how often a right claim has more confidence than a wrong one.
    """
    claims = judged(result)
    sure = [right for confidence, right in claims if confidence >= SURE]
    fields = {name: judged_field(result, name) for name in CLAIM_FIELDS}
    return {
        "confidence_ece": calibration_error(claims),
        "confidence_sure_share": share(len(sure), len(claims)),
        "confidence_sure_right": share(sum(sure), len(sure)),
        "confidence_auc": auc(claims),
        **{f"{name}_sure_ece": calibration_error(some) for name, some in fields.items()},
        **{f"{name}_sure_auc": auc(some) for name, some in fields.items()},
    }


def judged_field(result: Result, name: str) -> list[Judged]:
    """A field of the claims that stand for coded ones, where it has a confidence, with whether it was right."""
    known = (
        (getattr(pair.read.field_confidence, name), pair.right.get(JUDGED.get(name, name), False))
        for pair in result.pairs
    )
    return [(sure, right) for sure, right in known if sure is not None]


def calibration_error(claims: Sequence[Judged]) -> float:
    """How far confidence lies from the share that is right, over bands of a tenth."""
    return share(sum(band.number * abs(band.confidence - band.right) for band in bands(claims)), len(claims))


def auc(claims: Sequence[Judged]) -> float:
    """How often of one that is right and one that is wrong the right one has more confidence."""
    right = [confidence for confidence, is_right in claims if is_right]
    wrong = [confidence for confidence, is_right in claims if not is_right]
    above = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong)
    return share(above, len(right) * len(wrong))
