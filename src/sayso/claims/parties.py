"""Parties: what is left of actors and targets when all is decided.

A state that moves troops is its forces, and people of whom an attack's report tells only the number are nobody in
particular.
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

_BARE = lexicon("claims")["roles.bare"]
_BY_FORCES = types_with("forces")
_ATTACKS = types_with("attack")


def settle_parties(drafts: Sequence[Draft], story: Story) -> None:
    """Decide actors and targets of claims whose fields are all chosen."""
    for draft in drafts:
        if draft.type in _BY_FORCES:
            actors = {role.id or role.name: role for role in (_forces(role, story) for role in draft.actors)}
            if tuple(actors.values()) != draft.actors:
                draft.decide("a state does this by its forces", actors=tuple(actors.values()))
        if draft.type in _ATTACKS:
            targets = tuple(role for role in draft.targets if not _is_bare(role, story))
            if targets != draft.targets:
                draft.decide("how many people there were names nobody", targets=targets)


def _forces(role: Role, story: Story) -> Role:
    """The main forces of a state, in its place; anybody else as they are."""
    force = story.evidence.forces.of_state(role.id)
    return replace(role, name=force.name, id=force.id, side=role.id, kind="military") if force else role


def _is_bare(role: Role, story: Story) -> bool:
    """Whether it is a word of people of which nothing more is said; "people waiting for food" tells who they were."""
    sentence = story.evidence.reading.sentence_at(role.start)
    token = next((t for t in sentence.tokens if t.start == role.start), None) if sentence else None
    if sentence is None or token is None or token.end != role.end or not _BARE & {token.lower, token.lemma}:
        return False
    return not sentence.children(token, "acl", "relcl")
