"""Quotation marks: where quotations open and close."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.grammar.quotes import Quotes
from sayso.model import Span


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "we fled" twice.', ['"we fled"']),
        ("He said “we fled” twice.", ["“we fled”"]),
        ("He said ''we fled'' twice.", ["''we fled''"]),
        ("The army's 'zone' is the rebels' own.", []),
        ("‘We fled,’ he said.", ["‘We fled,’"]),
        ("‘We fled’, he said of Kyiv’s raid.", ["‘We fled’"]),
        ("‘The soldiers’ trucks burned the mill,’ he said.", ["‘The soldiers’ trucks burned the mill,’"]),
        ("‘They yelled “go” and shot him,’ she said.", ["‘They yelled “go” and shot him,’"]),
        ("“He yelled ‘go.’ We fled,” she said.", ["“He yelled ‘go.’ We fled,”"]),
        ("The driver said:'We fled.'", ["'We fled.'"]),
        ("`` We fled , '' he said .", ["`` We fled , ''"]),
        ("In the '90s the rebels’ camp, Kyiv’s army and Ain Issa’s market burned.", []),
        ("Kafr ‘Aqab’s school and the farmers’ houses burned.", []),
        ('"We fled.\n"They came.', ['"We fled.', '"They came.']),
        ("‘We fled.\n\n‘They came.’", ["‘We fled.", "‘They came.’"]),
        ("‘We fled.\n\n‘They came.\n\n‘All burned,’ she said.", ["‘We fled.", "‘They came.", "‘All burned,’"]),
        ("Near Kafr ‘Aqab shells fell.\n\nThe town of ‘Anata was quiet.", []),
        ("Near Kafr ‘Aqab shells fell.\n\nShells fell.", []),
    ],
)
def test_marks_of_every_kind(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in Quotes(text).all] == quoted


def test_a_quotation_without_its_closing_mark_ends_with_its_paragraph() -> None:
    """Else one missing mark makes the rest of a report somebody's words."""
    first, second = Quotes('"We fled.\n"They came," she said.').all
    assert first.open
    assert not second.open


def test_share_and_whole() -> None:
    text = 'The "zone" is theirs, and "we fled at night," she said.'
    quotes = Quotes(text)
    word, said = quotes.all
    assert not quotes.said_whole(word)
    assert quotes.said_whole(said)
    assert quotes.share([Span(start=said.start, end=said.end)]) == 1.0
    assert quotes.share([]) == 0.0


def test_what_touches_a_quotation_is_outside_it() -> None:
    """Else the words right before or behind a quotation are taken for its speaker's."""
    quotes = Quotes('Men "fled." Few stayed.')
    (said,) = quotes.all
    assert quotes.inside(Span(start=0, end=said.start)) == []
    assert quotes.inside(Span(start=said.end, end=said.end + 4)) == []
    assert quotes.inside(Span(start=said.start - 2, end=said.start + 1)) == [said]
    assert quotes.at(said.start - 1) is None
    assert quotes.at(said.end - 1) == said
    assert quotes.at(said.end) is None
    assert quotes.share([Span(start=0, end=said.start), said]) == len('"fled."') / len('Men "fled."')


@given(st.text(alphabet=st.sampled_from("“”‘’\"'«»„`\n ab."), max_size=200))
def test_quotes_are_ordered_and_apart(text: str) -> None:
    quotes = Quotes(text).all
    assert all(0 <= q.start < q.end <= len(text) for q in quotes)
    assert all(a.end <= b.start for a, b in pairwise(quotes))
    for quote in quotes:
        assert Quotes(text).at(quote.start) == quote
