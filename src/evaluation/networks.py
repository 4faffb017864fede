"""The network that compares options (``sayso.claims.link.scoring``), learned by descent: numpy, one thread, fixed seed.

Of a choice the likelihood of all its right options together is raised; choices without a right option teach nothing.
Several networks, each from its own seed, are averaged: their hidden units lie side by side in one.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy
import numpy.typing as npt

from evaluation.adam import Adam, Floats, slopes_of_scores
from evaluation.contexts import learn_context
from evaluation.links import Choice
from sayso.claims.link import MANIFEST, ContextWeights, Scorer
from sayso.claims.link.scoring import CONTEXT

__all__ = ["Network", "learn", "seal", "write"]

_UNITS, _ROUNDS, _BATCH, _RATE, _DECAY = 48, 10, 32, 5e-3, 1e-4
_DROP, _SIGN_DROP = 0.4, 0.2
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
    context: ContextWeights | None = None

    def scorer(self) -> Scorer:
        """What scores by these weights, as it will once they are written."""
        vectors, plain, bias, out = map(_halved, (self.vectors, self.plain, self.bias, self.out))
        return Scorer(self.signs, vectors, plain, bias, out, self.context and _halved_context(self.context))


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
        learn_context(choices, seeds),
    )


def _halved(part: npt.NDArray[numpy.floating]) -> npt.NDArray[numpy.float64]:
    """As it is once it was written in half precision."""
    return part.astype(numpy.float16).astype(numpy.float64)


def _halved_context(context: ContextWeights) -> ContextWeights:
    return ContextWeights(*(_halved(getattr(context, field.name)) for field in fields(ContextWeights)))


def write(path: Path, network: Network) -> None:
    """Write the weights in half precision: the same network gives the same bytes."""
    parts = {name: getattr(network, name) for name in ("vectors", "plain", "bias", "out")}
    if network.context:
        parts |= {name: getattr(network.context, name.removeprefix("context_")) for name in CONTEXT}
    half = {name: part.astype(numpy.float16) for name, part in parts.items()}
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
        self._descent = Adam(self.weights, _DECAY)

    def over(self, choices: Sequence[_Encoded]) -> _Descent:
        """Learn from the choices, shuffled anew in every round."""
        steps = _ROUNDS * -(-len(choices) // _BATCH)
        for _ in range(_ROUNDS):
            order = self._chance.permutation(len(choices))
            for start in range(0, len(order), _BATCH):
                rate = _RATE * max(_LAST, 1 - self._descent.steps / steps)
                self._descent.step(self._slopes([choices[at] for at in order[start : start + _BATCH]]), rate)
        return self

    def _slopes(self, batch: Sequence[_Encoded]) -> dict[str, Floats]:
        """The slopes of the mean loss of a batch, some signs and units left out at random."""
        own, every, owner = self._rows(batch)
        weights = self.weights
        hidden = every @ weights["vectors"] + weights["bias"]
        kept = (self._chance.random(hidden.shape, dtype=numpy.float32) >= _DROP) / numpy.float32(1 - _DROP)
        active = numpy.where(hidden > 0, kept, numpy.float32(0))
        units = hidden * active
        miss = slopes_of_scores(units @ weights["out"] + own @ weights["plain"], batch, owner)
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
