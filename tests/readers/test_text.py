from __future__ import annotations

import io
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.readers import MAX_BYTES, MAX_PARAGRAPH, read_report
from sayso.readers.dates import find_published
from sayso.readers.language import check_english
from sayso.readers.text import text_document

SENTENCE = "Three people were killed in the town of Oldbridge on Sunday, the governor said."


def write(folder: Path, data: bytes | str, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def test_text_is_the_file_exactly(tmp_path: Path) -> None:
    text = "  Shells hit Oldbridge\r\n\r\n" + SENTENCE + "\u2028\tNext.\x0c\r\n\n"
    document = read_report(write(tmp_path, text))
    assert document.text == text
    assert document.title == "Shells hit Oldbridge"
    assert document.language == "en"
    assert document.published is None
    assert document.published_from == ""


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read_report(write(tmp_path, b"\xef\xbb\xbf" + SENTENCE.encode())).text == SENTENCE
    assert read_report(write(tmp_path, SENTENCE.encode("utf-16"))).text == SENTENCE


def test_windows_1252_is_read_as_people_expect(tmp_path: Path) -> None:
    text = SENTENCE + " \u201cIt is over\u201d \u2013 he said."
    assert read_report(write(tmp_path, text.encode("cp1252"))).text == text


def test_standard_input() -> None:
    document = read_report("-", stdin=io.BytesIO(SENTENCE.encode()), published=date(2024, 8, 11), outlet="Valley Post")
    assert (document.path, document.outlet, document.published) == ("-", "Valley Post", date(2024, 8, 11))
    assert document.published_from == "option"


def test_same_text_same_id_and_another_outlet_another(tmp_path: Path) -> None:
    path = write(tmp_path, SENTENCE)
    first, second = read_report(path), read_report(path)
    assert first.id == second.id
    assert len(first.id) == 16
    assert read_report(path, outlet="Valley Post").id != first.id


ODD = {
    "is empty": b"",
    "is empty (": b" \n\t \r\n",
    "has no words": b"*** ---\n",
    "PNG image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "PDF file": b"%PDF-1.7\n%\xe2\xe3",
    "ZIP archive": b"PK\x03\x04\x14\0",
    "NUL byte at offset 8": b"The army\0 said",
    "UTF-16 without a byte-order mark": SENTENCE.encode("utf-16-le"),
    "control characters": bytes(range(1, 9)) * 40,
    "byte 0x93 at offset 32 (line 2)": "The army said \u201cno\u201d again.\n".encode() + b"A \x93quoted\x94 word.",
    "0xed at offset 9": b"The army \xed\xa0\x80 said",
    f"longer than {MAX_PARAGRAPH:,} characters": b"word " * (MAX_PARAGRAPH // 4),
    "larger than 10 MB": b"word " * (MAX_BYTES // 4),
    "Ukrainian": "Обстріл міста: троє людей загинули в неділю, повідомила влада.".encode(),
    "French": "Trois personnes ont été tuées dimanche dans la ville, selon le gouverneur de la province.".encode(),
}


@pytest.mark.parametrize("reason", ODD)
def test_bad_input_says_what_is_wrong_in_one_line(tmp_path: Path, reason: str) -> None:
    path = write(tmp_path, ODD[reason])
    with pytest.raises(InputError) as caught:
        read_report(path)
    assert reason in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_report(tmp_path / "missing.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_report(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read_report("a\0b")


def test_a_long_report_is_no_bad_input(tmp_path: Path) -> None:
    assert len(read_report(write(tmp_path, f"{SENTENCE}\n\n" * 20_000)).text) > 1_500_000


@pytest.mark.parametrize(
    "text", ["Hello", "3 killed in Goma", "Kyiv, Kharkiv, Zaporizhzhia, Donetsk, Luhansk", "RSF shells El Fasher"]
)
def test_short_english_is_never_refused(text: str) -> None:
    """Else a two-line alert is lost as "Breton"."""
    assert check_english("-", text) in ("en", None)


def test_quotes_in_another_script_do_not_make_a_report_foreign() -> None:
    assert check_english("-", f"{SENTENCE} The channel wrote: «Троє загиблих». {SENTENCE}") == "en"


def test_odd_characters_are_kept() -> None:
    text = "The \u202earmy\u202c said e\u0301 \ufb01re \x07 \ud800 no one was hurt in the town."
    assert text_document("-", text).text == text


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InputError):
        assert text_document("-", text).text == text


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(InputError):
        assert read_report("-", stdin=io.BytesIO(data)).text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Shells hit town\n\nAugust 11, 2024\n\n{SENTENCE}", date(2024, 8, 11)),
        (f"Shells hit town\n\nPublished: 3rd June 2023 14:02 GMT\n{SENTENCE}", date(2023, 6, 3)),
        (f"GOMA, 4 July 2024 (Agency) - {SENTENCE}", date(2024, 7, 4)),
        (f"Updated 5 July 2024\nPublished 4 July 2024\n\n{SENTENCE}", date(2024, 7, 4)),
        (f"By Ann Poe, Oldbridge, 2024-07-04\n\n{SENTENCE}", date(2024, 7, 4)),
        (f"On August 11, 2022, the army entered the town. {SENTENCE}", None),
        (f"GOMA, 4 July (Agency) - {SENTENCE}", None),
        (f"The truce of May 3, 2021 - the second - failed. {SENTENCE}", None),
        ("31 February 2024\n\nA day that is none.", None),
    ],
)
def test_published_is_read_from_the_top(text: str, day: date | None) -> None:
    assert find_published(text) == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Shells hit town\n\n{SENTENCE}", "Shells hit town"),
        (f"Shells hit town\n{SENTENCE}", "Shells hit town"),
        (f"Published: 31 February 2026\n\nShells hit town\n\n{SENTENCE}", "Shells hit town"),
        (f"Shells hit a town\nExample Wire, 4 May 2024\n\n{SENTENCE}", "Shells hit a town"),
        (f"Shells hit town\nand a village\n\n{SENTENCE}", None),
        (f"Monday, 11 August 2024\n{SENTENCE}", None),
        (f"Goma, 11 August 2024\n\n{SENTENCE}", "Goma, 11 August 2024"),
        (f"{SENTENCE}\n\n{SENTENCE}", None),
        ("Shells hit town", None),
        ("A first line of wrapped text that is full and goes\non here.", None),
    ],
)
def test_title_is_a_first_line_that_looks_like_one(text: str, title: str | None) -> None:
    assert text_document("-", text).title == title
