"""Mentions: stretches of text that name a place, time, count, actor or weapon.

Every mention carries ``text`` (equal to ``document.text[start:end]``) and ``rule``, the id of the rule that
found it, so that ``sayso rules explain`` can say why it is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sayso.model.text import Span

ActorKind = Literal[
    "party", "government", "authority", "military", "armed-group", "international", "ngo", "media",
    "medical", "witness", "expert", "unnamed", "civilians", "person",
]  # fmt: skip
ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)

ActorForm = Literal["listed", "state", "role", "named", "reference"]
"""How words name an actor: by a name of the actor list, or as one who is on it ("Ukrainian troops"); by a state's
name, adjective or people; by a noun of role; by a name of a person or body that no list has; by a word that takes up
another mention ("they")."""

Precision = Literal["point", "admin2", "admin1", "country", "region"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)

Bound = Literal["exact", "at-least", "at-most", "about"]
BOUNDS: tuple[Bound, ...] = get_args(Bound)

Unit = Literal[
    "people", "civilians", "children", "women", "soldiers", "drones", "missiles", "rockets", "shells",
    "aircraft", "vehicles", "tanks", "vessels", "buildings", "settlements", "households", "km2", "usd", "other",
]  # fmt: skip
UNITS: tuple[Unit, ...] = get_args(Unit)
PERSONS: frozenset[Unit | None] = frozenset({"people", "civilians", "children", "women", "soldiers"})
"""The units that count people."""

Grain = Literal["minute", "hour", "part-of-day", "day", "week", "month", "season", "year", "decade", "century"]
GRAINS: tuple[Grain, ...] = get_args(Grain)

Means = Literal[
    "drone", "missile", "rocket", "shell", "aircraft", "air-bomb", "explosive", "firearm", "blade",
    "vehicle", "chemical", "naval", "other",
]  # fmt: skip
MEANS: tuple[Means, ...] = get_args(Means)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """A stretch of text with a meaning. ``rule``: ``table/id`` of the rule that found it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention(Mention):
    """A stretch that names someone who can act, suffer or speak.

    The span is the noun phrase without its article and relative clauses ("Kursk governor Aleksei Smirnov").
    ``name``: how it is called in output: the listed name, a person's fullest name in the document, else the
    phrase itself without article. ``id``: of the actor list (``RUS``, ``RUS-MIL``, ``HAMAS``), or None.
    ``side``: ISO 3166-1 alpha-3 code of the state it belongs to, or the id of a non-state party it belongs to.
    ``entity``: the same for all mentions of one actor in this document. ``head``: offset of its head word.
    ``person``: a named individual. ``plural``: more than one ("officials"). ``form``: how the words name it.
    """

    name: str
    id: str | None
    kind: ActorKind
    side: str | None
    entity: str
    head: int
    person: bool = False
    plural: bool = False
    form: ActorForm = "named"


UNLISTED, UNLOCATED = "unlisted", "unlocated"
"""The features of a name that no gazetteer holds, and of a district whose point none knows."""
_GRAINS: dict[str, Precision] = {UNLISTED: "point", UNLOCATED: "admin2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the gazetteer, a rulebook region, or a stretch that no gazetteer entry holds.

    ``id``: ``geonames:538555``, ``region:sahel``, ``wof:…``, or None. ``country``: ISO 3166-1 alpha-2, or None
    for seas and cross-border regions. ``lat``, ``lon``: decimal degrees, WGS 84. ``precision`` is that of
    the words, never finer. ``population``: 0 when unknown. ``note``: said of contested territory.
    ``feature``: of the gazetteer; of a place UNLISTED or UNLOCATED coordinates and precision are those of the
    smallest known area around it.
    """

    name: str
    id: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    population: int = 0
    feature: str = ""
    note: str = ""

    @property
    def grain(self) -> Precision:
        """How finely the words name it: as ``precision`` has it, where the coordinates are its own."""
        return _GRAINS.get(self.feature, self.precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention(Mention):
    """A stretch that names a place. ``locative``: it says where something is, rather than who acts.

    ``near``: the words put the event near it, not in it ("outside Kyiv"); ``place.precision`` accounts for it.
    ``doubtful``: places in other countries bear the name and nothing in the document tells them apart.
    """

    place: Place
    locative: bool = True
    near: bool = False
    doubtful: bool = False

    @property
    def name(self) -> str:
        """The usual name."""
        return self.place.name

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2, None for seas and cross-border regions."""
        return self.place.country

    @property
    def admin1(self) -> str | None:
        """The first-level division that holds it."""
        return self.place.admin1

    @property
    def lat(self) -> float | None:
        """Decimal degrees, WGS 84; None where it has no known point."""
        return self.place.lat

    @property
    def lon(self) -> float | None:
        """Decimal degrees, WGS 84; None where it has no known point."""
        return self.place.lon

    @property
    def precision(self) -> Precision:
        """How fine the words are, never finer."""
        return self.place.precision


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention(Mention):
    """A stretch that names a time.

    ``kind``: as TIMEX3. ``value``: TIMEX3 value ("2024-08-10", "2024-W32", "P3D", "PAST_REF"), or "" when it
    cannot be resolved. ``earliest``/``latest``: first and last day it covers, both inclusive, None when open
    or unresolved. ``sense``: ``at`` (in, on, during), ``since``, ``until``, ``so-far``. ``running``: the number of
    days or weeks that something has gone on for ("for a third day").
    """

    kind: Literal["date", "time", "duration", "set"]
    value: str
    earliest: date | None
    latest: date | None
    grain: Grain
    sense: Literal["at", "since", "until", "so-far"] = "at"
    running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMention(Mention):
    """A stretch that counts something: number, bounds and what is counted.

    The span covers qualifier, number and counted noun ("More than 76,000 people"). ``low``/``high``: None when
    open. ``unit``: None when the noun is missing and must come from context ("wounded more than 50").
    ``noun``: the counted noun's lemma ("people"), "" when missing. ``head``: offset of the head word (the
    noun, else the number). ``part_of``: offset of the start of the count that includes this one ("31
    people, including seven children"), or None. ``additional``: "four others", "another six". ``by_article``: one, told
    by an article alone, without a number ("a woman").
    """

    low: float | None
    high: float | None
    bound: Bound
    unit: Unit | None
    noun: str
    head: int
    part_of: int | None = None
    additional: bool = False
    by_article: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponMention(Mention):
    """A stretch that names a weapon or means of attack. ``head``: offset of its head word."""

    means: Means
    head: int
