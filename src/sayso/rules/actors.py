"""Tables of who can act and speak: listed actors, states, and nouns that name a role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sayso.model import ActorKind
from sayso.rules.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow(Row):
    """A listed actor. ``side``: ISO alpha-3 of the state it belongs to, or the id of a non-state party.

    ``name`` and ``aliases`` name it wherever they stand (upper-case ones as they are, others in text that begins
    with a capital). ``weak``: short forms that others or other things bear as well; they name it only in a document
    that also has its name, an alias or, where its side is a state, that state. Of the rows with one side and kind
    the first is the main one: a state's armed forces, its government. ``active_from``/``active_to``: inclusive days
    between which it bore this name; where only a month or year is known, its first or last day.
    """

    FILE: ClassVar[str] = "actors.csv"
    FIELD: ClassVar[str] = "actors"

    name: str
    kind: ActorKind
    side: str | None = None
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow(Row):
    """A noun that names someone by role ("soldier", "governor", "resident"). ``id``: its lemma."""

    FILE: ClassVar[str] = "roles.csv"
    FIELD: ClassVar[str] = "actors"

    kind: ActorKind
