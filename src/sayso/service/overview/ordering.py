"""The first rows of a long list, and those behind a row, without sorting all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.store.columns import Ints, Mask


def first_of(number: int, keys: Sequence[NDArray[Any]]) -> Ints:
    """The positions of the so many least, sorted by the first key, then the next; equal ones as they stand."""
    least = keys[0]
    if len(least) > number:
        within = np.flatnonzero(least <= np.partition(least, number - 1)[number - 1])
    else:
        within = np.arange(len(least))
    order = np.lexsort([key[within] for key in reversed(keys)])
    return within[order[:number]]


def all_behind(keys: Sequence[Ints], last: Sequence[int], *, same: bool = False) -> Mask:
    """Which rows come after the last one, compared key by key; ``same``: those equal to it as well."""
    found = np.zeros(len(keys[0]), dtype=np.bool_)
    level = np.ones(len(keys[0]), dtype=np.bool_)
    for values, at in zip(keys, last, strict=True):
        found |= level & (values > at)
        level &= values == at
    return found | level if same else found
