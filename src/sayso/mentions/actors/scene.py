"""What the parts of this stage share: a sentence with what has been found in it, and an actor in the making."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sayso.grammar.phrases import is_below
from sayso.lang import lexicon
from sayso.mentions.actors.listed import Hit
from sayso.model import ActorForm, ActorKind, Relation, Sentence, Token
from sayso.rules import Row
from sayso.rules.actors import ActorRow, RoleRow, StateRow

WORDS = lexicon("actors")
LOCATIVE = WORDS["prepositions.place"]
MODIFIERS: frozenset[Relation] = frozenset({"compound", "amod", "nmod", "npadvmod"})
"""Relations of words that stand before the noun they modify."""
OWNING = MODIFIERS | {"poss"}
_QUANTITIES = WORDS["phrases.quantities"]
_OPENING = frozenset({"DET", "PRON", "ADV", "CCONJ", "SCONJ", "ADP", "PUNCT", "AUX", "VERB", "SYM", "PART", "INTJ"})
_BREAKS = frozenset('()[]:;,"\u201c\u201d\u2014')
_FORMS: dict[type[Row], ActorForm] = {ActorRow: "listed", StateRow: "state", RoleRow: "role"}


@dataclass(slots=True)
class Draft:
    """An actor mention in the making: tokens ``first`` to ``last`` of a sentence.

    ``row``: what of the rulebook names it; ``rule``: what does where no row has. Other fields as in ActorMention.
    """

    sentence: Sentence
    first: int
    last: int
    head: Token
    name: str
    kind: ActorKind
    row: Row | None = None
    rule: str = ""
    id: str | None = None
    side: str | None = None
    person: bool = False
    plural: bool = False
    entity: str = ""

    @property
    def form(self) -> ActorForm:
        """How the words name it."""
        return "named" if self.person or self.row is None else _FORMS.get(type(self.row), "named")

    @property
    def members(self) -> bool:
        """Whether it names the members of a body: "Coast Front members", "KFOR troops"; not one of them."""
        return self.plural and self.head.lemma in WORDS["nouns.members"]

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

    def add(self, draft: Draft) -> Draft:
        """Keep the draft and mark its tokens."""
        self.drafts.append(draft)
        self.taken.update(range(draft.first, draft.last + 1))
        return draft

    def words(self, first: int, last: int) -> str:
        """The plain text of the tokens, white space collapsed."""
        tokens = self.sentence.tokens
        return " ".join(self.text[tokens[first].start : tokens[last].end].split())

    def free(self, first: int, last: int) -> bool:
        """Whether none of the tokens belongs to an actor yet."""
        return self.taken.isdisjoint(range(first, last + 1))

    def listed(self) -> set[int]:
        """Indexes of the tokens that belong to a listed name."""
        return {i for h in self.hits for i in range(h.first, h.last + 1)}

    def within(self, first: int, last: int) -> list[Hit]:
        """The listed names among the tokens, but those that are part of an adjective ("Russian-backed")."""
        return [h for h in self.hits if first <= h.first and h.last <= last and not is_tied(self.sentence, h)]

    def side(self, first: int, last: int) -> str | None:
        """The first side that a listed name among the tokens gives."""
        return next((h.side for h in self.within(first, last) if h.side), None)


def head_of(sentence: Sentence, first: int, last: int) -> Token:
    """The token among these that heads them in the tree."""
    run = sentence.tokens[first : last + 1]
    return next((t for t in reversed(run) if not first <= t.head <= last or t.head == t.index), run[-1])


def runs(
    tokens: tuple[Token, ...], starts: Callable[[Token], bool], links: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Longest stretches of tokens that ``starts`` holds for, across a few hyphens and linking words; no storm."""
    at = 0
    while at < len(tokens):
        first = last = at
        if starts(tokens[at]):
            while (after := _next(tokens, last + 1, starts, links)) is not None:
                last = after
            stormy = any(t.lower in WORDS["names.storms"] for t in tokens[max(first - 1, 0) : first + 1])
            if not stormy or last > first + 1:  # "Typhoon Marisol"
                yield first, last
        at = last + 1


def _next(
    tokens: tuple[Token, ...], at: int, starts: Callable[[Token], bool], links: frozenset[str], most: int = 3
) -> int | None:
    for token in tokens[at : at + most + 1]:
        if starts(token):
            return token.index
        if not (is_hyphen(token) or token.lower in links):
            return None
    return None


def is_hyphen(token: Token) -> bool:
    """Whether the token is a hyphen inside a word."""
    return token.text in "-\u2010\u2011\u2013" and not token.space


def opening(sentence: Sentence, head: Token) -> int:
    """Index of the first token of the noun phrase of ``head``, without article, pronoun, number or quantity."""
    tokens = sentence.tokens
    first = head.index
    while first > 0 and not _breaks(tokens, first - 1) and is_below(sentence, head, tokens[first - 1]):
        first -= 1
    counted = [t.index for t in sentence.children(head, "nummod") if first < t.index < head.index]
    first = max([first, *counted])  # "shot dead nine villagers"
    while first < head.index and _is_opening(tokens, first):
        first += 1
    return first


def _breaks(tokens: tuple[Token, ...], at: int) -> bool:
    token = tokens[at]
    if token.pos == "CCONJ" and at and tokens[at - 1].pos in ("NOUN", "PROPN"):
        return True  # "the army and Russian mercenaries"
    return token.text in _BREAKS or token.dep in ("relcl", "appos") or token.pos == "SPACE"


def _is_opening(tokens: tuple[Token, ...], at: int) -> bool:
    token, following = tokens[at], tokens[at + 1]
    if is_hyphen(following):
        return False
    if token.pos == "NUM" or token.lower in _QUANTITIES or token.entity in ("DATE", "TIME", "CARDINAL"):
        return True
    return token.pos in _OPENING and token.tag not in ("VBN", "VBG")


def is_tied(sentence: Sentence, hit: Hit) -> bool:
    """Whether the name is only part of an adjective ("Russian-backed", "pro-Moscow") or tells of what people someone
    is ("ethnic Albanian")."""
    before, after = sentence.tokens[max(0, hit.first - 2) : hit.first], sentence.tokens[hit.last + 1 : hit.last + 3]
    leaning = len(before) == 2 and before[0].lower in WORDS["phrases.leanings"] and is_hyphen(before[1])
    people = hit.form == "demonym" and any(t.lower in WORDS["phrases.people"] for t in before[-1:])
    return leaning or people or (len(after) == 2 and is_hyphen(after[0]) and after[1].lower in WORDS["phrases.ties"])


def modified(sentence: Sentence, token: Token) -> Token:
    """The noun that the token modifies, as deep as it goes: "Ukrainian" in "Ukrainian drone attack" gives "attack"."""
    while token.dep in OWNING and token.head > token.index:
        token = sentence.head(token)
    return token
