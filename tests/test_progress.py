"""Who watches a long piece of work is told how far it is, and only that: what it finds is the same."""

from __future__ import annotations

from itertools import pairwise

from sayso import Reader
from sayso.progress import part, passing, watched

TEXT = "Rebels captured Goma on Monday, the army said.\n\nShelling killed four people in Sake.\n\n" * 6


def test_parts_and_items_are_told_in_order() -> None:
    told: list[float] = []
    with watched(told.append):
        with part(0, 0.5):
            assert list(passing("ab", 0.5)) == ["a", "b"]
            assert list(passing("cd")) == ["c", "d"]
        with part(0.5, 1), part(0.5, 1):
            assert list(passing([])) == []
    assert [round(one, 4) for one in told] == [0, 0, 0.125, 0.25, 0.375, 0.5, 0.5, 0.75, 1, 1]


def test_nobody_is_told_where_nobody_watches() -> None:
    told: list[float] = []
    with watched(told.append):
        pass
    with part(0.2, 0.4):
        assert list(passing([1, 2])) == [1, 2]
    assert told == []


def test_a_watch_ends_with_what_fails() -> None:
    told: list[float] = []
    try:
        with watched(told.append), part(0, 0.5):
            raise ValueError
    except ValueError:
        told.clear()
    list(passing("ab"))
    assert told == []


def test_a_reading_is_told_to_its_end_and_is_the_same(reader: Reader) -> None:
    told: list[float] = []
    with watched(told.append):
        seen = reader.read_text(TEXT)
    assert seen == reader.read_text(TEXT)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)
    assert max(later - earlier for earlier, later in pairwise(told)) < 0.25
