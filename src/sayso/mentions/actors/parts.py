"""What the parts of this stage share: noun phrases, and an actor while it is being worked out."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.mentions.actors.lexicon import Hit, words_of
from sayso.model import ActorKind, Sentence, Token

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
LOCATIVE = words_of(
    "in at near outside inside into across around within through throughout toward towards onto from on over off "
    "under above beyond behind opposite via"
)
_OPENING = words_of("DET PRON ADV CCONJ SCONJ ADP PUNCT AUX VERB SYM PART INTJ")
_QUANTITY = words_of(
    "several many more other some few dozen dozens multiple additional such least most fellow same own hundred "
    "hundreds thousand thousands million millions first second last next various numerous countless another fewer "
    "all"
)
_BACKED = words_of("backed led run held controlled occupied based born allied aligned linked made supplied")


@dataclass(slots=True)
class Draft:
    """An actor mention in the making: tokens ``first`` to ``last`` of a sentence."""

    sentence: Sentence
    first: int
    last: int
    head: int
    name: str
    rule: str
    kind: ActorKind
    id: str | None = None
    side: str | None = None
    person: bool = False
    plural: bool = False
    entity: str = ""

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.sentence.tokens[self.last].end


@dataclass(slots=True)
class Scene:
    """A sentence with what has been found in it so far. ``taken``: token indexes that belong to an actor."""

    sentence: Sentence
    hits: list[Hit]
    text: str
    taken: set[int] = field(default_factory=set)
    drafts: list[Draft] = field(default_factory=list)

    def add(self, draft: Draft) -> None:
        """Keep the draft and mark its tokens."""
        self.drafts.append(draft)
        self.taken.update(range(draft.first, draft.last + 1))

    def words(self, first: int, last: int) -> str:
        """The plain text of the tokens, white space collapsed."""
        tokens = self.sentence.tokens
        return " ".join(self.text[tokens[first].start : tokens[last].end].split())

    def free(self, first: int, last: int) -> bool:
        """Whether none of the tokens belongs to an actor yet."""
        return self.taken.isdisjoint(range(first, last + 1))


def governs(sentence: Sentence, head: Token, token: Token) -> bool:
    """Whether ``token`` lies below ``head`` in the tree."""
    for _ in range(len(sentence.tokens)):
        if token.index == head.index:
            return True
        if token.head == token.index:
            return False
        token = sentence.tokens[token.head]
    return False


def is_hyphen(token: Token) -> bool:
    """Whether the token is a hyphen inside a word."""
    return token.text in "-\u2010\u2011\u2013" and not token.space


def opening(sentence: Sentence, head: int) -> int:
    """Index of the first token of the noun phrase of ``head``, without article, pronoun, number or quantity."""
    tokens = sentence.tokens
    first = head
    while first > 0 and not _breaks(tokens, first - 1) and governs(sentence, tokens[head], tokens[first - 1]):
        first -= 1
    while first < head and _is_opening(tokens, first):
        first += 1
    return first


def _breaks(tokens: tuple[Token, ...], at: int) -> bool:
    token = tokens[at]
    if token.pos == "CCONJ" and at and tokens[at - 1].pos in ("NOUN", "PROPN"):
        return True  # "the army and Russian mercenaries"
    return token.text in '()[]:;,"\u201c\u201d\u2014' or token.dep in ("relcl", "appos") or token.pos == "SPACE"


def _is_opening(tokens: tuple[Token, ...], at: int) -> bool:
    token, following = tokens[at], tokens[at + 1]
    if is_hyphen(following):
        return False
    if token.pos == "NUM" or token.lower in _QUANTITY or token.entity in ("DATE", "TIME", "CARDINAL"):
        return True
    return token.pos in _OPENING and token.tag not in ("VBN", "VBG")


def backed(sentence: Sentence, hit: Hit) -> bool:
    """Whether the name is only part of an adjective: "Russian-backed", "Hamas-run"."""
    tokens = sentence.tokens
    after = hit.last + 1
    return after + 1 < len(tokens) and is_hyphen(tokens[after]) and tokens[after + 1].lower in _BACKED


def owner(sentence: Sentence, token: Token) -> Token:
    """The noun that the token modifies, as deep as it goes: "Ukrainian" in "Ukrainian drone attack" gives "attack"."""
    seen = 0
    while token.dep in ("compound", "amod", "nmod", "poss", "npadvmod") and token.head > token.index and seen < 6:
        token = sentence.tokens[token.head]
        seen += 1
    return token
