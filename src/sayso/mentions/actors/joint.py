"""Joint owners: the states before the last one in "Iraqi, Syrian and Turkish forces", each of whose forces is meant."""

from __future__ import annotations

from sayso.mentions.actors.listed import Hit
from sayso.mentions.actors.scene import WORDS, Scene
from sayso.model import Token

_PLAIN_FORCE = WORDS["phrases.plain_force"]
_AND = WORDS["conjunctions.and"]


def joint_owners(scene: Scene, head: Token) -> list[Hit]:
    """The adjectives of states that share a noun of forces, the last of them first; [] where there is but one."""
    tokens, at = scene.sentence.tokens, head.index - 1
    while at >= 0 and (tokens[at].lower in _PLAIN_FORCE or tokens[at].pos == "NOUN"):
        at -= 1
    ends = {h.last: h for h in scene.hits if h.form == "demonym"}
    found: list[Hit] = []
    while at >= 0 and (hit := ends.get(at)) is not None:
        found.append(hit)
        at = hit.first - 1
        joined = False
        while at >= 0 and (tokens[at].text == "," or tokens[at].lower in _AND):
            joined, at = True, at - 1
        if not joined:
            break
    return found if len(found) > 1 else []
