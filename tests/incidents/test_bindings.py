"""What decisions bind: the later holds, and a split moves only what it names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sayso.incidents.bindings import Bound, bound_by
from sayso.model import Decision


def decision(kind: Any, claims: str, day: int, value: str | None = None) -> Decision:
    return Decision(id=f"{day:02}", kind=kind, claims=tuple(claims), by="x", reason="y", value=value,
                    at=datetime(2026, 1, day, tzinfo=UTC))  # fmt: skip


def together(*decisions: Decision) -> list[str]:
    return ["".join(one) for one in bound_by(decisions).together]


def apart(*decisions: Decision) -> set[str]:
    return {"".join(pair) for pair in bound_by(decisions).apart}


def test_nothing_binds_nothing() -> None:
    assert bound_by([]) == Bound()


def test_judgements_of_one_claim_bind_nothing() -> None:
    assert bound_by([decision("reject", "a", 1), decision("edit", "b", 2)]) == Bound()


def test_a_merge_binds_all_its_claims_even_when_the_first_is_gone() -> None:
    assert together(decision("merge", "cab", 1)) == ["abc"]


def test_a_split_parts_the_first_from_each_of_the_rest_and_not_the_rest_from_each_other() -> None:
    assert apart(decision("split", "bac", 1)) == {"ab", "bc"}
    assert together(decision("split", "bac", 1)) == []


def test_a_split_from_a_whole_incident_leaves_the_rest_together() -> None:
    assert together(decision("split", "bacd", 1, "true")) == ["acd"]


def test_a_split_takes_its_first_out_of_what_was_merged_and_nothing_else() -> None:
    """Else parting one claim would let the others, merged by hand, fall apart."""
    merge, split = decision("merge", "abcd", 1), decision("split", "ab", 2)
    assert (together(merge, split), apart(merge, split)) == (["bcd"], {"ab"})


def test_a_split_leaves_what_the_first_is_merged_with_elsewhere() -> None:
    assert together(decision("merge", "ab", 1), decision("merge", "ac", 2), decision("split", "ab", 3)) == ["ac"]


def test_a_merge_takes_one_split_back_and_leaves_another() -> None:
    made = [decision("split", "abc", 1, "true"), decision("split", "efg", 2, "true"), decision("merge", "ab", 3)]
    assert (apart(*made), bound_by(made).left) == ({"ef", "eg"}, {"e"})
    assert apart(*made, decision("merge", "ef", 4)) == set()


def test_a_merge_takes_an_earlier_split_of_the_same_back() -> None:
    split, merge = decision("split", "ab", 1), decision("merge", "ab", 2)
    assert (together(split, merge), apart(split, merge)) == (["ab"], set())


def test_a_merge_with_one_of_the_rest_takes_the_whole_split_back() -> None:
    split, merge = decision("split", "abcd", 1, "true"), decision("merge", "ac", 2)
    assert (together(split, merge), apart(split, merge)) == (["ac", "bcd"], set())


def test_a_merge_of_others_leaves_a_split_as_it_is() -> None:
    assert apart(decision("split", "abc", 1, "true"), decision("merge", "bc", 2)) == {"ab", "ac"}
    assert apart(decision("split", "abc", 1), decision("merge", "ab", 2)) == {"ac"}


@given(st.permutations(range(4)))
def test_the_order_in_which_decisions_are_given_is_of_no_account(order: list[int]) -> None:
    told = (("merge", "abc"), ("split", "ab"), ("merge", "bd"), ("split", "cd"))
    made = [decision(kind, claims, day) for day, (kind, claims) in enumerate(told, 1)]
    assert bound_by(made[n] for n in order) == bound_by(made)
