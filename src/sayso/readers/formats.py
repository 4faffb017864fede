"""Tell which format a file has: by what stands at its beginning, then by its name."""

from __future__ import annotations

import csv
import io
import json
import re

from sayso.errors import InputError
from sayso.readers.decode import is_html
from sayso.readers.records import Given
from sayso.readers.source import Opened

SUFFIXES = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".warc": "warc", ".arc": "arc",
    ".rss": "feed", ".atom": "feed", ".md": "markdown", ".markdown": "markdown",
}  # fmt: skip
"""Names that tell the format; whatever has another name and no telling beginning is plain text."""
NO_REPORTS = frozenset(
    """.jpg .jpeg .png .gif .webp .bmp .tif .tiff .svg .ico .heic .avif .mp3 .ogg .oga .opus .wav .m4a .flac .mp4 .mov
    .avi .mkv .webm .m4v .3gp .tgs .css .js .map .woff .woff2 .ttf .otf .eot .db .sqlite .db-wal .db-shm .lock .py .sh
    .yaml .yml .toml .ini .cfg .log .md""".split()
)
"""Names that are passed over in a folder: what goes along with reports but is none."""
_BEFORE = re.compile(rb"\A(?:\s*\xef\xbb\xbf)+")
_ARC = re.compile(rb"filedesc://[^\s]{1,4000} \S+ \d{8,14} \S+ \d{1,15}\r?\n")
_FEED = re.compile(
    rb"(?:\s|(?><\?.{0,4000}?\?>)|(?><!--.{0,8000}?-->))*+(?:(?><!DOCTYPE[^\[>]{0,1000}(?:\[.{0,30000}?\]\s*)?>)\s*)?"
    rb"<(?:rss\b|(?:\w+:)?feed\b|(?:\w+:)?RDF\b)",
    re.S | re.I,
)
_XML = re.compile(rb"\s*<\?xml\b", re.I)


def tell_format(opened: Opened, given: Given) -> str:
    """The name of the format. Raises InputError for a kind of XML that is none."""
    head = _BEFORE.sub(b"", opened.head)
    narrow = head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    if head.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    if _ARC.match(head):
        return "arc"
    if _FEED.match(narrow[2:] if narrow[:2] in (b"\xff\xfe", b"\xfe\xff") else narrow):
        return "feed"
    named = SUFFIXES.get(opened.suffix)
    if named == "jsonl" and re.match(rb"\s*[\[{]\s*\n", head):
        return "json"  # one value over many lines
    if named:
        return named
    if is_html(opened.name, opened.head):
        return "html"
    if opened.suffix == ".xml" or _XML.match(narrow):
        raise InputError(opened.name, "is XML, but neither an RSS or Atom feed nor a page", "save the report's text")
    return _by_content(head, given) if opened.name == "-" or not opened.suffix else "text"


def _by_content(head: bytes, given: Given) -> str:
    """The format of what has no name to tell it."""
    line = head.lstrip().partition(b"\n")[0]
    if line[:1] == b"{":
        try:
            json.loads(line)
        except (ValueError, RecursionError):
            return "json" if len(line) < 3 or re.match(rb'\{\s*"[^"]+"\s*:', line) else "text"
        return "jsonl"
    if re.match(rb"\[\s*(?:\{|$)", line):
        return "json"
    if given.columns:
        first = next(csv.reader(io.StringIO(line.decode("utf-8", "replace"))), [])
        if len(first) > 1:
            return "csv"
    return "text"
