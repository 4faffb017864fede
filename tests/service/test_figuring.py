"""Figures by source and place: how they moved, what they were as of a day, what is never set against each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.service.figuring import every, found, groups, happenings, spots
from sayso.store.filters import Filter
from tests.store.telling import BY, Told

DISPLACED = Filter(measure="displaced")


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    made = Told(tmp_path)
    yield made
    made.ledger.close()


def displaced(told: Told, day: int, who: str, number: float, place: str = "Goma", **more: Any) -> str:
    """The id of a claim that so many are displaced."""
    [claim] = told.say(day, f"displacement asserted {place} - {who} says that people of the town number {day} left")
    figure = {"measure": "displaced", "unit": "people", "low": number, "high": number, "bound": "exact",
              "counting": "stock"}  # fmt: skip
    told.ledger.decide("edit", [claim], BY, field="figures", value=[{**figure, **more}])
    return claim


def test_how_a_figure_moved_by_source(told: Told) -> None:
    displaced(told, 10, "Red_Cross", 100)
    displaced(told, 11, "Mayor", 300)
    displaced(told, 12, "Red_Cross", 150)
    displaced(told, 14, "Red_Cross", 150)
    displaced(told, 16, "Red_Cross", 90)
    [group] = groups(found(told.ledger.store, DISPLACED).rows, "stock")
    assert [(line.who, [p.step for p in line.points]) for line in group.lines] == [
        ("Red Cross", ["first", "up", "same", "down"]), ("Mayor", ["first"]),
    ]  # fmt: skip
    assert (group.low, group.high, group.contested) == (90, 300, True)


def test_as_of_a_day(told: Told) -> None:
    displaced(told, 10, "Red_Cross", 100)
    displaced(told, 12, "Red_Cross", 150)
    store = told.ledger.store
    assert [row.low for row in found(store, DISPLACED, as_of=date(2025, 3, 11)).rows] == [100]
    assert [row.low for row in found(store, DISPLACED, as_of=date(2025, 3, 12)).rows] == [100, 150]
    assert found(store, DISPLACED, as_of=date(2025, 3, 9)).rows == ()
    assert [row.low for row in every(store, DISPLACED, as_of=date(2025, 3, 11))] == [100]


def test_ways_of_counting_places_and_parts_stay_apart(told: Told) -> None:
    displaced(told, 10, "Mayor", 100)
    displaced(told, 11, "Mayor", 900, counting="total")
    displaced(told, 12, "Mayor", 40, place="Sake")
    displaced(told, 13, "Mayor", 10, part=True)
    displaced(told, 14, "Mayor", 7, counting="new")
    rows = found(told.ledger.store, DISPLACED).rows
    made = groups(rows, "stock", "total")
    assert sorted((g.counting, g.part, g.where[0], g.low) for g in made) == [
        ("stock", False, "Goma", 100), ("stock", False, "Sake", 40), ("stock", True, "Goma", 10),
        ("total", False, "Goma", 900),
    ]  # fmt: skip
    assert not any(g.contested for g in made)
    assert [(h.low, len(h.rows)) for h in happenings(rows)] == [(7, 1)]
    goma = next(s for s in spots(rows) if s.where == ("Goma", "CD"))
    assert goma.figures == 4
    assert {counting: row.low for counting, row in goma.latest.items()} == {"stock": 100, "total": 900, "new": 7}


def test_two_numbers_of_one_report_are_no_move(told: Told) -> None:
    [claim] = told.say(10, "displacement asserted Goma - Mayor says that people left")
    figure = {"measure": "displaced", "unit": "people", "bound": "exact", "counting": "stock"}
    value = [{**figure, "low": n, "high": n} for n in (5, 8)]
    told.ledger.decide("edit", [claim], BY, field="figures", value=value)
    [group] = groups(found(told.ledger.store, DISPLACED).rows, "stock")
    assert [p.step for p in group.lines[0].points] == ["first", "beside"]
    assert (group.low, group.high, group.contested) == (5, 8, False)
    displaced(told, 11, "Red_Cross", 8)
    [group] = groups(found(told.ledger.store, DISPLACED).rows, "stock")
    assert not group.contested  # one of the two is that of the other source
    displaced(told, 12, "Red_Cross", 9)
    [group] = groups(found(told.ledger.store, DISPLACED).rows, "stock")
    assert group.contested


def test_bounds_that_fit_do_not_differ(told: Told) -> None:
    displaced(told, 10, "Mayor", 100, high=None, bound="at-least")
    displaced(told, 11, "Red_Cross", 150)
    [group] = groups(found(told.ledger.store, DISPLACED).rows, "stock")
    assert not group.contested


def test_what_people_set_is_told(told: Told) -> None:
    told.say(10, "shelling asserted Goma 3 army fired on the market")
    displaced(told, 11, "Mayor", 100)
    assert [row.by_person for row in found(told.ledger.store, Filter()).rows] == [False, True]


def test_it_rests_on_the_latest_and_says_so(told: Told) -> None:
    for day in range(10, 14):
        displaced(told, day, "Mayor", day)
    seen = found(told.ledger.store, DISPLACED, most=2)
    assert seen.more
    assert [row.low for row in seen.rows] == [12, 13]
    assert not found(told.ledger.store, DISPLACED, most=4).more


def test_a_figure_may_have_one_end_only(told: Told) -> None:
    displaced(told, 10, "Mayor", 100)
    displaced(told, 11, "Mayor", 0, low=None, high=300, bound="at-most")
    assert [(row.low, row.high) for row in found(told.ledger.store, DISPLACED).rows] == [(100, 100), (None, 300)]


def test_as_of_a_day_shows_no_more_than_was_asked_for(told: Told) -> None:
    for day in (10, 12, 14):
        displaced(told, day, "Red_Cross", day)

    def lows(as_of: int, **asked: date) -> list[float | None]:
        filter = Filter(measure="displaced", **asked)
        return [row.low for row in found(told.ledger.store, filter, as_of=date(2025, 3, as_of)).rows]

    assert lows(13) == [10, 12]
    assert lows(13, until=date(2025, 3, 10)) == [10]
    assert lows(13, until=date(2025, 3, 20)) == [10, 12]
    assert lows(13, since=date(2025, 3, 11)) == [12]
    assert lows(13, since=date(2025, 3, 20)) == []
