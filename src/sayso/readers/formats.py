"""Tell which format a file has: by what stands at its beginning, then by its name; which files of a folder are read."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from sayso.errors import InputError
from sayso.readers.decode import is_html
from sayso.readers.records import Given
from sayso.readers.source import Opened

SUFFIXES = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    ".parquet": "parquet", ".pq": "parquet", ".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown",
    ".markdown": "markdown", ".pdf": "pdf", ".docx": "docx", ".eml": "eml", ".rss": "feed", ".atom": "feed",
    ".warc": "warc", ".arc": "arc", ".zip": "zip", ".tar": "tar", ".tgz": "tar", ".tbz2": "tar", ".txz": "tar",
    ".tzst": "tar",
}  # fmt: skip
"""Names that tell the format; whatever has another name and no telling beginning is plain text."""
NO_REPORTS = frozenset(
    """.jpg .jpeg .png .gif .webp .bmp .tif .tiff .svg .ico .heic .avif .mp3 .ogg .oga .opus .wav .m4a .flac .mp4 .mov
    .avi .mkv .webm .m4v .3gp .tgs .css .js .map .woff .woff2 .ttf .otf .eot .db .sqlite .db-wal .db-shm .lock .py .sh
    .yaml .yml .toml .ini .cfg .log""".split()
)
"""Names that are passed over in a folder: what goes along with reports but is none."""
_MAIL = re.compile(
    rb"(?:[A-Za-z][\w-]{1,60}:[ \t][^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){1,200}?"
    rb"(?:Message-ID|MIME-Version):[^\n]{0,2000}\n",
    re.I,
)
_NOTES = frozenset("readme changelog changes contributing license licence notice code_of_conduct index".split())
_BEFORE = re.compile(rb"\A(?:\s*\xef\xbb\xbf)+")
_ARC = re.compile(rb"filedesc://[^\s]{1,4000} \S+ \d{8,14} \S+ \d{1,15}\r?\n")
_FEED = re.compile(
    rb"(?:\s|(?><\?.{0,4000}?\?>)|(?><!--.{0,8000}?-->))*+(?:(?><!DOCTYPE[^\[>]{0,1000}(?:\[.{0,30000}?\]\s*)?>)\s*)?"
    rb"<(?:rss\b|(?:\w+:)?feed\b|(?:\w+:)?RDF\b)",
    re.S | re.I,
)
_XML = re.compile(rb"\s*<\?xml\b", re.I)


def may_hold_report(name: str) -> bool:
    """Whether a file in a folder or archive is read, by its name; a project's own notes in Markdown are not."""
    path = Path(name)
    suffix = path.suffix.lower()
    noted = SUFFIXES.get(suffix) == "markdown" and path.stem.lower() in _NOTES
    return suffix not in NO_REPORTS and not noted


def tell_format(opened: Opened, given: Given) -> str:
    """The name of the format. Raises InputError for a kind of XML that is none."""
    head = _BEFORE.sub(b"", opened.head)
    narrow = head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    if head.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(opened)
    if opened.head[257:262] == b"ustar":
        return "tar"
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


def _zipped(opened: Opened) -> str:
    """Whether a ZIP archive is a Word document or an archive. Raises InputError for other kinds of document."""
    head = opened.head
    if opened.suffix == ".docx" or (b"[Content_Types].xml" in head and b"word/" in head):
        return "docx"
    if head[30:38] == b"mimetype" or b"[Content_Types].xml" in head:
        reason = "seems to be a sheet, slides, a book or an OpenDocument text"
        raise InputError(opened.name, reason, "save its text as docx, PDF or text, or its table as CSV")
    return "zip"


def _by_content(head: bytes, given: Given) -> str:
    """The format of what has no name to tell it."""
    line = head.lstrip().partition(b"\n")[0]
    if _MAIL.match(head):
        return "eml"
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


def files_in(folder: str) -> Iterator[str | InputError]:
    """The paths of the files, sorted by name, each folder's files where its name stands among them.

    Passed over: what is hidden (its name begins with a dot), links to folders (they may lead in circles), what is
    neither a file nor a folder, and files whose name says that they hold no report (``may_hold_report``: pictures,
    sound, video, fonts, code, settings, a project's notes).
    """
    waiting: list[tuple[str, bool]] = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                found = sorted(
                    ((entry.path, entry.is_dir(follow_symlinks=False)) for entry in entries if _counts(entry)),
                    reverse=True,
                )
        except OSError as error:
            yield InputError(path, f"cannot be listed: {error.strerror or error}", "check the folder's permissions")
            continue
        waiting.extend(found)


def _counts(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    if entry.is_dir(follow_symlinks=False):
        return True
    return entry.is_file() and may_hold_report(entry.name)
