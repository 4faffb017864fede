"""Readers: one file per input format, each giving a Document.

``read_report`` is the way in. Plain text is kept exactly as decoded (line ends, white space, odd characters), so that
offsets index the file's text; of an HTML page the main text, the title and the captions are kept.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import BinaryIO

from sayso.model import Document
from sayso.readers.dates import parse_date
from sayso.readers.decode import decode, is_html, refuse_binary
from sayso.readers.source import MAX_BYTES, read_bytes
from sayso.readers.text import MAX_PARAGRAPH, text_document

__all__ = ["MAX_BYTES", "MAX_PARAGRAPH", "parse_date", "read_report"]


def read_report(
    path: str | Path, *, published: date | None = None, outlet: str | None = None, stdin: BinaryIO | None = None
) -> Document:
    """Read one report, a text file or an HTML page.

    ``path``: a file, or ``-`` for standard input (``stdin``, else the process's own). What ends in ``.html``,
    ``.htm`` or ``.xhtml``, or begins like an HTML page, is read as HTML. ``published`` and ``outlet`` override what the
    report says of itself. Raises InputError when it cannot be read, is not text, is empty, too large or not English.
    """
    name = str(path)
    data = read_bytes(name, stdin)
    refuse_binary(name, data)
    if is_html(name, data):
        from sayso.readers.html import html_document  # it pulls in an HTML extractor that takes a second to load

        return html_document(name, data, published=published, outlet=outlet)
    return text_document(name, decode(name, data), published=published, outlet=outlet)
