"""The weights of signs, moved by a few judged claims: logistic regression that starts from the weights there were.

Only what tells right claims from wrong ones is learned. How many are right among those that people judged is not:
people choose what they judge, and what they add is right by itself, so that would make every claim surer. Solved by
Newton's method with steps that are halved until they help.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy
import numpy.typing

from sayso.claims.weights import BIAS
from sayso.service.teaching.lessons import Case

__all__ = ["moved", "solved"]

Reals = numpy.typing.NDArray[numpy.float64]
_ROUNDS, _HALVED, _SMALL = 30, 20, 1e-5


def solved(rows: Reals, odds: Reals, wanted: Reals, counts: Reals, penalty: float) -> Reals:
    """The weights of least loss: what is added to ``odds``, a product with ``rows``, for the likelihoods ``wanted``.

    ``counts``: how much each row counts; ``penalty``: of half the squared weights. The equations are solved over the
    rows, so that many columns cost little.
    """
    weights, alike = numpy.zeros(rows.shape[1]), rows @ rows.T
    loss = _loss(rows, odds, wanted, counts, penalty, weights)
    for _ in range(_ROUNDS):
        guess = 1 / (1 + numpy.exp(-(odds + rows @ weights)))
        slope = rows.T @ (counts * (guess - wanted)) + penalty * weights
        bend = numpy.sqrt(counts * guess * (1 - guess))
        inner = penalty * numpy.eye(len(bend)) + bend[:, None] * alike * bend
        step = (slope - rows.T @ (bend * numpy.linalg.solve(inner, bend * (rows @ slope)))) / penalty
        for _ in range(_HALVED):
            found = _loss(rows, odds, wanted, counts, penalty, weights - step)
            if found <= loss:
                break
            step /= 2
        else:
            break
        weights, loss = weights - step, found
        if numpy.abs(step).max() < _SMALL:
            break
    return weights


def _loss(rows: Reals, odds: Reals, wanted: Reals, counts: Reals, penalty: float, weights: Reals) -> float:
    score = odds + rows @ weights
    return float((counts * (numpy.logaddexp(0, score) - wanted * score)).sum() + penalty / 2 * (weights @ weights))


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
