"""The word lists of the rulebook that tell what a word around a cue is."""

from __future__ import annotations

from typing import Final, get_args

from sayso.lang import lexicon
from sayso.model import ActorKind, SourceKind, Token
from sayso.rules import Rulebook
from sayso.rules.actors import RoleRow, StateRow, TitleRow
from sayso.rules.cues import ChannelRow

_RANKS = lexicon("attributions")["nouns.rank"]
_KINDS: Final[frozenset[str]] = frozenset(get_args(SourceKind))
_PLAIN_KIND: Final[dict[str, SourceKind]] = {"civilians": "witness", "person": "witness"}
_MODIFIED: Final[dict[str, SourceKind]] = {"soldiering": "military", "nursing": "medical", "advocacy": "ngo"}


class Words:
    """The word lists of ``channels.csv`` by role, and kinds by role noun.

    ``people``: role nouns of persons. ``kinds``: the kind of source by role noun. ``modifiers``: words before an office
    noun, and the kind they make it. ``states``: ISO 3166-1 alpha-3 codes by alpha-2. ``ranks``: kinds of those before
    whose names a word stands.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._by_role: dict[str, set[str]] = {}
        for channel in rulebook.rows(ChannelRow):
            self._by_role.setdefault(channel.role, set()).update(channel.words)
        roles = [(row, word) for row in rulebook.rows(RoleRow) for word in (*row.words, row.id)]
        self.people = frozenset(word for row, word in roles if row.sense == "person")
        self.kinds: dict[str, SourceKind] = {word: kind_of(row.kind) for row, word in roles}
        self.modifiers = {word: kind for role, kind in _MODIFIED.items() for word in self._by_role.get(role, ())}
        self.states = {row.iso2: row.id for row in rulebook.rows(StateRow) if row.iso2}
        self.ranks: dict[str, ActorKind] = dict.fromkeys(_RANKS, "military")
        self.ranks |= {row.id: row.kind for row in rulebook.rows(TitleRow)}

    def is_a(self, role: str, token: Token) -> bool:
        """Whether the token is among the words with this role."""
        words = self._by_role.get(role, set())
        return token.lemma in words or token.lower in words

    def speaks(self, noun: Token) -> bool:
        """Whether somebody can cite it: a name, a role, a body, a document; not "citing security reasons"."""
        named = noun.pos in ("PROPN", "PRON") or (noun.entity != "" and noun.text[0].isupper())
        told = named or noun.lemma in self.kinds
        return told or any(self.is_a(role, noun) for role in ("evidence", "finding", "statement", "outlet", "bureau"))


def kind_of(kind: str) -> SourceKind:
    """The kind of source that an actor of this kind is."""
    if kind in _KINDS:
        return kind  # type: ignore[return-value]
    return _PLAIN_KIND.get(kind, "unnamed")
