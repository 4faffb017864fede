"""The day of publication: in the address, in the lines under a headline; numbers that are no date stay numbers."""

from __future__ import annotations

import json

import pytest

from sayso.readers.dates import address_day, find_published
from sayso.readers.text import text_document

from .making import SECOND, SENTENCE, THIRD, good, read_bytes


@pytest.mark.parametrize(
    "path",
    [
        "/2026/03/11/mortar-hits-bus", "/news/2026/3/11/", "/world/2026/mar/11/bus", "/2026/03/11", "/2026-03-11/bus",
        "/africa/2026-03-11-mortar-hits-bus", "/world/africa/mortar-hits-bus-2026-03-11/", "/bus-2026-03-11.html",
        "/20260311/c8a7/c.html", "/a/202603/11/WS5f.html", "/n3/2026/0311/c90000-1.html", "/20260311-bus",
        "/world/2026-03/11/c_1139.htm",
    ],
)  # fmt: skip
def test_a_day_in_an_address(path: str) -> None:
    assert str(address_day(f"https://news.example{path}")) == "2026-03-11"


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2026/03/mortar-hits-bus",  # a month only
        "https://news.example/2026/13/45/bus", "https://news.example/20261345/bus", "https://news.example/0026/03/11/",
        "https://news.example/world-africa-20100101", "https://news.example/id/20260311",  # numbers of articles
        "https://news.example/12026/03/11/", "https://news.example/2026/03/112/bus", "https://news.example/2026/11111/1",
        "https://news.example/report-2025-26-budget", "https://news.example/a?from=/2026/03/11/", "https://news.example/#/2026/03/11/",
        "https://archive.example/web/20260311094500/https://news.example/bus",  # the day it was kept
        "https://2026/03/11.example", "", "2026", "https://news.example/7-62-39/5-45-39",
    ],
)  # fmt: skip
def test_numbers_in_an_address_that_are_no_day(url: str) -> None:
    """A wrong day of publication moves every "Tuesday" of the report."""
    assert address_day(url) is None


def test_an_archived_pages_own_address_counts() -> None:
    assert str(address_day("https://archive.example/web/20260401/https://news.example/2026/03/11/bus")) == "2026-03-11"


def page(below: str, *, head: str = "", title: str = "Strike on the market of Oldbridge") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head><body><nav>Monday, 6 April 2026</nav>'
        f"<article><h1>{title}</h1>{below}<p>{SENTENCE} {SECOND}</p><p>{THIRD}</p></article></body></html>"
    )


@pytest.mark.parametrize(
    "below",
    [
        '<div class="meta">By <a href="/a">Ann Poe</a> | March 11, 2026</div>',
        "<p>Published 11 March 2026, 14:05 GMT</p>",
        '<div><span class="author">Ann Poe</span><span class="date">11 March 2026</span></div>',
        "<time>March 11, 2026</time>",
        "<p>Ann Poe, Oldbridge</p><p>2026-03-11</p>",
        "<ul><li>Ann Poe · Wednesday, 11 March 2026 · 3 min read</li></ul>",
    ],
)  # fmt: skip
def test_a_day_shown_under_the_headline(below: str) -> None:
    (found,) = good(read_bytes(page(below)))
    assert (str(found.published), found.published_from in ("dateline", "metadata")) == ("2026-03-11", True)


@pytest.mark.parametrize(
    "below", ["<p>It is the third strike since 3 March 2026.</p>", "<p>Ann Poe</p><p>5 min read</p>"]
)
def test_a_day_that_a_sentence_tells_is_not_the_pages(below: str) -> None:
    (found,) = good(read_bytes(page(below)))
    assert found.published is None


def test_what_the_page_says_of_itself_comes_before_its_address() -> None:
    link = '<link rel="canonical" href="https://news.example/2026/03/11/strike">'
    (found,) = good(read_bytes(page("", head=link)))
    assert (str(found.published), found.published_from) == ("2026-03-11", "address")
    stated = link + '<meta property="article:published_time" content="2026-03-12T01:00:00Z">'
    (found,) = good(read_bytes(page("", head=stated)))
    assert (str(found.published), found.published_from) == ("2026-03-12", "metadata")
    (found,) = good(read_bytes(page("", head=link + '<meta name="date" content="0001-01-01T00:00:00Z">')))
    assert str(found.published) == "2026-03-11"


def test_the_address_of_a_row() -> None:
    rows = [
        {"text": SENTENCE, "url": "https://news.example/2026/03/11/a"}, {"text": SENTENCE, "link": "https://news.example/7"},
        {"text": SENTENCE, "url": "https://news.example/2026/03/11/a", "date": "2026-03-09"},
    ]  # fmt: skip
    found = good(read_bytes(json.dumps(rows)))
    assert [str(one.published) for one in found] == ["2026-03-11", "None", "2026-03-09"]


def test_a_name_beside_a_date_is_enough_only_under_a_headline() -> None:
    line = "Ann Poe · 11 March 2026"
    assert find_published(line) is None
    assert str(find_published(line, near_title=True)) == "2026-03-11"


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="/2026/03/11/strike">', '<meta property="og:url" content="https://n.example/2026/03/11/a">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "url": "https://n.example/2026/03/11/a"}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "mainEntityOfPage": {"@id": "https://n.example/2026-03-11/a"}}'
        "</script>",
        '<!-- saved from url=(0042)https://news.example/2026/03/11/strike -->',
    ],
)  # fmt: skip
def test_wherever_a_page_gives_its_address(head: str) -> None:
    text = page("", head=head) if "saved" not in head else page("").replace("<html", head + "<html")
    (found,) = good(read_bytes(text))
    assert (str(found.published), found.published_from) == ("2026-03-11", "address")


def test_a_day_above_the_headline_counts_inside_the_article_alone() -> None:
    """A masthead shows the day on which the page was opened."""
    above = page("").replace(
        "<article>", '<article><div class="kicker">Valley</div><span class="d">11 March 2026</span>'
    )
    assert str(good(read_bytes(above))[0].published) == "2026-03-11"
    assert good(read_bytes(page("")))[0].published is None


def test_a_logo_in_a_heading_is_not_the_headline() -> None:
    logo = (
        page("<p>Ann Poe | 11 March 2026</p>")
        .replace("<nav>", "<h1>Valley Post</h1><nav>Today, 6 April 2026 ")
        .replace("<title>", '<meta property="og:site_name" content="Valley Post"><title>')
    )
    (found,) = good(read_bytes(logo))
    assert (found.title, str(found.published)) == ("Strike on the market of Oldbridge", "2026-03-11")


@pytest.mark.parametrize("zero", ["1970-01-01T00:00:00Z", "1900-01-01", "0001-01-01", "9999-12-31", "0"])
def test_the_day_from_which_programs_count_is_no_day(zero: str) -> None:
    """Else a record without a date makes its weekdays those of 1970."""
    (document,) = good(read_bytes(json.dumps({"text": SENTENCE, "date": zero})))
    assert document.published is None


@pytest.mark.parametrize("label", ["", "Source: ", "<"])
def test_an_address_above_a_text_is_its_own(label: str) -> None:
    """Else the address is the report's title, and the day that it gives is lost."""
    line = f"{label}https://news.example/2026/03/11/bus{'>' if label == '<' else ''}"
    document = text_document("-", f"{line}\n\nMortar hits bus\n\n{SENTENCE}")
    assert (document.url, document.title) == ("https://news.example/2026/03/11/bus", "Mortar hits bus")
    assert (str(document.published), document.published_from) == ("2026-03-11", "address")


def test_an_address_in_a_sentence_or_below_the_text_is_not() -> None:
    text = f"Mortar hits bus\n\n{SENTENCE} See https://news.example/2026/03/11/bus\n\n{SENTENCE}\n\nhttps://a.example/1"
    assert text_document("-", text).url is None
