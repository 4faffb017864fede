"""Tables of who can act and speak: listed actors, states, and nouns that name a role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sayso.model import ActorKind
from sayso.rules.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow(Row):
    """A listed actor. ``side``: ISO alpha-3 of the state it belongs to, or the id of a non-state party."""

    FILE: ClassVar[str] = "actors.csv"
    FIELD: ClassVar[str] = "actors"

    name: str
    kind: ActorKind
    side: str | None = None
    aliases: tuple[str, ...] = ()
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
