"""What does the work: the processes of one machine, or a Ray cluster. Both do the same; only where differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol, TypeVar

from sayso.errors import UsageError
from sayso.service.parallel import Lost, can_fork, in_processes

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")


class Engine(Protocol):
    """Does jobs somewhere. What it is given must be picklable, ``make`` and ``split`` too."""

    def run(
        self, sources: Sequence[S], split: Callable[[S], Iterable[J]], make: Callable[[], Callable[[J], R]]
    ) -> Iterator[R | Lost]:
        """The result of every job that ``split`` makes of a source, in any order.

        ``make`` is called once for each worker, and makes what does a job; that loads what takes long. A job whose
        worker dies is done again by another; a Lost stands for one that killed that one as well.
        """


class Processes:
    """The processes of this machine. ``number``: how many; with one, this process does all."""

    def __init__(self, number: int = 1) -> None:
        self._number = number

    def run(
        self, sources: Sequence[S], split: Callable[[S], Iterable[J]], make: Callable[[], Callable[[J], R]]
    ) -> Iterator[R | Lost]:
        """As of Engine; in the order of the jobs."""
        jobs = (job for source in sources for job in split(source))
        if self._number < 2 or not can_fork():
            yield from _alone(jobs, make)
            return
        yield from in_processes(make(), jobs, self._number)


def _alone(jobs: Iterator[J], make: Callable[[], Callable[[J], R]]) -> Iterator[R]:
    first = next(jobs, None)
    if first is None:  # nothing is to do: nothing need be loaded
        return
    work = make()
    yield work(first)
    yield from map(work, jobs)


def each(engine: Engine, jobs: Sequence[J], work: Callable[[J], R]) -> Iterator[R]:
    """The result of ``work`` for each of some jobs. Raises UsageError for a job that killed two workers."""
    for result in engine.run(jobs, _alike, partial(_same, work)):
        if isinstance(result, Lost):
            raise UsageError(f"a worker was killed twice ({result}): give it more memory, or cut finer")
        yield result


def _alike(source: S) -> tuple[S]:
    return (source,)


def _same(work: Callable[[J], R]) -> Callable[[J], R]:
    return work
