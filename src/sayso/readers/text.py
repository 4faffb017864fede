"""Plain text: the file's text exactly, with a title and a date of publication where it shows them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date

from sayso.errors import InputError
from sayso.model import Block, BlockKind, Document
from sayso.readers.dates import find_published, is_date_line, published_day
from sayso.readers.decode import decode, refuse_binary
from sayso.readers.language import check_english
from sayso.readers.markdown import is_markdown, markdown_document
from sayso.readers.records import Given, Record

MAX_PARAGRAPH = 100_000
"""The longest line that is read, in characters; prose has none above a few thousand."""
_LINE = re.compile(r"[^\n\r\v\f\u0085\u2029]+")
_FIRST = re.compile(r"\s*([^\n\r\v\f\u0085\u2029]+)(\r\n|[\n\r\v\f\u0085\u2029])([ \t]*)(\S)?")
_MARKS = re.compile(r"^[^\w\"'\u2018\u201c(\[$\u20ac\u00a3]+")  # emoji, bullets, invisible characters
_OWN_ADDRESS = re.compile(r"\W{0,3}(?:[A-Za-z ]{1,20}:\s{0,3})?<?(https?://[^\s<>]{1,2000})>?\s*")
_TOP = 3
_FINAL = (".", ",", ";", ":", "\u2026")


def text_document(
    name: str, text: str, *, published: date | None = None, outlet: str | None = None, url: str | None = None
) -> Document:
    """A document from plain text, kept exactly as it is.

    The title is the first line when it looks like a headline; its address, where none is given, one that is a line of
    its own among the first three. Raises InputError when the text is empty, has a line
    above MAX_PARAGRAPH, or is not English.
    """
    url = url or next((a[1] for line, _ in _top(text) if (a := _OWN_ADDRESS.fullmatch(line))), None)
    day, day_from = published_day(published, None, text, url)
    return make_document(
        text, name=name, title=first_title(text), outlet=outlet, url=url, published=day, published_from=day_from
    )


def document(record: Record, given: Given) -> Document:
    """The report that a text file is: its text exactly, unless it is surely Markdown."""
    refuse_binary(record.path, record.data)
    text = decode(record.path, record.data)
    if is_markdown(text, sure=True):
        return markdown_document(record.path, text, given)
    return text_document(record.path, text, published=given.published, outlet=given.outlet)


def check_text(name: str, text: str) -> None:
    """Raise InputError when the text is empty or only white space, has an overlong line or a NUL."""
    nul = text.find("\0")
    if nul >= 0:
        raise InputError(name, f"has a NUL character at offset {nul}: it is damaged", "give the text without it")
    if not any(c.isalnum() for c in text):
        what = "has no words" if text.strip() else "is empty"
        raise InputError(name, what, "give a report with text in it")
    for match in _LINE.finditer(text):
        if match.end() - match.start() > MAX_PARAGRAPH:
            line = text.count("\n", 0, match.start()) + 1
            raise InputError(
                name, f"line {line} is longer than {MAX_PARAGRAPH:,} characters", "break it into paragraphs"
            )


def assemble(paragraphs: list[tuple[str, BlockKind | None]]) -> tuple[str, tuple[Block, ...]]:
    """Paragraphs as one text, a blank line between them, and the blocks of those whose kind is known."""
    layout: list[Block] = []
    offset = 0
    for words, kind in paragraphs:
        if kind:
            layout.append(Block(start=offset, end=offset + len(words), kind=kind))
        offset += len(words) + 2
    return "\n\n".join(words for words, _ in paragraphs), tuple(layout)


def make_document(
    text: str,
    *,
    name: str = "",
    title: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    url: str | None = None,
    published: date | None = None,
    published_from: str = "",
    language: str | None = None,
    layout: tuple[Block, ...] = (),
    key: str = "",
    edited: date | None = None,
    forwarded_from: str | None = None,
    pages: tuple[int, ...] = (),
    kept: tuple[tuple[str, str], ...] = (),
) -> Document:
    """A document with its content hashes.

    ``id``: the first 16 hex digits of SHA-256 over text, URL, outlet and ``key``, so that the same copy carried by two
    outlets is two documents, and a file read twice is one. ``key`` tells reports without a URL apart that share their
    words, as two alerts of a channel do: its number of the message, or the day. ``language``: as the file says.

    ``name``: of the file, where it is not known that the text is one that can be read: raises InputError where it is
    empty, has an overlong line, or is not English.
    """
    if name:
        check_text(name, text)
        language = check_english(name, text, language)
    encoded = text.encode("utf-8", "surrogatepass")
    parts = (url or "", outlet or "", key) if key else (url or "", outlet or "")
    identity = b"\0".join((encoded, *(part.encode("utf-8", "surrogatepass") for part in parts)))
    return Document(
        id=hashlib.sha256(identity).hexdigest()[:16],
        text=text,
        text_sha256=hashlib.sha256(encoded).hexdigest(),
        title=title,
        outlet=outlet,
        byline=byline,
        url=url,
        published=published,
        published_from=published_from,
        language=language,
        layout=layout,
        edited=edited,
        forwarded_from=forwarded_from,
        pages=pages,
        kept=kept,
    )


def first_title(text: str) -> str | None:
    """The first line when it is short, has no final stop, and a blank line, a longer paragraph or the day of
    publication ("Example Wire, 4 July 2024") follows.

    Lines above it that hold an address or a date alone are passed over.
    """
    for line, match in _top(text):
        if not (_OWN_ADDRESS.fullmatch(line) or is_date_line(line)):
            return _title(line, text, match)
    return None


def _top(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The first lines that are not blank, each with the match that tells what follows."""
    at = 0
    for _ in range(_TOP):
        match = _FIRST.match(text, at)
        if match is None:
            return
        yield match.group(1), match
        at = match.end(2)


def _title(words: str, text: str, match: re.Match[str]) -> str | None:
    line = _MARKS.sub("", words).strip()
    if len(line) > 200 or len(line.split()) > 30 or line.endswith(_FINAL) or not any(c.isalpha() for c in line):
        return None
    if match.group(4) is not None:  # the next line is not blank
        following = _LINE.match(text, match.start(4))
        if following is None:
            return None
        if len(following.group()) <= len(line) and find_published(following.group()) is None:
            return None
    return line
