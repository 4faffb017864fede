"""Definite phrases: "the ministry", "the militants", "the governor" take up someone named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.mentions.coreference.parts import Candidate, is_state
from sayso.model import ActorMention, Sentence, Token
from sayso.rules import Rulebook
from sayso.rules.actors import ActorRow, NominalRow

REACH = 12
"""How many sentences back a definite phrase may reach."""
_DEFINITE = frozenset({"the", "this", "these", "that", "those", "both"})


class Nominals:
    """Finds what a definite phrase takes up."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.listed = {row.id: row for row in rulebook.rows(ActorRow)}
        self._rows = {row.id: row for row in rulebook.rows(NominalRow)}

    def row(self, sentence: Sentence, token: Token) -> NominalRow | None:
        """The row of a bare definite phrase with this head ("the group", "the two men"), else None."""
        row = self._rows.get(token.lemma) or self._rows.get(token.lower)
        if row is None or token.pos not in ("NOUN", "PROPN"):
            return None
        first = sentence.tokens[token.index - 1] if token.index else None
        if first is not None and first.pos == "NUM" and first.index:
            first = sentence.tokens[first.index - 1]
        if first is None or first.lower not in _DEFINITE:
            return None
        after = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
        if after is not None and (after.pos in ("NOUN", "PROPN") or after.lower in ("of", "who", "that")):
            return None
        return row

    def resolve(
        self, sentence: Sentence, token: Token, row: NominalRow, known: Sequence[Candidate]
    ) -> ActorMention | None:
        """The mention taken up: the nearest whose phrase or name holds the noun, else the nearest of the right kind."""
        plural = token.tag in ("NNS", "NNPS")
        by_kind: ActorMention | None = None
        for one in reversed(known):
            back = sentence.index - one.sentence.index
            if one.mention.end > token.start or back > REACH:
                continue
            if self._holds(one, row, plural):
                return one.mention
            if by_kind is None and back <= 4:
                by_kind = one.mention if self._of_kind(one.mention, row) else self._party(one.mention, row)
        return by_kind

    def _holds(self, one: Candidate, row: NominalRow, plural: bool) -> bool:
        """Whether the noun stands in the mention's words or name, which say more than the noun alone."""
        mention = one.mention
        words = mention.text.lower().replace("'s", "").replace("\u2019s", "").split()
        if mention.person:
            return "person" in row.kinds and row.id in words and not plural
        if mention.id is not None:
            return row.id in words or row.id in mention.name.lower().split()
        return one.head.lemma == row.id and mention.plural == plural and len(words) > 1

    def _party(self, mention: ActorMention, row: NominalRow) -> ActorMention | None:
        """The group for which a named person speaks: "its spokesman Karim Daud said the group"."""
        listed = self.listed.get(mention.side or "") if mention.person else None
        if listed is None or listed.kind not in row.kinds:
            return None
        return replace(mention, name=listed.name, id=listed.id, kind=listed.kind, entity=listed.id, person=False)

    def _of_kind(self, mention: ActorMention, row: NominalRow) -> bool:
        if mention.id is None or mention.person:
            return False
        if is_state(mention):
            return row.id == "government"
        return mention.kind in row.kinds
