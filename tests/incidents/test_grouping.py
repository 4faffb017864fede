"""Grouping by average linkage."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sayso.incidents.bindings import Bound
from sayso.incidents.grouping import grouped

NAMES = ["a", "b", "c", "d", "e", "f"]
PAIRS = list(combinations(NAMES, 2))
scores = st.dictionaries(st.sampled_from(PAIRS), st.integers(-30, 30).map(lambda n: n / 10))
pairs = st.sets(st.sampled_from(PAIRS), max_size=3)
sets = st.lists(st.sets(st.sampled_from(NAMES), min_size=2, max_size=4).map(lambda s: tuple(sorted(s))), max_size=2)


def bound(together, apart=()):
    return Bound(together=tuple(sorted(set(together))), apart=frozenset(apart))


@given(scores, sets, pairs, st.permutations(NAMES))
def test_same_groups_in_any_order(found, together, apart, order):
    there = grouped(NAMES, found, bound(together, apart))
    turned = dict(reversed(list(found.items())))
    assert grouped(order, turned, bound(reversed(together), apart)) == there


@given(scores, sets, pairs)
def test_every_member_in_exactly_one_group(found, together, apart):
    groups = grouped(NAMES, found, bound(together, apart))
    assert sorted(m for g in groups for m in g) == NAMES


@given(scores, sets, pairs)
def test_apart_is_never_joined(found, together, apart):
    for group in grouped(NAMES, found, bound(together, apart)):
        assert not any(pair in apart for pair in combinations(group, 2))


@given(scores, sets)
def test_together_is_joined(found, together):
    groups = grouped(NAMES, found, bound(together))
    for one in together:
        assert any(set(one) <= set(group) for group in groups)


def test_neither_a_score_of_nothing_nor_one_of_strangers_joins():
    assert grouped("ab", {("a", "b"): 0.0, ("a", "x"): 3.0}) == [("a",), ("b",)]


def test_weak_chain_does_not_pull_everything_into_one_heap():
    chain = {("a", "b"): 1.0, ("b", "c"): 1.0, ("c", "d"): 1.0, ("d", "e"): 1.0}
    assert max(map(len, grouped(NAMES, chain))) == 2


def test_full_agreement_is_one_group():
    assert grouped("abc", {("a", "b"): 1.0, ("a", "c"): 1.0, ("b", "c"): 1.0}) == [("a", "b", "c")]
