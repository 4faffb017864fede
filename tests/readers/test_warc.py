"""WARC archives: pages as reports, damaged records told and stepped over."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers import MAX_BYTES

from .making import PAGE, SENTENCE, errors, good, read_bytes, read_file, warc_block, warc_record

A, B, C = (warc_record(f"https://www.example.org/{name}") for name in "abc")


def ends(found: list[Document | InputError]) -> list[str]:
    """The last letter of each address, and ``!`` for each error."""
    return [(one.url or "?")[-1] if isinstance(one, Document) else "!" for one in found]


def test_a_page_of_an_archive() -> None:
    (document,) = good(read_bytes(A))
    assert SENTENCE in document.text
    assert (document.url, document.outlet) == ("https://www.example.org/a", "Valley Post")
    assert (document.published, document.published_from) == (date(2024, 8, 11), "metadata")
    assert (document.record, document.format) == ("record 1", "warc")


def test_the_site_is_the_outlet_where_the_page_names_none() -> None:
    page = PAGE.replace("og:site_name", "x")
    assert good(read_bytes(warc_record("https://www.example.org/a", page)))[0].outlet == "example.org"


def test_what_is_no_report_is_passed_over() -> None:
    other = (
        warc_block("warcinfo", b"software: x", "WARC-Filename: x.warc", "application/warc-fields"),
        warc_block("request", b"GET / HTTP/1.1\r\n\r\n", "WARC-Target-URI: https://e.org", "application/http"),
        warc_record("https://e.org/b", status="404 Not Found"),
        warc_record("https://e.org/b", status="301 Moved"),
        warc_record("https://e.org/b", b"\x89PNG\r\n\x1a\n", kind="image/png"),
        warc_record("https://e.org/robots.txt", "User-agent: *", kind="text/plain"),
        warc_block("metadata", b"x: y", "WARC-Target-URI: https://e.org", "application/warc-fields"),
    )
    found = good(read_bytes(b"".join(other) + A))
    assert [(d.url, d.record) for d in found] == [("https://www.example.org/a", "record 8")]


def test_packed_as_crawlers_pack_it(tmp_path: Path) -> None:
    data = b"".join(map(gzip.compress, (A, B, C)))
    assert ends(read_file(tmp_path, "a.warc.gz", data)) == ["a", "b", "c"]
    assert ends(read_file(tmp_path, "b.warc.gz", data[:-40])) == ["a", "b", "!"]


def test_bodies_packed_and_in_chunks() -> None:
    packed = warc_record("https://e.org/a", gzip.compress(PAGE.encode()), headers=["Content-Encoding: gzip"])
    body = PAGE.encode()
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    chunked = warc_record("https://e.org/b", chunks, headers=["Transfer-Encoding: chunked"])
    assert [SENTENCE in d.text for d in good(read_bytes(packed + chunked))] == [True, True]


def test_encodings_of_the_page_and_of_the_server() -> None:
    page = PAGE.replace("Oldbridge", "Łódź")
    data = warc_record("https://e.org/a", page.encode("iso-8859-2"), kind="text/html; charset=iso-8859-2")
    assert "Łódź" in good(read_bytes(data))[0].text


def test_texts_of_wet_files_and_saved_resources() -> None:
    wet = warc_block("conversion", SENTENCE.encode(), "WARC-Target-URI: https://e.org/a", "text/plain")
    saved = warc_block("resource", PAGE.encode(), "WARC-Target-URI: https://e.org/b", "text/html")
    first, second = good(read_bytes(wet + saved))
    assert (first.text, first.outlet, first.url) == (SENTENCE, "e.org", "https://e.org/a")
    assert SENTENCE in second.text


BOMB = gzip.compress(bytes(60_000_000))
BAD = {
    "cut in the body": (A + B + C[:-200], "ab!"),
    "cut in the head": (A + B + C[:60], "ab!"),
    "other data between": (A + b"noise\r\n" * 50 + B, "a!b"),
    "a length too long": (A + warc_record("https://e.org/x", length=len(PAGE) + 500) + B + C, "a!bc"),
    "a length too short": (A + warc_record("https://e.org/x", length=200) + B, "a!!b"),
    "a length beyond all": (A + warc_record("https://e.org/x", length=10**14) + B, "a!"),
    "no length": (A + B.replace(b"Content-Length", b"Content-Lingth") + C, "a!c"),
    "a length below nothing": (A + B.replace(b"Content-Length: ", b"Content-Length: -") + C, "a!c"),
    "a head without end": (A + b"WARC/1.0\r\nX: " + b"x" * 300_000 + b"\r\n\r\n" + B, "a!b"),
    "no answer of a server": (A + B.replace(b"HTTP/1.1", b"SPDY/9.9") + C, "a!c"),
    "data not as packed": (A + warc_record("https://e.org/x", headers=["Content-Encoding: gzip"]) + B, "a!b"),
    "chunks not as said": (A + warc_record("https://e.org/x", headers=["Transfer-Encoding: chunked"]) + B, "a!b"),
    "a bomb": (A + warc_record("https://e.org/x", BOMB, headers=["Content-Encoding: gzip"]) + B, "a!b"),
    "a body above the limit": (A + warc_record("https://e.org/x", b"<p>word " * (MAX_BYTES // 7)) + B, "a!b"),
    "a page without a report": (A + warc_record("https://e.org/x", "<html><body><nav>Home</nav>") + B, "a!b"),
    "no page at all": (A + warc_record("https://e.org/x", bytes(range(256)) * 40) + B, "a!b"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_record_is_told_and_loses_no_other(name: str) -> None:
    data, expected = BAD[name]
    found = read_bytes(data)
    if name == "a length too short":  # how many records the rest looks like does not matter
        assert ends(found)[0] == "a"
        assert ends(found)[-1] == "b"
    else:
        assert "".join(ends(found)) == expected
    assert all(error.where for error in found if isinstance(error, InputError))
    assert errors(found)
