"""Documents, readings and claims come back as they were; what is read anew supersedes and keeps the old."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import LedgerError
from sayso.model import Circle, Claim, Figure, Reading
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from sayso.store.records import ReadBy
from sayso.store.sqlite.connection import day_number, day_of
from sayso.store.sqlite.documents import shared
from sayso.store.sqlite.packing import pack, pack_circles, pack_value, unpack, unpack_circles, unpack_value
from tests.exports import readings

from .making import BY, DAY, document, read, whole

WORDS = "The town was quiet on Monday and the road to the river stayed open to all, the mayor of the town said. " * 3


CIRCLE = Circle(claims=("a", "b"), scores=(700,))


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(tmp_path / "a.db", create=True) as opened:
        yield opened
        assert list(opened.store.problems()) == []


@pytest.mark.parametrize("reading", [readings.reading(), readings.hostile()])
def test_a_reading_comes_back_as_it_was(ledger: Ledger, reading: Reading) -> None:
    added = ledger.store.documents.add(reading, read_by=BY)
    assert (added.outcome, added.current, added.claims) == ("new", True, len(reading.claims))
    kept = ledger.store.documents.reading(reading.document.id)
    assert (kept.document, kept.blocks, kept.claims) == (reading.document, reading.blocks, reading.claims)
    assert (kept.model, kept.rulebook) == BY[1:]


def test_adding_twice_changes_nothing(ledger: Ledger) -> None:
    reading = readings.reading()
    ledger.store.documents.add(reading, read_by=BY)
    before = ledger.store.counts()
    assert (
        ledger.store.documents.add(
            replace(reading, document=replace(reading.document, path="elsewhere")), read_by=BY
        ).outcome
        == "known"
    )
    assert ledger.store.counts() == before


def test_a_reading_by_another_rulebook_supersedes_and_the_old_one_stays(ledger: Ledger) -> None:
    reading = readings.reading()
    ledger.store.documents.add(reading, read_by=BY)
    fewer = replace(reading, claims=reading.claims[:2])
    assert ledger.store.documents.add(fewer, read_by=ReadBy("1.0", "model", "other")).outcome == "reread"
    assert ledger.store.documents.reading(reading.document.id).claims == fewer.claims
    kept = ledger.store.documents.readings(reading.document.id)
    assert [(k.read_by.rulebook, k.current, k.claims) for k in kept] == [
        ("rules", False, 7), ("other", True, 2),
    ]  # fmt: skip
    assert len(list(ledger.claims(Filter()))) == 2
    assert {s.name: s.claims for s in ledger.sources()} == {
        "regional rescue service": 1,
        "Velkov News": 1,
        "Ilya Marek": 1,
    }


def test_going_back_to_the_first_rulebook_lists_its_claims_again(ledger: Ledger) -> None:
    reading = readings.reading()
    other = ReadBy("1.0", "model", "other")
    for claims, by in ((reading.claims, BY), ((), other), (reading.claims, BY)):
        added = ledger.store.documents.add(replace(reading, claims=claims), read_by=by)
    assert added.outcome == "reread"
    assert len(ledger.store.documents.readings(reading.document.id)) == 2
    assert len(list(ledger.claims(Filter()))) == 7


def test_another_day_of_publication_is_another_reading(ledger: Ledger) -> None:
    """Else the days that "Monday" was resolved to would stay those of the wrong week."""
    reading = readings.reading()
    ledger.store.documents.add(reading, read_by=BY)
    later = replace(reading, document=replace(reading.document, published=date(2024, 3, 20)))
    assert ledger.store.documents.add(later, read_by=BY).outcome == "reread"
    assert ledger.store.documents.reading(reading.document.id).document.published == date(2024, 3, 20)


def test_an_edited_article_is_a_new_version_of_the_same_document(ledger: Ledger) -> None:
    text = f"clash asserted Goma 3 army in the east\n{WORDS}"
    first = read(document(text, url="https://example.org/a", outlet="Post"))
    second = read(document(text.replace(" 3 ", " 5 "), url="https://example.org/a", outlet="Post"))
    ledger.store.documents.add(first, read_by=BY)
    added = ledger.store.documents.add(second, read_by=BY)
    assert (added.outcome, added.superseded) == ("version", (first.document.id,))
    assert [(v.document, v.number, v.current) for v in ledger.store.documents.versions(first.document.id)] == [
        (first.document.id, 1, False),
        (second.document.id, 2, True),
    ]
    assert [c.claim.figures[0].low for c in ledger.claims(Filter())] == [5.0]
    assert ledger.store.documents.reading(first.document.id).claims == first.claims  # the old one stays


def test_what_people_added_outlives_another_reading_and_no_other_version(ledger: Ledger) -> None:
    """Harm: work of people is lost when a report is read anew, or stays listed of a text that is no longer told."""
    first, second = (
        read(document(f"clash asserted Goma {n} army in the east\n{WORDS}", url="https://a.org/1")) for n in (3, 5)
    )
    ledger.store.documents.add(first, read_by=BY)
    ledger.add_claim(first.document.id, "clash", "riot", By("Ann", "seen"))
    ledger.store.documents.add(first, read_by=ReadBy("1.0", "model", "other"))
    assert {one.claim.type for one in ledger.claims()} == {"clash", "riot"}
    ledger.store.documents.add(second, read_by=BY)
    assert {one.claim.type for one in ledger.claims()} == {"clash"}


def test_an_older_version_that_arrives_late_is_kept_but_not_listed(ledger: Ledger) -> None:
    new = read(document(f"clash asserted Goma 5 army in the east\n{WORDS}", url="https://example.org/a"))
    old = read(document(f"clash asserted Goma 3 army in the east\n{WORDS}", url="https://example.org/a",
                        published=DAY - timedelta(days=2)))  # fmt: skip
    ledger.store.documents.add(new, read_by=BY)
    added = ledger.store.documents.add(old, read_by=BY)
    assert (added.outcome, added.current, added.superseded) == ("version", False, ())
    assert [c.claim.figures[0].low for c in ledger.claims(Filter())] == [5.0]


STORM = {"outlet": "Post", "title": "Storm"}


@pytest.mark.parametrize(
    ("facts", "other", "same"),
    [
        (STORM, STORM, True),
        (STORM, {**STORM, "outlet": "Times"}, False),
        ({"title": "Storm"}, {"title": "Storm"}, False),
        (STORM, {**STORM, "published": date(2025, 5, 1)}, False),
        ({**STORM, "url": "https://a.org/1"}, {**STORM, "url": "https://a.org/2"}, False),
        ({"url": "https://a.org/1"}, {"url": "https://a.org/1", "title": "Flood"}, True),
    ],
)
def test_what_makes_two_texts_one_article(ledger: Ledger, facts: Any, other: Any, same: bool) -> None:
    ledger.store.documents.add(read(document(f"clash asserted Goma 3 army in the east\n{WORDS}", **facts)), read_by=BY)
    added = ledger.store.documents.add(
        read(document(f"clash asserted Goma 4 army in the east\n{WORDS}", **other)), read_by=BY
    )
    assert (added.outcome == "version") is same


def test_a_daily_summary_under_one_title_is_no_edit_of_yesterdays(ledger: Ledger) -> None:
    """Else every evening's claims would make those of the evening before disappear."""
    for day, words in enumerate(("rain fell on the hills", "nothing moved along the whole front")):
        reading = read(document(f"clash asserted Goma {day} army in the east\n{words}\n", outlet="Post",
                                title="Evening summary", published=DAY + timedelta(days=day)))  # fmt: skip
        assert ledger.store.documents.add(reading, read_by=BY, locator="/today.txt").outcome == "new"
    assert len(list(ledger.claims(Filter()))) == 2


def test_the_share_of_text_does_not_hang_on_order() -> None:
    assert shared("a b c d", "x a b c d y") == shared("x a b c d y", "a b c d") == 1.0
    assert shared("", "") == 1.0
    assert shared("a b c", "d e f") == 0.0


def test_original_bytes_are_kept_when_asked(ledger: Ledger) -> None:
    reading = readings.reading()
    ledger.store.documents.add(reading, read_by=BY, original=b"\x00\xffbytes")
    assert ledger.store.documents.original(reading.document.id) == b"\x00\xffbytes"
    assert ledger.store.documents.original("none") is None


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    reading = readings.reading()
    with Ledger(tmp_path / "a.db", create=True) as ledger:

        def fail() -> None:
            with ledger.store.transaction():
                ledger.store.documents.add(reading, read_by=BY)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert set(ledger.store.counts().values()) == {0}
        assert ledger.store.documents.add(reading, read_by=BY).outcome == "new"  # nothing half-remembered either
    whole(tmp_path / "a.db")


def test_what_is_not_there_is_said(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no document nothing"):
        ledger.store.documents.reading("nothing")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))  # fmt: skip
def test_packing_gives_back_any_json(value: Any) -> None:
    assert unpack_value(pack_value(value)) == value


@settings(max_examples=50)
@given(st.text(st.characters(codec=None)), st.floats(allow_nan=False), st.dates())
def test_packing_gives_back_a_claim_whatever_its_words(words: str, number: float, day: date) -> None:
    claim = readings.evacuation()
    assert claim.time is not None
    changed = replace(
        claim, id=words, time=replace(claim.time, earliest=day),
        figures=(Figure(start=0, end=1, measure="killed", unit="people", low=number, high=None, bound="about"),),
    )  # fmt: skip
    assert unpack(Claim, pack(changed)) == changed


@pytest.mark.parametrize("data", [b"", b"\x02abc", b"\x01\xff\xff", pack_value([1, 2, 3])[:-1]])
def test_damaged_bytes_are_told(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"packed|damaged"):
        unpack_value(data)


@given(st.lists(st.integers(2, 4), max_size=3))
def test_circles_come_back_with_their_own_scores(sizes: list[int]) -> None:
    """Harm: what one report's claims have in common is taken for another's."""
    circles, first = [], 0
    for size in sizes:
        pairs = len(list(combinations(range(size), 2)))
        circles.append(Circle(claims=tuple("abcd"[:size]), scores=tuple(range(first, first + pairs))))
        first += pairs
    claims, scores = pack_circles(circles)
    assert unpack_circles(claims, scores) == circles
    for damaged in (scores[:-1], b"\x02" + scores[1:], pack_circles([*circles, CIRCLE])[1]):
        with pytest.raises(ValueError, match="damaged"):
            unpack_circles(claims, damaged)


@given(st.dates() | st.none())
def test_days_as_numbers(day: date | None) -> None:
    assert day_of(day_number(day)) == day


def test_what_holds_its_default_takes_no_room() -> None:
    """Else every claim in the ledger would carry the names of all that it does not have."""
    claim = read(document("clash asserted - - - there\n")).claims[0]
    kept = unpack_value(pack(replace(claim, actors=())))
    assert claim.time is not None
    assert "sense" not in kept["time"]["mention"]
    assert kept["place"] is None  # no default: always told
    since = replace(claim.time, mention=replace(claim.time.mention, sense="since"))
    assert unpack_value(pack(replace(claim, time=since)))["time"]["mention"]["sense"] == "since"
