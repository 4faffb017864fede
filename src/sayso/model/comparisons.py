"""Comparisons: the claims of one incident side by side, and how many independent origins stand behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sayso.model.claims import Counting, Measure, Status
from sayso.model.incidents import Standing, Sum
from sayso.model.mentions import Bound, Unit

Verdict = Literal["agree", "differ", "single", "silent"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

Move = Literal["first", "same", "update", "beside", "differs", "denied"]
MOVES: tuple[Move, ...] = get_args(Move)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The independent root of a report of something: who said it first, or who first carried an unnamed source.

    ``key`` is equal for two claims that go back to one root; ``name`` is for people. ``claims``: ids, sorted.
    """

    key: str
    name: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Text that one document shares with an earlier one.

    ``document`` carries it, ``of`` had it first (by day of publication, then by id). ``share``: how much of the shorter
    one's text is in the other, 0 to 1, estimated. ``whole``: the share makes it a copy; else it holds a part of it.
    """

    document: str
    of: str
    share: float
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A document whose text has marks in common with another's.

    ``published``: its day, None when unknown. ``marks``: how many it has; ``shared``: how many of them the other has.
    """

    document: str
    published: date | None
    marks: int
    shared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One value of a field, and the claims that give it (ids, sorted)."""

    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an incident, side by side: each value with its claims, the likeliest supported first.

    ``verdict``: ``agree`` (two or more claims, none against another), ``differ``, ``single`` (one claim says it) or
    ``silent``. ``silent``: ids of the claims that say nothing about it.
    """

    name: str
    verdict: Verdict
    values: tuple[Said, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure as one source gave it on one day.

    ``day``: when it was said, None when unknown. ``move``: against what the same source said before (``same``; in a
    later report ``update``, in the same report ``beside``: two counts of two things) or, when it is that source's
    first, against the other sources' latest (``first``, ``differs``); ``denied``: the source says that it is not so.
    """

    day: date | None
    source: str
    low: float | None
    high: float | None
    bound: Bound
    status: Status
    claim: str
    move: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How one figure of an incident moved, in the order of saying.

    What is new, running totals, stocks and parts of another figure (see ``Figure``) are series of their own.
    ``low``/``high``: the lowest and highest of the latest figures of each source that asserts one. ``contested``: two
    sources' latest figures cannot both hold; parts never do, for each may be a part of its own.
    """

    measure: Measure
    unit: Unit
    counting: Counting
    part: bool
    points: tuple[Point, ...]
    low: float | None
    high: float | None
    contested: bool

    def sum_of(self, point: Point) -> Sum:
        """What is counted at a point of it."""
        return Sum(
            measure=self.measure, unit=self.unit, low=point.low, high=point.high, bound=point.bound,
            counting=self.counting, part=self.part,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """One source names one actor for the incident, or (``denied``) says that it was not them."""

    source: str
    standing: Standing
    actor: str
    denied: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Claims and denials of the same content: ids, sorted."""

    content: str
    asserted: tuple[str, ...]
    denied: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that sets the claims of one incident against each other. Says nothing about which is true."""

    fields: tuple[Field, ...]
    figures: tuple[Series, ...]
    blame: tuple[Blame, ...]
    disputes: tuple[Dispute, ...]
    origins: tuple[Origin, ...]
    standings: tuple[tuple[str, Standing], ...]
