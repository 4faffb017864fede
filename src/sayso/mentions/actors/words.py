"""The rulebook's words about actors, ready for look-up by token."""

from __future__ import annotations

from sayso.grammar.words import is_noun
from sayso.lang import lexicon
from sayso.model import ActorKind, Sentence, Token
from sayso.rules import Rulebook
from sayso.rules.actors import AgencyRow, DeedRow, ModifierRow, RoleRow, TitleRow
from sayso.rules.cues import ChannelRow

WORDS = lexicon("actors")
_ACCORDING = WORDS["according"]
_ADJECTIVAL = WORDS["offices.adjectival"]
_OF_TOWNS = WORDS.table("offices.of_towns")


class Words:
    """Role nouns, titles, modifiers, deeds and verbs."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._roles: dict[str, RoleRow] = {}
        for row in rulebook.rows(RoleRow):
            for form in (row.id, *row.words):
                self._roles.setdefault(form.lower(), row)
        self.modifiers = {row.id: row for row in rulebook.rows(ModifierRow)}
        self._titles = {row.id: row for row in rulebook.rows(TitleRow)}
        self._deeds = frozenset(row.id for row in rulebook.rows(DeedRow))
        verbs = rulebook.rows(AgencyRow)
        self.says = frozenset(v.lemma for v in verbs if v.sense == "says")
        self.address = frozenset(v.lemma for v in verbs if v.sense == "address")
        self.place = frozenset(v.lemma for v in verbs if v.sense == "place")
        channels = rulebook.rows(ChannelRow)
        self._platforms = frozenset(w for c in channels if c.role == "platform" for w in c.words)

    def is_platform(self, token: Token) -> bool:
        """Whether the token names a platform: a channel, never someone who acts."""
        return token.lower in self._platforms

    def role(self, token: Token) -> RoleRow | None:
        """The role that the token names, if it is a noun that names one."""
        if not is_noun(token) and not (token.pos in ("ADJ", "VERB") and token.tag.startswith("NN")):
            return None
        lower = token.lower
        return self._roles.get(token.lemma) or self._roles.get(lower) or self._roles.get(lower.removesuffix("s"))

    def kinds_of(self, name: str) -> list[ActorKind]:
        """The kinds of body or force that the words of a name tell: "Russian Defence Ministry", "Radio Taro"."""
        roles = [role for word in name.lower().split() if (role := self._roles.get(word))]
        bodies = [role.kind for role in roles if role.sense == "body"]
        return bodies or [role.kind for role in roles if role.sense == "forces"]

    def is_body(self, name: str) -> bool:
        """Whether a word of a name says that it is a body's or a force's."""
        roles = (self._roles.get(word) for word in name.lower().split())
        return any(role is not None and role.sense in ("body", "forces") for role in roles)

    def title(self, token: Token) -> RoleRow | TitleRow | None:
        """The title that the token may be, before a name."""
        found = self._titles.get(token.lower.rstrip("."))
        if found and token.text[0].isupper():
            return found
        role = self._roles.get(token.lower) or self._roles.get(token.lemma)
        return role if role and role.title and (is_noun(token) or token.lower in _ADJECTIVAL) else None

    def office(self, token: Token, *, placed: bool) -> RoleRow | TitleRow | None:
        """The title that the token is, before a name; ``placed``: the name of a place stands before it."""
        return (self._roles.get(_OF_TOWNS.get(token.lower, "")) if placed else None) or self.title(token)

    def is_deed(self, token: Token) -> bool:
        """Whether the token names something done or wielded by its owner."""
        return token.pos in ("NOUN", "PROPN", "VERB") and (token.lemma in self._deeds or token.lower in self._deeds)

    def speaks(self, sentence: Sentence, token: Token) -> bool:
        """Whether the token is the subject of a verb of saying, or stands after "according to"."""
        head = sentence.head(token)
        if token.dep == "nsubj":
            return head.lemma in self.says
        if token.dep == "pobj" and head.lemma in WORDS["prepositions.of_source"]:
            above = sentence.head(head)
            return above.lower in _ACCORDING or (head.lemma in WORDS["prepositions.by"] and above.lemma in self.says)
        return token.dep == "conj" and head.index != token.index and self.speaks(sentence, head)
