"""Parties: what is left of actors and targets when all is decided.

A state that moves troops is its forces; people of whom a report tells only the number are nobody in particular, save
where they are spoken to or reached; and a town that is taken is the place, no target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.lang import lexicon
from sayso.model import Role
from sayso.rules.ontology import types_with

__all__ = ["settle_parties"]

_WORDS = lexicon("claims")
_BARE = _WORDS["roles.bare"]
_SETTLEMENTS = _WORDS["targets.settlements"]
_BY_FORCES = types_with("forces")
_DONE_TO = types_with("direct", "origin")
_TAKEN = types_with("taken")


def settle_parties(drafts: Sequence[Draft], story: Story) -> None:
    """Decide actors and targets of claims whose fields are all chosen."""
    for draft in drafts:
        if draft.type in _BY_FORCES:
            actors = {role.id or role.name: role for role in (_forces(role, story) for role in draft.actors)}
            if tuple(actors.values()) != draft.actors:
                draft.decide("a state does this by its forces", actors=tuple(actors.values()))
        targets = tuple(role for role in draft.targets if not _is_nobody(role, draft, story))
        if targets != draft.targets:
            draft.decide("how many people there were, or which town was taken, names nobody", targets=targets)


def _forces(role: Role, story: Story) -> Role:
    """The main forces of a state, in its place; anybody else as they are."""
    force = story.evidence.forces.of_state(role.id)
    return replace(role, name=force.name, id=force.id, side=role.id, kind="military") if force else role


def _is_nobody(role: Role, draft: Draft, story: Story) -> bool:
    """Whether it is a word of people of which nothing more is said, or the town that was taken.

    "People waiting for food", "our people" tell who they were.
    """
    sentence = story.evidence.reading.sentence_at(role.start)
    tokens = sentence.within(role) if sentence else ()
    if sentence is None or not tokens:
        return False
    if draft.type in _TAKEN and (tokens[-1].lemma in _SETTLEMENTS or _is_place(role, story)):
        return True
    bare = draft.type in _DONE_TO and len(tokens) == 1 and bool(_BARE & {tokens[0].lower, tokens[0].lemma})
    told = sentence.children(tokens[0], "acl", "relcl", "poss") if bare else ()
    return bare and not any(t not in draft.words for t in told)


def _is_place(role: Role, story: Story) -> bool:
    """Whether it names a place that is well known; the name of any other village stays, so that it is not lost."""
    known = (place for place in story.evidence.reading.places if place.place.population)
    return any(place.start == role.start and place.end == role.end for place in known)
