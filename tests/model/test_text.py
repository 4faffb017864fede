"""Spans, sentences and readings: half-open ranges of characters, trees that are walked safely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Document, Reading, Sentence, Span, Token


def span(start: int, end: int) -> Span:
    return Span(start=start, end=end)


def sentence(heads: list[int], start: int = 0, deps: str = "") -> Sentence:
    """A sentence of one-letter words with these heads; ``deps``: a label for each, by letter."""
    tokens = tuple(
        Token(
            start=start + 2 * i, end=start + 2 * i + 1, index=i, text="x", lemma="x", pos="NOUN", tag="NN",
            dep=deps[i] if deps else "d", head=head,
        )
        for i, head in enumerate(heads)
    )  # fmt: skip
    return Sentence(start=start, end=tokens[-1].end, index=0, block=0, paragraph=0, kind="body", tokens=tokens)


def indexes(tokens: tuple[Token, ...]) -> list[int]:
    return [token.index for token in tokens]


@pytest.mark.parametrize(
    ("one", "other", "contains", "overlaps"),
    [
        (span(0, 4), span(1, 3), True, True),
        (span(0, 4), span(0, 4), True, True),
        (span(0, 4), span(4, 6), False, False),
        (span(0, 4), span(3, 6), False, True),
        (span(1, 3), span(0, 4), False, True),
    ],
)
def test_ranges_are_half_open(one: Span, other: Span, contains: bool, overlaps: bool) -> None:
    assert one.contains(other) is contains
    assert one.overlaps(other) is overlaps
    assert other.overlaps(one) is overlaps


def test_a_tree_is_walked() -> None:
    tree = sentence([1, 3, 1, 3, 3, 4], deps="abacbd")
    assert tree.root.index == 3
    assert indexes(tree.children(tree.root)) == [1, 4]
    assert indexes(tree.children(tree.tokens[1], "a")) == [0, 2]
    assert tree.child(tree.root, "z") is None
    assert indexes(tree.subtree(tree.tokens[4])) == [4, 5]
    assert indexes(tuple(tree.ancestors(tree.tokens[5]))) == [4, 3]
    assert indexes(tree.within(span(2, 7))) == [1, 2, 3]
    assert tree.head_of(span(0, 5)) == tree.tokens[1]
    assert tree.head_of(span(100, 101)) is None


@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.integers(0, n - 1), min_size=n, max_size=n)))
def test_even_a_tree_with_a_ring_is_walked_to_an_end(heads: list[int]) -> None:
    tree = sentence(heads)
    for token in tree.tokens:
        assert token in tree.subtree(token)
        assert len(list(tree.ancestors(token))) <= len(heads)
    assert tree.root in tree.tokens


def test_a_reading_finds_the_sentence_at_an_offset() -> None:
    first, second = sentence([0, 0]), sentence([0, 0], start=10)
    reading = Reading(document=Document(id="d", text="x x       x x ", text_sha256=""), sentences=(first, second))
    found = [reading.sentence_at(offset) for offset in (0, 2, 3, 9, 10, 12, 13, 99)]
    assert found == [first, first, None, None, second, second, None, None]
    assert reading.text(first) == "x x"


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        span(0, 1).start = 3  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Document(id="d", text="", text_sha256="").text = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("path", "record", "file"),
    [
        ("desk/day one.csv", "line 40", "day one.csv, line 40"),
        ("desk/report #3.txt", "", "report #3.txt"),
        ("-", "", None),
        (None, "", None),
    ],
)
def test_a_file_goes_by_its_name_without_folders(path: str | None, record: str, file: str | None) -> None:
    assert Document(id="a", text="", text_sha256="", path=path, record=record).file == file
