"""Word documents (.docx): paragraphs, headings, and tables as lines. Taken apart in a process of its own."""

from __future__ import annotations

from sayso.model import Document
from sayso.readers.columns import day_of
from sayso.readers.dates import published_day
from sayso.readers.records import Given, Record
from sayso.readers.sandbox import parse_apart
from sayso.readers.text import assemble, first_title, make_document

MOST = 50_000_000
"""The largest document that is read, in bytes, its pictures included."""


def document(record: Record, given: Given) -> Document:
    """The report that a document holds.

    The title is its heading at the top, else the one stated in its properties if that stands in the text. The day of
    publication is the one near the top of the text, else the day on which the document was last saved.
    """
    told = parse_apart(record.path, "docx", record.data)
    text, layout = assemble([(words, kind) for words, kind in told["paragraphs"]])
    stated = " ".join(told["title"].split())
    title = text[layout[0].start : layout[0].end] if layout and not layout[0].start else None
    if len(stated) > 8 and stated.casefold() in " ".join(text[:2000].split()).casefold():
        title = stated
    published, known = published_day(given.published, day_of(told["saved"]), text, last=True)
    return make_document(
        text,
        name=record.path,
        title=title or first_title(text),
        outlet=given.outlet,
        byline=" ".join(told["author"].split()) or None,
        published=published,
        published_from=known,
        layout=layout,
    )
