"""Incidents: claims judged to speak of one real-world happening, and what that judgement rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from sayso.model.claims import Counting, EventType, Measure, SourceKind, Status
from sayso.model.mentions import Bound, Precision, Unit

Standing = Literal["acting", "suffering", "third", "unknown"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)

DecisionKind = Literal[
    "accept", "reject", "edit", "merge", "split", "add", "undo", "credibility", "reliability", "settle",
]  # fmt: skip
DECISION_KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor, target or source of an account; ``id`` and ``side`` as in ActorMention, ``kind`` for sources only."""

    name: str
    id: str | None = None
    side: str | None = None
    kind: SourceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an account puts its event: a place without the words that named it (see ``Place``)."""

    name: str
    id: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A figure without the words that stated it (see ``Figure``)."""

    measure: Measure
    unit: Unit
    low: float | None
    high: float | None
    bound: Bound
    counting: Counting = "new"
    part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A claim as merging sees it: what it says, without offsets.

    ``claim`` and ``document`` are ids; ``order`` is the offset of its trigger and ``sentence`` that of its sentence,
    so that accounts of one document can be put in text order. ``trigger``: its words. ``words``: the content words of
    its sentence, folded, without numbers. ``names``: the last names of persons in its sentence who are nobody's source,
    folded: those it befell, or who did it. ``published``: the document's day. ``said``: the last day on which it can
    have been said (of the attribution, else of publication).
    """

    claim: str
    document: str
    order: int
    sentence: int
    type: EventType
    status: Status
    trigger: str
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    spot: Spot | None = None
    earliest: date | None = None
    latest: date | None = None
    figures: tuple[Sum, ...] = ()
    sources: tuple[Party, ...] = ()
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    published: date | None = None
    said: date | None = None
    outlet: str | None = None

    @property
    def teller(self) -> str:
        """Who says it, for people: the source closest to the event, else the outlet."""
        return self.sources[0].name if self.sources else self.outlet or "the report itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one document tells of one happening: one or more of its accounts, in text order.

    ``id`` is a hash of the claims' ids. ``document``: the id of the document.
    """

    id: str
    document: str
    accounts: tuple[Account, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims, in text order."""
        return tuple(a.claim for a in self.accounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Claims of one document of which some may tell of one happening: those outside agree with none of them.

    ``claims``: two ids or more, sorted. ``scores``: how far each two of them agree, in thousandths (see ``Link``), in
    the order in which ``itertools.combinations`` gives the pairs.
    """

    claims: tuple[str, ...]
    scores: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One reason for or against a link: ``name`` and ``value`` say what was compared, ``weight`` what it counts."""

    name: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How far two tellings agree that they tell the same happening.

    ``left`` < ``right`` are ids of tellings. ``score``: the sum of the features' weights; above 0 they are held to be
    the same. ``features``: the reasons, in a fixed order.
    """

    left: str
    right: str
    score: float
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Tellings judged to speak of one real-world happening. Holds nothing that its claims do not say.

    ``id``: given once, when it is first found, and kept. ``tellings`` and ``claims``: ids, sorted. ``links``: those
    that hold it together, sorted.
    """

    id: str
    tellings: tuple[str, ...]
    claims: tuple[str, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An id that an incident was given.

    ``founder``: the claim it was made of; ``now``: the id that answers for it; ``first``: those of the claims asked
    about that were held in it before any other.
    """

    id: str
    founder: str
    now: str
    first: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's judgement; append-only, and stronger than the machine's.

    ``accept``, ``reject``, ``edit`` judge one claim (``claims`` holds one id); ``merge`` says that the claims speak of
    one happening, ``split`` that the first speaks of another than each of the rest; ``add`` is a claim that the machine
    missed; ``undo`` takes a decision back. ``credibility`` grades what one claim says and ``reliability`` a source,
    by the Admiralty scheme (``model.grades``): two scales that are never mixed. ``settle`` ends a disagreement of
    reviewers about one claim: what stands before it is the answer. ``field`` and ``value``: what an ``edit`` sets
    (``value`` as JSON text, as all that follow). ``value`` of a ``split``: true when the rest are all that was left of
    the first's incident, which then stays whole; of an ``add``: the document, the offsets of the words, the type and
    what else is known; of an ``undo``: the id of the decision that holds no more; of ``credibility``: the grade; of
    ``reliability``: an object with ``source``, ``id`` and ``grade`` (``claims`` is empty then). ``by``: the person's
    name; ``reason``: in their words; ``at``: UTC.
    """

    id: str
    kind: DecisionKind
    claims: tuple[str, ...]
    by: str
    reason: str
    at: datetime
    field: str | None = None
    value: str | None = None
