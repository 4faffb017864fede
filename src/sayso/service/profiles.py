"""Profiles of sources: what one claimed, of whom, carried by whom, and how it did beside others. Never a score.

Counts are of all matching claims. What needs the claims themselves is drawn from the latest LOOKED of them, and how a
source did from at most INCIDENTS of their incidents, so that a profile takes as long on a large ledger as on a small.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from sayso.errors import AbsentError
from sayso.model import Claim, Role, Status
from sayso.service.conduct import Conduct, conduct_of
from sayso.service.grading import Grade, reliability_of
from sayso.service.overview import Facets, Timeline, facets, timeline
from sayso.service.overview.matching import Matching
from sayso.store.filters import Exactly, Filter, exact_of, exactly
from sayso.store.protocol import Store
from sayso.store.records import Listed, SourceRow

LOOKED = 250
"""Claims that are looked at for whom they speak of and who carries them."""
INCIDENTS = 25
"""Incidents that are looked at for how a source did."""
_CARRIERS = 12
Bearing = Literal["own deeds", "harm to its own", "both", "others"]
BEARINGS: tuple[Bearing, ...] = get_args(Bearing)
"""What a claim says of its source's side: that it acts, that it is acted upon, both, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Who passed on claims of a source: the next source of the chain, or (``outlet``) who published them."""

    name: str
    outlet: bool
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sided:
    """Claims of a source by what they say of its side, each by status."""

    bearing: Bearing
    claims: int
    statuses: tuple[tuple[Status, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A source under a filter.

    ``row``: who it is, with the number of matching claims; ``key``: what asks for exactly this one in a filter.
    ``counts``, ``days``: of all matching claims that name it. Of the latest ``looked``: ``first_hand``, in how many it
    is the source closest to the event; ``sides``, empty where its side is not known; ``carriers`` of those. ``conduct``
    rests on the incidents of those, ``incidents`` of them in all. ``grades``: given by people.
    """

    row: SourceRow
    key: str
    counts: Facets
    days: Timeline
    looked: int
    first_hand: int
    sides: tuple[Sided, ...]
    carriers: tuple[Carrier, ...]
    conduct: Conduct
    incidents: int
    grades: tuple[Grade, ...]


def key_of(row: SourceRow) -> str:
    """What asks for exactly this source in a filter."""
    return exactly(row.name, row.kind, row.side)


def profile(store: Store, key: str, filter: Filter) -> Profile:
    """The profile of the source that ``key`` (see ``key_of``) asks for, of what matches the filter.

    Raises AbsentError when no claim names it.
    """
    who = exact_of(key) or Exactly(key)
    filter = replace(filter, source=key)
    counts = facets(store, filter)
    row = replace(_row(store, key), claims=counts.claims)
    claims = list(store.claims.search(filter, limit=LOOKED))
    mine = [one for one in claims if who.leads(one.claim.sources)]
    incidents = list(dict.fromkeys(one.incident for one in mine if one.incident))
    return Profile(
        row=row, key=key, counts=counts, days=timeline(store, filter), looked=len(claims),
        first_hand=len(mine), sides=_sides(row, [one.claim for one in mine]), carriers=_carriers(mine),
        conduct=conduct_of(store, who, incidents[:INCIDENTS]), incidents=len(incidents),
        grades=tuple(reliability_of(store, row.name)),
    )  # fmt: skip


def reach(store: Store, filter: Filter, rows: Iterable[SourceRow]) -> dict[str, int]:
    """In how many incidents matching claims name each of these sources, by key."""
    asked = Matching(store, filter)
    of, mask = asked.columns, asked.mask()
    named = np.flatnonzero(mask[of.sources.claims] & (of.incident[of.sources.claims] >= 0))
    values, incidents = of.sources.values[named], of.incident[of.sources.claims[named]]
    wanted = {key_of(row) for row in rows}
    keys = {n: key_of(row) for n, row in store.columns.sources(np.unique(values).tolist()).items()}
    found = dict.fromkeys(wanted, 0)
    for n, key in keys.items():
        if key in wanted:
            found[key] += int(np.count_nonzero(np.bincount(incidents[values == n])))
    return found


def graded(store: Store) -> dict[str, str]:
    """The name of each source that people graded, with the letters that hold: ``B``, or ``B C`` where they differ."""
    found: dict[str, dict[str, str]] = {}
    for decision in store.decisions.of_kind("reliability"):
        told = json.loads(decision.value or "{}")
        found.setdefault(str(told.get("source")), {})[decision.by] = str(told.get("grade"))
    return {name: " ".join(sorted(set(grades.values()))) for name, grades in found.items()}


def _row(store: Store, key: str) -> SourceRow:
    """Who the source is; of several with one name the one named most."""
    known = store.claims.sources(Filter(source=key, rejected=True), limit=1)
    if not known:
        name = (exact_of(key) or Exactly(key)).name
        raise AbsentError(str(store.path), f"no source in it is called {name!r}", "see sayso sources")
    return known[0]


def _sides(row: SourceRow, claims: Sequence[Claim]) -> tuple[Sided, ...]:
    own = {side for side in (row.side, row.id and row.id.split("-")[0]) if side}
    if not own:
        return ()
    found: dict[Bearing, Counter[Status]] = {bearing: Counter() for bearing in BEARINGS}
    for claim in claims:
        acts, suffers = _among(own, claim.actors), _among(own, claim.targets)
        bearing: Bearing = "both" if acts and suffers else "own deeds" if acts else "others"
        found["harm to its own" if suffers and not acts else bearing][claim.status] += 1
    return tuple(
        Sided(bearing=bearing, claims=counts.total(), statuses=tuple(counts.most_common()))
        for bearing, counts in found.items()
    )


def _among(own: set[str], roles: Iterable[Role]) -> bool:
    return any(role.side in own or (role.id is not None and role.id.split("-")[0] in own) for role in roles)


def _carriers(mine: Iterable[Listed]) -> tuple[Carrier, ...]:
    """Who passed its claims on, those with most claims first."""
    found: Counter[tuple[str, bool]] = Counter()
    for one in mine:
        found.update({(source.name, False) for source in one.claim.sources[1:]})
        if one.document.outlet:
            found[one.document.outlet, True] += 1
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_CARRIERS]
    return tuple(Carrier(name=name, outlet=outlet, claims=claims) for (name, outlet), claims in ranked)
