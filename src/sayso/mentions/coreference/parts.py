"""What the parts of this stage share: actors as candidates, each with its place in the sentence's tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.grammar.clauses import governor
from sayso.lang import lexicon
from sayso.model import ActorMention, Sentence, Token

WORDS = lexicon("coreference")
Gender = Literal["he", "she", ""]
_HE, _SHE = WORDS["gender.he"], WORDS["gender.she"]
_HE_ENDINGS, _SHE_ENDINGS = WORDS.row("gender.he_endings"), WORDS.row("gender.she_endings")
_BODIES = WORDS["nouns.bodies"]
_OFFICES = WORDS.row("endings.office")
_ARMED = ("armed-group", "military")
_PEOPLE = ("civilians", "witness", "expert", "person")


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
        top = self.sentence.head(self.head) if self.head.dep == "conj" else self.head
        return top.dep in ("nsubj", "nsubjpass")


def candidate(mention: ActorMention, sentence: Sentence) -> Candidate | None:
    """The mention as a candidate, or None when its head is no token of the sentence."""
    head = next((t for t in sentence.tokens if t.start == mention.head), None)
    return Candidate(mention, sentence, head, governor(sentence, head)) if head else None


def gender_of(mention: ActorMention) -> Gender:
    """What the words of the mention tell of gender: "a boy", "the spokeswoman"; empty when nothing."""
    for word in mention.text.lower().replace(".", "").split():
        if word in _SHE or word.endswith(_SHE_ENDINGS):
            return "she"
        if word in _HE or word.endswith(_HE_ENDINGS):
            return "he"
    return ""


def is_human(mention: ActorMention) -> bool:
    """Whether the mention names one human: by name, by an office, or as one of some people."""
    if mention.plural or mention.person or mention.id is not None:
        return mention.person and not mention.plural
    last = mention.text.lower().split()[-1]
    armed = mention.kind in _ARMED
    office = last.endswith(_OFFICES) and not armed and last not in _BODIES
    return (armed and last not in _BODIES) or mention.kind in _PEOPLE or office or gender_of(mention) != ""


def is_state(mention: ActorMention) -> bool:
    """Whether the mention is a state itself."""
    return mention.kind == "government" and mention.id is not None and mention.id == mention.side
