"""Descent by Adam with decay (Kingma and Ba, 2015; Loshchilov and Hutter, 2019), and the slope of choices' loss."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy
import numpy.typing as npt

__all__ = ["Adam", "Floats", "slopes_of_scores"]

Floats = npt.NDArray[numpy.float32]
_BETAS, _SMALL = (0.9, 0.999), 1e-8


class Judged(Protocol):
    """A choice: which of its options are right, and what it counts."""

    @property
    def right(self) -> Sequence[bool]: ...

    @property
    def weight(self) -> float: ...


class Adam:
    """Moves weights, in place. ``decayed``: the names of those that decay, all unless told; ``steps``: made so far."""

    def __init__(self, weights: Mapping[str, Floats], decay: float, decayed: Collection[str] | None = None) -> None:
        self._weights, self._decay = weights, decay
        self._decayed = weights.keys() if decayed is None else decayed
        self._first = {name: numpy.zeros_like(part) for name, part in weights.items()}
        self._second = {name: numpy.zeros_like(part) for name, part in weights.items()}
        self.steps = 0

    def step(self, slopes: Mapping[str, Floats], rate: float) -> None:
        """One step against the slopes."""
        self.steps += 1
        for name, slope in slopes.items():
            first, second, part = self._first[name], self._second[name], self._weights[name]
            first += (1 - _BETAS[0]) * (slope - first)
            second += (1 - _BETAS[1]) * (slope**2 - second)
            size = numpy.sqrt(second / (1 - _BETAS[1] ** self.steps)) + _SMALL
            if name in self._decayed:
                part *= 1 - rate * self._decay
            part -= (rate / (1 - _BETAS[0] ** self.steps)) * first / size


def slopes_of_scores(scores: Floats, batch: Sequence[Judged], owner: npt.NDArray[numpy.int64]) -> Floats:
    """The slope of the mean loss by each score: how likely the option is, less how likely it is among the right ones.

    ``owner``: the number of the choice that each score's option is of.
    """
    right = numpy.array([ok for choice in batch for ok in choice.right], dtype=bool)
    top = numpy.full(len(batch), -numpy.inf)
    numpy.maximum.at(top, owner, scores)
    weight = numpy.exp(scores - top[owner])
    whole = numpy.bincount(owner, weight, len(batch))
    among = numpy.bincount(owner, weight * right, len(batch))
    counts = numpy.array([choice.weight for choice in batch])
    miss = weight / whole[owner] - weight * right / numpy.maximum(among[owner], 1e-12)
    slope: Floats = (miss * (counts / counts.sum())[owner]).astype(numpy.float32)
    return slope
