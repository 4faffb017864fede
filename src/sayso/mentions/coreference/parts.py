"""What the parts of this stage share: actors as candidates, each with its place in the sentence's tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model import ActorMention, Sentence, Token

Gender = Literal["he", "she", ""]
_MALE = "he him his himself man boy father son brother husband uncle grandfather king prince mr sir"
_FEMALE = "she her hers herself woman girl mother daughter sister wife aunt grandmother queen mrs ms miss"
_HE, _SHE = frozenset(_MALE.split()), frozenset(_FEMALE.split())
_BODIES = frozenset(
    "army military navy force battalion brigade regiment division platoon garrison unit artillery militia gang "
    "cartel group movement faction front wing command headquarters patrol resistance alliance".split()
)
COLLECTIVE = frozenset(
    {"armed-group", "military", "authority", "government", "ngo", "medical", "international", "party"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that later words may stand for. ``head``: its head token; ``clause``: the verb above it, or None."""

    mention: ActorMention
    sentence: Sentence
    head: Token
    clause: Token | None

    @property
    def subject(self) -> bool:
        """Whether it is the subject of a verb (or joined to one)."""
        return self.head.dep in ("nsubj", "nsubjpass") or (
            self.head.dep == "conj" and self.sentence.head(self.head).dep in ("nsubj", "nsubjpass")
        )


def candidate(mention: ActorMention, sentence: Sentence) -> Candidate | None:
    """The mention as a candidate, or None when its head is no token of the sentence."""
    head = next((t for t in sentence.tokens if t.start == mention.head), None)
    return Candidate(mention, sentence, head, clause_of(sentence, head)) if head else None


def clause_of(sentence: Sentence, token: Token) -> Token | None:
    """The nearest verb above the token."""
    return next((t for t in sentence.ancestors(token) if t.pos in ("VERB", "AUX")), None)


def is_body(mention: ActorMention, head: str) -> bool:
    """Whether an unlisted mention names a body rather than a single human. ``head``: its head word."""
    return mention.kind not in ("armed-group", "military") or head.lower() in _BODIES


def gender_of(mention: ActorMention) -> Gender:
    """What the words of the mention tell of gender: "a boy", "the spokeswoman"; empty when nothing."""
    for word in mention.text.lower().replace(".", "").split():
        if word in _HE or (word.endswith(("men", "man")) and not word.endswith(("women", "woman"))):
            return "he"
        if word in _SHE or word.endswith(("woman", "women")):
            return "she"
    return ""


def is_state(mention: ActorMention) -> bool:
    """Whether the mention is a state itself."""
    return mention.kind == "government" and mention.id is not None and mention.id == mention.side
