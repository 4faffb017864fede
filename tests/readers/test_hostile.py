"""Whatever the bytes: documents or InputErrors, nothing else, and soon. Every format, cut and damaged at random."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers import read_reports

from .making import APART, one_of_each

FILES = one_of_each()
QUICK = [name for name in FILES if name not in APART]  # these start a process for each file
SCRAPS = (
    b"\0", b"\xff\xfe", b"\r", b"\n\n", b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"<", b">", b"&", b"<!--",
    b"]]>", b"WARC/1.0\r\n",
    b"Content-Length: 9\r\n", b"\r\n\r\n", b"%PDF-1.4", b"endobj", b"stream\n", b"/Kids", b"0 R",
    b"<rss>", b"<item>", b'"messages": [', b"\\ud800", b"\xe2\x80\xae", b"9" * 500, b"1e999", b"null", b"\x1f\x8b\x08",
    b"<p>" * 300, b"[" * 300, b"\xf0\x9f\x9a\x80", b"\xe2\x80\xa8", b"=1+1", b"<script>",
)  # fmt: skip
SECONDS = 20


@st.composite
def damaged(draw: st.DrawFn, names: list[str]) -> tuple[str, bytes]:
    """A file of some format with pieces cut out, doubled, moved or put in."""
    name = draw(st.sampled_from(names))
    data = FILES[name]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        size = draw(st.integers(1, 60))
        kind = draw(st.sampled_from("idxsb"))
        if kind == "i":
            data = data[:at] + draw(st.sampled_from(SCRAPS)) + data[at:]
        elif kind == "d":
            data = data[:at] + data[at + size :]
        elif kind == "x":
            data = data[:at] + data[max(0, at - size) : at] * draw(st.integers(1, 4)) + data[at:]
        elif kind == "s":
            data = data[: max(at, 30)]
        else:
            data = data[:at] + draw(st.binary(max_size=8)) + data[at + size :]
    if draw(st.booleans()):
        name, data = name + ".gz", gzip.compress(data)
        if draw(st.booleans()):
            at = draw(st.integers(0, len(data)))
            data = data[:at] + draw(st.binary(max_size=4)) + data[at + draw(st.integers(0, 4)) :]
    return name, data


def check(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.write_bytes(data)
    start = time.monotonic()
    for found in read_reports(path):
        assert isinstance(found, Document | InputError)
        if isinstance(found, InputError):
            assert found.path == str(path)
            assert "\n" not in str(found)
            assert "a fault in sayso" not in str(found), found
        else:
            assert any(c.isalnum() for c in found.text)
            assert all(0 <= b.start < b.end <= len(found.text) for b in found.layout)
            assert list(found.pages) == sorted(found.pages)
            assert all(0 <= at <= len(found.text) for at in found.pages)
            assert found.format
            assert len(found.bytes_sha256) == 64
    assert time.monotonic() - start < SECONDS


RELAXED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=250, deadline=None, suppress_health_check=RELAXED)
@given(file=damaged(QUICK))
def test_damaged_files(tmp_path_factory: pytest.TempPathFactory, file: tuple[str, bytes]) -> None:
    check(tmp_path_factory.getbasetemp(), *file)


@settings(max_examples=40, deadline=None, suppress_health_check=RELAXED)
@given(file=damaged(list(APART)))
def test_damaged_files_that_are_parsed_apart(tmp_path_factory: pytest.TempPathFactory, file: tuple[str, bytes]) -> None:
    check(tmp_path_factory.getbasetemp(), *file)


@settings(max_examples=200, deadline=None, suppress_health_check=RELAXED)
@given(
    suffix=st.sampled_from([".txt", ".html", ".warc", ".json", ".jsonl", ".csv", ".tsv", ".xml", ""]),
    data=st.binary(max_size=300) | st.lists(st.sampled_from(SCRAPS), max_size=30).map(b"".join),
)
def test_any_bytes_under_any_name(tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes) -> None:
    check(tmp_path_factory.getbasetemp(), f"any{suffix}", data)


@pytest.mark.parametrize("name", [name for name in FILES if name != "c.pdf"])
@pytest.mark.parametrize(
    "filler", [b" ", b"\n", b"a", b"<a>", b"[", b'{"a":', b'"', b"\0", b"&lt;", b"WARC/1.0\r\n\r\n"]
)
def test_much_of_one_thing(tmp_path: Path, name: str, filler: bytes) -> None:
    """At the end of a good file, as one line or as millions."""
    size = 11_000_000 if filler in (b" ", b"a", b"\0") else 300_000
    check(tmp_path, name, FILES[name] + filler * (size // len(filler)))
