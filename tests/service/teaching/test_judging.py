"""What teaching brought is counted on records that were held out; a report is never parted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sayso.model import Span
from sayso.service.teaching.judging import HeldOut, counted, parts_of
from sayso.service.teaching.records import Mark, Sample
from tests.store.making import document, read


def lesson(report: str, *marks: Mark) -> Any:
    text = "clash asserted Goma 3 army fought there\nriot denied Goma 3 army fought there\n"
    return SimpleNamespace(sample=Sample(document=report, text=text, published=None, outlet=None, marks=marks))


def mark(type: Any, start: int, *, right: bool = True, status: Any = "asserted") -> Mark:
    return Mark(type=type, status=status, span=Span(start=start, end=start + 4), right=right)


def test_a_report_is_never_parted_and_each_is_held_out_once() -> None:
    lessons = [lesson(id) for id in "abcabcd"]
    parts = parts_of(lessons, 3)
    assert len(parts) == 3
    for inside, outside in parts:
        assert inside
        assert len(inside) + len(outside) == len(lessons)
        assert {one.sample.document for one in inside}.isdisjoint(one.sample.document for one in outside)
    assert sorted(one.sample.document for inside, _ in parts for one in inside) == sorted("abcabcd")
    assert len(parts_of(lessons[:2], 5)) == 2


def test_what_people_said_is_held_against_what_is_read_before_and_after() -> None:
    """Harm: a teaching that drops right claims is kept because it drops more wrong ones than it seems to."""
    marks = (mark("clash", 0), mark("riot", 40, right=False), mark("riot", 40), mark("siege", 0))
    one = lesson("a", *marks)
    clash, riot = read(document(one.sample.text)).claims
    found = counted([(one, [riot], [clash])])
    assert (found.wanted, found.unwanted, found.found, found.kept, found.claims) == (3, 1, (0, 1), (1, 0), (1, 1))
    assert [(c.words, c.type, c.wanted, c.better) for c in found.changes] == [
        ("clas", "clash", True, True), ("riot", "riot", False, True),
    ]  # fmt: skip
    assert found.better
    assert not counted([(one, [clash], [riot])]).better
    assert not HeldOut(wanted=1, unwanted=1, found=(0, 1), kept=(0, 1), claims=(1, 2), changes=()).better
