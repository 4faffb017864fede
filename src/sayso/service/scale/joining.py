"""Joining what belongs together, over more than a dictionary could hold: numbers and arrays alone."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np


class Joins:
    """Things, told by numbers from 0, that share keys (whole numbers of 64 bits). Sixteen bytes a key of a thing."""

    def __init__(self) -> None:
        self._keys, self._things = array("q"), array("q")

    def add(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Things found under keys, as ``(key, thing)``."""
        for key, thing in pairs:
            self._keys.append(key)
            self._things.append(thing)

    def families(self) -> Iterator[list[int]]:
        """The things that hang together by shared keys, sorted; a thing that shares none is in no family."""
        keys, things = np.array(self._keys, np.int64), np.array(self._things, np.int64)
        order = np.lexsort((things, keys))
        keys, things = keys[order], things[order]
        same = (keys[1:] == keys[:-1]) & (things[1:] != things[:-1])
        left, right = things[:-1][same], things[1:][same]
        members, roots = components(left, right)
        order = np.lexsort((members, roots))
        members, roots = members[order], roots[order]
        for family in np.split(members, np.flatnonzero(np.diff(roots)) + 1):
            if len(family):
                yield [int(thing) for thing in family]


def components(left: Any, right: Any) -> tuple[Any, Any]:
    """What hangs together: every number at an end of a link, sorted, and with each the smallest of its component.

    ``left``, ``right``: arrays of the ends of the links. All links are looked at as often as it takes for the smallest
    number to have come everywhere, each time over twice the way.
    """
    members, ends = np.unique(np.concatenate([left, right]), return_inverse=True)
    one, other = ends[: len(left)], ends[len(left) :]
    roots = np.arange(len(members))
    while True:
        before = roots
        least = np.minimum(roots[one], roots[other])
        roots = roots.copy()
        for at in (roots[one], roots[other], one, other):
            np.minimum.at(roots, at, least)
        roots = np.minimum(roots, roots[roots])
        if np.array_equal(before, roots):
            return members, members[roots]
