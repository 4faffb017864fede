"""Getting at bytes: gzip in all its forms, and what is damaged or made to do harm."""

from __future__ import annotations

import gzip
import io
import json
import os
import threading
import time
from pathlib import Path

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers import MAX_BYTES, read_reports

from .making import SENTENCE, errors, good, read_bytes, read_file

LINES = [
    json.dumps({"text": f"{SENTENCE} {n}", "url": f"https://example.org/{n}"}).encode() + b"\n" for n in range(5000)
]


def test_members_one_after_another_and_padding() -> None:
    packed = b"".join(gzip.compress(line) for line in LINES[:300]) + bytes(1000)
    assert len(good(read_bytes(packed))) == 300
    assert len(good(read_bytes(gzip.compress(b"") + packed))) == 300


def test_a_file_cut_short_gives_what_is_whole(tmp_path: Path) -> None:
    """A download that broke off must not look like a whole one."""
    packed = gzip.compress(b"".join(LINES))
    found = read_file(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])
    assert sum(isinstance(one, Document) for one in found) > 1000
    assert "is cut short: its gzip data ends at byte" in errors(found)[-1]


def test_damaged_data_and_foreign_data_behind_it_are_told(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(LINES))
    broken = packed[:9000] + bytes(50) + packed[9050:]
    assert "damaged gzip data" in errors(read_file(tmp_path, "a.jsonl.gz", broken))[-1]
    assert "something else behind" in errors(read_file(tmp_path, "b.jsonl.gz", packed + b"hello" * 20))[-1]
    assert "gzip" in errors(read_bytes(b"\x1f\x8b\x08"))[0]


def test_a_bomb_is_defused_at_once(tmp_path: Path) -> None:
    """A kilobyte that unpacks to gigabytes must neither fill the memory nor the time."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb") as file:
        for _ in range(60):
            file.write(b" " * 1_000_000)
    start = time.monotonic()
    assert "larger than 10 MB" in errors(read_bytes(out.getvalue()))[0]
    for name in ("a.jsonl.gz", "a.csv.gz", "a.json.gz"):
        (said,) = errors(read_file(tmp_path, name, out.getvalue()))
        assert "unpacks to more than 200 times its size" in said
    assert time.monotonic() - start < 10


def test_gzip_in_gzip_is_refused() -> None:
    assert "seems to be a gzip archive" in errors(read_bytes(gzip.compress(gzip.compress(SENTENCE.encode()))))[0]


def test_a_source_that_fails_midway_is_an_input_error() -> None:
    class Failing(io.RawIOBase):
        left = 5

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            if self.left < 0:
                raise OSError(5, "Input/output error")
            return b"".join(LINES)[:size]

    found = list(read_reports("-", stdin=Failing()))  # type: ignore[arg-type]
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], InputError)
    assert "Input/output error" in str(found[-1])


def test_too_large_a_file_of_one_report(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html", "a.rss"):
        data = b"<rss>" + b"word " * (MAX_BYTES // 4)
        assert "larger than 10 MB" in errors(read_file(tmp_path, name, data))[0]


def test_a_named_pipe_is_read_once_and_to_its_end(tmp_path: Path) -> None:
    """`sayso read <(zcat a.gz)` gives one, and a pipe that is opened a second time waits for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"".join(LINES),))
    writer.start()
    assert len(good(read_reports(pipe))) == len(LINES)
    writer.join()
    assert errors(read_reports(tmp_path)) == ["is a folder without reports (name a folder with files in it)"]
