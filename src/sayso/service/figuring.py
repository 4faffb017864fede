"""Figures: what number who gave for what, where and when; how it moved; what it was as of a day.

What is new with an event, running totals and stocks are never set against each other, nor are figures of two places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sayso.incidents.series import contradict
from sayso.model import Bound, Counting, Figure, Measure, Place, Status, Sum, Unit
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import Listed

MOST = 600
"""Claims that a page of figures rests on, the latest."""
Step = Literal["first", "same", "up", "down", "changed", "beside", "denied"]
"""How a figure stands to what the same source said last: ``changed`` where the bounds moved but not one way, ``beside``
where both stand in one report, so that they count two things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One figure of one claim.

    ``who``: the source closest to the event, else the outlet; ``via``: who passed it on, the outlet last. ``said``:
    when it was said, else published; ``day``: the last day of what is counted. ``place``: where, None where nobody
    says. ``quote``: the words of the sentence. ``by_person``: people set the figures of this claim, or added it.
    """

    claim: str
    incident: str | None
    document: str
    type: str
    status: Status
    measure: Measure
    unit: Unit
    counting: Counting
    part: bool
    low: float | None
    high: float | None
    bound: Bound
    who: str
    via: tuple[str, ...]
    outlet: str | None
    said: date | None
    day: date | None
    place: Place | None
    quote: str
    by_person: bool

    @property
    def where(self) -> tuple[str, str]:
        """Name and country of the place; empty where there is none."""
        return (self.place.name, self.place.country or "") if self.place else ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The figures of the latest claims that match, in the order of saying. ``more``: there are older ones."""

    rows: tuple[Stated, ...]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A figure and how it stands to the one that the same source gave before, ``since``."""

    row: Stated
    step: Step
    since: Stated | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one source said, in the order of saying. ``held``: its last figure that it does not deny, and others beside
    it in the same report; none where it only denies."""

    who: str
    points: tuple[Moved, ...]
    held: tuple[Stated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Figures that count the same thing in the same way in one place, by source, those with most figures first.

    ``low``/``high``: over the latest figures of each source. ``contested``: those of two sources cannot both hold.
    """

    measure: Measure
    unit: Unit
    counting: Counting
    part: bool
    where: tuple[str, str]
    lines: tuple[Line, ...]
    low: float | None
    high: float | None
    contested: bool

    @property
    def rows(self) -> int:
        """How many figures it has."""
        return sum(len(line.points) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with its figures of one measure: how many, and the last said of each way of counting."""

    where: tuple[str, str]
    figures: int
    latest: dict[Counting, Stated]


def found(store: Store, filter: Filter, *, as_of: date | None = None, most: int = MOST) -> Found:
    """The figures of the latest ``most`` claims that match and have some; of ``filter.measure`` alone where it is set.

    ``as_of``: only what was said by that day.
    """
    claims = list(store.claims.search(_until(filter, as_of), limit=most + 1))
    rows = [row for one in claims[:most] for row in rows_of(one, filter.measure) if _by(row, as_of)]
    return Found(rows=tuple(sorted(rows, key=_when)), more=len(claims) > most)


def every(store: Store, filter: Filter, *, as_of: date | None = None) -> Iterator[Stated]:
    """All figures that match, the latest day first, one after another."""
    for one in store.claims.search(_until(filter, as_of)):
        yield from (row for row in rows_of(one, filter.measure) if _by(row, as_of))


def _until(filter: Filter, as_of: date | None) -> Filter:
    """Nothing that happened later was said by then."""
    if as_of is None or (filter.until and filter.until <= as_of) or (filter.since and filter.since > as_of):
        return filter
    return replace(filter, until=as_of)


def _by(row: Stated, as_of: date | None) -> bool:
    return as_of is None or (row.said is not None and row.said <= as_of)


def rows_of(listed: Listed, measure: Measure | None = None) -> Iterator[Stated]:
    """The figures of one claim."""
    for figure in listed.claim.figures:
        if measure in (None, figure.measure) and (figure.low is not None or figure.high is not None):
            yield _row(listed, figure)


def _row(listed: Listed, figure: Figure) -> Stated:
    claim, outlet = listed.claim, listed.document.outlet
    said = claim.attribution and (claim.attribution.said_latest or claim.attribution.said_earliest)
    names = tuple(source.name for source in claim.sources)
    chain = (*names, outlet) if outlet and outlet not in names[-1:] else names
    return Stated(
        claim=claim.id, incident=listed.incident, document=listed.document.id, type=claim.type, status=claim.status,
        measure=figure.measure, unit=figure.unit, counting=figure.counting, part=figure.part, low=figure.low,
        high=figure.high, bound=figure.bound, who=chain[0] if chain else "the report itself", via=chain[1:],
        outlet=outlet, said=said or listed.document.published, day=listed.day,
        place=claim.place.place if claim.place else None, quote=listed.words,
        by_person=bool(listed.added_by) or any(field == "figures" for field, _ in listed.edits),
    )  # fmt: skip


def _when(row: Stated) -> tuple[date, date, str]:
    return row.said or date.max, row.day or date.max, row.claim


def groups(rows: Iterable[Stated], *countings: Counting) -> tuple[Group, ...]:
    """The rows (in the order of saying) by what and where they count, of these ways of counting; those with most first.

    Parts of other figures stand apart.
    """
    kinds: dict[tuple[Measure, Unit, Counting, bool, tuple[str, str]], list[Stated]] = defaultdict(list)
    for row in rows:
        if row.counting in countings:
            kinds[row.measure, row.unit, row.counting, row.part, row.where].append(row)
    made = [_group(of) for of in kinds.values()]
    return tuple(sorted(made, key=lambda g: (g.part, -g.rows, g.measure, g.unit, g.where)))


def _group(rows: Sequence[Stated]) -> Group:
    by: dict[str, list[Stated]] = defaultdict(list)
    for row in rows:
        by[row.who].append(row)
    lines = [_line(who, of) for who, of in by.items()]
    held = [line.held for line in lines if line.held]
    numbers = [n for of in held for row in of for n in (row.low, row.high) if n is not None]
    first = rows[0]
    return Group(
        measure=first.measure, unit=first.unit, counting=first.counting, part=first.part, where=first.where,
        lines=tuple(sorted(lines, key=lambda line: (-len(line.points), line.who))), low=min(numbers, default=None),
        high=max(numbers, default=None),
        contested=not first.part and any(apart(a, b) for n, a in enumerate(held) for b in held[:n]),
    )  # fmt: skip


def _line(who: str, rows: Sequence[Stated]) -> Line:
    points: list[Moved] = []
    held: list[Stated] = []
    for row in rows:
        step = _step(row, held[0] if held else None)
        points.append(Moved(row=row, step=step, since=held[0] if held else None))
        if step == "beside":
            held.append(row)
        elif step != "denied":
            held = [row]
    return Line(who=who, points=tuple(points), held=tuple(held))


def _step(row: Stated, before: Stated | None) -> Step:
    if row.status == "denied":
        return "denied"
    if before is None:
        return "first"
    if (row.low, row.high, row.bound) == (before.low, before.high, before.bound):
        return "same"
    if row.document == before.document:
        return "beside"
    pairs = [(a, b) for a, b in ((before.low, row.low), (before.high, row.high)) if a is not None and b is not None]
    if pairs and all(a <= b for a, b in pairs) and any(a < b for a, b in pairs):
        return "up"
    return "down" if pairs and all(a >= b for a, b in pairs) and any(a > b for a, b in pairs) else "changed"


def apart(some: Iterable[Stated], others: Iterable[Stated]) -> bool:
    """Whether none of one source's latest figures can hold beside any of another's."""
    other = list(map(_sum, others))
    return all(contradict(_sum(row), one) for row in some for one in other)


def _sum(row: Stated) -> Sum:
    return Sum(measure=row.measure, unit=row.unit, low=row.low, high=row.high, bound=row.bound, counting=row.counting)


def spots(rows: Iterable[Stated]) -> tuple[Spot, ...]:
    """The places of these figures, those with most first, what has no place last.

    Parts of other figures are counted, but are nobody's latest.
    """
    by: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for row in rows:
        by[row.where].append(row)
    made = [
        Spot(where=where, figures=len(of), latest={row.counting: row for row in of if _counts(row)})
        for where, of in by.items()
    ]
    return tuple(sorted(made, key=lambda spot: (not spot.where[0], -spot.figures, spot.where)))


def _counts(row: Stated) -> bool:
    return not row.part and row.status != "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """The new figures of one incident that count one thing: ``rows`` in the order of saying; see Group for the rest."""

    incident: str | None
    measure: Measure
    unit: Unit
    rows: tuple[Stated, ...]
    low: float | None
    high: float | None
    contested: bool


def happenings(rows: Iterable[Stated]) -> tuple[Happening, ...]:
    """What is new with each incident, the latest first; parts of other figures are left out."""
    by: dict[tuple[str, Measure, Unit], list[Stated]] = defaultdict(list)
    for row in rows:
        if row.counting == "new" and not row.part:
            by[row.incident or row.claim, row.measure, row.unit].append(row)
    made = []
    for of in by.values():
        group = _group(of)
        made.append(
            Happening(
                incident=of[0].incident, measure=group.measure, unit=group.unit, rows=tuple(of), low=group.low,
                high=group.high, contested=group.contested,
            )
        )  # fmt: skip
    return tuple(sorted(made, key=lambda h: (_latest(h.rows), h.incident or ""), reverse=True))


def _latest(rows: Iterable[Stated]) -> date:
    return max((row.day for row in rows if row.day), default=date.min)
