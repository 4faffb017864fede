"""What of a ledger's columns matches a filter: all of it, or all but for one part of the filter."""

from __future__ import annotations

import numpy as np

from sayso.store.columns import Columns, Ints, Mask, Part
from sayso.store.filters import Filter
from sayso.store.protocol import Store


class Matching:
    """The columns of a ledger as it is now, and which claims in them a filter leaves."""

    def __init__(self, store: Store, filter: Filter) -> None:
        self.columns: Columns = store.columns.now()
        self._parts = store.columns.parts(filter, self.columns)

    def mask(self, without: Part | None = None) -> Mask:
        """Which claims match, whatever they are in the part that is left out."""
        found = np.ones(len(self.columns), dtype=np.bool_)
        for part, mask in self._parts.items():
            if part != without:
                found &= mask
        return found

    def by_incident(self) -> Ints:
        """How many claims match, for each incident of the columns."""
        held = self.columns.incident[self.mask()]
        return np.bincount(held[held >= 0], minlength=len(self.columns.incidents.rows))
