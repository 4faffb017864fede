"""The five steps from a report's sentences to its claims, as protocols: today's rules are one implementation of each.

    for every sentence     detect → bind → resolve → fold → select     with the report so far in view
    over the whole report  settle (resolve) → repeats (fold)           with the whole in view

``Story`` is the report so far. A learned step stands in for one of these by taking and giving the same records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sayso.claims.bind.saying import Sayings
from sayso.claims.estimates import Estimates
from sayso.claims.evidence import Evidence
from sayso.claims.records import Detected, Draft
from sayso.claims.resolve.setting import PlaceContext
from sayso.claims.violence import Violence
from sayso.model import EventType, Sentence
from sayso.rules.ontology import types_with

__all__ = ["Binder", "Detector", "FieldWeigher", "Folder", "Linker", "Resolver", "Selector", "Story"]

_ATTACKS = types_with("attack")


@dataclass(slots=True)
class Story:
    """What a report has told so far.

    ``staged``: the sentences that tell a play on; ``told``: the drafts of the sentences before, in text order;
    ``estimates``: what the learned model says of the report's words, once the rules have read it; ``bound``: what
    hangs on the words of a trigger alone, and on the type of the attack told last, None where they tell no event.
    """

    evidence: Evidence
    sayings: Sayings
    places: PlaceContext
    violence: Violence
    staged: Mapping[int, int] = field(default_factory=dict)
    told: list[Draft] = field(default_factory=list)
    estimates: Estimates | None = None
    bound: dict[tuple[Detected, EventType | None], Draft | None] = field(default_factory=dict)

    def anew(self, estimates: Estimates) -> Story:
        """The story before its first sentence, for a second reading; what hangs on the report alone is kept."""
        return Story(
            self.evidence, self.sayings, self.places.anew(), self.violence, self.staged,
            estimates=estimates, bound=self.bound,
        )  # fmt: skip

    @property
    def attack(self) -> EventType | None:
        """The type of the attack told last, or None."""
        return next((draft.type for draft in reversed(self.told) if draft.type in _ATTACKS), None)


class Detector(Protocol):
    """Finds the triggers of a sentence, and knows those that it does not take for what they look like."""

    def __call__(self, sentence: Sentence, evidence: Evidence) -> list[Detected]: ...

    def refuses(self, one: Detected, evidence: Evidence) -> bool: ...


class Binder(Protocol):
    """Reads off its sentence what a trigger tells; several drafts where it tells several events, none where none."""

    def __call__(self, detected: Detected, story: Story) -> list[Draft]: ...


class Resolver(Protocol):
    """Gives what the words leave to the report: which event is meant, who did it, where and when."""

    def sentence(self, drafts: list[Draft], story: Story) -> list[Draft]:
        """The drafts of a sentence, with the sentences before in view."""
        ...

    def selected(self, draft: Draft, story: Story) -> None:
        """A claim that was selected, before the next sentence is read."""
        ...

    def report(self, drafts: Sequence[Draft], story: Story) -> None:
        """All drafts, with the whole report in view."""
        ...


class Folder(Protocol):
    """Joins what is one claim."""

    def sentence(self, drafts: list[Draft], story: Story) -> list[Draft]:
        """The claims that the drafts of a sentence make."""
        ...

    def report(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The claims of a report, second tellings left out."""
        ...


class Weigher(Protocol):
    """Says how likely the claims of a report are."""

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        """Give every draft its confidence, the whole report in view; drop those that are hardly any."""
        ...


class Linker(Protocol):
    """Says which of what the report names is a claim's place, actor and target."""

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        """Decide these fields anew, with all claims of the report in view."""
        ...


class FieldWeigher(Protocol):
    """Says how likely each field of the claims is."""

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        """Give every draft its ``field_confidence``, when all fields are settled."""
        ...


class Selector(Protocol):
    """Tells whether a coder would want the claim."""

    def __call__(self, draft: Draft, story: Story, beside: Sequence[Draft]) -> bool: ...
