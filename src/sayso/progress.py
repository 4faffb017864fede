"""How far a long piece of work is. Who watches is told; who works says it as the items pass by.

    with watched(lambda done: print(f"{done:.0%}")):
        reader.read_text(text)

The work is one span from 0 to 1; ``part`` gives what runs inside it a stretch of that, and ``passing`` goes through it
item by item. Where nobody watches, both do nothing. A watch is one thread's; other processes are not heard of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Watch:
    """``low`` to ``high``: what is left of the stretch that the work in hand has."""

    tell: Callable[[float], None]
    low: float = 0.0
    high: float = 1.0


_watch: ContextVar[_Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(tell: Callable[[float], None]) -> Iterator[None]:
    """Tell how much is done of the work inside, from 0 to 1; it may be told often, and never less than before but when
    another piece of work begins."""
    token = _watch.set(_Watch(tell))
    try:
        yield
    finally:
        _watch.reset(token)


@contextmanager
def part(low: float, high: float) -> Iterator[None]:
    """What is done inside is this stretch of the work in hand; ``low``, ``high``: from 0 to 1."""
    watch = _watch.get()
    if watch is None:
        yield
        return
    first, last = watch.low, watch.high
    watch.low, watch.high = first + low * (last - first), first + high * (last - first)
    watch.tell(watch.low)
    try:
        yield
    finally:
        watch.tell(first + high * (last - first))
        watch.low, watch.high = first, last


def passing(items: Sequence[T], share: float = 1.0) -> Iterator[T]:
    """The items, one by one. ``share``: how much of what is left of the stretch in hand they are."""
    watch = _watch.get()
    if watch is None:
        yield from items
        return
    first, step = watch.low, share * (watch.high - watch.low) / max(len(items), 1)
    for number, item in enumerate(items):
        watch.low = first + number * step
        watch.tell(watch.low)
        yield item
    watch.low = first + len(items) * step
