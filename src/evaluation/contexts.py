"""What the linker knows of context (``sayso.claims.link.context``), learned by descent: numpy, one thread, fixed seed.

As in ``evaluation.networks`` the likelihood of all right options of a choice together is raised. The states of the
encoder are given and stay as they are; a part of their numbers is left out at random, so that no few of them decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy
import numpy.typing as npt

from evaluation.adam import Adam, Floats, slopes_of_scores
from evaluation.links import Choice
from sayso.claims.link import ContextWeights, Seen
from sayso.claims.link.context import APART
from sayso.model import EVENT_TYPES

__all__ = ["learn_context"]

_WIDE, _ROUNDS, _BATCH, _RATE, _LAST, _DECAY, _DROP = 16, 8, 64, 2e-3, 0.03, 0.05, 0.2
"""Numbers that are made of a state; rounds; choices at once; rate, what is left of it at the end, and decay; the share
of a state that is left out."""


def learn_context(choices: Sequence[Choice], seeds: int = 3) -> ContextWeights | None:
    """The weights that the choices of one field teach, averages over several seeds; None where no encoder saw them."""
    useful = [c for c in choices if c.seen is not None and any(c.right) and not all(c.right)]
    if not useful:
        return None
    found = [_learned(useful, seed) for seed in range(seeds)]
    root = numpy.float32(seeds**0.5)

    def beside(name: str) -> Floats:
        return numpy.concatenate([one[name] for one in found], axis=1)

    def mean(name: str) -> Floats:
        total: Floats = numpy.mean([one[name] for one in found], axis=0, dtype=numpy.float32)
        return total

    made = {"query": beside("query") / root, "kinds": beside("kinds") / root, "key": beside("key")}
    names = [field.name for field in fields(ContextWeights)]
    return ContextWeights(*((made[name] if name in made else mean(name)).astype(numpy.float64) for name in names))


def _learned(choices: Sequence[Choice], seed: int) -> dict[str, Floats]:
    chance = numpy.random.default_rng(seed)
    assert choices[0].seen is not None
    weights = _first(len(choices[0].seen.trigger), chance)
    descent = Adam(weights, decay=_DECAY, decayed=("query", "key", "prior", "none"))
    steps = _ROUNDS * -(-len(choices) // _BATCH)
    for _ in range(_ROUNDS):
        order = chance.permutation(len(choices))
        for start in range(0, len(order), _BATCH):
            batch = _Batch([choices[at] for at in order[start : start + _BATCH]], chance)
            descent.step(batch.slopes(weights), _RATE * max(_LAST, 1 - descent.steps / steps))
    return weights


def _first(width: int, chance: numpy.random.Generator) -> dict[str, Floats]:
    """The weights before anything is learned."""
    kinds, spread = len(EVENT_TYPES), width**-0.5

    def drawn(size: float, *shape: int) -> Floats:
        return chance.uniform(-size, size, shape).astype(numpy.float32)

    return {
        "query": drawn(spread, width, _WIDE), "key": drawn(spread, width, _WIDE), "kinds": drawn(0.04, kinds, _WIDE),
        "prior": drawn(spread, width), "apart": drawn(0.04, APART), "none": drawn(spread, width),
        "no_kinds": drawn(0.04, kinds),
    }  # fmt: skip


class _Batch:
    """Choices side by side: every mention with the numbers of its option and of its choice."""

    def __init__(self, choices: Sequence[Choice], chance: numpy.random.Generator) -> None:
        self._choices = choices
        seen: list[Seen] = [choice.seen for choice in choices if choice.seen is not None]
        firsts = numpy.cumsum([0, *(one.options for one in seen)])
        self._kinds = numpy.array([one.kind for one in seen])
        self._triggers = _thinned(numpy.array([one.trigger for one in seen]), chance)
        self._mentions = _thinned(numpy.concatenate([one.mentions for one in seen]), chance)
        self._apart = numpy.concatenate([one.apart for one in seen])
        self._option = numpy.concatenate([one.owner + first for one, first in zip(seen, firsts, strict=False)])
        self._choice = numpy.repeat(numpy.arange(len(seen)), [len(one.owner) for one in seen])
        self._owner = numpy.repeat(numpy.arange(len(seen)), [one.options for one in seen])

    def slopes(self, weights: dict[str, Floats]) -> dict[str, Floats]:
        """The slopes of the mean loss by each weight."""
        root = numpy.float32(_WIDE**0.5)
        asked = self._triggers @ weights["query"] + weights["kinds"][self._kinds]
        made = self._mentions @ weights["key"]
        suits = (made * asked[self._choice]).sum(1) / root
        suits += self._mentions @ weights["prior"] + weights["apart"][self._apart]
        scores = (self._triggers @ weights["none"] + weights["no_kinds"][self._kinds])[self._owner]
        top = numpy.full(len(scores), -numpy.inf, dtype=numpy.float32)
        numpy.maximum.at(top, self._option, suits)
        among = numpy.exp(suits - top[self._option])
        whole = numpy.bincount(self._option, among, len(scores))
        named = whole > 0
        scores[named] = top[named] + numpy.log(whole[named])
        miss = slopes_of_scores(scores, self._choices, self._owner)
        each = (miss[self._option] * among / whole[self._option]).astype(numpy.float32)
        of_none = numpy.bincount(self._owner, numpy.where(named, 0, miss), len(asked)).astype(numpy.float32)
        by_made = each[:, None] * asked[self._choice] / root
        by_asked = numpy.zeros_like(asked)
        numpy.add.at(by_asked, self._choice, each[:, None] * made / root)
        return {
            "query": self._triggers.T @ by_asked, "key": self._mentions.T @ by_made,
            "kinds": _summed(by_asked, self._kinds, weights["kinds"]), "prior": self._mentions.T @ each,
            "apart": numpy.bincount(self._apart, each, APART).astype(numpy.float32),
            "none": self._triggers.T @ of_none,
            "no_kinds": numpy.bincount(self._kinds, of_none, len(EVENT_TYPES)).astype(numpy.float32),
        }  # fmt: skip


def _thinned(states: npt.NDArray[numpy.floating], chance: numpy.random.Generator) -> Floats:
    kept = chance.random(states.shape, dtype=numpy.float32) >= _DROP
    return states.astype(numpy.float32) * kept / numpy.float32(1 - _DROP)


def _summed(rows: Floats, numbers: npt.NDArray[numpy.int64], like: Floats) -> Floats:
    total = numpy.zeros_like(like)
    numpy.add.at(total, numbers, rows)
    return total
