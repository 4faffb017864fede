"""Tables of who can act and speak: listed actors, states, and nouns that name a role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from sayso.model import ActorKind
from sayso.rules.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow(Row):
    """A listed actor. ``side``: ISO alpha-3 of the state it belongs to, or the id of a non-state party.

    ``name`` and ``aliases`` name it wherever they stand (upper-case ones as they are, others in text that begins
    with a capital). ``weak``: short forms that others or other things bear as well; they name it only in a document
    that also has its name or an alias, or the state of its side or ``area``. Where a weak form of one row is an alias
    of another, the one that the document names in full prevails. ``exact``: its names count only with the capitals
    they have here ("The Diplomat" is a journal, "The diplomat" is not). ``area``: states (ISO alpha-3) where a
    non-state actor acts. Of the rows with one side and kind the first is the main one: a state's armed forces, its
    government. ``active_from``/``active_to``: inclusive days between which it bore this name; where only a month or
    year is known, its first or last day.
    """

    FILE: ClassVar[str] = "actors.csv"
    FIELD: ClassVar[str] = "actors"

    name: str
    kind: ActorKind
    side: str | None = None
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    exact: bool = False
    area: tuple[str, ...] = ()
    active_from: date | None = None
    active_to: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow(Row):
    """A state. ``id``: ISO alpha-3."""

    FILE: ClassVar[str] = "states.csv"
    FIELD: ClassVar[str] = "actors"

    name: str
    iso2: str
    demonyms: tuple[str, ...]
    capital: str
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()


RoleSense = Literal["forces", "body", "person", "people", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow(Row):
    """A noun that names someone by role ("soldier", "governor", "resident"). ``id``: its lemma.

    ``sense`` says what the noun stands for: ``forces`` (with a state's name before it the state's military, with
    a group's the group: "Ukrainian troops", "RSF fighters"), ``body`` (an organisation), ``person`` (one who holds
    an office, whose kind and side follow from the body named with it), ``people`` (anyone else), ``report`` (a text
    that speaks). ``title``: it may stand before a name ("Governor Reyes"). ``words``: other spellings.
    """

    FILE: ClassVar[str] = "roles.csv"
    FIELD: ClassVar[str] = "actors"

    kind: ActorKind
    sense: RoleSense
    title: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifierRow(Row):
    """A word before or after a role noun that decides its kind ("local officials", "hospital spokesman")."""

    FILE: ClassVar[str] = "modifiers.csv"
    FIELD: ClassVar[str] = "actors"

    kind: ActorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedRow(Row):
    """A noun whose owner acts by it ("Ukrainian shelling", "Moscow's invasion"). ``id``: its lemma."""

    FILE: ClassVar[str] = "deeds.csv"
    FIELD: ClassVar[str] = "actors"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow(Row):
    """A verb that tells whether a name beside it acts.

    ``sense``: ``says`` (its subject speaks), ``address`` (its object is someone, never a place: "urged Cairo"),
    ``place`` (its subject may be a place: "Kyiv woke to", "Goma fell").
    """

    FILE: ClassVar[str] = "agency.csv"
    FIELD: ClassVar[str] = ""

    lemma: str
    sense: Literal["says", "address", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRow(Row):
    """A title that only stands before names ("Gen.", "Dr", "Mrs"). ``id``: lower case, without full stop."""

    FILE: ClassVar[str] = "titles.csv"
    FIELD: ClassVar[str] = "actors"

    kind: ActorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NominalRow(Row):
    """A noun that with "the" takes up someone named before ("the group", "the agency"). ``id``: its lemma.

    ``kinds``: what it may take up besides someone whose own phrase or name holds the noun.
    """

    FILE: ClassVar[str] = "nominals.csv"
    FIELD: ClassVar[str] = "coreferences"

    kinds: tuple[ActorKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """The armed forces of a state. ``rule``: of the actor list's row, or empty when the list has none."""

    id: str
    name: str
    rule: str


def main_forces(actors: Iterable[ActorRow], states: Iterable[StateRow]) -> dict[str, Force]:
    """The armed forces of each state by its code: listed ones, else made up.

    Listed are the row whose id is the state's code with ``-MIL``, which goes by the demonym ("Ukrainian military"),
    and a row that bears the state's or its people's name with "army" or "military" ("Sudanese army"), which goes
    by its listed name.
    """
    found: dict[str, Force] = {}
    calls: dict[str, frozenset[str]] = {}
    for state in states:
        found[state.id] = Force(id=f"{state.id}-MIL", name=f"{state.demonyms[0]} military", rule="")
        owners = (*state.demonyms, state.name, f"{state.name}'s")
        calls[state.id] = frozenset(f"{owner} {noun}".lower() for owner in owners for noun in ("army", "military"))
    for row in actors:
        force = found.get(row.side or "")
        if row.kind != "military" or force is None or force.rule or not row.side:
            continue
        if row.id == force.id:
            found[row.side] = Force(id=row.id, name=force.name, rule=row.rule)
        elif any(alias.lower() in calls[row.side] for alias in row.aliases):
            found[row.side] = Force(id=row.id, name=row.name, rule=row.rule)
    return found
