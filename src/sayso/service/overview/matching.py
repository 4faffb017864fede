"""What of a ledger's columns matches a filter: all of it, or all but for one part of the filter."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.store.columns import Columns, Ints, Mask, Part
from sayso.store.filters import Filter
from sayso.store.protocol import Store

_DENSE = 0.8
"""Where more than this share matches, a mask takes values out of a column sooner than their positions do."""


class Matching:
    """The columns of a ledger as it is now, and which claims in them a filter leaves."""

    def __init__(self, store: Store, filter: Filter) -> None:
        self.columns: Columns = store.columns.now()
        self._parts = store.columns.parts(filter, self.columns)
        self._masks: dict[Part | None, Mask] = {}
        self._chosen: dict[Part | None, NDArray[Any]] = {}

    def mask(self, without: Part | None = None) -> Mask:
        """Which claims match, whatever they are in the part that is left out. Not to be changed."""
        key = without if without in self._parts else None
        if key not in self._masks:
            found = np.ones(len(self.columns), dtype=np.bool_)
            for part, mask in self._parts.items():
                if part != key:
                    found &= mask
            self._masks[key] = found
        return self._masks[key]

    def of(self, column: NDArray[Any], without: Part | None = None) -> NDArray[Any]:
        """The values that these claims have in a column."""
        key = without if without in self._parts else None
        if key not in self._chosen:
            mask = self.mask(key)
            dense = np.count_nonzero(mask) > _DENSE * len(mask)
            self._chosen[key] = mask if dense else np.flatnonzero(mask)
        found: NDArray[Any] = column[self._chosen[key]]
        return found

    def by_incident(self) -> Ints:
        """How many claims match, for each incident of the columns."""
        held = self.of(self.columns.incident)
        return np.bincount(held[held >= 0], minlength=len(self.columns.incidents.rows))
