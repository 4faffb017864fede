"""Joint owners: those before the last one in "Iraqi, Syrian and Turkish forces", "Afghan and coalition forces", each of
whose forces is meant."""

from __future__ import annotations

from sayso.mentions.actors.listed import Hit
from sayso.mentions.actors.scene import MODIFIERS, WORDS, Scene, head_of
from sayso.model import Token

ALLIED = WORDS["phrases.allied"]
_AND = WORDS["conjunctions.and"]


def joint_owners(scene: Scene, head: Token) -> tuple[int, list[Hit]]:
    """Where the last of those who share a noun of forces begins, and the states named before, the last first.

    Without others the place is that of the noun itself.
    """
    tokens, at = scene.sentence.tokens, head.index - 1
    while at >= 0 and (tokens[at].lower in WORDS["phrases.plain_force"] | ALLIED or tokens[at].pos == "NOUN"):
        at -= 1
    # "U.S. and Iraqi forces": the name of a state that stands before a noun as an adjective does
    before = {h for h in scene.hits if h.form == "state" and head_of(scene.sentence, h.first, h.last).dep in MODIFIERS}
    ends = {h.last: h for h in scene.hits if h.form == "demonym" or h in before}
    allied = at + 1 < head.index and tokens[at + 1].lower in ALLIED
    if not allied and (at not in ends or ends[at].form != "demonym"):
        return head.index, []
    last = at + 1 if allied else ends[at].first
    found: list[Hit] = []
    at = last - 1
    while at >= 0 and (tokens[at].text == "," or tokens[at].lower in _AND):
        while at >= 0 and (tokens[at].text == "," or tokens[at].lower in _AND):
            at -= 1
        hit = ends.get(at)
        if hit is None:
            break
        found.append(hit)
        at = hit.first - 1
    return (last, found) if found else (head.index, [])
