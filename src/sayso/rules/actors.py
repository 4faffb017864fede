"""Tables of who can act and speak: listed actors, states, and nouns that name a role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal

from sayso.lang import lexicon
from sayso.model import ActorKind
from sayso.rules.table import Row

_ARMY = lexicon("actors").row("nouns.army")


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
    """A state. ``id``: ISO alpha-3.

    ``army``: whether "the army" in a report from there is its own; ``note`` says why where it is not. ``since``: the
    year from which it is a state with an army of its own; None where it has long been one.
    """

    FILE: ClassVar[str] = "states.csv"
    FIELD: ClassVar[str] = "actors"

    name: str
    iso2: str
    demonyms: tuple[str, ...]
    capital: str
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    army: bool = True
    note: str | None = None
    since: int | None = None


RoleSense = Literal["forces", "body", "person", "people", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow(Row):
    """A noun that names someone by role ("soldier", "governor", "resident"). ``id``: its lemma.

    ``sense`` says what the noun stands for: ``forces`` (with a state's name before it the state's military, with
    a group's the group: "Ukrainian troops", "RSF fighters"), ``body`` (an organisation), ``person`` (one who holds
    an office, whose kind and side follow from the body named with it), ``people`` (anyone else), ``report`` (a text
    that speaks). ``title``: it may stand before a name ("Governor Reyes"). ``words``: other spellings.
    ``collective``: of forces: in the singular too it stands for the whole ("the Ukrainian army"), as plurals do.
    ``remit``: a word before it names what it is charged with, not of which kind it is ("defence minister").
    ``qualified``: in the singular it is someone only with a word before it ("entered into force").
    ``unless``: nouns (lemmas) that it stands before as part of a thing ("fighter jets").
    """

    FILE: ClassVar[str] = "roles.csv"
    FIELD: ClassVar[str] = "actors"

    kind: ActorKind
    sense: RoleSense
    title: bool = False
    words: tuple[str, ...] = ()
    collective: bool = False
    remit: bool = False
    qualified: bool = False
    unless: tuple[str, ...] = ()


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
    """The armed forces of ``state``. ``row``: that of the actor list, or None when the list has none.

    ``own``: whether "the army" in a report from the state is this one (see ``StateRow.army``).
    """

    id: str
    name: str
    state: StateRow
    row: ActorRow | None = None
    own: bool = True


def main_forces(actors: Iterable[ActorRow], states: Iterable[StateRow]) -> dict[str, Force]:
    """The armed forces of each state by its code: listed ones, else made up.

    Listed are the row whose id is the state's code with ``-MIL``, which goes by the demonym ("Ukrainian military")
    or by a listed name of that form ("United States military"), and a row that bears the state's or its people's name
    with "army" or "military" ("Sudanese army"), which goes by its listed name.
    """
    found: dict[str, Force] = {}
    calls: dict[str, frozenset[str]] = {}
    for state in states:
        name = f"{state.demonyms[0]} {_ARMY[0]}"
        found[state.id] = Force(id=f"{state.id}-MIL", name=name, state=state, own=state.army)
        owners = (*state.demonyms, state.name, f"{state.name}'s")
        calls[state.id] = frozenset(f"{owner} {noun}".lower() for owner in owners for noun in _ARMY)
    for row in actors:
        force = found.get(row.side or "")
        if row.kind != "military" or force is None or force.row or not row.side:
            continue
        if row.id == force.id:
            named = row.name.endswith(f" {_ARMY[0]}")
            found[row.side] = replace(force, row=row, name=row.name if named else force.name)
        elif any(alias.lower() in calls[row.side] for alias in row.aliases):
            found[row.side] = replace(force, id=row.id, name=row.name, row=row)
    return found
