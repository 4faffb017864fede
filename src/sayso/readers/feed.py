"""RSS and Atom feeds kept as files: one document an entry. Nothing is ever fetched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers.columns import compose, day_of
from sayso.readers.dates import published_day
from sayso.readers.markup import decoded, has_tags
from sayso.readers.records import Given, Record
from sayso.readers.sandbox import parse_apart
from sayso.readers.source import Opened
from sayso.readers.text import make_document


def split(opened: Opened, given: Given) -> Iterator[Record | InputError]:
    """The entries, numbered from 0 in the order of the file."""
    data = opened.whole()
    feed = parse_apart(opened.name, "feed", data)
    digest = hashlib.sha256(data).hexdigest()
    about = {"title": feed["title"], "language": feed["language"]}
    for number, entry in enumerate(feed["entries"]):
        yield Record(
            format="feed", path=opened.name, data=json.dumps(entry).encode("ascii"), where=f"entries[{number}]",
            about=about, bytes_sha256=digest,
        )  # fmt: skip
    if feed["damage"]:
        reason = f"is damaged after entry {len(feed['entries'])}: {feed['damage']}"
        yield InputError(opened.name, reason, "entries may be missing: get the feed anew")
    elif not feed["entries"]:
        yield InputError(opened.name, "is a feed without entries", "give a feed with reports in it")


def document(record: Record, given: Given) -> Document:
    """The report that an entry carries, its title before it as a headline."""
    entry = json.loads(record.data)
    title = " ".join(_plain(record.path, entry["title"]).split())[:2000] or None
    markup = has_tags(entry["text"])
    words = entry["text"] if markup else decoded(entry["text"])
    text, layout = compose(record.path, title, words, markup=markup)
    edited = day_of(entry["updated"])
    stated = day_of(entry["published"]) or edited
    url = entry["url"] or (entry["id"] if urlsplit(entry["id"]).scheme in ("http", "https") else "")
    published, known = published_day(given.published, stated, text, url)
    declared = str(record.about["language"])[:2].lower()
    return make_document(
        text,
        name=record.path,
        title=title,
        outlet=given.outlet or decoded(entry["outlet"] or " ".join(str(record.about["title"]).split())) or None,
        byline=entry["byline"] or None,
        url=url or None,
        published=published,
        published_from=known,
        language=declared or None,
        layout=layout,
        key="" if url else entry["id"] or (stated.isoformat() if stated else ""),
        kept=(("id", entry["id"]),) if entry["id"] else (),
        edited=edited if edited != stated else None,
    )


def _plain(name: str, title: str) -> str:
    return compose(name, None, title, markup=True)[0] if has_tags(title) else decoded(title)
