"""Confidence: how likely a coder of the report has a claim too, of the same type and status in the same sentence.

It follows from the signs of a claim whose fields are settled (``signs``) by weights learned on hand-coded reports
(``claims.weights``). When the linker has had its say, each field is weighed in the same way (``field_signs``): how
likely the coder has it so, where the claim is coded. Neither says anything of whether the event took place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from sayso.claims.confidence.field_signs import FieldSigns
from sayso.claims.confidence.signs import signs_of
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.claims.weights import probability, weights
from sayso.lang import folder_of
from sayso.model import FieldConfidence
from sayso.model.claims import CLAIM_FIELDS

__all__ = ["FIELD_WEIGHTS", "LearnedFieldWeigher", "LearnedWeigher"]

FIELD_WEIGHTS = "fields"
"""The folder, in that of the weights, that holds a table for each field."""
_PLACES = 3
_HARDLY = 0.28
"""Below this fewer than one claim in five is right (`sayso bench --calibration`)."""
_NOTED, _FEW = 0.12, 3
"""The same for what a rule tells in a note of so many sentences, which has no background."""
_TOLLS = frozenset({"killed", "injured", "casualties", "captured"})
"""A number of people hurt or taken is never dropped."""


class LearnedWeigher:
    """Weighs by learned weights, rounded, so that the last bit of a sum changes nothing.

    ``table``: the weight of each sign; those that ship where none are given.
    """

    def __init__(self, table: Mapping[str, float] | None = None) -> None:
        self._weights = table or weights("claims")

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        """Give every draft of a report its confidence; the least likely ones are dropped."""
        for draft in drafts:
            likely = round(probability(signs_of(draft, story, drafts), self._weights), _PLACES)
            draft.decide("how likely a coder has it", confidence=likely)
        short = len(story.evidence.reading.sentences) <= _FEW
        for draft in drafts:
            least = _NOTED if short and draft.rule.when else _HARDLY
            if draft.confidence < least and not any(figure.measure in _TOLLS for figure in draft.figures):
                draft.drop("a coder would hardly have it")


class LearnedFieldWeigher:
    """Weighs each field by learned weights, rounded. ``folder``: that of the tables; the language's unless given."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or folder_of() / "weights" / FIELD_WEIGHTS

    @cached_property
    def _weights(self) -> Mapping[str, Mapping[str, float]]:
        return {name: weights(name, self._folder) for name in CLAIM_FIELDS}

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        """Give every draft of a report the confidence of its fields."""
        signs = FieldSigns(story, drafts)
        for number, draft in enumerate(drafts):
            shared = list(signs.shared(number))
            sure = {
                name: round(probability((*shared, *signs(number, name)), table), _PLACES)
                for name, table in self._weights.items()
            }
            draft.tell(field_confidence=FieldConfidence(**sure))
