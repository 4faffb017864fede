"""Extract: what a reader of claims gives, and how it becomes claims.

A *producer* reads a reading whose mentions have been found and proposes claims. The rules (``sayso.claims``) are the
first producer; a learned model or a language model stands beside or in place of it with the same signature. One shared
part (``judging``) holds every proposal against text and vocabulary and makes the claim; ``merging`` joins what two
producers propose of one event.
"""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from sayso.extract.judging import Judged, judge
from sayso.extract.merging import merged
from sayso.extract.proposals import FigureProposal, Producer, Proposal, SourceProposal
from sayso.model import Claim, Reading

__all__ = [
    "Extraction", "FigureProposal", "Judged", "Producer", "Proposal", "SourceProposal", "judge", "merged",
]  # fmt: skip


class Extraction:
    """Makes claims of what producers propose; the first one's word goes before the next one's."""

    needs: ClassVar[tuple[str, ...]] = (
        "sentences", "actors", "places", "times", "counts", "weapons", "coreferences", "attributions",
    )  # fmt: skip
    fills: ClassVar[str] = "claims"

    def __init__(self, producers: Sequence[Producer]) -> None:
        self._producers = tuple(producers)

    def __call__(self, reading: Reading) -> tuple[Claim, ...]:
        """The claims of a reading, in text order; a proposal that is refused leaves none."""
        numbers: Counter[tuple[int, int]] = Counter()
        claims: list[Claim] = []
        for proposal in self.proposals(reading):
            key = (proposal.trigger.start, proposal.trigger.end)
            claim = judge(proposal, reading, numbers[key]).claim
            if claim is not None:
                numbers[key] += 1
                claims.append(claim)
        return tuple(claims)

    def proposals(self, reading: Reading) -> list[Proposal]:
        """What the producers propose, merged."""
        found: list[Proposal] = []
        for number, produce in enumerate(self._producers):
            proposed = produce(reading)
            found = merged(found, proposed, reading) if number else proposed
        return found
