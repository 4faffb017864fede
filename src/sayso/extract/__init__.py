"""Extract: what a reader of claims gives, and how it becomes claims.

A *producer* reads a reading whose mentions have been found and proposes claims. The rules (``sayso.claims``) are the
first producer; a learned model or a language model stands beside or in place of it with the same signature. One shared
part (``judging``) holds every proposal against text and vocabulary and makes the claim; ``merging`` joins what two
producers propose of one event.
"""

from sayso.extract.judging import Judged, judge
from sayso.extract.merging import merged
from sayso.extract.proposals import FigureProposal, Producer, Proposal, SourceProposal
from sayso.extract.stage import Extraction

__all__ = [
    "Extraction", "FigureProposal", "Judged", "Producer", "Proposal", "SourceProposal", "judge", "merged",
]  # fmt: skip
