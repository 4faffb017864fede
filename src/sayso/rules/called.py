"""What listed actors are called: their ids by name and alias, for those who look for one."""

from __future__ import annotations

from functools import cache

from sayso.model.words import fold
from sayso.rules.actors import ActorRow
from sayso.rules.rulebook import builtin_folder
from sayso.rules.table import read_table


def ids_called(name: str) -> frozenset[str]:
    """The ids of the built-in actor list with this name or alias, and the word itself as an id, in any case."""
    return _ids().get(fold(name), frozenset()) | {name.upper()}


@cache
def _ids() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_table((builtin_folder(),), ActorRow):
        for name in (row.name, *row.aliases):
            found.setdefault(fold(name), set()).add(row.id)
    return {name: frozenset(ids) for name, ids in found.items()}
