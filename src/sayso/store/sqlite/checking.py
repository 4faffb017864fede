"""Checking a ledger: whether the file is whole, and whether what it says hangs together."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator

from sayso.errors import LedgerError
from sayso.model import Claim, Span, Telling
from sayso.model.edits import edited
from sayso.store.sqlite.connection import Connection
from sayso.store.sqlite.packing import unpack
from sayso.store.sqlite.rows import edits_of, text_of

_MOST = 20


class Checks:
    """The part of a ledger that finds what is wrong with it. Reads everything, changes nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def problems(self) -> Iterator[str]:
        """Everything that is wrong, one line each; nothing when all is well."""
        for check in (
            self._pages, self._keys, self._texts, self._claims, self._tellings_kept, self._word_indexes, self._currents,
        ):  # fmt: skip
            try:
                yield from check()
            except (LedgerError, sqlite3.Error) as error:
                yield str(error)

    def _pages(self) -> Iterator[str]:
        rows = self._db.all(f"PRAGMA integrity_check({_MOST})")
        for (line,) in rows:
            if line != "ok":
                yield " ".join(str(line).split())

    def _keys(self) -> Iterator[str]:
        for table, row, other, _ in self._db.all("PRAGMA foreign_key_check")[:_MOST]:
            yield f"row {row} of {table} names a row of {other} that is not there"

    def _texts(self) -> Iterator[str]:
        for n, id, digest in self._db.rows("SELECT n, id, text_sha256 FROM documents ORDER BY n"):
            text = text_of(self._db, n)
            if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != digest:
                yield f"the text of document {id} is not the one that was read (its SHA-256 differs)"
        for digest, packed in self._db.rows("SELECT sha256, bytes FROM originals ORDER BY sha256"):
            try:
                right = hashlib.sha256(zlib.decompress(packed)).hexdigest() == digest
            except zlib.error:
                right = False
            if not right:
                yield f"kept original {digest[:16]} is damaged"

    def _claims(self) -> Iterator[str]:
        text, held = "", 0
        rows = self._db.rows(
            "SELECT c.id, c.document, c.type, c.status, s.start, s.end, c.told"
            " FROM claims c JOIN sentences s ON s.n = c.sentence"
            " ORDER BY c.document, c.n"
        )
        for id, document, kind, status, start, end, told in rows:
            if document != held:
                text, held = text_of(self._db, document), document
            try:
                read = unpack(Claim, told)
            except (ValueError, TypeError, KeyError) as error:
                yield f"claim {id} cannot be read: {error}"
                continue
            claim = edited(read, edits_of(self._db, [id]).get(id, ()), text)
            columns = (claim.id, claim.type, claim.status, claim.sentence.start, claim.sentence.end)
            if columns != (id, kind, status, start, end):
                yield f"the columns of claim {id} differ from its record"
            yield from (f"claim {id}: {what}" for what in _wrong_words(claim, text))

    def _tellings_kept(self) -> Iterator[str]:
        for id, told in self._db.rows("SELECT id, told FROM tellings ORDER BY n"):
            try:
                unpack(Telling, told)
            except (ValueError, TypeError, KeyError) as error:
                yield f"telling {id} cannot be read: {error}"

    def _word_indexes(self) -> Iterator[str]:
        indexes = (("document_words", "documents"), ("sentence_words", "sentences"), ("actor_names", "actors"),
                   ("source_names", "sources"))  # fmt: skip
        for index, table in indexes:
            self._db.run(f"SELECT count(*) FROM {index}_data")
            try:
                with self._db.transaction():
                    self._db.run(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
            except (sqlite3.Error, LedgerError):
                yield f"the index of words {index} is damaged"
            missing = self._db.one(f"SELECT count(*) FROM {table} WHERE n NOT IN (SELECT id FROM {index}_docsize)")
            extra = self._db.one(f"SELECT count(*) FROM {index}_docsize WHERE id NOT IN (SELECT n FROM {table})")
            if missing != (0,) or extra != (0,):
                yield f"the index of words {index} does not match {table}"

    def _currents(self) -> Iterator[str]:
        asked = (
            ("documents with more than one current reading or none",
             "SELECT count(*) FROM (SELECT d.n FROM documents d LEFT JOIN readings r ON r.document = d.n"
             " AND r.current = 1 GROUP BY d.n HAVING count(r.n) <> 1)"),
            ("articles with more than one listed version, or none",
             "SELECT count(*) FROM (SELECT series FROM documents GROUP BY series HAVING sum(current) <> 1)"),
            ("claims listed that are superseded, or the reverse",
             "SELECT count(*) FROM claims c JOIN readings r ON r.n = c.reading JOIN documents d ON d.n = c.document"
             " WHERE c.current <> ((r.current OR r.people) AND d.current)"),
            ("sources whose number of claims is wrong",
             "SELECT count(*) FROM sources s WHERE s.claims <> (SELECT count(*) FROM claim_sources x"
             " JOIN claims c ON c.n = x.claim AND c.current = 1 WHERE x.source = s.n)"),
            ("claims told of in incidents that are superseded",
             "SELECT count(*) FROM telling_claims h JOIN claims c ON c.n = h.claim WHERE c.current = 0"),
            ("incidents without a telling",
             "SELECT count(*) FROM incidents WHERE n NOT IN (SELECT incident FROM incident_tellings)"),
            ("incidents that answer to no id, or not to their own",
             "SELECT count(*) FROM incidents i LEFT JOIN incident_names x ON x.id = i.id WHERE x.now IS NOT i.id"),
            ("claims in another incident than the last they were put in",
             "SELECT count(*) FROM claims c JOIN telling_claims h ON h.claim = c.n JOIN incident_tellings m"
             " ON m.telling = h.telling JOIN incidents i ON i.n = m.incident LEFT JOIN claim_incidents k"
             " ON k.claim = c.id WHERE k.incident IS NOT i.id"),
        )  # fmt: skip
        for what, sql in asked:
            if count := self._db.number(sql):
                yield f"{count} {what}"


def _wrong_words(claim: Claim, text: str) -> Iterator[str]:
    """What is said to stand at an offset of the text and does not."""
    for mention in (claim.place, claim.time.mention if claim.time else None):
        if mention and text[mention.start : mention.end] != mention.text:
            yield f"“{mention.text}” does not stand at {mention.start}–{mention.end}"
    spans: list[Span] = [claim.trigger, claim.sentence, *claim.actors, *claim.targets, *claim.figures, *claim.sources]
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            yield f"{span.start}–{span.end} lies outside the text"
