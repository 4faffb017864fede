"""Small files of every format, made for the tests; what they tell is invented."""

from __future__ import annotations

import io
import json
import textwrap
import zipfile
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.model import Document
from sayso.readers import read_reports

SENTENCE = "Three people were killed in the town of Oldbridge on Sunday, the governor said."
SECOND = "Residents said that two aircraft circled over the town before the strike; three shops burned down."
THIRD = "The army denied that it had flown any mission that day, and blamed a gas bottle for the blast."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Strike on market</title>
<meta property="og:site_name" content="Valley Post"><meta property="article:published_time" content="2024-08-11">
</head><body><article><h1>Strike on market</h1><p>{SENTENCE}</p><p>{SECOND}</p><p>{THIRD}</p></article></body></html>"""
APART = ("c.pdf", "d.rss", "j.docx", "k.eml")
"""Those of one_of_each that are parsed in a process of their own."""
Placed = tuple[float, float, float, str]
"""A line of a PDF: left end and baseline in points from the lower left corner, type size, words."""


def read_bytes(data: bytes | str, **options: Any) -> list[Document | InputError]:
    """What is read from standard input."""
    raw = data.encode() if isinstance(data, str) else data
    return list(read_reports("-", stdin=io.BytesIO(raw), **options))


def read_file(folder: Path, name: str, data: bytes | str, **options: Any) -> list[Document | InputError]:
    """What is read from a file of this name."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_reports(path, **options))


def good(found: Iterable[Document | InputError]) -> list[Document]:
    """The documents; there is no error among them."""
    documents = []
    for one in found:
        assert isinstance(one, Document), one
        documents.append(one)
    return documents


def errors(found: Iterable[Document | InputError]) -> list[str]:
    """What the errors say, without the file's name; each is one line."""
    said = [str(one).removeprefix(f"{one.path}: ") for one in found if isinstance(one, InputError)]
    assert not any("\n" in one for one in said)
    return said


def warc_record(
    url: str,
    page: bytes | str = PAGE,
    *,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: Sequence[str] = (),
    length: int | None = None,
) -> bytes:
    """A response in a WARC archive; ``length`` states a wrong one."""
    body = page.encode() if isinstance(page, str) else page
    http = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", "")).encode() + body
    return warc_block("response", http, f"WARC-Target-URI: {url}", "application/http; msgtype=response", length)


def warc_block(kind: str, body: bytes, header: str, media: str, length: int | None = None) -> bytes:
    """Any record of a WARC archive."""
    size = len(body) if length is None else length
    lines = (
        "WARC/1.0", f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:0b1e6d0a-0000-4000-8000-000000000000>",
        "WARC-Date: 2024-08-11T00:00:00Z", header, f"Content-Type: {media}", f"Content-Length: {size}", "", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode() + body + b"\r\n\r\n"


def pdf(pages: Sequence[Sequence[Placed]], info: str = "", *, trailer: str = "") -> bytes:
    """A PDF file with these lines in Helvetica; ``info`` and ``trailer`` are entries of those dictionaries."""
    objects: list[bytes] = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids, parent = [], 2 * len(pages) + 2
    for lines in pages:
        shown = b"".join(
            b"/F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj\n" % (size, x, y, _escaped(words)) for x, y, size, words in lines
        )
        stream = b"BT\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 1 0 R >> >> >>" % (parent, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids)))
    objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
    objects.append(b"<< %s >>" % info.encode("latin-1"))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    ends = b"/Size %d /Root %d 0 R /Info %d 0 R %s" % (len(objects) + 1, parent + 1, parent + 2, trailer.encode())
    return out + table + b"trailer << %s >>\nstartxref\n%d\n%%%%EOF\n" % (ends, len(out))


def _escaped(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def set_lines(paragraphs: Iterable[str], top: float = 760, *, left: float = 72, width: int = 70) -> list[Placed]:
    """Paragraphs set in 11 points, 14 apart, with a gap of 10 between them."""
    lines: list[Placed] = []
    for words in paragraphs:
        for line in textwrap.wrap(words, width):
            lines.append((left, top, 11, line))
            top -= 14
        top -= 10
    return lines


def feed(items: str, *, head: str = "") -> str:
    """An RSS feed with these items."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Valley Post</title><language>en-gb</language>{items}</channel></rss>"
    )


def item(number: int, body: str = f"<p>{SENTENCE}</p><p>{SECOND}</p>") -> str:
    """An item of a feed."""
    return (
        f"<item><title>Strike &amp;amp; fire {number}</title><link>https://example.org/{number}</link>"
        "<pubDate>Sun, 11 Aug 2024 06:00:00 GMT</pubDate><dc:creator>Ann Poe</dc:creator>"
        f"<description>In short</description><content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )


def telegram(messages: Sequence[Any], **about: Any) -> str:
    """An export of a channel."""
    return json.dumps({"name": "Valley Watch", "type": "public_channel", "id": 77, **about, "messages": messages})


def message(number: int, text: Any = SENTENCE, **more: Any) -> dict[str, Any]:
    """A message of an export."""
    made = {"id": number, "type": "message", "date": "2024-08-11T01:30:00", "date_unixtime": "1723336200"}
    return {**made, "from": "Valley Watch", "text": text, **more}


def docx(body: str, **parts: str) -> bytes:
    """A Word document with this XML in its body; ``parts``: more of its files, some by a short name."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
    }
    names = {"core": "docProps/core.xml", "styles": "word/styles.xml", "footnotes": "word/footnotes.xml"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (files | {names.get(k, k): v.replace("SPACE", space) for k, v in parts.items()}).items():
            archive.writestr(name, data)
    return out.getvalue()


def paragraph(words: str, style: str = "") -> str:
    """A paragraph of a Word document."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{styled}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def mail(body: str = SENTENCE, *, kind: str = "text/plain", attached: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """A mail as a file."""
    made = EmailMessage()
    made["Subject"], made["From"] = "Strike in Oldbridge", "Ann Poe <ann@post.example>"
    made["Date"], made["Message-ID"] = "Sun, 11 Aug 2024 23:30:00 -0500", "<1@post.example>"
    made.set_content(body, subtype=kind.removeprefix("text/"))
    for name, data in attached:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def one_of_each() -> dict[str, bytes]:
    """File names and files of every format, each with SENTENCE in each of its reports."""
    row = {
        "maintext": SENTENCE,
        "title": "Strike",
        "date_publish": "2024-08-11 06:00:00",
        "source_domain": "example.org",
    }
    return {
        "a.txt": SENTENCE.encode(),
        "b.html": PAGE.encode(),
        "c.pdf": pdf([set_lines([SENTENCE, SECOND]), set_lines([THIRD])]),
        "d.rss": feed(item(1) + item(2)).encode(),
        "e.warc": warc_record("https://www.example.org/a") + warc_record("https://www.example.org/b"),
        "f.json": telegram([message(1), message(2, [SENTENCE, " ", {"type": "bold", "text": "Again."}])]).encode(),
        "g.jsonl": "\n".join(json.dumps({**row, "url": f"https://example.org/{n}"}) for n in range(2)).encode(),
        "h.json": json.dumps([row, {**row, "title": "Strike again"}]).encode(),
        "i.csv": f'title,text,date\nStrike,"{SENTENCE}",2024-08-11\nFire,"{SENTENCE}",2024-08-12\n'.encode(),
        "j.docx": docx(paragraph("Strike", "Title") + paragraph(SENTENCE)),
        "k.eml": mail(),
        "l.md": f"# Strike\n\n{SENTENCE} **Again.**\n".encode(),
    }
