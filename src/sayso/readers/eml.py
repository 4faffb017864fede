"""Mails kept as files (.eml): the mail's words, and each attachment as a file of its own."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Iterator

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers.columns import compose, day_of
from sayso.readers.dates import published_day
from sayso.readers.members import holds_report, member_records
from sayso.readers.records import Given, Record
from sayso.readers.sandbox import parse_apart
from sayso.readers.source import Opened
from sayso.readers.text import make_document

MOST = 50_000_000
"""The largest mail that is read, in bytes, its attachments included."""
_NO_REPORTS = (".p7s", ".asc", ".sig", ".ics", ".vcf")


def split(opened: Opened, given: Given) -> Iterator[Record | InputError]:
    """The mail itself, unless it only carries something, then its attachments."""
    data = opened.whole(MOST)
    mail = parse_apart(opened.name, "eml", data)
    attached = [one for one in mail.pop("attached") if _may_be_read(one["name"])]
    if not attached or any(c.isalnum() for c in mail["text"] + mail["html"]):
        digest = hashlib.sha256(data).hexdigest()
        yield Record(format="eml", path=opened.name, data=json.dumps(mail).encode("ascii"), bytes_sha256=digest)
    for one in attached:
        yield from member_records(opened, one["name"], io.BytesIO(base64.b64decode(one["data"])), given)
    if mail["more"]:
        reason = f"has more than {mail['most']} attachments; the rest is not read"
        yield InputError(opened.name, reason, "save them as files")


def _may_be_read(name: str) -> bool:
    return holds_report(name) and not name.lower().endswith(_NO_REPORTS)


def document(record: Record, given: Given) -> Document:
    """The report that a mail is: its subject is the title, its sender's host the outlet."""
    mail = json.loads(record.data)
    title = " ".join(mail["subject"].split())[:2000] or None
    markup = not any(c.isalnum() for c in mail["text"])
    text, layout = compose(record.path, title, mail["html"] if markup else mail["text"], markup=markup)
    published, known = published_day(given.published, day_of(mail["date"]), text)
    return make_document(
        text,
        name=record.path,
        title=title,
        outlet=given.outlet or mail["host"] or None,
        byline=" ".join(mail["sender"].split()) or None,
        published=published,
        published_from=known,
        layout=layout,
        key=mail["id"],
        kept=(("id", mail["id"]),) if mail["id"] else (),
    )
