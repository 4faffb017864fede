"""CSV: delimiters, quotation marks, bad records."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers import MAX_BYTES, csv_

from .making import SECOND, SENTENCE, errors, good, read_file


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_told_by_the_first_line(tmp_path: Path, delimiter: str) -> None:
    data = (
        delimiter.join(["Headline", "Body", "Date"])
        + "\r\n"
        + delimiter.join(["Strike", f'"{SENTENCE}"', "2024-08-11"])
    )
    (document,) = good(read_file(tmp_path, "a.csv", data))
    assert (document.title, document.published, document.record) == ("Strike", date(2024, 8, 11), "line 2")


def test_quoted_fields_hold_line_ends_quotation_marks_and_odd_characters(tmp_path: Path) -> None:
    text = f'{SENTENCE}\r\n\r\n"{SECOND}"\u2028, she said\x0b.\n'
    quoted = text.replace('"', '""')
    found = good(read_file(tmp_path, "a.csv", f'text,title\n"{quoted}",One\n"{quoted}",Two\n'))
    assert [d.text for d in found] == [f"One\n\n{text}", f"Two\n\n{text}"]
    assert [d.record for d in found] == ["line 2", "line 6"]


def test_a_mapping(tmp_path: Path) -> None:
    found = read_file(
        tmp_path, "a.csv", f"a,b\nStrike,{SENTENCE.replace(',', '')}\n", columns={"text": "b", "title": "a"}
    )
    assert good(found)[0].title == "Strike"
    (said,) = errors(read_file(tmp_path, "a.csv", "a,b\n1,2\n"))
    assert said == "has no text (it has: a, b) (say what holds it: --map text=COLUMN)"
    assert "has no 'c'" in errors(read_file(tmp_path, "a.csv", "text,b\n1,2\n", columns={"title": "c"}))[0]


def test_windows_files_are_read_as_text_files_are(tmp_path: Path) -> None:
    data = f'text\n"{SENTENCE} \u201cIt is over\u201d \u2013 he said."\n'
    for encoding in ("cp1252", "utf-8-sig"):
        assert "\u201cIt is over\u201d" in good(read_file(tmp_path, "a.csv", data.encode(encoding)))[0].text


def test_bad_records_lose_no_other(tmp_path: Path) -> None:
    line = f'Strike,"{SENTENCE}"\n'.encode()
    bad = {
        "line 3": b"a,b,c\n",
        "line 5": b'Strike,"\0"\n',
        "line 6": b'Strike,"Caf\xe9 na\xc3\xafve \xff\xfe"\n',
        "line 7": b"Strike,\n",
        "line 8": b"Strike," + b"word " * (MAX_BYTES // 4) + b"\n",
        "line 9": b'Strike,"never closed\n',
    }
    data = b"title,text\n" + b"".join(bad.get(f"line {n}", line) for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
    found = read_file(tmp_path, "a.csv", data)
    assert [e.where for e in found if isinstance(e, InputError)] == list(bad)
    assert [d.record for d in found if isinstance(d, Document)] == ["line 2", "line 4", "line 10", "line 11"]
    assert "quotation mark that is not closed" in errors(found)[-1]


@pytest.mark.parametrize("quotes", ['"', '"" "', 'a"b'])
def test_a_field_of_fifty_megabytes_neither_hangs_nor_fills_the_memory(tmp_path: Path, quotes: str) -> None:
    start = time.monotonic()
    for line in (b"word " * 10_000_000, (b"word " * 20_000 + b"\n") * 500):
        found = read_file(tmp_path, "a.csv", b"title,text\nStrike," + quotes.encode() + line)
        assert errors(found)
        assert not [d for d in found if isinstance(d, Document)]
    assert time.monotonic() - start < 30


def test_marks_left_open_again_and_again_end_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs a look at the lines behind it."""
    data = (
        'title,text\nStrike,"never closed\n' + f'Strike,"{SENTENCE}"\n' * 3 + 'Strike,"never closed\n' + "a,b\n" * 500
    )
    assert len([d for d in read_file(tmp_path, "a.csv", data) if isinstance(d, Document)]) == 503
    monkeypatch.setattr(csv_, "MAX_UNCLOSED", 1)
    found = read_file(tmp_path, "a.csv", data)
    assert "is not read any further" in errors(found)[-1]


def test_an_empty_file_and_one_with_a_heading_only(tmp_path: Path) -> None:
    assert "is empty" in errors(read_file(tmp_path, "a.csv", ""))[0]
    assert read_file(tmp_path, "a.csv", "title,text\n") == []
