"""The entries of an RSS or Atom feed, for the process that takes feeds apart. The only door to feedparser."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from sayso.readers.markup import decoded, named_character, unwrapped
from sayso.readers.worker import Refused

MAX_ENTRIES = 10_000
MAX_DEPTH = 200
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_TAG = re.compile(rb"<(?:(/)|(?=[A-Za-z_:]))[^<>]*?(/)?>")
_BEFORE = re.compile(rb"\A(?:\s|\xef\xbb\xbf|(?><!--.{0,8000}?-->))+(?=<\?xml)", re.S)
_CDATA = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.S)
_MAILED = re.compile(r"\S{1,200}@\S{1,200} ?\((.+)\)")
_AMPERSAND = re.compile(
    rb"(?P<kept><!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))|"
    rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?",
    re.S,
)


def parse_feed(data: bytes) -> dict[str, Any]:
    """The feed's title and language, and of each entry what it says. Raises Refused."""
    # Bytes as wide characters say the same without their zeros.
    if _ENTITY.search(data.replace(b"\0", b"")):
        raise Refused("declares XML entities of its own", "feeds need none; it seems to be an entity bomb")
    if _depth(data.replace(b"\0", b"")) > MAX_DEPTH:
        raise Refused(f"is nested more than {MAX_DEPTH} elements deep", "it is damaged, or made to do harm")
    import feedparser

    # A stream, since of a text that looks like an address feedparser would fetch it.
    feed = feedparser.parse(io.BytesIO(_from_start(data)), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise Refused("is no feed that can be read", "get the feed anew")
    if len(feed.entries) > MAX_ENTRIES:
        raise Refused(f"has more than {MAX_ENTRIES:,} entries", "split it")
    cut = str(feed.get("bozo_exception", "")) if feed.bozo and _harmful(feed) else ""
    return {
        "title": _text(feed.feed.get("title")),
        "language": _text(feed.feed.get("language")),
        "entries": [_entry(entry) for entry in feed.entries],
        "damage": " ".join(cut.split())[:200],
    }


def _from_start(data: bytes) -> bytes:
    """The feed as XML has it: nothing before its declaration, no lone ampersands, no entities that HTML alone has.

    Of a feed with these the strict parser reads nothing, and the lenient one makes "AT&T" an entity.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data
    return _AMPERSAND.sub(_as_xml, _BEFORE.sub(b"", data, count=1))


def _as_xml(found: re.Match[bytes]) -> bytes:
    if found["kept"]:
        return found["kept"]
    name = (found["name"] or b"").decode("ascii")
    characters = named_character(name) if name else None
    if characters is None:
        return b"&amp;" + found[0][1:]
    return "".join(f"&#{ord(c)};" for c in characters).encode("ascii")


def _harmful(feed: Any) -> bool:
    """Whether the feed's text is cut or damaged, not merely labelled in a wrong way."""
    return type(feed.get("bozo_exception")).__name__ == "SAXParseException"


def _depth(data: bytes) -> int:
    level = deepest = 0
    for tag in _TAG.finditer(_CDATA.sub(b"", data)):
        if tag[1]:
            level = max(0, level - 1)
        elif not tag[2]:
            level += 1
            deepest = max(deepest, level)
    return deepest


def _entry(entry: Any) -> dict[str, Any]:
    source = entry.get("source") or {}
    summary = entry.get("summary_detail") or {"value": entry.get("summary")}
    texts = [unwrapped(_text(part.get("value"))) for part in (*(entry.get("content") or ()), summary)]
    return {
        "title": unwrapped(_text(entry.get("title"))),
        "text": max(texts, key=len),
        "url": _text(entry.get("link")),
        "id": _text(entry.get("id")),
        "byline": ", ".join(filter(None, _names(entry))),
        "outlet": _text(source.get("title")),
        "published": _text(entry.get("published") or entry.get("created")),
        "updated": _text(entry.get("updated")),
    }


def _names(entry: Any) -> Iterable[str]:
    author = decoded(_text(entry.get("author")))
    if mailed := _MAILED.fullmatch(author):  # feedparser takes "desk@wire.agency" apart behind its fourth letter
        return [mailed[1]]
    return [decoded(_text(author.get("name"))) for author in (entry.get("authors") or ())[:20]] or [author]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
