"""From a path to its reports: formats told, folders, gzip, standard input, nothing lost to a neighbour."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers import read_report, read_reports

from .making import PAGE, SENTENCE, errors, feed, good, item, message, one_of_each, read_bytes, read_file, telegram

FILES = one_of_each()
FORMATS = {
    "a.txt": "text", "b.html": "html", "c.pdf": "pdf", "d.rss": "feed", "e.warc": "warc", "f.json": "telegram",
    "g.jsonl": "jsonl", "h.json": "json", "i.csv": "csv", "j.docx": "docx", "k.eml": "eml", "l.md": "markdown",
}  # fmt: skip
SINGLE = ("text", "html", "pdf", "docx", "eml", "markdown")


@pytest.mark.parametrize("name", FILES)
def test_every_format_says_where_its_reports_come_from(tmp_path: Path, name: str) -> None:
    documents = good(read_file(tmp_path, name, FILES[name]))
    assert len(documents) == (1 if FORMATS[name] in SINGLE else 2)
    assert {d.format for d in documents} == {FORMATS[name]}
    assert {d.path for d in documents} == {str(tmp_path / name)}
    assert {d.language for d in documents} == {"en"}
    assert all(SENTENCE in d.text and len(d.bytes_sha256) == 64 for d in documents)
    assert len({(d.id, d.record) for d in documents}) == len(documents)
    assert all(bool(d.record) == (FORMATS[name] not in SINGLE) for d in documents)


@pytest.mark.parametrize("name", FILES)
def test_gzipped_files_are_read_like_their_contents(tmp_path: Path, name: str) -> None:
    plain = good(read_file(tmp_path, name, FILES[name]))
    packed = good(read_file(tmp_path, name + ".gz", gzip.compress(FILES[name])))
    assert [(d.id, d.text, d.bytes_sha256, d.record) for d in packed] == [
        (d.id, d.text, d.bytes_sha256, d.record) for d in plain
    ]


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("i.csv", "l.md")])
def test_standard_input_needs_no_name(name: str) -> None:
    """``curl … | sayso read -`` must not need a file; a table is told by --map alone, since prose has commas too."""
    assert {d.format for d in good(read_bytes(FILES[name]))} == {FORMATS[name]}


def test_a_table_on_standard_input_is_told_by_its_mapping() -> None:
    found = good(read_bytes(FILES["i.csv"], columns={"text": "text"}))
    assert [d.format for d in found] == ["csv", "csv"]


def test_prose_that_begins_like_something_else_is_prose() -> None:
    for begin in ("{sic} ", "[Updated] ", "[ ", "Title, text, date\n", "<3 ", "WARCRY "):
        (document,) = good(read_bytes(begin + SENTENCE))
        assert (document.format, document.text) == ("text", begin + SENTENCE)


def test_what_the_user_says_overrides_every_report(tmp_path: Path) -> None:
    for name, data in FILES.items():
        for document in good(read_file(tmp_path, name, data, published=date(2020, 2, 2), outlet="Hill Post")):
            told = (document.published, document.published_from, document.outlet)
            assert told == (date(2020, 2, 2), "option", "Hill Post")


def test_bytes_are_hashed_as_they_lie_in_the_file(tmp_path: Path) -> None:
    (document,) = good(read_file(tmp_path, "a.txt", FILES["a.txt"]))
    assert document.bytes_sha256 == hashlib.sha256(FILES["a.txt"]).hexdigest()
    line = good(read_file(tmp_path, "g.jsonl", FILES["g.jsonl"]))[1]
    assert line.bytes_sha256 == hashlib.sha256(FILES["g.jsonl"].splitlines()[1]).hexdigest()
    entry = good(read_file(tmp_path, "d.rss", FILES["d.rss"]))[1]
    assert entry.bytes_sha256 == hashlib.sha256(FILES["d.rss"]).hexdigest()


def test_a_folder_is_read_in_order_and_hidden_and_other_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/c/a.txt", "a.txt", "c.txt", ".hidden.txt", ".git/a.txt", "photo.JPG", "b/style.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SENTENCE)
    (tmp_path / "circle").symlink_to(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "waits.txt")
    found = good(read_reports(tmp_path))
    assert [str(Path(d.path or "").relative_to(tmp_path)) for d in found] == ["a.txt", "b/c/a.txt", "b/z.txt", "c.txt"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert errors(read_reports(tmp_path)) == ["is a folder without reports (name a folder with files in it)"]


def test_a_folder_of_everything_with_bad_files_between(tmp_path: Path) -> None:
    """One bad file never stops a run or loses another."""
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
        (tmp_path / f"{name}-cut.{name.partition('.')[2]}").write_bytes(data[: len(data) // 3])
        (tmp_path / f"{name}.x.gz").write_bytes(gzip.compress(data)[:-9])
    found = list(read_reports(tmp_path))
    assert sum(isinstance(one, InputError) for one in found) >= len(FILES)
    whole = [d for d in found if isinstance(d, Document) and Path(d.path or "").name in FILES]
    assert len(whole) == 18


def test_a_report_that_is_one_of_many_is_not_the_report() -> None:
    with pytest.raises(InputError, match="holds several reports"):
        read_report("-", stdin=io.BytesIO(FILES["g.jsonl"]))
    with pytest.raises(InputError, match="holds no report"):
        read_report("-", stdin=io.BytesIO(telegram([{"id": 1, "type": "service"}]).encode()))
    assert read_report("-", stdin=io.BytesIO(feed(item(1)).encode())).record == "entries[0]"


def test_errors_name_file_and_record(tmp_path: Path) -> None:
    found = read_file(
        tmp_path, "a.json", telegram([message(1), message(2, "Троє людей загинули в неділю, повідомили.")])
    )
    error = found[1]
    assert isinstance(error, InputError)
    assert error.where == "messages[1]"
    assert str(error).startswith(f"{tmp_path / 'a.json'}: messages[1]: seems to be written in Ukrainian")


def test_missing_and_unreadable_files_are_yielded_not_raised(tmp_path: Path) -> None:
    assert errors(read_reports(tmp_path / "none.jsonl")) == ["no such file (check the path)"]
    assert "cannot be read" in errors(read_reports("a\0b"))[0]


def test_xml_that_is_no_feed_is_told(tmp_path: Path) -> None:
    for name in ("a.xml", "a.txt"):
        (said,) = errors(read_file(tmp_path, name, f'<?xml version="1.0"?><report><p>{SENTENCE}</p></report>'))
        assert "neither an RSS or Atom feed nor a page" in said
    assert good(read_file(tmp_path, "b.xml", '<?xml version="1.0"?>\n' + PAGE))[0].format == "html"


def test_a_file_is_gone_through_only_as_far_as_is_asked(tmp_path: Path) -> None:
    """A crawl of a hundred gigabytes must not be in memory."""
    line = FILES["g.jsonl"].splitlines()[0] + b"\n"

    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return (line * (size // len(line) + 1))[:size]

    source = Endless()
    reports = read_reports("-", stdin=source)  # type: ignore[arg-type]
    assert all(isinstance(next(reports), Document) for _ in range(3))
    assert source.given < 1_000_000


def test_a_text_does_not_wait_for_the_libraries_of_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    program = (
        "import sys\nfrom sayso.readers import read_report\nread_report(sys.argv[1])\n"
        "print(*{'lxml', 'trafilatura', 'fastwarc', 'feedparser', 'pypdfium2', 'csv'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.txt")], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() in ("", "csv")  # the standard library's csv comes along with others
