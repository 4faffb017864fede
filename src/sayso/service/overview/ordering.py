"""The first rows of a long list, and those behind a row, without sorting all of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sayso.store.columns import Ints, Mask, first_of

__all__ = ["all_behind", "first_of"]


def all_behind(keys: Sequence[Ints], last: Sequence[int], *, same: bool = False) -> Mask:
    """Which rows come after the last one, compared key by key; ``same``: those equal to it as well."""
    found = np.zeros(len(keys[0]), dtype=np.bool_)
    level = np.ones(len(keys[0]), dtype=np.bool_)
    for values, at in zip(keys, last, strict=True):
        found |= level & (values > at)
        level &= values == at
    return found | level if same else found
