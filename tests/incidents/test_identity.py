"""An incident's id is given once and kept; what is joined answers to both ids, what is split off to one of its own."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents.identity import name_groups
from sayso.model import Given

CLAIMS = list("abcdefgh")
partitions = st.lists(st.integers(0, 3), min_size=len(CLAIMS), max_size=len(CLAIMS)).map(
    lambda marks: sorted(
        sorted(claim for claim, mark in zip(CLAIMS, marks, strict=True) if mark == n) for n in sorted(set(marks))
    )
)

calm = settings(deadline=None)
"""A busy machine is no fault of the names."""


class Names:
    """What a ledger keeps of names, over several groupings."""

    def __init__(self) -> None:
        self.given: list[Given] = []
        self.held: dict[str, str] = {}
        self.first: dict[str, str] = {}

    def group(self, *groups: str | list[str], left: str = "") -> list[str]:
        for n, one in enumerate(self.given):
            first = frozenset(c for c, id in self.first.items() if id == one.id)
            self.given[n] = replace(one, first=first)
        names, now = name_groups(groups, self.given, self.held, left)
        assert len(set(names)) == len(names)
        known = {one.id: one for one in self.given}
        for name, group in zip(names, groups, strict=True):
            if name not in known:
                self.given.append(Given(id=name, founder=min(group), now=name))
            self.held |= dict.fromkeys(group, name)
            self.first = dict.fromkeys(group, name) | self.first
        for n, one in enumerate(self.given):
            if one.id in names:
                one = replace(one, now=one.id)
            self.given[n] = replace(one, now=now.get(one.now, one.now))
        return names

    def answers(self, id: str) -> str:
        return next(one.now for one in self.given if one.id == id)


def test_a_new_incident_is_named_after_its_smallest_claim() -> None:
    assert Names().group("ba", "c") == ["ia", "ic"]


def test_a_claim_that_arrives_leaves_the_name() -> None:
    """Else every smaller claim id would break links to the incident, as ids made of the smallest claim did."""
    names = Names()
    names.group("cd")
    assert names.group("acd") == ["ic"]


def test_of_two_that_are_joined_the_larger_gives_the_name_and_the_other_answers() -> None:
    names = Names()
    names.group("ab", "cde")
    assert names.group("abcde") == ["ic"]
    assert names.answers("ia") == names.answers("ic") == "ic"


def test_of_two_as_large_the_older_gives_the_name() -> None:
    names = Names()
    names.group("cd")
    names.group("ab", "cd")
    assert names.group("abcd") == ["ic"]


def test_where_the_founder_of_one_is_gone_the_other_gives_the_name_to_both() -> None:
    """However many follow it, what has lost its founder gives way to what has not."""
    names = Names()
    names.group("a", "bcd")
    assert names.group("acd") == ["ia"]
    assert names.answers("ib") == "ia"


def test_what_is_parted_again_gets_its_own_name_back() -> None:
    names = Names()
    names.group("ab", "cde")
    names.group("abcde")
    assert names.group("ab", "cde") == ["ia", "ic"]
    assert (names.answers("ia"), names.answers("ic")) == ("ia", "ic")


def test_a_split_leaves_the_name_with_what_stays() -> None:
    names = Names()
    names.group("abcd")
    assert names.group("a", "bcd", left="a") == ["ia-2", "ia"]
    assert names.group("a", "bcd", left="a") == ["ia-2", "ia"]
    assert names.answers("ia") == "ia"


def test_where_a_split_of_the_founder_is_taken_back_the_whole_has_its_name_again() -> None:
    names = Names()
    assert names.group("abc") == ["ia"]
    assert names.group("a", "bc", left="a") == ["ia-2", "ia"]
    assert names.group("abc") == ["ia"]
    assert names.answers("ia-2") == "ia"


def test_what_the_machine_parts_leaves_the_name_with_the_founder() -> None:
    """Else an id that was given to one claim could come to stand for a happening that it does not tell."""
    names = Names()
    names.group("abcd")
    assert names.group("a", "bcd") == ["ia", "ib"]


def test_what_joined_for_a_while_does_not_keep_the_name_that_left_with_its_founder() -> None:
    """Else who follows a link to a shelling is shown a toll of elsewhere that was once held to be the same."""
    names = Names()
    names.group("abc", "z")
    assert names.group("az", "bc") == ["ia", "ib"]
    assert names.group("abc", "z") == ["ib", "iz"]
    assert names.answers("ia") == "ib"


def test_where_the_founder_is_gone_the_name_stays_with_most() -> None:
    names = Names()
    names.group("abcd")
    assert names.group("b", "cd") == ["ib", "ia"]


def test_what_only_joined_does_not_inherit_the_name_of_a_founder_that_is_gone() -> None:
    """Else a report that is read anew without its claim leaves its link with a happening it never told of."""
    names = Names()
    names.group("a", "c")
    assert names.group("ac") == ["ia"]
    assert names.group("c") == ["ic"]
    assert names.answers("ia") == "ic"


def test_where_the_founder_is_gone_those_that_were_first_there_keep_the_name_over_more_that_joined() -> None:
    names = Names()
    names.group("ab", "cdx")
    names.group("abcd", "x")
    assert names.group("b", "cd") == ["ia", "ic"]


def test_of_two_that_are_left_the_one_that_was_parted_gets_the_new_name() -> None:
    names = Names()
    names.group("ab")
    ids, now = name_groups(["a", "b"], names.given, names.held, {"a"})
    assert (ids, now) == (["ia-2", "ia"], {})
    assert name_groups(["a", "b"], names.given, names.held, {"b"})[0] == ["ia", "ib"]


def test_three_that_become_one_all_answer() -> None:
    names = Names()
    names.group("a", "bc", "def")
    names.group("abc", "def")
    assert names.group("abcdef") == ["ib"]
    assert {names.answers(id) for id in ("ia", "ib", "id")} == {"ib"}


@calm
@given(st.lists(partitions, min_size=1, max_size=6))
def test_every_name_ever_given_answers_with_one_that_stands(steps: list[list[list[str]]]) -> None:
    names = Names()
    for groups in steps:
        now = names.group(*groups)
        assert {names.answers(one.id) for one in names.given} == set(now)


@calm
@given(st.lists(partitions, min_size=1, max_size=6))
def test_a_name_that_stands_stands_for_its_founder(steps: list[list[list[str]]]) -> None:
    names = Names()
    for groups in steps:
        for name, group in zip(names.group(*groups), groups, strict=True):
            assert next(one.founder for one in names.given if one.id == name) in group


@calm
@given(partitions, partitions)
def test_what_does_not_change_keeps_its_name(first: list[list[str]], second: list[list[str]]) -> None:
    names = Names()
    before = dict(zip(map(tuple, first), names.group(*first), strict=True))
    after = dict(zip(map(tuple, second), names.group(*second), strict=True))
    for group in set(before) & set(after):
        assert before[group] == after[group]


@calm
@given(partitions, st.randoms(use_true_random=False))
def test_names_do_not_hang_on_the_order_of_groups(groups: list[list[str]], random) -> None:
    shuffled = random.sample(groups, len(groups))
    one, other = Names(), Names()
    one.group("abc", "defgh")
    other.group("abc", "defgh")
    assert dict(zip(map(tuple, groups), one.group(*groups), strict=True)) == dict(
        zip(map(tuple, shuffled), other.group(*shuffled), strict=True)
    )
