"""What a Word document's XML says, for the process that takes documents apart."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from sayso.errors import InputError
from sayso.readers.fragment import row_line
from sayso.readers.worker import Refused
from sayso.readers.zip_ import open_zip

MAX_PART = 50_000_000
"""The largest XML part of a document, in bytes, unpacked."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TITLE = re.compile(r"(?:title|heading\s*\d)", re.IGNORECASE)
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LEFT_OUT = frozenset(
    {
        f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr")
    } | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)  # fmt: skip
_DAMAGED = "save the document again"


def parse_docx(data: bytes) -> dict[str, Any]:
    """Paragraphs with their kinds, title, author and the day it was saved. Raises Refused."""
    try:
        archive = open_zip("", io.BytesIO(data))
    except InputError as error:
        raise Refused(error.reason, error.advice) from None
    names = set(archive.namelist())
    if "word/document.xml" not in names:
        raise Refused("is no Word document: it has no word/document.xml", _DAMAGED)
    body = _part(archive, "word/document.xml")
    properties = _part(archive, "docProps/core.xml") if "docProps/core.xml" in names else None
    notes = _part(archive, "word/footnotes.xml") if "word/footnotes.xml" in names else None
    styles = _styles(_part(archive, "word/styles.xml")) if "word/styles.xml" in names else {}
    found = [*_paragraphs(body, styles), *(_paragraphs(notes, styles) if notes is not None else ())]
    return {
        "paragraphs": [one for one in found if any(c.isalnum() for c in one[0])],
        "title": _property(properties, "title"),
        "author": _property(properties, "creator"),
        "saved": _property(properties, "modified") or _property(properties, "created"),
    }


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    """The tree of a part, in the common namespace."""
    try:
        with archive.open(name) as file:
            data = file.read(MAX_PART + 1)
    except Exception as error:  # damaged, encrypted, packed in an unknown way
        raise Refused(f"cannot be unpacked: {error}", _DAMAGED) from None
    if len(data) > MAX_PART:
        raise Refused(f"unpacks to more than {MAX_PART // 1_000_000} MB", "it seems to be made to do harm")
    if _DTD.search(data.replace(b"\0", b"")):
        raise Refused("declares XML entities of its own", "documents need none; it seems to be an entity bomb")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data.replace(_STRICT, _W[1:-1].encode()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(f"is damaged: {error}", _DAMAGED) from None


def _styles(tree: Any) -> dict[str, str]:
    """The names of the styles by their ids, which differ from language to language."""
    found = {}
    for style in tree.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        found[style.get(f"{_W}styleId") or ""] = (name.get(f"{_W}val") or "") if name is not None else ""
    return found


def _paragraphs(parent: Any, styles: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    """The paragraphs and tables below an element, in order; a table is one paragraph, a row a line."""
    for node in parent:
        if node.tag == f"{_W}p":
            style = node.find(f"{_W}pPr/{_W}pStyle")
            name = (style.get(f"{_W}val") or "") if style is not None else ""
            words = _words(node).strip()
            titled = _TITLE.match(styles.get(name, name)) and len(words) <= 200
            yield words, "headline" if titled else None
        elif node.tag == f"{_W}tbl":
            rows = [[" ".join(_words(cell).split()) for cell in row.iter(f"{_W}tc")] for row in node.iter(f"{_W}tr")]
            yield "\n".join(filter(None, map(row_line, rows))), None
        elif node.tag not in _LEFT_OUT and isinstance(node.tag, str):
            yield from _paragraphs(node, styles)


def _words(node: Any) -> str:
    """The words of a paragraph or cell, without what was deleted in it."""
    parts: list[str] = []
    stack = [node]
    while stack:
        here = stack.pop()
        if here is None:
            parts.append("\n")
        elif here.tag == f"{_W}t":
            parts.append(here.text or "")
        elif here.tag in (f"{_W}tab", f"{_W}ptab"):
            parts.append("\t")
        elif here.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif here.tag in (f"{_W}noBreakHyphen",):
            parts.append("-")
        elif here.tag not in _LEFT_OUT:
            if here.tag == f"{_W}p" and here is not node:
                stack.append(None)
            stack.extend(reversed(here))
    return "".join(parts)


def _property(tree: Any, name: str) -> str:
    if tree is None:
        return ""
    return next((e.text or "" for e in tree.iter() if isinstance(e.tag, str) and e.tag.endswith("}" + name)), "")
