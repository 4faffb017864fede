"""Logistic regression over signs, with a penalty on large weights.

By Newton's method, with its calibration, where signs are hundreds; by accelerated descent where they are thousands and
count by degrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.claims.weights import BIAS

__all__ = ["Case", "Learned", "Numbers", "Row", "descended", "evened", "fitted", "held_out", "likely", "odds"]

Numbers = npt.NDArray[np.float64]
_ROUNDS, _STEPS = 8, 400
_SMALL = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a model learns from: the signs of a case, whether it holds, how much it counts.

    ``group``: the report it stands in; the cases of a report are never parted between learning and judging.
    """

    signs: frozenset[str]
    right: bool
    group: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """What a model of many signs learns from: how much each sign counts, whether the case holds, the case's weight."""

    signs: Mapping[str, float]
    right: bool
    weight: float


Learned = Mapping[str, float]
"""The weight of each sign."""


def fitted(cases: Sequence[Case], *, least: int, penalty: float) -> Learned:
    """The weights of signs that at least so many cases have. ``penalty``: of squared weights; the bias has none."""
    counts = Counter(sign for case in cases for sign in case.signs)
    signs = sorted(sign for sign, number in counts.items() if number >= least)
    weights = _solved(_matrix(cases, signs), cases, penalty)
    return {BIAS: float(weights[-1]), **{sign: float(w) for sign, w in zip(signs, weights[:-1], strict=True)}}


def _solved(rows: Numbers, cases: Sequence[Case], penalty: float) -> Numbers:
    right = np.array([case.right for case in cases], dtype=np.float64)
    counted = np.array([case.weight for case in cases])
    against = np.full(rows.shape[1], penalty)
    against[-1] = _SMALL
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        guess = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counted * (guess - right)) + against * weights
        bend = (rows * (counted * guess * (1 - guess))[:, None]).T @ rows + np.diag(against)
        step = np.asarray(np.linalg.solve(bend, slope), dtype=np.float64)
        weights -= step
        if np.abs(step).max() < _SMALL:
            break
    return weights


def _matrix(cases: Sequence[Case], signs: Sequence[str]) -> Numbers:
    """A row for each case, a column for each sign and one of ones."""
    column = {sign: number for number, sign in enumerate(signs)}
    rows = np.zeros((len(cases), len(signs) + 1))
    rows[:, -1] = 1
    for number, case in enumerate(cases):
        rows[number, [column[sign] for sign in case.signs if sign in column]] = 1
    return rows


def odds(cases: Sequence[Case], learned: Learned) -> Numbers:
    """The log-odds of each case by the weights."""
    return np.array([learned[BIAS] + sum(learned.get(sign, 0.0) for sign in case.signs) for case in cases])


def likely(cases: Sequence[Case], learned: Learned) -> Numbers:
    """How likely each case is by the weights."""
    guess: Numbers = 1 / (1 + np.exp(-odds(cases, learned)))
    return guess


def held_out(cases: Sequence[Case], *, parts: int, least: int, penalty: float) -> Numbers:
    """How likely each case is by weights learned from the reports of the other parts alone."""
    part = {group: number % parts for number, group in enumerate(sorted({case.group for case in cases}))}
    guess = np.zeros(len(cases))
    for one in range(parts):
        inside = [number for number, case in enumerate(cases) if part[case.group] == one]
        rest = [case for case in cases if part[case.group] != one]
        guess[inside] = likely([cases[number] for number in inside], fitted(rest, least=least, penalty=penalty))
    return guess


def evened(cases: Sequence[Case], guess: Numbers, learned: Learned) -> Learned:
    """The weights, shrunk so that what was held out is as often right as it was said to be (Platt's scaling)."""
    rows = np.stack([np.log(guess / (1 - guess)), np.ones(len(guess))], axis=1)
    slope, shift = _solved(rows, cases, _SMALL)
    return {sign: float(slope * weight + (shift if sign == BIAS else 0)) for sign, weight in learned.items()}


def descended(rows: Sequence[Row], *, least: int, penalty: float) -> Learned:
    """The weights of signs that at least so many rows have, by Nesterov's descent over the rows' mean loss."""
    counts = Counter(sign for row in rows for sign in row.signs)
    signs = sorted(sign for sign, number in counts.items() if number >= least)
    column = {sign: number for number, sign in enumerate(signs)}
    cells = [(n, column[s], much) for n, row in enumerate(rows) for s, much in row.signs.items() if s in column]
    at, of, much = (np.array(some) for some in zip(*cells, strict=True))
    right = np.array([row.right for row in rows], dtype=np.float64)
    share = np.array([row.weight for row in rows])
    share /= share.sum()
    against = np.append(np.full(len(signs), penalty), 0.0)
    step = 1 / (0.25 * (np.bincount(at, much**2).max() + 1) + penalty)
    weights = ahead = np.zeros(len(signs) + 1)
    for turn in range(_STEPS):
        score = np.bincount(at, much * ahead[of], len(rows)) + ahead[-1]
        miss = share * (1 / (1 + np.exp(-score)) - right)
        slope = np.append(np.bincount(of, much * miss[at], len(signs)), miss.sum()) + against * ahead
        before, weights = weights, ahead - step * slope
        ahead = weights + turn / (turn + 3) * (weights - before)
    return {BIAS: float(weights[-1]), **{sign: float(w) for sign, w in zip(signs, weights[:-1], strict=True)}}
