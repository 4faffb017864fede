"""The tables that a run writes beside those of ``exports.tables``: reports, errors, links, incidents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from sayso.exports import tables
from sayso.exports.parquet import arrow, arrow_schema
from sayso.exports.tables import Field
from sayso.model import ActorMention, Block, Claim, Document, Reading
from sayso.store.records import ReadBy
from sayso.store.sqlite.packing import pack, unpack

VERSION = 2
"""Of the files of a run: it goes up when one changes so that an older sayso cannot read it."""
_FOUND = b"found"
"""In the metadata of a file: the row groups of each value that its rows are sorted by."""
_GROUP = 4_096
"""Rows that are held at once, and at most of a row group."""

Columns = tuple[Field, ...]

DOCUMENTS: Columns = (
    Field("row", "whole", "its number in this part, from 0"),
    Field("document", "text", "id of the report"),
    Field("outlet", "text", "who published it"),
    Field("title", "text", "its title"),
    Field("url", "text", "its address"),
    Field("published", "day", "day of publication"),
    Field("language", "text", "ISO 639-1"),
    Field("locator", "text", "where it came from: file or address, and which part of it"),
    Field("claims", "whole", "how many claims it makes"),
    Field("text", "text", "its text, which all offsets count in"),
    Field("version", "text", "the version of sayso that read it"),
    Field("model", "text", "the language model that read it"),
    Field("rulebook", "text", "fingerprint of the rulebook that read it"),
    Field("told", "bytes", "the whole reading but the text, packed, for `sayso scale load`"),
    Field("kin", "wholes", "hashes of what another version of the same article would have in common with it"),
)
ERRORS: Columns = (
    Field("path", "text", "the file or address"),
    Field("where", "text", "which part of it: line 40, record 7; empty for the whole"),
    Field("reason", "text", "what is wrong"),
    Field("advice", "text", "what to do"),
    Field("language", "text", "the language it is in, where that alone is wrong"),
    Field("row", "whole", "the number of the report in this part before which it stood"),
)
BUCKET: Columns = (Field("bucket", "whole", "the bucket or group that it is sent to"),)
TELLINGS: Columns = (
    Field("telling", "text", "id"),
    Field("document", "text", "id of its report"),
    Field("told", "bytes", "its claims as merging sees them, packed"),
)
SPREAD: Columns = (
    *TELLINGS,
    Field("stored", "wholes", "the keys it is found by"),
    Field("sought", "wholes", "the keys it seeks others by"),
)
LINKS: Columns = (
    Field("left", "text", "id of one telling"),
    Field("right", "text", "id of the other"),
    Field("score", "number", "log odds that both tell one happening; above 0"),
    Field("told", "bytes", "the reasons, packed"),
)
MARKED: Columns = (
    Field("document", "text", "id of a report"),
    Field("published", "day", "its day of publication"),
    Field("number", "whole", "how many marks it has"),
    Field("marks", "wholes", "those of this bucket"),
)
SHARED: Columns = (
    *(replace(f, name=f"{end}_{f.name}") for end in ("one", "other") for f in MARKED if f.name != "marks"),
    Field("shared", "whole", "how many marks of a bucket they share"),
)
COPIES: Columns = (
    Field("end", "text", "id of the one of the two reports for which it is kept here"),
    Field("document", "text", "id of the report that carries text of the other"),
    Field("of", "text", "id of the other, which had it first"),
    Field("share", "number", "how much of the shorter text is in the other, 0 to 1"),
    Field("whole", "whole", "1 where it is a copy, 0 where it holds a part"),
)
WHEREABOUTS: Columns = (
    Field("document", "text", "id of a report"),
    Field("group", "whole", "a group that it tells of"),
)
CLAIMS: Columns = (
    Field("document", "text", "id of a report"),
    Field("told", "bytes", "the report without its text, and its claims in this group, packed"),
)
INCIDENTS: Columns = (
    *tables.INCIDENTS,
    Field("documents", "texts", "ids of its reports, sorted"),
    Field("tellings", "texts", "ids of its tellings, sorted"),
)
"""The columns of the incidents of a ledger, and what a run says of them besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A reading, mostly without its text."""

    document: Document
    blocks: tuple[Block, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    claims: tuple[Claim, ...] = ()


def packed(reading: Reading) -> bytes:
    """What a ledger keeps of a reading, without its text unless only this can hold it (half a surrogate pair)."""
    exact = plain(reading.document.text) == reading.document.text
    document = replace(reading.document, text="") if exact else reading.document
    return pack(_Told(document=document, blocks=reading.blocks, actors=reading.befallen, claims=reading.claims))


def reading_of(row: Mapping[str, Any]) -> Reading:
    """The reading in a row of DOCUMENTS."""
    told = unpack(_Told, row["told"])
    return Reading(
        document=replace(told.document, text=told.document.text or row["text"]), blocks=told.blocks, actors=told.actors,
        claims=told.claims, model=row["model"], rulebook=row["rulebook"],
    )  # fmt: skip


def packed_claims(document: Document, claims: Iterable[Claim]) -> bytes:
    """Some claims of a report, and what is known of it but its text."""
    return pack(_Told(document=replace(document, text=""), claims=tuple(claims)))


def claims_of(row: Mapping[str, Any]) -> tuple[Document, tuple[Claim, ...]]:
    """The report, without its text, and the claims in a row of CLAIMS."""
    told = unpack(_Told, row["told"])
    return told.document, told.claims


def read_by(row: Mapping[str, Any]) -> ReadBy:
    """What read the report in a row of DOCUMENTS."""
    return ReadBy(row["version"], row["model"], row["rulebook"])


def plain(text: str | None) -> str | None:
    """Text as a file of UTF-8 can hold it: half a surrogate pair as a question mark."""
    return text if text is None else text.encode("utf-8", "replace").decode()


def write(path: Path, columns: Columns, rows: Iterable[Mapping[str, Any]], *, by: str = "") -> None:
    """Write a table. ``by``: rows with another value in this column begin a new row group, so that those of one value
    can be read alone; the rows must come sorted by it. Raises ExportError when pyarrow is not installed."""
    pa, pq = arrow(str(path))
    schema = arrow_schema(columns, {"scale": VERSION})
    found: dict[int, list[int]] = {}
    small = {"write_statistics": False, "use_dictionary": False} if by else {}  # there are many groups of few rows
    with pq.ParquetWriter(path, schema, compression="zstd", **small) as file:
        for n, group in enumerate(_groups(rows, by)):
            file.write_table(pa.table({f.name: [row[f.name] for row in group] for f in columns}, schema=schema))
            if by:
                found.setdefault(group[0][by], []).append(n)
        file.add_key_value_metadata({_FOUND: json.dumps(found)})


def _groups(rows: Iterable[Mapping[str, Any]], by: str) -> Iterator[list[Mapping[str, Any]]]:
    held: list[Mapping[str, Any]] = []
    for row in rows:
        if held and (len(held) >= _GROUP or (by and row[by] != held[0][by])):
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def read(file: BinaryIO, columns: Sequence[str] | None = None, *, by: str = "", value: int = 0) -> Iterator[Any]:
    """The rows of a table, some thousands at a time in memory; with ``by`` those alone that have this value in it."""
    _, pq = arrow("the run")
    with pq.ParquetFile(file) as table:
        every = range(table.metadata.num_row_groups)
        for n in json.loads(table.metadata.metadata[_FOUND]).get(str(value), ()) if by else every:
            yield from table.read_row_group(n, columns=columns).to_pylist()
