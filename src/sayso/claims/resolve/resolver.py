"""Resolve: what the words leave to the report, each field decided anew with a reason.

Of a sentence, with the sentences before in view: which attack is meant (``references``), whom an accusation, a claim
of responsibility or a denial is about (``blame``), the place told last (``setting``), who did it. Of the whole report:
the place (``setting`` with ``scenes``) and the time (``timeline`` with ``anchors``) that govern what has none.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.records import Draft
from sayso.claims.resolve.blame import settle_blame
from sayso.claims.resolve.counting import settle_counting
from sayso.claims.resolve.references import (
    IN_ATTACK,
    actors_from_context,
    actors_of_attack,
    settle_measure,
    settle_reference,
    settle_targets,
    settle_totals,
)
from sayso.claims.resolve.timeline import Timeline
from sayso.claims.resolve.withdrawn import settle_withdrawn
from sayso.claims.steps import Story
from sayso.rules.ontology import types_with

__all__ = ["RuleResolver"]

_COMING = types_with("announced") | {"protest"}


class RuleResolver:
    """Resolves by nearness, by what the report is about, and by what was told before."""

    def sentence(self, drafts: list[Draft], story: Story) -> list[Draft]:
        """The drafts of a sentence, with the sentences before in view."""
        for draft in drafts:
            settle_reference(draft, story.told, story.evidence)
            settle_measure(draft, [*story.told, *drafts])
        drafts = settle_blame(drafts, story)
        for draft in drafts:
            if not draft.part:
                draft.decide("the place told last", place=story.places.refine(draft))
            draft.decide(IN_ATTACK, actors=actors_of_attack(draft, story.told))
            draft.decide("told before of the same event", actors=actors_from_context(draft, story.told))
        return drafts

    def selected(self, draft: Draft, story: Story) -> None:
        """A claim of the sentence: what of it belongs to another one; from here on its place governs."""
        settle_totals(draft, story.evidence)
        settle_targets(draft, story.told, story.evidence)
        story.places.remember(draft)

    def report(self, drafts: Sequence[Draft], story: Story) -> None:
        """All drafts, with the whole report in view."""
        story.places.settle(drafts)
        Timeline(drafts, story.evidence).settle(drafts)
        published = story.evidence.reading.document.published
        for draft in drafts:
            when = draft.time if draft.time_given else None
            did = any(t.tag == "VBD" for t in draft.sentence.children(draft.trigger, "aux"))
            ahead = published and when and when.earliest and when.earliest > published and not did
            if ahead and draft.status == "asserted" and draft.type in _COMING:
                draft.decide("of a day that is still to come", status="planned")
            settle_counting(draft)
        settle_withdrawn(drafts, story)
