"""Why the figures of a claim are wrong."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.gold import GoldClaim, GoldFigure, GoldReport
from sayso.model import Claim, Figure, Reading


def figure_kinds(gold: GoldClaim, read: Claim, report: GoldReport, reading: Reading) -> Iterator[str]:
    """A kind for each coded figure that was not read with the claim, and for each read one that was not coded."""
    told = list(read.figures)
    lost: list[GoldFigure] = []
    for figure in gold.figures:
        match = next((f for f in told if _value(f) == figure.value), None)
        if match:
            told.remove(match)
        elif figure.counted:
            lost.append(figure)
    for figure in lost:
        near = next((f for f in told if _same_words(figure, f)), None)
        if near:
            told.remove(near)
            yield f"wrong in {_difference(figure, near)}"
        else:
            yield _lost(figure, gold, read, reading)
    for left in told:
        yield _added(left, gold, report)


def _value(figure: Figure) -> tuple[str, str, float | None, float | None, str]:
    return figure.measure, figure.unit, figure.low, figure.high, figure.bound


def _same_words(gold: GoldFigure, read: Figure) -> bool:
    if gold.span is not None:
        return gold.span.overlaps(read)
    return bool({gold.low, gold.high} & {read.low, read.high} - {None})


def _difference(gold: GoldFigure, read: Figure) -> str:
    if not {gold.low, gold.high} & {read.low, read.high} - {None}:
        return "number"
    for name in ("measure", "unit", "bound"):
        if getattr(gold, name) != getattr(read, name):
            return name
    return "range"


def _lost(figure: GoldFigure, gold: GoldClaim, read: Claim, reading: Reading) -> str:
    other = next(
        (claim for claim in reading.claims if claim is not read and any(_same_words(figure, f) for f in claim.figures)),
        None,
    )
    if other is not None:
        beside = other.type == "casualties" and other.sentence.overlaps(gold.sentence)
        return "a toll beside its attack" if beside else "put under another claim"
    if figure.span is not None and not any(count.overlaps(figure.span) for count in reading.counts):
        return "number not seen"
    return "number seen, but of no claim"


def _added(figure: Figure, gold: GoldClaim, report: GoldReport) -> str:
    others = (claim for claim in report.claims if claim is not gold)
    if any(_same_words(coded, figure) for claim in others for coded in claim.figures):
        return "that of another claim"
    return "one that nobody coded"
