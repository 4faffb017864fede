"""PDF files: paragraphs, pages, and what is damaged, locked, empty or made to do harm."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers import pdf as pdf_reader
from sayso.readers import sandbox
from sayso.readers.pdf_layout import Line, flow

from .making import SECOND, SENTENCE, THIRD, Placed, errors, good, pdf, read_bytes, set_lines

INFO = "/Title (Strike on market in Oldbridge) /Author (Ann Poe) /CreationDate (D:20240812060000Z)"


def page(number: int, paragraphs: list[str], *, title: bool = False) -> list[Placed]:
    """A page with a running head, perhaps a title, the paragraphs and its number."""
    head = [(72.0, 815.0, 8.0, f"Valley Aid bulletin {number}")]
    big = [(72.0, 785.0, 18.0, "Strike on market in Oldbridge")] if title else []
    return [*head, *big, *set_lines(paragraphs, 750), (290, 30, 8, f"{number}")]


def report(*paragraphs: str) -> Document:
    (document,) = good(read_bytes(pdf([set_lines(paragraphs)])))
    return document


def test_pages_paragraphs_and_what_the_file_says_of_itself() -> None:
    pages = [page(1, [SENTENCE, SECOND], title=True), page(2, [THIRD]), page(3, [SECOND + " Again."])]
    (document,) = good(read_bytes(pdf(pages, INFO)))
    title = "Strike on market in Oldbridge"
    assert document.text == "\n\n".join([title, SENTENCE, SECOND, THIRD, SECOND + " Again."])
    assert (document.title, document.byline, document.language) == (title, "Ann Poe", "en")
    assert (document.published, document.published_from) == (date(2024, 8, 12), "metadata")
    assert [document.text[start:][:9] for start in document.pages] == ["Strike on", THIRD[:9], SECOND[:9]]
    assert [document.page(at) for at in (0, document.text.index(THIRD), len(document.text))] == [1, 2, 3]
    assert (document.format, document.record) == ("pdf", "")


def test_a_stated_title_that_is_not_on_the_page_is_not_believed() -> None:
    (document,) = good(read_bytes(pdf([set_lines([SENTENCE])], "/Title (Microsoft Word - final_v2.docx)")))
    assert document.title is None


def test_a_date_on_the_page_comes_before_that_of_the_file() -> None:
    (document,) = good(read_bytes(pdf([set_lines(["11 August 2024", SENTENCE])], INFO)))
    assert (document.published, document.published_from) == (date(2024, 8, 11), "dateline")


def test_the_day_on_which_a_page_was_printed_is_no_day_of_publication() -> None:
    """Else "on Sunday" in a page of 2024 kept in 2026 would be a Sunday of 2026."""
    (document,) = good(read_bytes(pdf([set_lines([SENTENCE])], INFO + " /Producer (Skia/PDF m131)")))
    assert document.published is None


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    first, second = "The governor said that three people were", "killed in the town of Oldbridge on Sunday."
    (document,) = good(read_bytes(pdf([set_lines([SENTENCE, first]), [], set_lines([second, THIRD])])))
    assert document.text == f"{SENTENCE}\n\n{first} {second}\n\n{THIRD}"
    start = document.text.index("killed in the town of Oldbridge on Sunday.", len(SENTENCE))
    assert document.pages == (0, start, start)
    assert [document.page(at) for at in (start - 1, start)] == [1, 3]


def lines(*words: str, left: float = 72, size: float = 11, top: float = 700, lead: float = 14) -> list[Line]:
    return [Line(w, left, left + 5 * len(w), top - lead * n, size) for n, w in enumerate(words)]


def text_of(*pages: list[Line]) -> str:
    return flow(pages)[0]


def test_words_broken_at_a_line_s_end_are_joined() -> None:
    assert (
        text_of(lines("The army said the bombard-", "ment began at dawn."))
        == "The army said the bombardment began at dawn."
    )
    assert text_of(lines("The bombard\x02", "ment began.")) == "The bombardment began."
    assert text_of(lines("An anti-government rally", "met anti-", "government police.")).endswith(
        "met anti-government police."
    )
    assert text_of(lines("The north-", "South road is cut.")) == "The north- South road is cut."


def test_gaps_sizes_items_and_indents_end_a_paragraph() -> None:
    body = "a line that is as wide as the column is, or nearly"
    gap = [*lines(body, body), *lines(body, top=640)]
    assert text_of(gap).count("\n\n") == 1
    assert text_of([*lines("A heading", size=16), *lines(body, top=684)]).count("\n\n") == 1
    assert text_of(lines(body + ":", "- one thing", "- another thing")).count("\n\n") == 2
    short = lines("The first ends here.", "Another begins and runs to the right-hand edge of it,", "and on it goes.")
    assert text_of(short).count("\n\n") == 1


def test_columns_follow_one_another() -> None:
    left, right = lines("The army said that the town", "had been taken by the"), lines("rebels on Sunday.", left=320)
    assert text_of([*left, *right]) == "The army said that the town had been taken by the rebels on Sunday."


def test_lines_without_a_place_are_flowed_by_their_words() -> None:
    bare = [Line(words, 0, 0, 0, 0) for words in ("The army said that", "it had left.", "Then it came back.")]
    assert text_of(bare) == "The army said that it had left.\n\nThen it came back."


def test_pages_always_rise_and_fit() -> None:
    text, starts = flow([[], lines("One."), [], lines("Two."), []])
    assert (text, starts) == ("One.\n\nTwo.", (0, 0, 6, 6, 10))
    assert flow([]) == ("", ())


def test_what_cannot_be_read_is_told() -> None:
    whole = pdf([set_lines([SENTENCE])])
    assert "without text on its 2 pages" in errors(read_bytes(pdf([[], []])))[0]
    assert "seems to be a PDF file, but is damaged" in errors(read_bytes(b"%PDF-1.7\n" + b"x" * 2000))[0]
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "28" * 32 + "> /U <" + "28" * 32 + "> >> /ID [<00> <00>]"
    )
    assert "is an encrypted PDF file" in errors(read_bytes(pdf([set_lines([SENTENCE])], trailer=locked)))[0]
    for size in (20, 200, len(whole) // 2, len(whole) - 60):
        found = read_bytes(whole[:size])
        assert len(found) == 1
        assert isinstance(found[0], Document) or "PDF" in str(found[0])


def test_thousands_of_pages_are_refused() -> None:
    (said,) = errors(read_bytes(pdf([[]] * 2001)))
    assert "2,001 pages" in said


def test_a_bomb_in_a_stream_ends_soon() -> None:
    import zlib

    packed = zlib.compress(b"BT /F1 11 Tf (word) Tj ET\n" * 700_000, 9)
    data = pdf([set_lines(["MARK"])])
    begin, end = data.index(b"<< /Length"), data.index(b"endstream")
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\n"
    start = time.monotonic()
    found = read_bytes(data[:begin] + stream + data[end:])
    assert len(found) == 1
    assert time.monotonic() - start < sandbox.SECONDS + 10


def test_a_parser_that_hangs_or_dies_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file made to do harm must not take a night's run with it."""
    data = pdf([set_lines([SENTENCE])])
    monkeypatch.setattr(sandbox, "SECONDS", 0.001)
    assert "takes longer than" in errors(read_bytes(data))[0]
    monkeypatch.undo()

    def die(*_: Any, **__: Any) -> Any:
        import subprocess

        return subprocess.CompletedProcess([], -11, b"", b"")

    monkeypatch.setattr(sandbox.subprocess, "run", die)
    assert "makes its parser fail (ended by signal 11)" in errors(read_bytes(data))[0]


def test_a_file_above_the_limit_is_not_begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf_reader, "MOST", 1_000_000)
    (said,) = errors(read_bytes(pdf([set_lines([SENTENCE])]) + bytes(1_000_000)))
    assert "larger than 1 MB" in said


def test_the_parser_s_process_has_limits_and_no_network() -> None:
    import subprocess
    import sys

    program = (
        "import socket, sys\nfrom sayso.readers import worker\nworker._limit()\nsys.addaudithook(worker._stay_here)\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9))\nexcept PermissionError as e:\n    print('refused')\n"
        "try:\n    bytearray(3_000_000_000)\nexcept MemoryError:\n    print('bounded')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["refused", "bounded"] or sys.platform == "win32"


def test_errors_are_about_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    from sayso.readers import read_reports

    (error,) = read_reports(path)
    assert isinstance(error, InputError)
    assert str(error).startswith(str(path))


def test_a_tables_cells_are_parted_and_its_rows_are_lines() -> None:
    """ "Jenin 4 12 Tulkarm 2 7" in one paragraph tells nobody which number is whose."""
    lines = set_lines([SENTENCE])
    top = lines[-1][1] - 30
    for number, row in enumerate((("Town", "Killed", "Injured"), ("Jenin", "4", "12"), ("Tulkarm", "2", "7"))):
        lines += [(left, top - 14 * number, 11.0, cell) for left, cell in zip((72, 220, 320), row, strict=True)]
    lines += set_lines([THIRD], top - 70)
    (found,) = good(read_bytes(pdf([lines])))
    assert found.text == f"{SENTENCE}\n\nTown | Killed | Injured\nJenin | 4 | 12\nTulkarm | 2 | 7\n\n{THIRD}"


def test_a_lone_line_with_a_gap_is_no_table() -> None:
    lines = [(72.0, 800.0, 11.0, "Valley Post"), (400.0, 800.0, 11.0, "Page 3"), *set_lines([SENTENCE])]
    (found,) = good(read_bytes(pdf([lines])))
    assert found.text == f"Valley Post Page 3\n\n{SENTENCE}"
