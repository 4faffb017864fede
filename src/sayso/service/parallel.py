"""Several processes on one machine: a function over many items, the order kept, no item lost to another.

The pool is forked after everything has been loaded, so that the processes share the model's memory and start at once.
Where the system cannot fork (Windows), one process does the work. What a function returns is pickled; sayso's own
dataclasses are written as plain tuples of their fields, which is quicker than pickle's own way.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import MemberDescriptorType
from typing import Any, TypeVar, cast

from sayso import errors, model

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
    pending: deque[tuple[T, Future[bytes] | None]] = deque()
    source = iter(items)
    pool = _pool(work, processes)
    try:
        while True:
            for item in _take(source, AHEAD * processes - len(pending)):
                pending.append((item, _submit(pool, item)))
            if not pending:
                return
            item, future = pending.popleft()
            try:
                if future is None:
                    raise BrokenProcessPool
                yield _load(future.result())
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


def _take(source: Iterator[T], number: int) -> Iterator[T]:
    for _ in range(number):
        try:
            yield next(source)
        except StopIteration:
            return


def _submit(pool: ProcessPoolExecutor, item: Any) -> Future[bytes] | None:
    try:
        return pool.submit(_run, item)
    except BrokenProcessPool:
        return None


def _again(pool: ProcessPoolExecutor, item: Any, done: Future[bytes] | None) -> Future[bytes] | None:
    """The answer that an item has already, else a new attempt: those in hand when a process died are lost with it."""
    finished = done is not None and done.done() and not done.cancelled() and done.exception() is None
    return done if finished else _submit(pool, item)


def _alone(work: Callable[[T], R], item: T) -> R | Lost:
    pool = _pool(work, 1)
    try:
        result: R = _load(pool.submit(_run, item).result())
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


def _run(item: Any) -> bytes:
    return _dump(_work(item))


def _dump(value: Any) -> bytes:
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _reducers()
    pickler.dump(value)
    return out.getvalue()


def _load(data: bytes) -> Any:
    return pickle.loads(data)


@cache
def _reducers() -> dict[type, Callable[[Any], tuple[Any, ...]]]:
    """How each dataclass of the model is written: its class and its fields; a sentence's tokens column by column."""
    kinds = [kind for kind in vars(model).values() if isinstance(kind, type) and is_dataclass(kind)]
    failures = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    return {
        **{kind: _reducer(kind) for kind in kinds},
        **dict.fromkeys(failures, _reduce_error),
        model.Sentence: _reduce_sentence,
    }


def _reducer(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    names = tuple(slot.__name__ for slot in _slots(kind))

    def reduce(value: Any) -> tuple[Any, ...]:
        return _make, (kind, [getattr(value, name) for name in names])

    return reduce


def _reduce_error(error: Exception) -> tuple[Any, ...]:
    # Pickle would call the class with the finished message, which is not what these classes take.
    return _make_error, (type(error), error.args, vars(error))


def _make_error(kind: type[Exception], arguments: tuple[Any, ...], state: dict[str, Any]) -> Exception:
    made = kind.__new__(kind)
    made.args = arguments
    vars(made).update(state)
    return made


def _make(kind: type, values: list[Any]) -> Any:
    made: Any = object.__new__(kind)
    for slot, value in zip(_slots(kind), values, strict=True):
        slot.__set__(made, value)  # past the guard of a frozen dataclass
    return made


def _reduce_sentence(sentence: model.Sentence) -> tuple[Any, ...]:
    values = [getattr(sentence, slot.__name__) for slot in _slots(model.Sentence) if slot.__name__ != "tokens"]
    columns = [list(map(attrgetter(slot.__name__), sentence.tokens)) for slot in _slots(model.Token)]
    return _make_sentence, (values, columns)


def _make_sentence(values: list[Any], columns: list[list[Any]]) -> model.Sentence:
    tokens = tuple(object.__new__(model.Token) for _ in columns[0])
    for slot, column in zip(_slots(model.Token), columns, strict=True):
        deque(map(slot.__set__, tokens, column), maxlen=0)
    position = [slot.__name__ for slot in _slots(model.Sentence)].index("tokens")
    made: model.Sentence = _make(model.Sentence, [*values[:position], tokens, *values[position:]])
    return made


@cache
def _slots(kind: type) -> tuple[MemberDescriptorType, ...]:
    return tuple(getattr(kind, field.name) for field in fields(cast(Any, kind)))
