"""What kind of party an actor or target is, as the formats of event data sort them.

Listed actors are what the rulebook's ``actors.csv`` says they are, others what the role noun in their name is in
``roles.csv``. Things that were hit (a market, a depot) are no party.
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
_BY_WORD: dict[str, Sort] = {
    **dict.fromkeys("protester protestor demonstrator striker".split(), "protesters"),
    **dict.fromkeys("rioter mob looter crowd".split(), "rioters"),
    **dict.fromkeys("herder herdsman herdsmen tribesman tribesmen tribe clan vigilante clansman clansmen".split(),
                    "communal"),
    **dict.fromkeys("gunman gunmen attacker assailant bandit gang gangster militia militiaman militiamen cartel "
                    "assassin kidnapper abductor hijacker pirate mercenary".split(), "militia"),
    **dict.fromkeys("peacekeeper".split(), "outsiders"),
}  # fmt: skip
_SERVICES = frozenset({"service", "services", "office", "offices", "department", "centre", "center"})
_OFFICIAL = frozenset(
    "security intelligence emergency rescue police border secret state federal military governor's mayor's".split()
)
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
    kinds, words, states = _tables()
    if role.id in states:
        return "state"
    if role.id in kinds:
        name = fold(role.name)
        armed = kinds[role.id] in ("armed-group", "party")
        if armed and any(word in name for word in ("militia", "gang", "cartel", "self-defen")):
            return "militia"
        return _SORTS.get(kinds[role.id], "civilians")
    named = [word.strip(".,'’“”\"()-") for word in _CUT.split(fold(role.name))[0].split()]
    for word in reversed(named):
        found = _by_word(word, words)
        if found == "state" and word in _SERVICES and not _OFFICIAL.intersection(named):
            return "thing"
        if found:
            return found
    if not role.id or ":" in role.id:  # such are ids of places
        return "thing"
    # A user's own list may hold ids that this one does not; whoever it lists is a party.
    return "state" if role.id.split("-")[0] in states else "rebels"


def _by_word(word: str, words: dict[str, ActorKind]) -> Sort | None:
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        if form in _BY_WORD:
            return _BY_WORD[form]
        if form in words:
            return _SORTS.get(words[form], "civilians")
    return None


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
