"""The time line: matching claims and their incidents in bins of days, weeks, months or years."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np

from sayso.service.overview.matching import Matching
from sayso.service.overview.records import Bin, Grain, Timeline
from sayso.store.columns import Ints
from sayso.store.filters import Filter
from sayso.store.protocol import Store

_GRAINS: tuple[Grain, ...] = ("day", "week", "month", "year")
_CELLS = 64_000_000
"""Bins times incidents up to which each pair has a byte of its own."""


def timeline(store: Store, filter: Filter, bins: int = 120) -> Timeline:
    """Matching claims by day, in the finest grain that needs at most so many bins (of years, as many as it takes)."""
    asked = Matching(store, filter)
    last, incident = asked.of(asked.columns.last), asked.of(asked.columns.incident)
    dated = last > 0
    days = last[dated]
    if not len(days):
        return Timeline(grain="day", bins=(), undated=len(last))
    low, high = int(days.min()), int(days.max())
    grain, starts = _bins(date.fromordinal(low), date.fromordinal(high), bins)
    edges = np.array(starts[:-1])
    where = np.searchsorted(edges, np.arange(low, high + 1), side="right").astype(np.int32) - 1
    at = where[days - low]
    claims = np.bincount(at, minlength=len(edges))
    incidents = _distinct(at, incident[dated], len(edges), len(asked.columns.incidents.rows))
    return Timeline(
        grain=grain,
        bins=tuple(
            Bin(
                first=date.fromordinal(first),
                last=date.fromordinal(after - 1),
                claims=int(claims[n]),
                incidents=int(incidents[n]),
            )
            for n, (first, after) in enumerate(pairwise(starts))
        ),
        undated=len(last) - len(days),
    )


def _bins(first: date, last: date, most: int) -> tuple[Grain, list[int]]:
    """The finest grain that needs at most so many bins; the ordinals of their first days, and of the day after them."""
    for grain in _GRAINS:
        starts = [_start(grain, first)]
        while starts[-1] <= last.toordinal() and (len(starts) <= most + 1 or grain == "year"):
            starts.append(_next(grain, starts[-1]))
        if len(starts) <= most + 1:
            break
    return grain, starts


def _start(grain: Grain, day: date) -> int:
    if grain == "week":
        return max(day.toordinal() - day.weekday(), 1)
    return (day if grain == "day" else day.replace(day=1, month=day.month if grain == "month" else 1)).toordinal()


def _next(grain: Grain, start: int) -> int:
    """The first day of the bin after; where days end, the one after the last."""
    at = date.fromordinal(start)
    if grain in ("day", "week"):
        return min(start + (1 if grain == "day" else 7 - at.weekday()), date.max.toordinal() + 1)
    month = at.month % 12 + 1 if grain == "month" else 1
    year = at.year + (month == 1)
    return at.replace(year=year, month=month).toordinal() if year <= date.max.year else date.max.toordinal() + 1


def _distinct(at: Ints, incident: Ints, bins: int, incidents: int) -> Ints:
    """How many incidents each bin has."""
    held = incident >= 0
    at, incident = at[held], incident[held]
    if bins * incidents <= _CELLS:
        seen = np.zeros((bins, incidents), dtype=np.bool_)
        seen[at, incident] = True
        return np.asarray(np.count_nonzero(seen, axis=1))
    pairs = np.unique(at.astype(np.int64) * incidents + incident)
    return np.bincount(pairs // incidents, minlength=bins)
