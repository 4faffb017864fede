"""Telegram's own export (``result.json``): one document for each message with words in it.

The channel's name is the outlet. A message that passes on another's keeps whose it was in ``forwarded_from``; an edited
one has the day of its last edit in ``edited``. Days count in UTC, since the export's own clock is its maker's.
"""

from __future__ import annotations

from typing import Any

from sayso.model import Document
from sayso.readers.columns import day_of
from sayso.readers.dates import published_day
from sayso.readers.jsonl import load_object, split
from sayso.readers.records import Given, Record
from sayso.readers.text import first_title, make_document

__all__ = ["document", "split"]
_CHANNELS = ("public_channel", "private_channel")


def document(record: Record, given: Given) -> Document | None:
    """The message; None for one without words and for a service message (someone joined, a post was pinned)."""
    message = load_object(record)
    if message.get("type", "message") != "message":
        return None
    text = _words(message.get("text"))
    if not any(c.isalnum() for c in text):
        return None
    channel = _name(record.about.get("name"))
    in_channel = record.about.get("type") in _CHANNELS
    published, known = published_day(given.published, _day(message, "date"), text)
    return make_document(
        text,
        name=record.path,
        title=first_title(text),
        outlet=given.outlet or channel,
        byline=_name(message.get("author")) or (None if in_channel else _name(message.get("from"))),
        published=published,
        published_from=known,
        key=f"{record.about.get('id', '')}/{message.get('id', record.where)}",
        edited=_day(message, "edited"),
        kept=(("id", str(message["id"])),) if isinstance(message.get("id"), int | str) else (),
        forwarded_from=_name(message.get("forwarded_from") or message.get("saved_from")),
    )


def _words(text: Any) -> str:
    """The words of a text: a string, or a list of strings and of objects for what is bold, a link and so on."""
    if isinstance(text, str):
        return text
    if isinstance(text, dict):
        return _words(text.get("text")) if isinstance(text.get("text"), str) else ""
    if isinstance(text, list):
        return "".join(part if isinstance(part, str) else _words(part) for part in text if isinstance(part, str | dict))
    return ""


def _name(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _day(message: dict[str, Any], key: str) -> Any:
    return day_of(message.get(f"{key}_unixtime")) or day_of(message.get(key))
