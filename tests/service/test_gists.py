"""The figure that stands for an incident in a list."""

from __future__ import annotations

import pytest

from sayso.model import Bound, Point, Series
from sayso.service.gists import _headline


def point(low: float | None, high: float | None, bound: Bound) -> Point:
    return Point(
        day=None, source=f"s{low}", low=low, high=high, bound=bound, status="asserted", claim="c", move="first"
    )


@pytest.mark.parametrize(
    ("points", "bound"),
    [
        ((point(7, 7, "exact"), point(25, 25, "exact")), "exact"),
        ((point(7, 7, "exact"), point(25, 25, "about")), "about"),
        ((point(11, None, "at-least"), point(9, None, "at-least")), "at-least"),
    ],
)
def test_sources_that_contradict_each_other_give_no_estimate(points: tuple[Point, ...], bound: Bound) -> None:
    """One says 7 and another 25: "about 7 to 25" would be what nobody said."""
    series = Series(
        measure="killed", unit="people", counting="new", part=False, points=points, low=7, high=25, contested=True
    )
    found = _headline((series,))
    assert found
    assert found.bound == bound
