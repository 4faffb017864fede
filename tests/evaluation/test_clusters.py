"""Scores of clusterings, against values worked out by hand and by trying everything."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.clusters import b_cubed, best_assignment, ceaf_e, clustering_scores, muc

GOLD = dict(zip("abcdefg", [1, 1, 1, 2, 2, 3, 3], strict=True))
READ = dict(zip("abcdefg", [1, 1, 2, 2, 2, 3, 4], strict=True))
labels = st.lists(st.integers(0, 3), min_size=6, max_size=6).map(lambda n: dict(zip("abcdef", n, strict=True)))


def test_b_cubed_by_hand():
    precision, recall, _ = b_cubed(GOLD, READ)
    assert precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3 + 1 + 1) / 7)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1 / 2 + 1 / 2) / 7)


def test_muc_by_hand():
    # Gold has 4 links, of which 2 are held (a-b, d-e); 3 were made, 2 of them right.
    assert muc(GOLD, READ) == pytest.approx(2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4))


def test_ceaf_by_hand():
    # {a,b,c} with {a,b}: 4/5; {d,e} with {c,d,e}: 4/5; {f,g} with {f} or {g}: 2/3.
    assert ceaf_e(GOLD, READ) == pytest.approx(2 * (4 / 5 + 4 / 5 + 2 / 3) / (3 + 4))


@given(labels)
def test_perfect_clusterings_score_one(gold):
    found = clustering_scores("x", gold, {item: f"other {label}" for item, label in gold.items()})
    assert found["x_b3_f1"] == pytest.approx(1)
    assert ceaf_e(gold, gold) == pytest.approx(1)


@given(labels, labels)
def test_scores_lie_between_none_and_all_and_mirror(gold, read):
    for score in (muc, ceaf_e):
        assert -1e-9 <= score(gold, read) <= 1 + 1e-9
        assert score(gold, read) == pytest.approx(score(read, gold))
    assert b_cubed(gold, read)[0] == pytest.approx(b_cubed(read, gold)[1])


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_best_assignment_is_the_best_of_all(table):
    best = max(sum(row[c] for row, c in zip(table, order, strict=False)) for order in permutations(range(4)))
    assert best_assignment(table) == pytest.approx(best)
