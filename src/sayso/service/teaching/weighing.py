"""The weights of signs, moved by a few judged claims: logistic regression that starts from the weights there were.

Only what tells right claims from wrong ones is learned. How many are right among those that people judged is not:
people choose what they judge, and what they add is right by itself, so that would make every claim surer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy

from sayso.claims.weights import BIAS
from sayso.service.teaching.lessons import Case
from sayso.service.teaching.newton import solved

__all__ = ["moved"]

_PENALTY, _FREE = 20.0, 1000.0
"""Against moving a weight (of squares of the change); how much that holds for the share that is right, which is nearly
free, and not kept."""
_PLACES = 3


def moved(cases: Sequence[Case], before: Mapping[str, float]) -> dict[str, float]:
    """The weights that the cases ask for, as near those before as they let; rounded as tables of weights are.

    The mean log-odds of the cases stay as they are.
    """
    signs = sorted({sign for case in cases for sign in case.signs})
    column = {sign: number for number, sign in enumerate(signs)}
    rows = numpy.zeros((len(cases), len(signs) + 1))
    for number, case in enumerate(cases):
        rows[number, [column[sign] for sign in case.signs]] = 1
    odds = rows[:, :-1] @ numpy.array([before.get(sign, 0.0) for sign in signs]) + before.get(BIAS, 0.0)
    mean = rows.mean(axis=0)
    right = numpy.array([case.right for case in cases], dtype=numpy.float64)
    apart = rows - mean
    apart[:, -1] = numpy.sqrt(_FREE)
    change = solved(apart, odds, right, numpy.ones(len(cases)), _PENALTY)[:-1]
    made = dict(before)
    for sign, number in column.items():
        made[sign] = round(before.get(sign, 0.0) + float(change[number]), _PLACES)
    made[BIAS] = round(before.get(BIAS, 0.0) - float(mean[:-1] @ change), _PLACES)
    return dict(sorted(made.items()))
