"""Appositions: what stands beside a name between commas, and says who it is."""

from __future__ import annotations

from sayso.grammar.words import PLURAL, is_verb
from sayso.lang import lexicon
from sayso.mentions.actors.scene import Draft, Scene
from sayso.model import Token

_AND = lexicon("actors")["conjunctions.and"]
_LONGEST = 14


def apposition(tokens: tuple[Token, ...], last: int) -> tuple[int, int]:
    """The stretch between the comma after a name and the next mark, as first and last index; empty when none."""
    if last + 1 < len(tokens) and tokens[last + 1].text == ",":
        for token in tokens[last + 2 : last + _LONGEST + 1]:
            if is_verb(token):
                break
            if token.text in ",;:.":
                return last + 2, token.index - 1
    return last + 1, last


def before_comma(tokens: tuple[Token, ...], opening: int) -> tuple[int, int]:
    """The stretch between the comma before a name and the mark or verb before that; empty when it is of many."""
    if opening < 2 or tokens[opening - 1].text != ",":
        return opening, opening - 1
    start = opening - 1
    while start > 0 and tokens[start - 1].text not in ',;:"' and not is_verb(tokens[start - 1]):
        if tokens[start - 1].tag in PLURAL:
            return opening, opening - 1
        start -= 1
    return start, opening - 2


def join_appositions(scene: Scene) -> None:
    """Give a role phrase the identity of the person it presents: "a spokesman for the army, Omar Deng, said"."""
    tokens = scene.sentence.tokens
    persons = [d for d in scene.drafts if d.person]
    for draft in scene.drafts:
        if draft.person or draft.plural or draft.id is not None:
            continue
        for person in persons:
            if _comma_between(tokens, draft, person) or _comma_between(tokens, person, draft):
                draft.name, draft.entity, draft.person = person.name, person.entity, True
                draft.side = draft.side or person.side
                if draft.kind == "civilians" and person.kind != "person":
                    draft.kind = person.kind


def _comma_between(tokens: tuple[Token, ...], one: Draft, other: Draft) -> bool:
    """Whether only a comma and an article stand between the two, and punctuation closes the second."""
    between, after = tokens[one.last + 1 : other.first], tokens[other.last + 1 : other.last + 2]
    if not between or between[0].text != "," or any(t.pos not in ("PUNCT", "DET", "ADJ") for t in between):
        return False
    if any(t.lower in _AND for t in after):
        return False
    head, second = one.head, other.head
    linked = (second.dep == "appos" and second.head == head.index) or (
        head.dep == "appos" and head.head == second.index
    )
    return linked or (any(t.text in ",.;" for t in after) and second.dep != "conj")
