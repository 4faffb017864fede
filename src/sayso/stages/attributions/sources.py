"""Who a noun phrase stands for: the actor mentioned there, or a source made from the words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, get_args

from sayso.model import ActorMention, Reading, Sentence, Source, SourceKind, Token
from sayso.rules import Rulebook
from sayso.rules.actors import RoleRow
from sayso.rules.cues import ChannelRow
from sayso.stages.attributions.phrases import coordinates, core, own_name, span_of

_KINDS: Final[frozenset[str]] = frozenset(get_args(SourceKind))
_PLAIN_KIND: Final[dict[str, SourceKind]] = {"civilians": "witness", "person": "witness"}
_BY_LABEL: Final[dict[str, SourceKind]] = {"PERSON": "witness", "GPE": "government", "NORP": "party"}
_PERSONAL = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "their", "who"})
_PRONOUNS = _PERSONAL | {"i", "we", "me", "us", "which", "that", "this", "these", "those", "you"}
_SELF = frozenset({"i", "we", "me", "us"})


class Words:
    """The word lists of ``channels.csv`` by role, and kinds by role noun."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._by_role: dict[str, set[str]] = {}
        for row in rulebook.rows(ChannelRow):
            self._by_role.setdefault(row.role, set()).update(row.words)
        self.kinds: dict[str, SourceKind] = {r.id: _kind(r.kind) for r in rulebook.rows(RoleRow)}

    def is_a(self, role: str, token: Token) -> bool:
        """Whether the token is among the words with this role."""
        words = self._by_role.get(role, set())
        return token.lemma in words or token.lower in words


def _kind(kind: str) -> SourceKind:
    if kind in _KINDS:
        return kind  # type: ignore[return-value]
    return _PLAIN_KIND.get(kind, "unnamed")


class Speakers:
    """Finds sources in one reading."""

    def __init__(self, reading: Reading, words: Words) -> None:
        self._text = reading.document.text
        self._words = words
        self._actors = _Index(reading.actors)
        self._coreferences = _Index(reading.coreferences)

    def of(self, sentence: Sentence, head: Token) -> tuple[Source, ...]:
        """The sources that the noun phrase names: several when it is a coordination."""
        head = self._antecedent(sentence, head)
        found: list[Source] = []
        for token in coordinates(sentence, head):
            source = self.one(sentence, token)
            if source is not None and not any(s.start <= source.start < s.end for s in found):
                found.append(source)
        return tuple(found)

    def one(self, sentence: Sentence, head: Token) -> Source | None:
        """The source whose head word this is; None for a platform or a pronoun that stands for nobody known."""
        head = self._antecedent(sentence, head)
        mention = self._coreferences.at(head) or self._actors.at(head)
        name, role = own_name(sentence, head), head
        if name is not head and (mention is None or not (mention.person or mention.start <= name.start < mention.end)):
            role, head = head, name
            mention = self._coreferences.at(name) or self._actors.at(name)
        if mention is not None:
            return Source(
                start=mention.start, end=mention.end, name=mention.name, id=mention.id,
                kind=_kind(mention.kind), side=mention.side,
            )  # fmt: skip
        if self._words.is_a("platform", head) and head.text[:1].isupper():
            return None
        return self._from_words(sentence, head, role)

    def outlet(self, sentence: Sentence, head: Token) -> Source | None:
        """The agency or outlet that was told or passes on, or None when the word names no such thing."""
        if not self._is_outlet(sentence, head):
            return None
        source = self.one(sentence, head)
        return replace(source, kind="media") if source and source.kind == "unnamed" else source

    def report(self, sentence: Sentence, noun: Token) -> Source:
        """The noun of report itself as an unnamed source ("unconfirmed reports")."""
        phrase = [t for t in core(sentence, noun) if t.index <= noun.index]
        return self._made(phrase, "unnamed")

    def plain(self, pronoun: Token) -> tuple[Source, ...]:
        """A pronoun that stands for nobody known, as an unnamed source: better than the report's own voice."""
        return (self._made([pronoun], "unnamed"),) if pronoun.lower in _PERSONAL else ()

    def is_pronoun(self, token: Token) -> bool:
        """Whether the token is a pronoun that coreference has not resolved."""
        return token.lower in _PRONOUNS and self._coreferences.at(token) is None and self._actors.at(token) is None

    def is_self(self, token: Token) -> bool:
        """Whether the token is a first-person pronoun."""
        return token.lower in _SELF

    def _is_outlet(self, sentence: Sentence, head: Token) -> bool:
        """Whether the one who is told is an agency or outlet, which stands closer to the reader."""
        if self._words.is_a("audience", head):
            return False
        mention = self._actors.at(head)
        if mention is not None:
            return mention.kind == "media"
        phrase = core(sentence, head)
        if self._words.is_a("outlet", head) or any(
            self._words.is_a("outlet", t) for t in phrase if t.index < head.index
        ):
            return True
        return head.pos == "PROPN" and head.text.isupper() and 2 <= len(head.text) <= 5 and head.entity in ("ORG", "")

    def _antecedent(self, sentence: Sentence, head: Token) -> Token:
        """What a relative pronoun stands for."""
        if head.tag in ("WP", "WDT") or head.lower in ("who", "which"):
            for above in sentence.ancestors(head):
                if above.dep == "relcl":
                    return sentence.head(above)
        return head

    def _from_words(self, sentence: Sentence, head: Token, role: Token) -> Source | None:
        phrase = core(sentence, head)
        commas = [n for n, t in enumerate(phrase) if t.text == ","]
        if len(commas) == 1 and phrase[-1].entity == "PERSON" and not any(t.pos == "CCONJ" for t in phrase):
            return self._made(phrase[commas[0] + 1 :], self._kind_of(phrase, role))
        return self._made(phrase, self._kind_of(phrase, head if role is head else role))

    def _made(self, phrase: list[Token], kind: SourceKind) -> Source:
        span = span_of(phrase)
        name = " ".join(self._text[span.start : span.end].split())
        return Source(start=span.start, end=span.end, name=name, id=None, kind=kind, side=None)

    def _kind_of(self, phrase: list[Token], head: Token) -> SourceKind:
        if self._words.is_a("outlet", head):
            return "media"
        if self._words.is_a("bureau", head) and any(self._words.is_a("outlet", t) for t in phrase):
            return "media"
        for word in (head.lemma, head.lower):
            if word in self._words.kinds:
                return self._words.kinds[word]
        for token in phrase:
            if token.pos == "NOUN" and token.index < head.index and token.lemma in self._words.kinds:
                return self._words.kinds[token.lemma]
        return _BY_LABEL.get(head.entity, "unnamed")


class _Index:
    """Mentions by offset."""

    def __init__(self, mentions: Iterable[ActorMention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self._mentions]
        self._heads = {m.head: m for m in reversed(self._mentions)}

    def at(self, token: Token) -> ActorMention | None:
        """The mention with this head word, else the shortest one that covers it."""
        if token.start in self._heads:
            return self._heads[token.start]
        index = bisect_right(self._starts, token.start) - 1
        found: ActorMention | None = None
        for mention in self._mentions[max(0, index - 3) : index + 1]:
            if mention.start <= token.start < mention.end and (
                found is None or mention.end - mention.start < found.end - found.start
            ):
                found = mention
        return found
