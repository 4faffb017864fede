"""The lines of a PDF's pages, for the process that takes PDFs apart. The only door to pypdfium2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sayso.readers.pdf_layout import Line, flow
from sayso.readers.source import MAX_BYTES
from sayso.readers.worker import Refused

MAX_PAGES = 2000
_NO_TEXT = re.compile(r"[\x00\x01\x03-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0xA0: " ",
}
_CELL = "\x1f"  # which no words have
_WIDE = 0.5  # of the type size a character takes in a line that may have gaps; prose has 0.35 to 0.45
_GAP = 1.2  # of the type size is between two cells; the widest space of justified prose has 0.8
_DAMAGED = "it is damaged, or made to do harm"


def parse_pdf(data: bytes) -> dict[str, Any]:
    """The text, where its pages begin, and what the file says of itself. Raises Refused."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused("is an encrypted PDF file", "save it without a password") from None
        raise Refused("seems to be a PDF file, but is damaged", "get the file anew") from None
    if len(pdf) > MAX_PAGES:
        raise Refused(f"is a PDF file of {len(pdf):,} pages; {MAX_PAGES:,} are read", "split it")
    pages, size = [], 0
    for number in range(len(pdf)):
        try:
            lines = _rows(list(_lines(pdf, number)))
        except pypdfium2.PdfiumError:
            raise Refused(f"is a PDF file with a damaged page {number + 1}", _DAMAGED) from None
        size += sum(len(line.text) for line in lines)
        if size > MAX_BYTES:
            raise Refused(f"is a PDF file of more than {MAX_BYTES // 1_000_000} million characters", "split it")
        pages.append(lines)
    text, starts = flow(pages)
    if not any(c.isalnum() for c in text):
        advice = "its pages are pictures: run text recognition (OCR) on it first"
        raise Refused(f"is a PDF file without text on its {len(pdf)} pages", advice)
    told = pdf.get_metadata_dict(skip_empty=True)
    return {
        "text": text,
        "pages": starts,
        "title": told.get("Title"),
        "author": told.get("Author"),
        "created": told.get("CreationDate"),
        "maker": f"{told.get('Creator')} {told.get('Producer')}",
    }


def _rows(lines: list[Line]) -> list[Line]:
    """The lines, those that have cells as rows of a table; a lone one (a head, a signature) as words."""
    cells = [False, *(line.row for line in lines), False]
    return [
        line._replace(text=line.text.replace(_CELL, " | "), row=True)
        if line.row and (cells[n] or cells[n + 2])
        else line._replace(text=line.text.replace(_CELL, " "), row=False)
        for n, line in enumerate(lines)
    ]


def _lines(pdf: Any, number: int) -> Iterator[Line]:
    page = pdf[number]
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        at = 0
        for raw in text.split("\n"):
            words = _clean(raw)
            if words.strip():
                start = at + len(raw) - len(raw.lstrip())
                yield _placed(text_page, words, text, start, at + len(raw.rstrip()) - 1)
            at += len(raw) + 1
    finally:
        text_page.close()
        page.close()


def _placed(text_page: Any, words: str, text: str, first: int, last: int) -> Line:
    words = " ".join(words.split())
    a, b = _box(text_page, text, first), _box(text_page, text, last)
    if a is None or b is None:
        return Line(words, 0, 0, 0, 0)
    size, wide = a[3] - a[1], (b[2] - a[0]) / max(1, last - first)
    if wide > _WIDE * size:
        words = _with_cells(text_page, text, first, last, size)
    return Line(words, a[0], b[2], a[1], size, row=_CELL in words)


def _with_cells(text_page: Any, text: str, first: int, last: int, size: float) -> str:
    """The words of a line, a mark in place of each gap that parts two cells."""
    parts, start = [], first
    for space in re.compile(r"[ \t]+").finditer(text, first, last + 1):
        before, after = _box(text_page, text, space.start() - 1), _box(text_page, text, space.end())
        if before and after and after[0] - before[2] > _GAP * size:
            parts.append(text[start : space.start()])
            start = space.end()
    parts.append(text[start : last + 1])
    return _CELL.join(" ".join(_clean(part).split()) for part in parts)


def _box(text_page: Any, text: str, at: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of a character, in points; None where the page does not tell."""
    import pypdfium2.raw as pdfium

    wide = at if text.isascii() else len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page.raw, wide)
    if index < 0:
        return None
    left, bottom, right, top = text_page.get_charbox(index, loose=True)
    return (left, bottom, right, top) if top > bottom else None


def _clean(text: str) -> str:
    return _NO_TEXT.sub("", text.translate(_LIGATURES))
