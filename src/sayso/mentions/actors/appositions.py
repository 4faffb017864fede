"""Appositions: what stands beside a name between commas, and says who it is."""

from __future__ import annotations

from sayso.mentions.actors.parts import Draft, Scene
from sayso.model import Token


def apposition(tokens: tuple[Token, ...], last: int) -> tuple[int, int]:
    """The stretch between the comma after a name and the next one, as first and last index; empty when none."""
    if last + 1 >= len(tokens) or tokens[last + 1].text != ",":
        return last + 1, last
    end = last + 1
    while end + 1 < len(tokens) and end - last < 14 and tokens[end + 1].pos not in ("VERB", "AUX"):
        if tokens[end + 1].text in ",;:.":
            return last + 2, end
        end += 1
    return last + 1, last


def before_comma(tokens: tuple[Token, ...], opening: int) -> tuple[int, int]:
    """The stretch between the comma before a name and the punctuation before that; empty when it holds a verb."""
    if opening < 2 or tokens[opening - 1].text != ",":
        return opening, opening - 1
    start = opening - 1
    while start > 0 and tokens[start - 1].text not in ',;:"':
        if tokens[start - 1].tag in ("NNS", "NNPS"):
            return opening, opening - 1
        if tokens[start - 1].pos in ("VERB", "AUX"):
            break
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
                if draft.kind == "civilians":
                    draft.kind = person.kind if person.kind != "person" else draft.kind


def _comma_between(tokens: tuple[Token, ...], one: Draft, other: Draft) -> bool:
    """Whether only a comma and an article stand between the two, and punctuation closes the second."""
    between = tokens[one.last + 1 : other.first]
    if not between or between[0].text != "," or any(t.pos not in ("PUNCT", "DET", "ADJ") for t in between):
        return False
    if any(t.text == "and" for t in tokens[other.last + 1 : other.last + 2]):
        return False
    head, second = tokens[one.head], tokens[other.head]
    linked = (second.dep == "appos" and second.head == head.index) or (
        head.dep == "appos" and head.head == second.index
    )
    closed = other.last + 1 < len(tokens) and tokens[other.last + 1].text in (",", ".", ";")
    return linked or (closed and second.dep != "conj")
