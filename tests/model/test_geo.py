"""Distance on the globe."""

import pytest

from sayso.model.geo import kilometres


def test_distances_are_great_circles() -> None:
    assert kilometres(50.45, 30.52, 50.45, 30.52) == 0
    assert kilometres(51.5, -0.13, 48.86, 2.35) == pytest.approx(343, abs=2)
    assert kilometres(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.2)
