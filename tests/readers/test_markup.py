"""Entities and escaped mark-up: what a feed's description means is read, and what only looks alike is left alone."""

from __future__ import annotations

import json
from html import escape

import pytest

from sayso.readers.fragment import paragraphs
from sayso.readers.markup import decoded, unwrapped

from .making import SENTENCE, errors, feed, good, read_bytes


def described(description: str, title: str = "Strike in Oldbridge") -> str:
    """An item whose description is this, as it stands between the tags."""
    return (
        f"<item><title>{title}</title><link>https://example.org/1</link>"
        f"<pubDate>Sun, 11 Aug 2024 06:00:00 GMT</pubDate><description>{description}</description></item>"
    )


def read_text(description: str, title: str = "Strike in Oldbridge") -> str:
    (found,) = good(read_bytes(feed(described(description, title))))
    return found.text.partition("\n\n")[2]


@pytest.mark.parametrize(
    ("description", "meant"),
    [
        (f"{SENTENCE} It is the town&amp;#8217;s worst day.", f"{SENTENCE} It is the town’s worst day."),
        (f"{SENTENCE} &amp;#8220;We saw it,&amp;#8221; he added.", f"{SENTENCE} “We saw it,” he added."),
        (f"{SENTENCE} &amp;ldquo;We saw it&amp;hellip;&amp;rdquo;", f"{SENTENCE} “We saw it…”"),
        (f"<![CDATA[{SENTENCE} It is the town&amp;#8217;s day.]]>", f"{SENTENCE} It is the town’s day."),  # twice
        (f"<![CDATA[<p>{SENTENCE}</p><p>The town&amp;rsquo;s day.</p>]]>", f"{SENTENCE}\n\nThe town’s day."),
        (f"{SENTENCE} The army &amp;amp;amp; police came.", f"{SENTENCE} The army & police came."),
        (f"{SENTENCE} Caf&amp;#xe9; burned.", f"{SENTENCE} Café burned."),
    ],
)  # fmt: skip
def test_entities_become_what_they_stand_for(description: str, meant: str) -> None:
    """An apostrophe left as &#8217; cuts a source's name, and a quotation without its marks is nobody's words."""
    assert read_text(description) == meant


@pytest.mark.parametrize(
    ("description", "meant"),
    [
        (f"{SENTENCE} R&amp;amp;D staff fled.", f"{SENTENCE} R&D staff fled."),
        (f"{SENTENCE} He works for AT&amp;T; she does not.", f"{SENTENCE} He works for AT&T; she does not."),
        (f"{SENTENCE} Shots came from &lt; 5 km.", f"{SENTENCE} Shots came from < 5 km."),
        (f"{SENTENCE} Sites A &amp; B; nothing else.", f"{SENTENCE} Sites A & B; nothing else."),
        (f"{SENTENCE} The AT&T mast & a mill fell.", f"{SENTENCE} The AT&T mast & a mill fell."),
        (f"{SENTENCE} Two&nbsp;men &mdash; brothers &rsquo;fled.", f"{SENTENCE} Two men — brothers ’fled."),
        (f"<![CDATA[<p>{SENTENCE} R&D&nbsp;staff fled.</p>]]>", f"{SENTENCE} R&D staff fled."),
    ],
)  # fmt: skip
def test_what_is_no_entity_stays(description: str, meant: str) -> None:
    """A feed with HTML's entities or a lone ampersand is read whole, and not called damaged."""
    assert read_text(description) == meant
    assert not errors(read_bytes(feed(described(description))))


@pytest.mark.parametrize(
    "description",
    [
        escape(f"<![CDATA[<p>{SENTENCE}</p>]]>"),
        escape(f"<![CDATA[{SENTENCE}]]>"),
        escape(f"<![CDATA[ <p>{SENTENCE}</p> ]]>") + "\n",
        escape(escape(f"<p>{SENTENCE}</p>")),
        escape(f"<![CDATA[{escape(f'<p>{SENTENCE}</p>')}]]>"),
        f"<![CDATA[{escape(f'<div><p>{SENTENCE}</p></div>')}]]>",
        escape(f"<div><![CDATA[<p>{SENTENCE}</p>]]></div>"),
    ],
)
def test_mark_up_that_was_escaped_once_too_often(description: str) -> None:
    """With ]]> behind its last word a sentence does not end, and <p> in it is no word."""
    assert read_text(description) == SENTENCE


@pytest.mark.parametrize(
    ("description", "meant"),
    [
        (f"<![CDATA[<p>{SENTENCE}</p><p>The tag &amp;lt;b&amp;gt; makes words bold.</p>]]>", "<b> makes words bold"),
        (f"<![CDATA[{SENTENCE} See [[annex] 2].]]>", "See [[annex] 2]."),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_stays(description: str, meant: str) -> None:
    assert meant in read_text(description)


def test_a_title_with_mark_up_is_its_words() -> None:
    (found,) = good(read_bytes(feed(described(SENTENCE, "Army &amp;amp; police &lt;b&gt;clash&lt;/b&gt; again"))))
    assert found.title == "Army & police clash again"
    (found,) = good(read_bytes(feed(described(SENTENCE, escape("<![CDATA[Army & police clash]]>")))))
    assert found.title == "Army & police clash"


def test_bodies_of_a_corpus_are_decoded_too() -> None:
    rows = [{"text": f"{SENTENCE} It is the town&#8217;s day."}, {"text": f"{SENTENCE} R&D & AT&T; stay."}]
    first, second = good(read_bytes(json.dumps(rows)))
    assert first.text.endswith("the town’s day.")
    assert second.text == rows[1]["text"]


def test_decoding_ends() -> None:
    assert decoded("&amp;" * 3 + "lt;") == "&&<"
    assert decoded("&nosuch; &#99999999; & ; &;") == "&nosuch; &#99999999; & ; &;"
    assert unwrapped("]]>" * 1000) == ""


@pytest.mark.parametrize(
    "before", [b"\n", b"\n\n \t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\n\xef\xbb\xbf", b"<!-- a -->\n"]
)
def test_something_before_the_declaration(before: bytes) -> None:
    """A blank line that a template left there must not lose a feed, nor call it damaged."""
    found = read_bytes(before + feed(described(SENTENCE)).encode())
    assert not errors(found)
    assert [one.text.endswith(SENTENCE) for one in good(found)] == [True]


@pytest.mark.parametrize(
    "stated", ["Wed, 11 Mar 0001 06:10:00 GMT", "0001-01-01T00:00:00Z", "31 Dec 9999 23:59 GMT", "12024-01-01"]
)
def test_an_impossible_year_is_no_day_of_publication(stated: str) -> None:
    text = feed(described(SENTENCE)).replace("Sun, 11 Aug 2024 06:00:00 GMT", stated)
    (found,) = good(read_bytes(text))
    assert found.published is None
    (row,) = good(read_bytes(json.dumps([{"text": SENTENCE, "date": stated}])))
    assert row.published is None


def test_a_feeds_day_is_that_of_its_own_clock() -> None:
    text = feed(described(SENTENCE)).replace("Sun, 11 Aug 2024 06:00:00 GMT", "Mon, 12 Aug 2024 00:30:00 +0200")
    assert str(good(read_bytes(text))[0].published) == "2024-08-12"


TABLE = (
    "<table><thead><tr><th>Governorate</th><th>Killed</th><th>Injured</th></tr></thead><tbody>"
    "<tr><td>Jenin</td><td>4</td><td>12</td></tr><tr><td>Tulkarm</td><td></td><td><p>7</p></td></tr></tbody></table>"
)


def test_a_tables_cells_are_neither_glued_nor_shifted() -> None:
    """12 injured become 12 killed where an empty cell lets the next one slip into its column."""
    found = paragraphs("x", f"<p>Before.</p>{TABLE}<p>After.</p>")
    rows = "Governorate | Killed | Injured\nJenin | 4 | 12\nTulkarm | | 7"
    assert [words for words, _ in found] == ["Before.", rows, "After."]
    page = (
        f"<!doctype html><html lang=en><body><article><h1>Weekly overview of casualties</h1><p>{SENTENCE}</p>{TABLE}"
        f"<p>{SENTENCE} All of them were hit by shrapnel.</p></article>"
    )
    (document,) = good(read_bytes(page))
    assert rows in document.text


def test_two_tables_stay_two_and_one_that_lays_out_the_page_is_none() -> None:
    row = "<table><tr><td>Jenin</td><td>4</td></tr></table>"
    assert [words for words, _ in paragraphs("x", row + row)] == ["Jenin | 4", "Jenin | 4"]
    layout = f"<table><tr><td><ul><li>Home</li></ul></td><td><h2>News</h2><p>{SENTENCE}</p></td></tr></table>"
    assert [words for words, _ in paragraphs("x", layout)] == ["Home", "News", SENTENCE]
    assert [words for words, _ in paragraphs("x", f"<table><tr><td>{SENTENCE}</td></tr></table>")] == [SENTENCE]


def test_pages_whose_own_words_are_escaped_twice() -> None:
    data = '{"@type": "NewsArticle", "headline": "Army &amp; police clash", '
    data += '"publisher": {"name": "Valley &#8217;n&#8217; Hill"}}'
    page = (
        f'<!doctype html><html lang=en><head><script type="application/ld+json">{data}</script></head><body><article>'
        f"<p>{SENTENCE} It is the town&amp;#8217;s day.</p><p>{SENTENCE} R&amp;D fled.</p></article></body></html>"
    )
    (found,) = good(read_bytes(page))
    assert (found.title, found.outlet) == ("Army & police clash", "Valley ’n’ Hill")
    assert "It is the town’s day." in found.text
    assert "R&D fled." in found.text
    assert decoded("12&nbsp;people, Old&shy;bridge") == "12 people, Oldbridge"
