"""The weights of signs, moved by a few judged claims: logistic regression that starts from the weights there were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy

from sayso.claims.weights import BIAS
from sayso.service.teaching.lessons import Case
from sayso.service.teaching.newton import solved

__all__ = ["moved"]

_PENALTY = 20.0
"""Against moving a weight (of squares of the change)."""
_PLACES = 3


def moved(cases: Sequence[Case], before: Mapping[str, float]) -> dict[str, float]:
    """The weights that the cases ask for, as near those before as they let; rounded as tables of weights are."""
    signs = sorted({sign for case in cases for sign in case.signs} | {BIAS})
    column = {sign: number for number, sign in enumerate(signs)}
    rows = numpy.zeros((len(cases), len(signs)))
    for number, case in enumerate(cases):
        rows[number, [column[sign] for sign in (*case.signs, BIAS)]] = 1
    right = numpy.array([case.right for case in cases], dtype=numpy.float64)
    odds = rows @ numpy.array([before.get(sign, 0.0) for sign in signs])
    change = solved(rows, odds, right, numpy.ones(len(cases)), _PENALTY)
    made = dict(before)
    for sign, number in column.items():
        made[sign] = round(before.get(sign, 0.0) + float(change[number]), _PLACES)
    return dict(sorted(made.items()))
