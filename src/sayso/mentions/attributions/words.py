"""The word lists that tell what a word around a cue is."""

from __future__ import annotations

from typing import Final, get_args

from sayso.mentions.attributions.sides import modifier_kinds, state_codes
from sayso.model import SourceKind, Token
from sayso.rules import Rulebook
from sayso.rules.actors import RoleRow, TitleRow
from sayso.rules.cues import ChannelRow

_KINDS: Final[frozenset[str]] = frozenset(get_args(SourceKind))
_PLAIN_KIND: Final[dict[str, SourceKind]] = {"civilians": "witness", "person": "witness"}
_RANKS: Final[frozenset[str]] = frozenset(
    "general lieutenant colonel major captain sergeant corporal admiral commander brigadier doctor professor".split()
)


class Words:
    """The word lists of ``channels.csv`` by role, and kinds by role noun."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._by_role: dict[str, set[str]] = {}
        for row in rulebook.rows(ChannelRow):
            self._by_role.setdefault(row.role, set()).update(row.words)
        self.people = frozenset(
            word for r in rulebook.rows(RoleRow) if r.sense == "person" for word in (*r.words, r.id)
        )
        self.modifiers = modifier_kinds(rulebook)
        self.states = state_codes(rulebook)
        self.ranks: frozenset[str] = frozenset(r.id for r in rulebook.rows(TitleRow)) | _RANKS
        self.kinds: dict[str, SourceKind] = {
            word: kind_of(r.kind) for r in rulebook.rows(RoleRow) for word in (*r.words, r.id)
        }

    def is_a(self, role: str, token: Token) -> bool:
        """Whether the token is among the words with this role."""
        words = self._by_role.get(role, set())
        return token.lemma in words or token.lower in words


def kind_of(kind: str) -> SourceKind:
    """The kind of source that an actor of this kind is."""
    if kind in _KINDS:
        return kind  # type: ignore[return-value]
    return _PLAIN_KIND.get(kind, "unnamed")
