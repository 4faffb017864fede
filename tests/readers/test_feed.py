"""RSS and Atom files: entries as reports, bombs refused, nothing fetched."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.model import Document

from .making import SECOND, SENTENCE, errors, feed, good, item, read_bytes, read_file

ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Valley Post</title><entry><title type="html">Strike &amp;amp; fire</title><id>tag:example.org,2024:1</id>
<link rel="alternate" href="https://example.org/1"/><published>2024-08-11T06:00:00Z</published>
<updated>2024-08-12T06:00:00Z</updated><author><name>Ann Poe</name></author><source><title>Hill News</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{SENTENCE}</p><p>{SECOND}</p></div></content></entry>
</feed>"""


def test_an_item_of_rss() -> None:
    (document,) = good(read_bytes(feed(item(7))))
    assert document.text == f"Strike & fire 7\n\n{SENTENCE}\n\n{SECOND}"
    assert [(b.kind, document.text[b.start : b.end]) for b in document.layout] == [("headline", "Strike & fire 7")]
    assert (document.outlet, document.byline, document.url) == ("Valley Post", "Ann Poe", "https://example.org/7")
    assert (document.published, document.published_from, document.language) == (date(2024, 8, 11), "metadata", "en")
    assert document.record == "entries[0]"


def test_an_entry_of_atom() -> None:
    (document,) = good(read_bytes(ATOM))
    assert document.text == f"Strike & fire\n\n{SENTENCE}\n\n{SECOND}"
    assert (document.outlet, document.byline, document.edited) == ("Hill News", "Ann Poe", date(2024, 8, 12))
    assert (document.published, document.url) == (date(2024, 8, 11), "https://example.org/1")


def test_an_entry_with_a_title_or_plain_text_only() -> None:
    items = f"<item><title>{SENTENCE}</title></item><item><description>{SENTENCE} 3 &amp;lt; 4</description></item>"
    first, second = good(read_bytes(feed(items)))
    assert (first.text, first.title) == (SENTENCE, SENTENCE)
    assert second.text.startswith(SENTENCE)


def test_an_entry_in_another_language_loses_no_other() -> None:
    other = item(2, "<p>Троє людей загинули в неділю, повідомила влада міста.</p>").replace(
        "Strike &amp;amp; fire", "Удар"
    )
    found = read_bytes(feed(item(1) + other + item(3)))
    assert [d.record for d in found if isinstance(d, Document)] == ["entries[0]", "entries[2]"]
    assert [e.where for e in found if isinstance(e, InputError)] == ["entries[1]"]


BOMB = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused_at_once(tmp_path: Path, encoding: str) -> None:
    start = time.monotonic()
    data = feed(item(1, "&j;"), head=BOMB).replace("<![CDATA[&j;]]>", "&j;").replace("utf-8", encoding)
    (said,) = errors(read_file(tmp_path, "a.rss", data.encode(encoding)))
    assert "declares XML entities of its own" in said
    assert time.monotonic() - start < 10


def test_files_that_an_entity_names_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    head = f'<!DOCTYPE r [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    found = read_file(tmp_path, "a.rss", feed(item(1, "&s;"), head=head))
    assert "declares XML entities" in errors(found)[0]
    outside = f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}">'
    assert "the secret" not in str(read_file(tmp_path, "b.rss", feed(item(1), head=outside)))


def test_a_feed_cut_short_gives_what_is_whole_and_says_so() -> None:
    data = feed("".join(map(item, range(9))))
    found = read_bytes(data[: len(data) * 2 // 3])
    assert sum(isinstance(one, Document) for one in found) >= 5
    assert "is damaged after entry" in errors(found)[-1]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<rss></rss>", "without entries"),
        ("<rss", "feed"),
        ("<rss>" + "<a>" * 50_000, "nested more than 200 elements deep"),
        ("<rss>" + "<item>" * 300, "nested more than 200 elements deep"),
        ("<rss><channel>" + "<item a='" * 20_000, ""),
        ("<rss><channel><item><title>" + "&amp;" * 200_000, ""),
        ("<rss>" + "<!-- -" * 100_000, ""),
        ("<?xml version='1.0' encoding='x-none'?><rss><channel><item><title>\xff", ""),
    ],
)
def test_hostile_feeds_end_soon(tmp_path: Path, data: str, said: str) -> None:
    start = time.monotonic()
    assert said in "".join(errors(read_file(tmp_path, "a.rss", data.encode("latin-1"))))
    assert time.monotonic() - start < 65


def test_a_text_that_is_an_address_is_not_fetched(tmp_path: Path) -> None:
    for data in ("https://example.org/feed.xml", "file:///etc/hostname", "/etc/hostname"):
        assert "no feed that can be read" in errors(read_file(tmp_path, "a.rss", data))[0]


def test_an_author_with_an_address_is_the_name() -> None:
    """Else the byline is "ncy (Nora O'Neill": the parser knows no addresses that end in more than four letters."""
    entry = item(1).replace("<dc:creator>Ann Poe</dc:creator>", "<author>desk@wire.agency (Nora O&#39;Neill)</author>")
    (document,) = good(read_bytes(feed(entry)))
    assert document.byline == "Nora O'Neill"
