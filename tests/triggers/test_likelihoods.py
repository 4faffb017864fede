"""Likelihoods: words are found by their characters, whatever pieces they were cut into."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import EVENT_TYPES, Span
from sayso.triggers import Likelihoods
from sayso.triggers.likelihoods import within

PIECES = [(0, 5), (6, 10), (10, 14), (15, 20), (21, 22)]
SHELLING, CAPTURE = EVENT_TYPES.index("shelling"), EVENT_TYPES.index("capture")


def likelihoods(column: int, *values: int) -> Likelihoods:
    rows = numpy.zeros((len(PIECES), len(EVENT_TYPES)), dtype=numpy.int16)
    rows[:, column] = values
    return Likelihoods(PIECES, rows)


def test_the_likeliest_piece_speaks_for_the_words() -> None:
    said = likelihoods(SHELLING, 10, 400, 900, 20, 0)
    assert said.of("shelling", Span(start=6, end=14)) == 0.9
    assert said.of("shelling", Span(start=6, end=10)) == 0.4
    assert said.of("shelling", Span(start=12, end=13)) == 0.9  # a part of a piece
    assert said.of("capture", Span(start=6, end=14)) == 0.0
    assert said.of("shelling", Span(start=22, end=30)) == 0.0  # behind the last word


def test_pieces_that_hang_together_are_one_candidate() -> None:
    (one,) = likelihoods(CAPTURE, 0, 800, 700, 100, 0).candidates(0, 22, 0.5)
    assert (one.type, one.span, one.likelihood) == ("capture", Span(start=6, end=14), 0.8)


def test_a_gap_makes_two_candidates() -> None:
    found = list(likelihoods(CAPTURE, 800, 0, 0, 700, 0).candidates(0, 22, 0.5))
    assert [one.span for one in found] == [Span(start=0, end=5), Span(start=15, end=20)]


def test_what_is_less_likely_is_no_candidate() -> None:
    assert not list(likelihoods(CAPTURE, 0, 499, 0, 0, 0).candidates(0, 22, 0.5))
    assert not list(likelihoods(CAPTURE, 0, 900, 0, 0, 0).candidates(15, 22, 0.5))  # of another sentence


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 2)), max_size=20), st.integers(0, 120), st.integers(0, 120))
def test_within_finds_the_pieces_that_share_a_character(cuts: list[tuple[int, int]], start: int, end: int) -> None:
    pieces, at = [], 0
    for length, gap in cuts:
        pieces.append((at, at + length))
        at += length + gap
    shared = [n for n, (a, b) in enumerate(pieces) if a < end and start < b and start < end]
    assert list(within(pieces, start, end)) == shared


@pytest.mark.parametrize("values", [(0, 0, 0, 0, 0), (1000, 1000, 1000, 1000, 1000)])
def test_candidates_stay_within_the_text(values: tuple[int, ...]) -> None:
    found = list(likelihoods(SHELLING, *values).candidates(0, 22, 0.3))
    assert all(0 <= one.span.start < one.span.end <= 22 for one in found)
    assert len(found) == (1 if values[0] else 0)
