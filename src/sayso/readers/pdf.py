"""PDF files: one document with the offset of each page. Taken apart in a process of its own."""

from __future__ import annotations

import re
from datetime import date

from sayso.model import Document
from sayso.readers.dates import published_day
from sayso.readers.records import Given, Record
from sayso.readers.sandbox import parse_apart
from sayso.readers.text import first_title, make_document

MOST = 50_000_000
"""The largest PDF that is read, in bytes."""
_PRINTED = re.compile(
    r"skia|chrom|mozilla|firefox|safari|webkit|wkhtml|quartz|cairo|weasyprint|print to pdf", re.IGNORECASE
)
_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def document(record: Record, given: Given) -> Document:
    """The report that a PDF holds.

    The title is the one that the file states, if it stands on the first page as well (many state a file's name). The
    day of publication is the one near the top of the text, else the day on which the file was made, unless a browser
    made it: then that is the day on which somebody kept a page.
    """
    told = parse_apart(record.path, "pdf", record.data)
    text, pages = told["text"], tuple(told["pages"])
    first = " ".join(text[: pages[1] if len(pages) > 1 else len(text)].split()).casefold()
    stated = " ".join(str(told["title"] or "").split())
    created = "" if _PRINTED.search(told["maker"]) else str(told["created"] or "")
    published, known = published_day(given.published, _made(created), text, last=True)
    return make_document(
        text,
        name=record.path,
        title=stated if len(stated) > 8 and stated.casefold() in first else first_title(text),
        outlet=given.outlet,
        byline=" ".join(str(told["author"] or "").split()) or None,
        published=published,
        published_from=known,
        pages=pages,
    )


def _made(created: str) -> date | None:
    stamp = _CREATED.match(created)
    try:
        return date(*map(int, stamp.groups())) if stamp else None
    except ValueError:
        return None
