"""Who was told: an agency, outlet or rights group, which passes it on and is a source, or anyone else, who is none."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.grammar.ranges import Range
from sayso.grammar.words import PROPER
from sayso.lang import lexicon
from sayso.mentions.attributions.words import Words
from sayso.model import ActorMention, Sentence, Token

WORDS = lexicon("attributions")
_OWN = WORDS["outlets.own"]
_TEAM = WORDS["outlets.team"]
_NAME_TAGS = PROPER | {"DT", "POS", "HYPH", "CD", "IN", "JJ"}


class Outlets:
    """Tells outlets from other listeners in one document; ``own``: the name of the document's own outlet, or empty."""

    def __init__(self, words: Words, own: str) -> None:
        self._words = words
        self.own = own
        self._initials = "".join(w[0] for w in own.split()) if own.count(" ") > 1 else ""
        self._own = {w for w in own.casefold().replace("-", " ").split() if w not in WORDS["outlets.no_name"]}

    def is_own(self, sentence: Sentence, range_: Range, head: Token) -> bool:
        """Whether the document's own outlet is meant: "this newspaper", "our reporter", "us", its name or initials."""
        first = sentence.tokens[range_[0]]
        if first.lower in WORDS["pronouns.told"] and range_[0] == range_[1]:
            return "".join(t.text for t in sentence.tokens[: head.index]).count('"') % 2 == 0
        before = sentence.tokens[max(0, range_[0] - 1)]
        if first.lower not in _OWN and before.lower not in _OWN:
            named = _names(sentence.tokens[range_[0] : range_[1] + 1]) == self._own
            return named or (bool(self._initials) and head.text == self._initials)
        return head.lemma in _TEAM or head.lemma in WORDS["outlets.media"] or self._is_medium(head)

    def reports(self, head: Token) -> bool:
        """Whether the noun is for one who works for an outlet."""
        return head.lemma in _TEAM

    def is_own_name(self, head: Token) -> bool:
        """Whether the word belongs to the name of the document's own outlet."""
        return head.text[:1].isupper() and head.lower in self._own

    def names_one(self, sentence: Sentence, range_: Range, head: Token, mention: ActorMention | None) -> bool:
        """Whether the noun phrase names an agency or outlet, listed or not, or a group that gathers accounts."""
        phrase = [t for t in sentence.tokens[range_[0] : range_[1] + 1] if t.pos != "PUNCT"]
        if (names := _names(phrase)) and names <= self._own:
            return True
        if self._words.is_a("audience", head):
            return False
        if mention is not None and (mention.id is not None or mention.kind == "media"):
            gathers = mention.kind == "ngo" and any(self._words.is_a("masthead", t) for t in phrase)
            return mention.kind == "media" or gathers
        if self._is_medium(head) or any(self._words.is_a("outlet", t) for t in phrase if t.index < head.index):
            return True
        unlisted = mention is None or mention.kind == "unnamed"
        if not (unlisted or (mention and mention.person and self._words.is_a("masthead", head))):
            return False
        return self._unlisted(phrase, head)

    def _is_medium(self, head: Token) -> bool:
        return self._words.is_a("outlet", head) or self._words.is_a("bureau", head)

    def _unlisted(self, phrase: Sequence[Token], head: Token) -> bool:
        """Whether the words are the name of something that is no person or place: "Lagoon Wire", "the Post"."""
        if any(t.tag not in _NAME_TAGS for t in phrase) or head.tag not in PROPER:
            return False
        if self._words.is_a("masthead", head):
            return True
        return (2 <= len(head.text) <= 5) if head.text.isupper() else head.entity == "ORG"


def _names(phrase: Sequence[Token]) -> set[str]:
    return {t.lower for t in phrase if t.text[0].isupper()}
