"""The review queue: which claim a person looks at next, what it hangs on, and how they get on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log2
from typing import Any, Literal

from sayso.model import Decision, Span
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed, WaitOrder, Waits

Order = Literal["worth", "doubt", "field", "reach", "recent"]
ORDERS: dict[Order, str] = {
    "worth": "doubtful and far told first",
    "doubt": "least sure first",
    "field": "least sure field first",
    "reach": "told by most reports first",
    "recent": "latest day first",
}
"""Orders of the queue, in words."""
COUNTED = 100_000
"""Where waiting claims can only be counted one by one they are counted no further."""
_FEW = 1_000
"""So many that wait are sooner found and sorted than walked to in their order."""
_WEIGHED = 300
"""So many of the most doubtful and of the farthest told are weighed against each other."""
_PAUSE = timedelta(minutes=5)
"""A longer time between two verdicts is a pause, and no part of the pace."""
_SHORTEST = 30
"""Seconds of work that a pace can be told from."""
_BREAK = re.compile(r"[.!?]['\"”’)]*\s+|\n\s*\n?")
_NEAR = 700
"""Characters before and after a sentence in which its neighbours are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What is shown of the queue: a claim, or none when nothing is left in this direction.

    ``decisions``: those about the claim that hold, oldest first. ``waiting``: how many claims wait under the filter;
    COUNTED stands for as many or more, where they were counted one by one. ``before``, ``after``: stretches of the
    report around the claim's sentence.
    """

    listed: Listed | None
    decisions: tuple[Decision, ...]
    waiting: int
    before: Span | None = None
    after: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a person gets on.

    ``today``: claims judged since midnight UTC; ``hourly``: claims an hour over the verdicts since the last pause of
    more than five minutes, None for fewer than three or less than half a minute; ``last``: the decisions that they can
    take back, the latest first.
    """

    today: int
    hourly: int | None
    last: tuple[Decision, ...]


def turn(
    store: Store, filter: Filter, order: Order = "worth", *, person: str | None = None, claim: str | None = None,
    beside: str | None = None, back: bool = False,
) -> Turn:  # fmt: skip
    """The claim whose turn it is.

    ``claim``: this one, whether it waits or not; else the first that waits behind (``back``: before) the claim
    ``beside``, else the first of all. ``person``: what this person has not judged yet, whoever else has; None: what
    nobody has. Raises LedgerError where a claim named is not there.
    """
    line = _Line(store, filter, person)
    id = claim or line.next(order, beside, back)
    if id is None:
        return Turn(listed=None, decisions=(), waiting=line.waiting)
    listed = store.claims.get(id)
    before, after = around(listed.document.text, listed.read.sentence)
    decisions = tuple(store.decisions.holding([id]))
    return Turn(listed=listed, decisions=decisions, waiting=line.waiting, before=before, after=after)


def ahead(
    store: Store, filter: Filter, order: Order = "worth", *, person: str | None = None, limit: int = 50
) -> list[Waits]:
    """The first claims that wait, in an order; by worth no more than those weighed against each other."""
    line = _Line(store, filter, person)
    return line.weighed()[:limit] if order == "worth" else line.first(order, limit)


class _Line:
    """The claims that wait under a filter. ``waiting``: how many, as of ``Turn``."""

    def __init__(self, store: Store, filter: Filter, person: str | None) -> None:
        self._store, self._filter, self._person = store, filter, person
        self.waiting = store.waiting.count(filter, person=person, most=COUNTED)

    def next(self, order: Order, beside: str | None, back: bool) -> str | None:
        """The first claim behind, or before, another."""
        if order != "worth":
            found = self.first(order, 1, beside=beside, back=back)
            return found[0].claim if found else None
        ranked = self.weighed()
        at = self._store.waiting.one(beside) if beside else None
        if at is not None:
            ranked = [one for one in ranked if (_rank(one) < _rank(at) if back else _rank(one) > _rank(at))]
        return ranked[-1 if back else 0].claim if ranked else None

    def weighed(self) -> list[Waits]:
        """The most doubtful and the farthest told, those that are most worth a look first."""
        doubtful = self.first("doubt", _WEIGHED)
        told = self.first("reach", _WEIGHED) if len(doubtful) == _WEIGHED else []
        return sorted({*doubtful, *told}, key=_rank)

    def first(self, order: WaitOrder, limit: int, **beside: Any) -> list[Waits]:
        """The first in an order; ``beside`` as of ``store.sqlite.waiting.Waiting``."""
        if not self.waiting:
            return []
        few = self.waiting < _FEW
        waiting = self._store.waiting
        return waiting.claims(self._filter, order, person=self._person, limit=limit, few=few, **beside)


def worth(one: Waits) -> float:
    """What a look at a claim is expected to be worth: how unsure its reading is, times how far it is told."""
    return 4 * one.confidence * (1 - one.confidence) * log2(1 + max(one.documents, 1))


def _rank(one: Waits) -> tuple[float, str]:
    return -worth(one), one.claim


def around(text: str, sentence: Span, count: int = 2) -> tuple[Span | None, Span | None]:
    """The ``count`` sentences before and after one, as far as they stand near it; None where nothing does."""
    first, last = max(0, sentence.start - _NEAR), min(len(text), sentence.end + _NEAR)
    ends = [found.end() for found in _BREAK.finditer(text, first, sentence.start) if text[first : found.end()].strip()]
    starts = ([first] if first == 0 else []) + [end for end in ends if end < sentence.start]
    start = starts[-count] if len(starts) >= count else starts[0] if starts else sentence.start
    stops = [found.end() for found in _BREAK.finditer(text, sentence.end, last) if found.start() > sentence.end]
    stops += [last] if last == len(text) else []
    end = stops[min(count, len(stops)) - 1] if stops else sentence.end
    start += len(text[start : sentence.start]) - len(text[start : sentence.start].lstrip())
    end -= len(text[sentence.end : end]) - len(text[sentence.end : end].rstrip())
    return _filled(start, sentence.start), _filled(sentence.end, end)


def _filled(start: int, end: int) -> Span | None:
    return Span(start=start, end=end) if start < end else None


def pace(store: Store, person: str, *, now: datetime | None = None, last: int = 8) -> Pace:
    """How a person gets on today."""
    if not person:
        return Pace(today=0, hourly=None, last=())
    at = now or datetime.now(UTC)
    made = store.decisions.made_by(person, since=at.replace(hour=0, minute=0, second=0, microsecond=0))
    verdicts = [d for d in made if d.kind in ("accept", "reject")]
    judged = {claim for d in verdicts for claim in d.claims}
    recent = store.decisions.made_by(person, limit=last)
    return Pace(today=len(judged), hourly=_hourly([d.at for d in verdicts]), last=tuple(reversed(recent)))


def _hourly(instants: list[datetime]) -> int | None:
    """Verdicts an hour since the last pause."""
    if len(instants) < 3:
        return None
    run = [instants[-1]]
    for instant in reversed(instants[:-1]):
        if run[-1] - instant > _PAUSE:
            break
        run.append(instant)
    seconds = (run[0] - run[-1]).total_seconds()
    return round((len(run) - 1) * 3600 / seconds) if len(run) >= 3 and seconds >= _SHORTEST else None
