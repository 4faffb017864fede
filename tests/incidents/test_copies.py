"""Copies of text, whole and in part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.incidents import copy_between, marks_of
from sayso.incidents.copies import RUN, WINDOW
from sayso.model import Document, Marked

WIRE = (
    "Shells fell on the grain market of Sarnova early on Monday, killing at least nine traders, the regional health "
    "office said. Rescuers pulled three more people from under the collapsed roof by noon. The army blamed fighters of "
    "the Red Column, who hold the hills east of the river. A spokesman for the group called that a lie and said that "
    "its guns had been silent since the truce of last week. Nobody could check either account on the spot."
)
OTHER = (
    "Farmers in the delta have begun to bring in rice again after two seasons lost to fighting, the cooperative union "
    "reported. Prices in the provincial capital fell by a fifth within ten days. Traders expect them to fall further "
    "when the road through the marshes opens, which the governor promised for the end of the month."
)


def document(name: str, text: str, day: int = 3) -> Document:
    return Document(id=name, text=text, text_sha256=name, published=date(2025, 3, day))


def copied(one: str, other: str):
    return between(document("a", one), document("b", other, 4))


def between(one: Document, other: Document):
    marks, others = marks_of(one.text), marks_of(other.text)
    ends = ((one, marks), (other, others))
    shared = len(marks & others)
    return copy_between(
        *(Marked(document=d.id, published=d.published, marks=len(own), shared=shared) for d, own in ends)
    )


def test_a_lightly_rewritten_wire_report_is_a_copy_of_the_earlier_one():
    rewritten = WIRE.replace("at least nine traders", "nine traders at least").replace("by noon", "by midday")
    found = copied(WIRE, rewritten)
    assert found is not None
    assert found.whole
    assert (found.document, found.of) == ("b", "a")


def test_a_report_that_carries_the_wire_among_its_own_is_a_copy_in_part():
    mixed = OTHER + " " + WIRE[: len(WIRE) // 2] + " " + OTHER.replace("rice", "maize").upper()
    found = copied(WIRE, mixed)
    assert found is not None
    assert not found.whole


def test_two_reports_of_their_own_are_no_copies():
    assert copied(WIRE, OTHER) is None


def test_a_common_phrase_makes_no_copy_and_neither_does_a_small_part_of_a_long_text():
    def of(marks, shared):
        return copy_between(*(Marked(document=n, published=None, marks=marks, shared=shared) for n in "ab"))

    assert of(2, 2) is None
    assert of(400, 5) is None
    assert of(4, 4).share == 1.0


def test_the_same_both_ways():
    one, other = document("a", WIRE), document("b", WIRE + " More followed.", 4)
    assert between(one, other) == between(other, one)


def test_without_a_day_the_smaller_id_had_it_first():
    one, other = (replace(document(n, WIRE), published=None) for n in "ba")
    assert between(one, other).of == "a"


@given(st.text(max_size=300), st.text(max_size=300))
def test_marks_of_odd_text_stay_within_thirty_two_bits(one, other):
    marks = marks_of(one)
    assert all(0 <= mark < 2**32 for mark in marks)
    assert marks == marks_of(one)
    assert marks_of(one + other) is not None


def test_a_long_shared_run_always_leaves_a_shared_mark():
    """The promise of winnowing: without it a copied paragraph could go unseen by chance."""
    for cut in range(20):
        head = " ".join(OTHER.split()[: 10 + cut])
        assert marks_of(WIRE) & marks_of(f"{head} {WIRE[:150]} {OTHER}")


def test_a_few_words_leave_no_mark():
    """Else all reports that end in one byline would be copies of each other."""
    assert marks_of("four words leave none") == frozenset()
    assert len(marks_of("five words leave a mark")) == 1


@pytest.mark.parametrize(
    ("shared", "marks", "whole"),
    [(60, 100, True), (59, 100, False), (15, 100, False), (14, 100, None), (3, 5, True), (2, 3, None)],
)
def test_how_much_of_the_shorter_text_makes_a_copy(shared: int, marks: int, whole: bool | None):
    one, other = (Marked(document=name, published=None, marks=n, shared=shared) for name, n in
                  (("a", marks), ("b", 4 * marks)))  # fmt: skip
    found = copy_between(one, other)
    assert (found and found.whole) is whole


@given(st.lists(st.sampled_from("abcd"), min_size=RUN, max_size=40))
def test_of_every_window_the_smallest_hash_is_a_mark_and_no_other(words: list[str]):
    """Else marks of one text take as much room as the text."""
    hashes = [one for n in range(len(words) - RUN + 1) for one in marks_of(" ".join(words[n : n + RUN]))]
    windows = range(max(1, len(hashes) - WINDOW + 1))
    assert marks_of(" ".join(words)) == {min(hashes[n : n + WINDOW]) for n in windows}
