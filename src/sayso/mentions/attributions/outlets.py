"""Who was told: an agency or outlet, which passes it on and is a source, or anyone else, who is none."""

from __future__ import annotations

from sayso.mentions.attributions.ranges import Range
from sayso.mentions.attributions.words import Words
from sayso.model import ActorMention, Sentence, Token

_OWN = frozenset({"this", "our"})
_OWN_MEDIA = frozenset({"paper", "bulletin", "magazine", "site", "publication", "blog"})
_TEAM = frozenset(
    {"reporter", "correspondent", "team", "journalist", "colleague", "editor", "staff", "monitor", "researcher"}
)
_NO_OUTLET = frozenset({"GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "PRODUCT"})
_NAME_TAGS = frozenset({"NNP", "NNPS", "DT", "POS", "HYPH", "CD", "IN", "JJ"})


class Outlets:
    """Tells outlets from other listeners in one document; ``own``: the name of the document's own outlet, or empty."""

    def __init__(self, words: Words, own: str) -> None:
        self._words = words
        self.own = own
        self._initials = "".join(w[0] for w in own.split() if w[0].isupper()) if own.count(" ") > 1 else ""
        self._own = {w for w in own.casefold().replace("-", " ").split() if len(w) > 2 and w != "the"}

    def is_own(self, sentence: Sentence, range_: Range, head: Token) -> bool:
        """Whether the document's own outlet is meant: "this newspaper", "our reporter", "us", or its initials."""
        if self._initials and head.text == self._initials:
            return True
        opening = sentence.tokens[range_[0]].lower
        if opening in ("us", "me") and range_[0] == range_[1]:
            return not _quoted(sentence, head)
        if opening not in _OWN and sentence.tokens[max(0, range_[0] - 1)].lower not in _OWN:
            return False
        return head.lemma in _TEAM or head.lemma in _OWN_MEDIA or self._is_medium(head)

    def is_own_name(self, sentence: Sentence, head: Token) -> bool:
        """Whether the word belongs to the name of the document's own outlet."""
        return head.text[:1].isupper() and bool(self._own) and head.lower in self._own

    def names_one(self, sentence: Sentence, range_: Range, head: Token, mention: ActorMention | None) -> bool:
        """Whether the noun phrase names an agency or outlet, listed or not."""
        phrase = [t for t in sentence.tokens[range_[0] : range_[1] + 1] if t.pos != "PUNCT"]
        if phrase and head.text[0].isupper() and self._own and self._is_named_as_own(phrase):
            return True
        if self._words.is_a("audience", head):
            return False
        if mention is not None and (mention.id is not None or mention.kind == "media"):
            return mention.kind == "media"
        if self._is_medium(head) or any(self._words.is_a("outlet", t) for t in phrase if t.index < head.index):
            return True
        if mention is not None and not (mention.person and self._words.is_a("masthead", head)):
            return False
        return head.text[0].isupper() and self._unlisted(sentence, phrase, head)

    def _is_medium(self, head: Token) -> bool:
        return self._words.is_a("outlet", head) or self._words.is_a("bureau", head)

    def _is_named_as_own(self, phrase: list[Token]) -> bool:
        names = {t.lower for t in phrase if t.text[0].isupper()}
        return bool(names) and names <= self._own

    def _unlisted(self, sentence: Sentence, phrase: list[Token], head: Token) -> bool:
        """Whether the words are the name of something that is no person or place: "Lagoon Wire", "the Post"."""
        if any(t.tag not in _NAME_TAGS for t in phrase) or head.tag not in ("NNP", "NNPS"):
            return False
        if any(self._words.is_a("audience", t) or self._words.is_a("platform", t) for t in phrase):
            return False
        if self._words.is_a("masthead", head):
            return True
        if head.text.isupper():
            return 2 <= len(head.text) <= 5 and head.entity in ("ORG", "GPE", "")
        return head.entity == "ORG" and head.entity not in _NO_OUTLET


def _quoted(sentence: Sentence, token: Token) -> bool:
    before = "".join(t.text for t in sentence.tokens[: token.index])
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")
