"""Completing what a person types: places of the ledger and of the gazetteer, actors and sources of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.model import Claim, Role, Source
from sayso.service.grading import source_named
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import ActorNamed, SourceRow

if TYPE_CHECKING:
    from sayso.gazetteer import Gazetteer

PARTIES = ("actors", "targets", "sources")
"""Fields whose values are names, separated by ``;``."""
_SHORTEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One way to go on. ``value``: what is typed then; ``about``: what tells it from others of that name."""

    value: str
    about: str


def places(store: Store, words: str, limit: int = 10) -> list[Offer]:
    """Places with a name that begins so, those of the ledger first. What is offered is an id where there is one."""
    if len(words.strip()) < _SHORTEST:
        return []
    gazetteer = _gazetteer()
    found = {
        one.id or one.name: ", ".join(filter(None, (one.name, one.admin1, one.country)))
        for one in store.names.places(words, limit=limit)
    }
    for entry in (*gazetteer.find(words.strip())[:limit], *gazetteer.beginning(words, limit)):
        unit = gazetteer.admin1(entry)
        where = (entry.name, unit.name if unit and unit.id != entry.id else None, entry.country)
        found.setdefault(entry.id, ", ".join(filter(None, where)))
    return [Offer(value=id, about=about) for id, about in list(found.items())[:limit]]


def parties(store: Store, typed: str, *, sources: bool = False, limit: int = 10) -> list[Offer]:
    """Actors (or sources) with the words after the last ``;`` in the name; what stands before it is kept."""
    before, _, last = typed.rpartition(";")
    kept = f"{before.strip()}; " if before.strip() else ""
    if len(last.strip()) < _SHORTEST:
        return []
    if sources:
        rows = store.claims.sources(Filter(source=last.strip() + "*"), limit=limit)
        named = {row.name: " · ".join(filter(None, (row.kind, row.side))) for row in rows}
    else:
        found = store.names.actors(last, limit=limit)
        named = {one.name: " · ".join(filter(None, (one.id, one.side))) for one in found}
    return [Offer(value=kept + name, about=about) for name, about in named.items()]


def party_values(store: Store, field: str, typed: str, claim: Claim | None) -> list[dict[str, Any]]:
    """Names as an edit keeps them, with what is known of each: from the claim itself, else from the ledger."""
    roles: tuple[Role | Source, ...] = (*claim.actors, *claim.targets, *claim.sources) if claim else ()
    known = {role.name: role for role in roles}
    names = [name.strip() for name in typed.split(";") if name.strip()]
    return [_party(store, name, known.get(name), field == "sources") for name in names]


def _party(store: Store, name: str, role: Role | Source | None, is_source: bool) -> dict[str, Any]:
    known: object = role
    if not isinstance(role, Source if is_source else Role):
        known = source_named(store, name) if is_source else store.names.actor(name)
    name = known.name if isinstance(known, ActorNamed | SourceRow) else name  # its id may be what was typed
    return {"name": name} | {key: getattr(known, key) for key in ("id", "side", "kind") if hasattr(known, key)}


@cache
def _gazetteer() -> Gazetteer:
    from sayso.gazetteer import Gazetteer

    return Gazetteer.open()
