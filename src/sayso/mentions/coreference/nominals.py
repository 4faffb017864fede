"""Definite phrases: "the ministry", "the militants", "the governor" take up someone named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.grammar.words import PLURAL, is_noun
from sayso.lang import lexicon
from sayso.mentions.coreference.parts import Candidate, is_state
from sayso.model import ActorMention, Sentence, Token
from sayso.rules import Rulebook
from sayso.rules.actors import ActorRow, NominalRow

REACH = 12
"""How many sentences back a definite phrase may reach."""
_NEAR = 4
WORDS = lexicon("coreference")
_POSSESSIVE = WORDS.row("possessive")


class Nominals:
    """Finds what a definite phrase takes up."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.listed = {row.id: row for row in rulebook.rows(ActorRow)}
        self._rows = {row.id: row for row in rulebook.rows(NominalRow)}

    def row(self, sentence: Sentence, token: Token) -> NominalRow | None:
        """The row of a bare definite phrase with this head ("the group", "the two men"), else None."""
        row = self._rows.get(token.lemma)
        if row is None or not is_noun(token):
            return None
        before = list(sentence.tokens[max(0, token.index - 2) : token.index])
        if before and before[-1].pos == "NUM":
            before.pop()
        after = sentence.tokens[token.index + 1 : token.index + 2]
        more = any(is_noun(t) or t.lower in WORDS["nouns.continued"] for t in after)
        return row if before and before[-1].lower in WORDS["articles.definite"] and not more else None

    def resolve(
        self, sentence: Sentence, token: Token, row: NominalRow, known: Sequence[Candidate]
    ) -> ActorMention | None:
        """The mention taken up: the nearest whose phrase or name holds the noun, else the nearest of the right kind."""
        plural = token.tag in PLURAL
        by_kind: ActorMention | None = None
        told: Sentence | None = None
        for one in reversed(known):
            if one.mention.end > token.start:
                continue
            if _holds(one, row, plural):
                return one.mention
            if by_kind is None and sentence.index - one.sentence.index <= _NEAR:
                by_kind = one.mention if _of_kind(one.mention, row) else self._party(one.mention, row)
                told = one.sentence
            elif told is one.sentence and told is not sentence and _of_kind(one.mention, row):
                leads = one.head.dep in ("nsubj", "nsubjpass") and told.head(one.head).dep == "ROOT"
                by_kind = one.mention if leads else by_kind  # "the front, whose men joined the league, struck"
        return by_kind

    def _party(self, mention: ActorMention, row: NominalRow) -> ActorMention | None:
        """The group for which a named person speaks: "its spokesman Karim Daud said the group"."""
        listed = self.listed.get(mention.side or "") if mention.person else None
        if listed is None or listed.kind not in row.kinds:
            return None
        return replace(mention, name=listed.name, id=listed.id, kind=listed.kind, entity=listed.id, person=False)


def _holds(one: Candidate, row: NominalRow, plural: bool) -> bool:
    """Whether the noun stands in the mention's words or name, which say more than the noun alone."""
    mention = one.mention
    words = mention.text.lower()
    for ending in _POSSESSIVE:
        words = words.replace(ending, "")
    held = row.id in words.split()
    if mention.person:
        return "person" in row.kinds and held and not plural
    if mention.id is not None:
        return mention.kind in row.kinds and (held or row.id in mention.name.lower().split())  # no rebel "Army"
    return one.head.lemma == row.id and mention.plural == plural and " " in words


def _of_kind(mention: ActorMention, row: NominalRow) -> bool:
    if is_state(mention):
        return row.id in WORDS["nouns.state"]
    return mention.id is not None and mention.kind in row.kinds
