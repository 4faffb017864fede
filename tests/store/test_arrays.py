"""What is asked of arrays of numbers is the same as of rows: the first ones, those behind a place, days."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.store.columns import all_behind, first_of
from sayso.store.sqlite.connection import day_number
from sayso.store.sqlite.scanning import days

KEYS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)


@settings(max_examples=40)
@given(KEYS, st.integers(1, 13))
def test_the_first_ones_are_those_that_sorting_puts_first(rows: list[tuple[int, int]], number: int) -> None:
    wanted = sorted(range(len(rows)), key=lambda at: rows[at])[:number]
    assert first_of(number, [np.array(key) for key in zip(*rows, strict=True)]).tolist() == wanted


@settings(max_examples=40)
@given(KEYS, st.tuples(st.integers(0, 3), st.integers(0, 3)))
def test_what_is_behind_the_last_row_seen(rows: list[tuple[int, int]], last: tuple[int, int]) -> None:
    """Harm: a row is shown on no page, or on two."""
    keys = [np.array(key) for key in zip(*rows, strict=True)]
    assert all_behind(keys, last).tolist() == [row > last for row in rows]
    assert all_behind(keys, last, same=True).tolist() == [row >= last for row in rows]


@settings(max_examples=40)
@given(st.lists(st.none() | st.dates(), min_size=1, max_size=5))
def test_days_become_ordinals(told: list[date | None]) -> None:
    wanted = [day.toordinal() if day else 0 for day in told]
    assert days(",".join(str(day_number(day)) for day in told)).tolist() == wanted
