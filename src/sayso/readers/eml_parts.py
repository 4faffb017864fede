"""What a mail says, for the process that takes mails apart: the standard library's parser is slow on hostile ones."""

from __future__ import annotations

import base64
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Any

from sayso.readers.worker import Refused

MAX_ATTACHED = 100
"""Attachments of a mail that are looked at."""


def parse_eml(data: bytes) -> dict[str, Any]:
    """Subject, sender, day, id, words (plain and HTML) and attachments. Raises Refused."""
    mail = message_from_bytes(data)
    if not mail.keys():
        raise Refused("is no mail: it has no header", "save the mail as .eml again")
    texts: dict[str, list[str]] = {"plain": [], "html": []}
    attached: list[dict[str, str]] = []
    more = False
    waiting: list[Message] = [mail]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        carried = part is not mail and (part.get_filename() or part.get_content_disposition() == "attachment")
        if kind == "message/rfc822" and part.is_multipart():
            found = _attached("message.eml", part.get_payload(0).as_bytes())  # type: ignore[union-attr]
        elif part.is_multipart():
            waiting.extend(reversed(part.get_payload()))  # type: ignore[arg-type]
            continue
        elif not carried and kind in ("text/plain", "text/html"):
            texts[kind.removeprefix("text/")].append(_words(part))
            continue
        elif carried:
            found = _attached(_decoded(part.get_filename()) or "attachment", _payload(part))
        else:
            continue
        more = len(attached) >= MAX_ATTACHED
        if more:
            break
        attached.append(found)
    name, address = parseaddr(_decoded(mail.get("From")))
    return {
        "subject": _decoded(mail.get("Subject")),
        "sender": name or address,
        "host": address.rpartition("@")[2].lower() if "@" in address else "",
        "date": _decoded(mail.get("Date")),
        "id": _decoded(mail.get("Message-ID")).strip(" <>\r\n\t"),
        "text": "\n\n".join(texts["plain"]),
        "html": "\n".join(texts["html"]),
        "attached": attached,
        "more": more,
        "most": MAX_ATTACHED,
    }


def _attached(name: str, data: bytes) -> dict[str, str]:
    return {"name": name.replace("\0", ""), "data": base64.b64encode(data).decode("ascii")}


def _payload(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _words(part: Message) -> str:
    data = _payload(part)
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _decoded(value: Any) -> str:
    if value is None:
        return ""
    try:
        return str(make_header(decode_header(str(value))))
    except (LookupError, ValueError, MessageError):
        return str(value)
