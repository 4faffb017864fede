"""Several processes on one machine: a function over many items, the order kept, no item lost to another.

The pool is forked after everything has been loaded, so that the processes share the model's memory and start at once.
Where the system cannot fork (Windows), one process does the work. What a function returns is pickled.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeVar

__all__ = ["Lost", "can_fork", "in_processes"]

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 4
"""Items given out ahead of the one waited for, for each process: keeps all busy and memory bounded."""


_LOOK = 1.0
"""Seconds between two looks of a child whether its parent is still there."""


class Lost(Exception):
    """The process that worked on an item ended without an answer (killed, or out of memory)."""


def can_fork() -> bool:
    """Whether this system can start processes that share what is loaded."""
    return "fork" in multiprocessing.get_all_start_methods()


def in_processes(work: Callable[[T], R], items: Iterable[T], processes: int) -> Iterator[R | Lost]:
    """``work(item)`` of every item, in the order of the items.

    An item whose process dies is tried once more, alone; when that fails as well its place holds a Lost. What
    ``work`` raises is raised here, so it should return its errors.
    """
    pending: deque[tuple[T, Future[Any] | None]] = deque()
    source = iter(items)
    pool = _pool(work, processes)
    try:
        while True:
            for item in islice(source, AHEAD * processes - len(pending)):
                pending.append((item, _submit(pool, item)))
            if not pending:
                return
            item, future = pending.popleft()
            try:
                if future is None:
                    raise BrokenProcessPool
                yield future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                yield _alone(work, item)
                pool = _pool(work, processes)
                pending = deque((other, _again(pool, other, done)) for other, done in pending)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(work: Callable[[T], R], processes: int) -> ProcessPoolExecutor:
    # The function reaches the children by the fork, so it need not be picklable.
    return ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _begin, (work, os.getpid()))


def _submit(pool: ProcessPoolExecutor, item: Any) -> Future[Any] | None:
    try:
        return pool.submit(_run, item)
    except BrokenProcessPool:
        return None


def _again(pool: ProcessPoolExecutor, item: Any, done: Future[Any] | None) -> Future[Any] | None:
    """The answer that an item has already, else a new attempt: those in hand when a process died are lost with it."""
    finished = done is not None and done.done() and not done.cancelled() and done.exception() is None
    return done if finished else _submit(pool, item)


def _alone(work: Callable[[T], R], item: T) -> R | Lost:
    pool = _pool(work, 1)
    try:
        result: R = pool.submit(_run, item).result()
        return result
    except BrokenProcessPool:
        return Lost("the process that read it was killed or ran out of memory")
    finally:
        pool.shutdown(wait=True)


_work: Callable[[Any], Any]


def _begin(work: Callable[[Any], Any], parent: int) -> None:
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key press is for the parent, which ends its children
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: int) -> None:
    """End with the parent, even if that was killed and could not say so."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _run(item: Any) -> Any:
    return _work(item)
