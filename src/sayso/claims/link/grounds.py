"""Grounds: what in the sentence of a claim and before it points to a place."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.claims.link.surroundings import At, Named, Surroundings
from sayso.claims.records import Draft
from sayso.claims.resolve.scenes import key_of
from sayso.model import FINENESS

__all__ = ["Grounds"]


class Grounds:
    """What in a draft's sentence and before it points to a place."""

    def __init__(self, draft: Draft, around: Surroundings) -> None:
        self._sentence, self._trigger = draft.sentence.index, draft.trigger
        self._state_of = around.evidence.forces.state_of
        said = draft.attribution
        parties = (("actor", draft.actors), ("target", draft.targets), ("source", said.sources if said else ()))
        self._sides = {name: some[0].side for name, some in parties if some and some[0].side}
        self._meant = {key_of(place) for _, place in around.setting.named_again(draft.sentence)}
        scene = around.setting.known.scene_before(draft.sentence)
        self._scene = key_of(scene[0]) if scene else None
        self._close = "scene here" if scene and scene[1] else "scene before"
        self._here = around.evidence.places_in.get(draft.sentence.index, ())

    def signs(self, one: Named, at: At) -> Iterator[str]:
        """What points to this one."""
        place = at.mention.place
        if self._sides and place.country:
            state = self._state_of(place.country)
            yield from (f"land of {name} {side == state}" for name, side in self._sides.items())
        if one.key in self._meant:
            yield "meant"
        if one.key == self._scene:
            yield self._close
        if at.sentence.index == self._sentence:
            others = [p for p in self._here if p is not at.mention]
            yield "alone here" if not others else "beside others here"
            if any(FINENESS[p.place.grain] < FINENESS[place.grain] for p in others):
                yield "finer here"
            between = range(at.head.start + 1, self._trigger.start)
            if at.head.index < self._trigger.index and not any(p.start in between for p in others):
                yield "last before it"
