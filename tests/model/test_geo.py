"""Geography: distance on the globe, and what may hold what."""

import pytest

from sayso.model import FINENESS, PRECISIONS, Place, Precision
from sayso.model.geo import COARSER, apart, holds, kilometres


def test_distances_are_great_circles() -> None:
    assert kilometres(50.45, 30.52, 50.45, 30.52) == 0
    assert kilometres(51.5, -0.13, 48.86, 2.35) == pytest.approx(343, abs=2)
    assert kilometres(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.2)


def place(precision: Precision, country: str | None, admin1: str | None = None, lat: float | None = None) -> Place:
    return Place(name="x", id=None, country=country, admin1=admin1, lat=lat, lon=lat, precision=precision)


def test_a_place_without_coordinates_is_at_no_distance() -> None:
    """Else it would lie in the Gulf of Guinea, and close to nothing."""
    assert apart(place("point", "SD", lat=13.0), place("point", "SD")) is None
    assert apart(place("point", "SD", lat=13.0), place("point", "SD", lat=13.0)) == 0


def test_a_unit_holds_what_lies_in_it_and_a_country_all_that_is_its_own() -> None:
    town = place("point", "SD", "Khartoum")
    assert holds(place("country", "SD"), town)
    assert holds(place("admin1", "SD", "Khartoum"), town)
    assert not holds(place("admin1", "SD", "North Darfur"), town)
    assert not holds(place("country", "TD"), town)


def test_near_a_place_is_never_finer_than_in_it() -> None:
    assert set(COARSER) == set(FINENESS) == set(PRECISIONS)
    assert all(FINENESS[COARSER[p]] >= FINENESS[p] or p == "country" for p in PRECISIONS)
