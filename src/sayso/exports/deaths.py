"""How many died in an incident, as those count who keep one number: from every origin's latest toll.

A toll is what one claim says of people killed in this incident: all of them, or the sum of kinds that do not overlap.
Running totals, stocks and a part told by itself ("among the dead a general") are no tolls. An origin's later toll
replaces its earlier one. Vague numbers count as the field's coders count them (VAGUE), low as that is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import inf, isfinite

from sayso.exports.dossiers import LONGEST, Dossier, Told, side_key
from sayso.model import Figure, Unit

VAGUE = {"tens": 10, "dozen": 12, "dozens": 12, "scores": 20, "hundred": 100, "hundreds": 100, "thousand": 1000,
         "thousands": 1000, "million": 1_000_000, "millions": 1_000_000}  # fmt: skip
"""What a word without a number counts as. "Scores" has no value of its own in the field's rules: two tens."""
_WORD = re.compile(r"\b(" + "|".join(VAGUE) + r")\b(?:\s+of\s+(thousands|millions)\b)?", re.IGNORECASE)
_ABOUT = 0.1
"""How far "about" reaches either way, as part of the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The dead as one claim gives them.

    ``stated``: the number a coder writes down: the lower end, or for "up to seven" the seven. ``low``/``high``: as
    it says, 0 for "up to"; ``high`` None when open. ``about``: not exactly. ``civilians``, ``soldiers``: how many of
    them are said to be; ``side``: the side of those soldiers, where the claim names one.
    """

    stated: int
    low: int
    high: int | None
    about: bool = False
    civilians: int = 0
    soldiers: int = 0
    side: str | None = None

    @property
    def floor(self) -> float:
        """The smallest number that it allows."""
        return self.low * (1 - _ABOUT) if self.about else self.low

    @property
    def ceiling(self) -> float:
        """The largest number that it allows."""
        return inf if self.high is None else self.high * (1 + _ABOUT) if self.about else self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaths:
    """The dead of an incident.

    ``conservative``: the smallest number given that every origin's latest toll allows; where they contradict each
    other, the lowest that any gives. ``low``, ``high``: the lowest and highest number that an origin's latest toll
    gives. ``best``: as ``conservative`` where all can hold, else the number that most origins give; where no two give
    the same, the middle one. ``civilians``, ``soldiers``, ``side``: as told with ``best``.
    """

    conservative: int
    low: int
    best: int
    high: int
    contested: bool
    civilians: int = 0
    soldiers: int = 0
    side: str | None = None


def deaths(dossier: Dossier) -> Deaths | None:
    """The dead of an incident; None when no claim counts any. What is denied or planned counts nobody."""
    latest = _latest(dossier)
    if not latest:
        return None
    tolls = [toll for _, toll in latest]
    floor, least = max(t.floor for t in tolls), min(t.stated for t in tolls)
    contested = floor > min(t.ceiling for t in tolls)
    agreed = min(t.stated for t in tolls if t.stated >= floor) if not contested else least
    best = _likeliest(latest) if contested else agreed
    split = max((t for t in tolls if t.stated <= best), key=lambda t: t.civilians + t.soldiers, default=tolls[0])
    return Deaths(
        conservative=agreed,
        low=min(t.stated if t.low else 0 for t in tolls),
        best=best,
        high=max(max(t.stated, t.high or 0) for t in tolls),
        contested=contested,
        civilians=min(split.civilians, best),
        soldiers=min(split.soldiers, best - min(split.civilians, best)),
        side=split.side,
    )


def toll_of(told: Told) -> Toll | None:
    """The dead as one claim gives them; None when it counts none of this incident, or only a part of them."""
    largest: dict[Unit, Figure] = {}
    dead = [f for f in told.claim.figures if f.measure == "killed" and f.counting == "new"]
    if all(figure.part for figure in dead):
        return None
    for figure in dead:
        if _stated(figure, told) is None:
            continue
        if figure.unit not in largest or (_stated(figure, told) or 0) > (_stated(largest[figure.unit], told) or 0):
            largest[figure.unit] = figure
    civilian = [largest[unit] for unit in ("civilians",) if unit in largest]
    parts = [largest[unit] for unit in ("women", "children") if unit in largest]
    if sum(_stated(f, told) or 0 for f in parts) > sum(_stated(f, told) or 0 for f in civilian):
        civilian = parts
    troops = [largest["soldiers"]] if "soldiers" in largest else []
    whole = [largest["people"]] if "people" in largest else []
    if not (whole or civilian or troops):
        return None
    counted = max(whole, [*civilian, *troops], key=lambda fs: sum(_stated(f, told) or 0 for f in fs) if fs else -1)
    highs = [int(f.high) if f.high is not None and isfinite(f.high) else None for f in counted]
    sides = {side_key(role) for role in told.claim.targets}
    return Toll(
        stated=sum(_stated(f, told) or 0 for f in counted),
        low=sum(_stated(f, told) or 0 for f in counted if f.low is not None),
        high=None if None in highs else sum(h for h in highs if h is not None),
        about=any(f.bound == "about" and _vague(f, told) is None for f in counted),
        civilians=sum(_stated(f, told) or 0 for f in civilian),
        soldiers=sum(_stated(f, told) or 0 for f in troops),
        side=sides.pop() if troops and len(sides) == 1 else None,
    )


def _latest(dossier: Dossier) -> list[tuple[date, Toll]]:
    """The latest toll of each origin with the day it was said; of one day's the largest, which holds the others."""
    found: dict[str, tuple[date, Toll]] = {}
    for told in _counting(dossier):
        toll = toll_of(told)
        if toll is None:
            continue
        key, day = dossier.origin.get(told.claim.id, told.claim.id), told.said or date.min
        known = found.get(key)
        if known is None or (day, toll.stated, toll.low) > (known[0], known[1].stated, known[1].low):
            found[key] = (day, toll)
    return [found[key] for key in sorted(found)]


def _counting(dossier: Dossier) -> Iterable[Told]:
    """The claims that may count the dead: not those of a longer time (a running total), unless all are."""
    short = [t for t in dossier.held if not _long(t)]
    return short if any(toll_of(t) for t in short) else dossier.held


def _long(told: Told) -> bool:
    when = told.claim.time
    return bool(when and when.earliest and when.latest and when.latest - when.earliest > LONGEST)


def _likeliest(latest: list[tuple[date, Toll]]) -> int:
    given = sorted(toll.stated for _, toll in latest)
    count = Counter(given)
    if len(count) == len(given):
        return given[(len(given) - 1) // 2]
    last = {toll.stated: day for day, toll in sorted(latest, key=lambda item: item[0])}
    return min(count, key=lambda number: (-count[number], -last[number].toordinal(), number))


def _stated(figure: Figure, told: Told) -> int | None:
    vague = _vague(figure, told)
    if vague is not None:
        return vague
    number = figure.low if figure.low is not None else figure.high
    return int(number) if number is not None and isfinite(number) and number >= 0 else None


def _vague(figure: Figure, told: Told) -> int | None:
    """What a vague number counts as: "dozens", "hundreds of thousands", "several hundred"; None for a plain one."""
    if figure.bound != "about" or figure.high is not None or figure.low is None:
        return None
    found = _WORD.search(told.document.text[figure.start : figure.end])
    if found is None:
        return None
    number = VAGUE[found[1].lower()] * (VAGUE[found[2].lower()] if found[2] else 1)
    return min(number, int(figure.low)) if isfinite(figure.low) else number
