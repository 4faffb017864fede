"""Blocking: which tellings are worth comparing at all, found by keys instead of by looking at every pair.

A telling is stored under some keys and seeks under others; two tellings are compared when either seeks what the other
is stored under (the keys are made so that this is then true both ways). A key joins a day with a place: for a place
known to a town, a cell of half a degree; for a coarser one, its region or country. Without a place, the kind of event
and who acted or suffered takes its stead. A telling without a day of its own stands under the days on which its report
can have meant it. A person's name joins tellings published within a month or so of each other, wherever they put it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import cos, floor, radians

from sayso.incidents.profiles import Profile
from sayso.model import Spot
from sayso.model.words import fold

CELL = 0.5
"""Degrees; two places within ``REACH`` of each other share a cell."""
REACH = 0.24
LONGEST = 7
"""A time longer than this many days is blocked by its last days only."""
UNDATED = 3
"""Days before publication that an undated telling may speak of."""


def stored_keys(told: Profile) -> tuple[str, ...]:
    """The keys a telling is found under, sorted."""
    return _dated(told, _stored(told) | _called(told))


def sought_keys(told: Profile) -> tuple[str, ...]:
    """The keys under which tellings worth comparing with this one are stored, sorted."""
    return _dated(told, _sought(told) | _called(told))


def _dated(told: Profile, keys: set[str]) -> tuple[str, ...]:
    return tuple(sorted({f"{day:%y%m%d}{key}" for day in _days(told) for key in keys} | _named(told)))


def _called(told: Profile) -> set[str]:
    """What ties tellings of a day wherever they put it: the name of the town, which may have been misplaced; ages."""
    ages = {f"={word}" for word in told.words if word.endswith("-year-old")}
    return ages | ({f"={fold(told.spot.name)}"} if told.spot and _fine(told.spot) else set())


def _named(told: Profile) -> set[str]:
    """The month of publication and the one before it, with each person struck or striking."""
    if told.published is None:
        return set()
    months = (told.published, told.published.replace(day=1) - timedelta(1))
    return {f"{month:%y%m}@{name}" for month in months for name in sorted(told.names)[:8]}


def _days(told: Profile) -> Iterator[date]:
    """Its days and the day after, so that tellings a day apart meet."""
    if told.days:
        first, last = max(told.days[0], told.days[1] - timedelta(LONGEST)), told.days[1]
    elif told.published:
        first, last = told.published - timedelta(UNDATED), told.published
    else:
        yield date.min.replace(year=1970)
        return
    for n in range((last - first).days + 2):
        yield first + timedelta(n)


def _stored(told: Profile) -> set[str]:
    spot = told.spot
    if spot is None or (spot.lat is None and not spot.country):
        return {f"-{group}" for group in _unplaced(told)}
    placed = {f"+{group}" for group in _unplaced(told)}
    if _fine(spot):
        return placed | {f"f{cell}" for cell in _cells(spot)} | {f"F{_region(spot)}", f"N{spot.country}"}
    if spot.precision == "admin1" and spot.admin1:
        return placed | {f"r{_region(spot)}", f"R{spot.country}"}
    return placed | {f"c{spot.country or spot.name}"}


def _sought(told: Profile) -> set[str]:
    """Of a town: towns close by, its region and country; of a region: itself and its towns; of a country: all in it."""
    spot = told.spot
    if spot is None or (spot.lat is None and not spot.country):
        return {f"{sign}{group}" for group in _unplaced(told) for sign in "+-"}
    unplaced = {f"-{group}" for group in _unplaced(told)} | {f"c{spot.country or spot.name}"}
    if _fine(spot):
        return unplaced | {f"f{cell}" for cell in _cells(spot)} | {f"r{_region(spot)}"}
    if spot.precision == "admin1" and spot.admin1:
        return unplaced | {f"r{_region(spot)}", f"F{_region(spot)}"}
    return unplaced | {f"N{spot.country}", f"R{spot.country}"}


def _unplaced(told: Profile) -> set[str]:
    """What it is and whom it befell, or who did it: at most a dozen groups."""
    who = sorted(told.targets or told.actors)[:4] or [""]
    return {f"{kind}/{name}" for kind in sorted(told.types)[:3] for name in who}


def _fine(spot: Spot) -> bool:
    return spot.precision in ("point", "admin2") and spot.lat is not None and spot.lon is not None


def _region(spot: Spot) -> str:
    return f"{spot.country}/{spot.admin1}"


def _cells(spot: Spot) -> set[str]:
    assert spot.lat is not None
    assert spot.lon is not None
    wide = REACH / max(0.1, cos(radians(min(89.0, abs(spot.lat)))))
    return {
        f"{floor((spot.lat + north) / CELL)},{floor((spot.lon + east) / CELL)}"
        for north in (-REACH / 2, REACH / 2)
        for east in (-wide / 2, wide / 2)
    }
