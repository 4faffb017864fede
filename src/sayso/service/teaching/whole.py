"""Teaching the whole network instead of its head alone: needs torch (the extra ``train``), and minutes for seconds.

What people marked is trained as they have it, every other word as the network read it before. The weights of signs are
learned on what networks say of lessons that they were not trained with.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy

from sayso.errors import UsageError
from sayso.model import EVENT_TYPES
from sayso.service.teaching.folder import trigger_files
from sayso.service.teaching.judging import HeldOut, Taught, counted, parts_of
from sayso.service.teaching.lessons import Correction, Lesson, Reread
from sayso.service.teaching.weighing import moved
from sayso.triggers import TriggerModel
from sayso.triggers.likelihoods import within
from sayso.triggers.model import GRAPH

if TYPE_CHECKING:
    from sayso.service.teaching.network import Window

__all__ = ["Whole", "taught_whole"]

_PARTS = 3
"""Parts that are held out one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What was learned: the files of the model of triggers, the weights of signs, what held-out records say."""

    files: dict[str, bytes]
    taught: Taught
    held_out: HeldOut | None


def taught_whole(
    reread: Reread, lessons: Sequence[Lesson], before: Taught, source: Path, watch: Callable[[str], None]
) -> Whole:
    """What the lessons teach the network in the folder ``source``. Raises UsageError where torch is not installed."""
    tuner = _Tuner(source, before.correction)
    none = numpy.zeros_like(before.correction)
    parts = parts_of(lessons, _PARTS)
    away: list[list[Lesson]] = []
    for number, (inside, outside) in enumerate(parts if len(parts) > 1 else [], 1):
        watch(f"held out: training without part {number} of {len(parts)}")
        with tuner.model(outside) as model:
            away.append([_again(lesson, model) for lesson in inside])
    watch("training on all records")
    files = tuner.files(lessons)
    cases = [[case for lesson in some for case in reread.cases(lesson, none)] for some in away]
    pairs = []
    for number, (inside, _) in enumerate(parts if away else []):
        others = [case for n, some in enumerate(cases) if n != number for case in some]
        weights = moved(others, before.weights) if others else before.weights
        for lesson, told in zip(inside, away[number], strict=True):
            old = reread.claims(lesson, before.correction, before.weights)
            pairs.append((lesson, old, reread.claims(told, none, weights)))
    every = [case for some in cases for case in some]
    learned = Taught(none, moved(every, before.weights) if every else dict(before.weights))
    return Whole(files=files, taught=learned, held_out=counted(pairs) if pairs else None)


def _again(lesson: Lesson, model: TriggerModel) -> Lesson:
    return replace(lesson, states=model.states(lesson.sample.text, lesson.hints))


class _Opened:
    """A model of triggers from a folder that is gone when the block ends."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files
        self._folder = tempfile.TemporaryDirectory(prefix="sayso-")

    def __enter__(self) -> TriggerModel:
        for name, content in self._files.items():
            (Path(self._folder.name) / name).write_bytes(content)
        return TriggerModel(Path(self._folder.name))

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


class _Tuner:
    """Trains the network of a folder further, always from where it is."""

    def __init__(self, source: Path, correction: Correction) -> None:
        try:
            from sayso.service.teaching import network
        except ModuleNotFoundError as error:
            raise UsageError(
                f"training the whole network needs {error.name}: install sayso[train], or leave --whole out"
            ) from error
        self._network: Any = network
        self._source, self._correction = source, correction
        self._model = TriggerModel(source)

    def model(self, lessons: Sequence[Lesson]) -> _Opened:
        """The model that these lessons make."""
        return _Opened(self.files(lessons))

    def files(self, lessons: Sequence[Lesson]) -> dict[str, bytes]:
        """The files of the model that these lessons make."""
        net = self._network.opened((self._source / GRAPH).read_bytes(), self._correction)
        net = self._network.tuned(net, [window for lesson in lessons for window in self._windows(lesson)])
        with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
            self._network.write_graph(net, Path(folder) / GRAPH)
            graph = (Path(folder) / GRAPH).read_bytes()
        return trigger_files(self._source, graph, None, self._network.INNER)

    def _windows(self, lesson: Lesson) -> Iterator[Window]:
        seen = lesson.states
        odds = seen.odds + seen.states @ self._correction[:-1].astype(float) + self._correction[-1]
        wanted, counts = 1 / (1 + numpy.exp(-odds)), numpy.zeros(odds.shape)
        for mark in lesson.sample.marks:
            at = list(within(seen.pieces, mark.span.start, mark.span.end))
            column = EVENT_TYPES.index(mark.type)
            wanted[at, column], counts[at, column] = float(mark.right), 1 / max(len(at), 1)
        for start, end, ids, hinted in self._model.fed(lesson.sample.text, lesson.hints):
            edges = ((1, 1), (0, 0))
            yield ids, hinted, numpy.pad(wanted[start:end], edges), numpy.pad(counts[start:end], edges)
