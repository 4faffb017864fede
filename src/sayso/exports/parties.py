"""What kind of party an actor or target is, as the formats of event data sort them.

The kind that the reading gave an actor decides. Only where a claim has none (a person set the name, or it is a thing)
the rulebook is asked: ``actors.csv`` by id, ``roles.csv`` by the head noun. Things that were hit are no party.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from sayso.model import ActorKind, Role
from sayso.model.words import fold
from sayso.rules import builtin_folder
from sayso.rules.actors import ActorRow, RoleRow, StateRow
from sayso.rules.table import read_table

Sort = Literal["state", "rebels", "militia", "communal", "rioters", "protesters", "civilians", "outsiders", "thing"]
ARMED: frozenset[Sort] = frozenset({"state", "rebels", "militia", "communal"})
"""Those who fight."""

_SORTS: dict[ActorKind, Sort] = {
    "party": "rebels", "government": "state", "authority": "state", "military": "state", "armed-group": "rebels",
    "international": "outsiders",
}  # fmt: skip
_FINER: dict[str, tuple[Sort, frozenset[Sort]]] = {
    **dict.fromkeys("protester protestor demonstrator striker".split(), ("protesters", frozenset({"civilians"}))),
    **dict.fromkeys("rioter mob looter crowd".split(), ("rioters", frozenset({"civilians"}))),
    **dict.fromkeys("herder herdsman herdsmen tribesman tribesmen tribe clan vigilante clansman clansmen".split(),
                    ("communal", frozenset({"civilians", "rebels"}))),
    **dict.fromkeys("gunman gunmen attacker assailant bandit gang gangster militia militiaman militiamen cartel "
                    "assassin kidnapper abductor hijacker pirate mercenary self-defence self-defense".split(),
                    ("militia", frozenset({"civilians", "rebels"}))),
    "peacekeeper": ("outsiders", frozenset({"state"})),
}  # fmt: skip
"""Sorts that the formats have and the kinds of actors have not: the word that tells, and what it makes finer."""
_STATE_ID = re.compile(r"[A-Z]{3}(?:-(?:MIL|GOV|POL|MOD|MOI|MFA|AIR|NAVY|BORDER))?")
_CUT = re.compile(r"\b(?:of|in|from|at|near|with|who|for|on)\b")


def sort_of(role: Role, place: str | None) -> Sort:
    """What the actor or target is, ``place`` being the ISO alpha-3 code of the country where it happened.

    A state that acts in another's country is an outsider, as are international bodies. Whoever is not armed and is a
    person counts as civilian.
    """
    found = _sort(role)
    return "outsiders" if found == "state" and _foreign(role, place) else found


def state_of(role: Role) -> str | None:
    """The ISO alpha-3 code of the state that this is a force or an office of, or None."""
    side = role.side or (role.id[:3] if role.id and _STATE_ID.fullmatch(role.id) else None)
    return side if side in _tables()[2] and _sort(role) == "state" else None


def _sort(role: Role) -> Sort:
    words = [word.strip(".,'’“”\"()-") for word in _CUT.split(fold(role.name))[0].split()]
    kind = role.kind or _kind_of(role, words)
    if kind is None:
        return "thing"
    sort = "state" if role.id in _tables()[2] else _SORTS.get(kind, "civilians")
    for word in reversed(words):
        finer, of = _FINER.get(word) or _FINER.get(word.removesuffix("s")) or (sort, ())
        if sort in of:
            return finer
    return sort


def _kind_of(role: Role, words: list[str]) -> ActorKind | None:
    """The kind of one that came without: of the list by its id, else by the noun that heads its name."""
    kinds, nouns, states = _tables()
    if role.id and ":" not in role.id:  # such are ids of places
        # A user's own list may hold ids that this one does not; whoever it lists is a party.
        return kinds.get(role.id, "government" if role.id.split("-")[0] in states else "party")
    head = words[-1] if words else ""
    return next(
        (nouns[form] for form in (head, head.removesuffix("s"), head.removesuffix("es")) if form in nouns), None
    )


def _foreign(role: Role, place: str | None) -> bool:
    state = state_of(role)
    return place is not None and state is not None and state != place


@cache
def _tables() -> tuple[dict[str, ActorKind], dict[str, ActorKind], frozenset[str]]:
    """Kinds of listed actors by id, kinds of role nouns by word, ids of states."""
    folder = (builtin_folder(),)
    words = {fold(word): row.kind for row in read_table(folder, RoleRow) for word in (row.id, *row.words)}
    states = frozenset(row.id for row in read_table(folder, StateRow))
    return {row.id: row.kind for row in read_table(folder, ActorRow)}, words, states
