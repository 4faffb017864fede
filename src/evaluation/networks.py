"""The network that compares options (``sayso.claims.link.scoring``), learned by descent: numpy, one thread, fixed seed.

Of a choice the likelihood of all its right options together is raised; choices without a right option teach nothing.
Several networks, each from its own seed, are averaged: their hidden units lie side by side in one.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
import numpy.typing as npt

from evaluation.links import Choice
from sayso.claims.link import MANIFEST, Scorer

__all__ = ["Network", "learn", "seal", "write"]

Floats = npt.NDArray[numpy.float32]
_UNITS, _ROUNDS, _BATCH, _RATE, _DECAY = 48, 10, 32, 5e-3, 1e-4
_DROP, _SIGN_DROP = 0.4, 0.2
_BETAS, _SMALL = (0.9, 0.999), 1e-8
_LEAST = 8
_WORDS = ("lemma ", "word ", "in under ", "out under ", "of noun ", "at noun ")
"""Signs that hold a word, left out for places and actors: held-out reports are read better without them."""
_WORDLESS = ("place", "actors")
_LAST = 0.02
"""The share of the learning rate that is left at the end."""


@dataclass(frozen=True, slots=True)
class Network:
    """Weights by sign: see ``sayso.claims.link.scoring``."""

    signs: tuple[str, ...]
    vectors: Floats
    plain: Floats
    bias: Floats
    out: Floats

    def scorer(self) -> Scorer:
        """What scores by these weights, as it will once they are written."""
        parts = (self.vectors, self.plain, self.bias, self.out)
        return Scorer(self.signs, *(part.astype(numpy.float16).astype(numpy.float64) for part in parts))


def learn(choices: Sequence[Choice], seeds: int = 3) -> Network:
    """The average of networks from several seeds."""
    counts = Counter(s for c in choices for s in {*c.situation, *(sign for option in c.options for sign in option)})
    barred = _WORDS if choices[0].field in _WORDLESS else ()
    signs = tuple(sorted(s for s, times in counts.items() if times >= _LEAST and not s.startswith(barred)))
    number = {sign: at for at, sign in enumerate(signs)}
    useful = [_encoded(choice, number) for choice in choices if any(choice.right)]
    nets = [_Descent(len(signs), seed).over(useful) for seed in range(seeds)]
    return Network(
        signs,
        numpy.concatenate([net.weights["vectors"] for net in nets], axis=1),
        numpy.mean([net.weights["plain"] for net in nets], axis=0, dtype=numpy.float32),
        numpy.concatenate([net.weights["bias"] for net in nets]),
        numpy.concatenate([net.weights["out"] / numpy.float32(seeds) for net in nets]),
    )


def write(path: Path, network: Network) -> None:
    """Write the weights in half precision: the same network gives the same bytes."""
    half = {name: getattr(network, name).astype(numpy.float16) for name in ("vectors", "plain", "bias", "out")}
    numpy.savez_compressed(path, signs=numpy.array(network.signs), **half)


def seal(folder: Path, note: str) -> None:
    """Write the manifest of the weights in a folder: the SHA-256 of each file, and a note of what they learned from."""
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.npz"))}
    (folder / MANIFEST).write_text(json.dumps({"note": note, "sha256": hashes}, indent=1) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Encoded:
    situation: list[int]
    options: list[list[int]]
    right: list[bool]
    weight: float


def _encoded(choice: Choice, number: dict[str, int]) -> _Encoded:
    return _Encoded(
        [number[s] for s in choice.situation if s in number],
        [[number[s] for s in option if s in number] for option in choice.options],
        list(choice.right),
        choice.weight,
    )


class _Descent:
    """One network while it is learned (Adam with decay)."""

    def __init__(self, signs: int, seed: int) -> None:
        self._chance = numpy.random.default_rng(seed)
        self.weights: dict[str, Floats] = {
            "vectors": self._chance.normal(0, 0.1, (signs, _UNITS)).astype(numpy.float32),
            "plain": numpy.zeros(signs, dtype=numpy.float32),
            "bias": numpy.zeros(_UNITS, dtype=numpy.float32),
            "out": self._chance.uniform(-1, 1, _UNITS).astype(numpy.float32) / numpy.float32(_UNITS**0.5),
        }
        self._first = {name: numpy.zeros_like(part) for name, part in self.weights.items()}
        self._second = {name: numpy.zeros_like(part) for name, part in self.weights.items()}

    def over(self, choices: Sequence[_Encoded]) -> _Descent:
        """Learn from the choices, shuffled anew in every round."""
        steps, step = _ROUNDS * -(-len(choices) // _BATCH), 0
        for _ in range(_ROUNDS):
            order = self._chance.permutation(len(choices))
            for start in range(0, len(order), _BATCH):
                rate = _RATE * max(_LAST, 1 - step / steps)
                step += 1
                self._step([choices[at] for at in order[start : start + _BATCH]], rate, step)
        return self

    def _step(self, batch: Sequence[_Encoded], rate: float, step: int) -> None:
        slopes = self._slopes(batch)
        for name, slope in slopes.items():
            first, second, part = self._first[name], self._second[name], self.weights[name]
            first += (1 - _BETAS[0]) * (slope - first)
            second += (1 - _BETAS[1]) * (slope**2 - second)
            size = numpy.sqrt(second / (1 - _BETAS[1] ** step)) + _SMALL
            part *= 1 - rate * _DECAY
            part -= (rate / (1 - _BETAS[0] ** step)) * first / size

    def _slopes(self, batch: Sequence[_Encoded]) -> dict[str, Floats]:
        """The slopes of the mean loss of a batch, some signs and units left out at random."""
        own, every, owner = self._rows(batch)
        weights = self.weights
        hidden = every @ weights["vectors"] + weights["bias"]
        kept = (self._chance.random(hidden.shape, dtype=numpy.float32) >= _DROP) / numpy.float32(1 - _DROP)
        active = numpy.where(hidden > 0, kept, numpy.float32(0))
        units = hidden * active
        miss = _miss(units @ weights["out"] + own @ weights["plain"], batch, owner)
        inner = miss[:, None] * weights["out"][None] * active
        return {"vectors": every.T @ inner, "plain": own.T @ miss, "bias": inner.sum(0), "out": units.T @ miss}

    def _rows(self, batch: Sequence[_Encoded]) -> tuple[Floats, Floats, npt.NDArray[numpy.int64]]:
        """A row of 0 and 1 for each option: its own signs, all signs; and the number of its choice."""
        count = sum(len(choice.options) for choice in batch)
        own = numpy.zeros((count, len(self.weights["plain"])), dtype=numpy.float32)
        every, owner, at = numpy.zeros_like(own), numpy.zeros(count, dtype=numpy.int64), 0
        for number, choice in enumerate(batch):
            for option in choice.options:
                own[at, option] = 1
                every[at, choice.situation] = 1
                owner[at] = number
                at += 1
        own *= self._chance.random(own.shape, dtype=numpy.float32) >= _SIGN_DROP
        every += own
        return own, every, owner


def _miss(scores: Floats, batch: Sequence[_Encoded], owner: npt.NDArray[numpy.int64]) -> Floats:
    """The slope of the loss by each score: how likely the option is, less how likely it is among the right ones."""
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
