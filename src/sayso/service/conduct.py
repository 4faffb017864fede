"""How a source did in the incidents it speaks of: who was first, what it said later, who contradicts it.

Nothing here adds up to a score, and nothing says who is right: two figures that cannot both hold are two figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sayso.incidents.series import contradict
from sayso.model import Account, Comparison, Counting, Measure, Point, Series, Unit
from sayso.service.asking import accounts_in, comparison_of
from sayso.store.filters import Exactly
from sayso.store.protocol import Store

Turn = Literal["first", "same day", "later", "alone", "unknown"]
TURNS: tuple[Turn, ...] = get_args(Turn)
"""When a source spoke of an incident, against all other independent origins: before every one of them, on the day of
the first of them, after it; ``alone`` where there is no other, ``unknown`` where no day is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figured:
    """A figure as somebody gave it. ``day``: when it was said; ``claim``: its id; ``who``: the source's name."""

    who: str
    claim: str
    day: date | None
    low: float | None
    high: float | None
    bound: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two figures of one incident that count the same thing in the same way."""

    incident: str
    measure: Measure
    unit: Unit
    counting: Counting
    mine: Figured
    other: Figured


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """Something that one asserts and another denies: ``mine`` and ``others`` are ids of claims. ``denied``: by it."""

    incident: str
    content: str
    denied: bool
    mine: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How a source did in some incidents, of which it is the source closest to the event.

    ``incidents``: how many were looked at. ``turns``: how many by Turn. ``later``: figures that it changed in a later
    report (``mine`` the earlier, ``other`` the later). ``against``: its latest figures that cannot hold beside the
    latest of others; ``denials``: what it asserts and others deny, or the other way round.
    """

    incidents: int
    turns: tuple[tuple[Turn, int], ...]
    later: tuple[Pair, ...]
    against: tuple[Pair, ...]
    denials: tuple[Denial, ...]


def conduct_of(store: Store, who: Exactly, incidents: Iterable[str]) -> Conduct:
    """How this source did in these incidents. Those that it only passes on, or that are gone, are not counted."""
    turns: dict[Turn, int] = dict.fromkeys(TURNS, 0)
    later: list[Pair] = []
    against: list[Pair] = []
    denials: list[Denial] = []
    for id in incidents:
        incident = store.incidents.get(id)
        accounts = accounts_in(store, incident) if incident else []
        mine = frozenset(a.claim for a in accounts if who.leads(a.sources))
        if not mine:
            continue
        comparison = comparison_of(store, accounts)
        apart = mine | _of_my_origins(comparison, mine)
        turns[_turn(accounts, mine, apart)] += 1
        for series in comparison.figures:
            later += _later(id, series, mine)
            against += _against(id, series, mine)
        denials += _denials(id, comparison, mine)
    return Conduct(
        incidents=sum(turns.values()), turns=tuple(turns.items()), later=tuple(later), against=tuple(against),
        denials=tuple(denials),
    )  # fmt: skip


def _of_my_origins(comparison: Comparison, mine: frozenset[str]) -> frozenset[str]:
    """Claims that go back to the same root as some of these."""
    return frozenset(claim for o in comparison.origins if mine & set(o.claims) for claim in o.claims)


def _turn(accounts: Sequence[Account], mine: frozenset[str], apart: frozenset[str]) -> Turn:
    if all(a.claim in apart for a in accounts):
        return "alone"
    my = min((day for a in accounts if a.claim in mine and (day := _day(a))), default=None)
    their = min((day for a in accounts if a.claim not in apart and (day := _day(a))), default=None)
    if my is None or their is None:
        return "unknown"
    return "first" if my < their else "same day" if my == their else "later"


def _day(account: Account) -> date | None:
    return account.said or account.published


def _later(id: str, series: Series, mine: frozenset[str]) -> Iterator[Pair]:
    before: Point | None = None
    for point in series.points:
        if point.claim not in mine or point.move in ("denied", "beside"):
            continue
        if before is not None and point.move == "update":
            yield _pair(id, series, before, point)
        before = point


def _against(id: str, series: Series, mine: frozenset[str]) -> Iterator[Pair]:
    if series.part:
        return
    held = [p for p in series.points if p.move not in ("denied", "beside")]
    latest = {p.source: p for p in held}
    my = next((p for p in reversed(held) if p.claim in mine), None)
    if my is None:
        return
    for point in latest.values():
        if point.claim not in mine and contradict(series.sum_of(my), series.sum_of(point)):
            yield _pair(id, series, my, point)


def _denials(id: str, comparison: Comparison, mine: frozenset[str]) -> Iterator[Denial]:
    for dispute in comparison.disputes:
        for own, other, denied in (
            (dispute.asserted, dispute.denied, False), (dispute.denied, dispute.asserted, True),
        ):  # fmt: skip
            my = tuple(claim for claim in own if claim in mine)
            their = tuple(claim for claim in other if claim not in mine)
            if my and their:
                yield Denial(incident=id, content=dispute.content, denied=denied, mine=my, others=their)


def _pair(id: str, series: Series, mine: Point, other: Point) -> Pair:
    return Pair(
        incident=id, measure=series.measure, unit=series.unit, counting=series.counting, mine=_figured(mine),
        other=_figured(other),
    )  # fmt: skip


def _figured(point: Point) -> Figured:
    return Figured(
        who=point.source, claim=point.claim, day=point.day, low=point.low, high=point.high, bound=point.bound
    )
