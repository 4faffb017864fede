"""The stage that fills ``claims``: producers propose, their proposals are merged and judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from sayso.extract.judging import judge
from sayso.extract.merging import merged
from sayso.extract.proposals import Producer, Proposal
from sayso.model import Claim, Reading

__all__ = ["Extraction"]


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
