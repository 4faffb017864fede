"""Logistic regression on top of given log-odds, by Newton's method with steps that are halved until they help."""

from __future__ import annotations

import numpy
import numpy.typing

__all__ = ["Reals", "solved"]

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
