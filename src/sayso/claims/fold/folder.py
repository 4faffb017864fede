"""Fold: what is one claim.

Of a sentence: a toll goes on the attack that did it, verb and noun tell one event (``joining``, ``again``). Of the
report: second tellings go (``repeats``).
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.fold.joining import fold_sentence
from sayso.claims.fold.repeats import drop_repeats
from sayso.claims.records import Draft

__all__ = ["RuleFolder"]


class RuleFolder:
    """Folds by source, status, place, time and the tree."""

    def sentence(self, drafts: list[Draft]) -> list[Draft]:
        """The claims that the drafts of a sentence make."""
        return fold_sentence(drafts)

    def report(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The claims of a report, second tellings left out."""
        return drop_repeats(drafts)
