"""Documents and their readings: add, supersede, read back."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from sayso.errors import LedgerError
from sayso.model import Block, Claim, Document, Reading
from sayso.store.records import Added, Kept, Outcome, ReadBy, Version
from sayso.store.sqlite.base import day_number, now, storable
from sayso.store.sqlite.claims import ClaimRows
from sayso.store.sqlite.packing import pack
from sayso.store.sqlite.versions import same_article

__all__ = ["Documents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What is kept with a reading: the document as known then, without its text, and its blocks."""

    document: Document
    blocks: tuple[Block, ...] = ()


class Documents(ClaimRows):
    """The part of the ledger that holds documents, their versions and their readings."""

    def add(
        self, reading: Reading, *, read_by: ReadBy, locator: str | None = None, original: bytes | None = None
    ) -> Added:
        """Keep a reading, in a transaction of its own or the one that is open.

        ``locator``: where the document came from; another text from the same place is a new version. ``original``: the
        bytes to keep with it. A document that is known and was read by the same before changes nothing.
        """
        with self.transaction():
            return self._add(reading, read_by, locator, original)

    def _add(self, reading: Reading, read_by: ReadBy, locator: str | None, original: bytes | None) -> Added:
        document = reading.document
        outcome: Outcome = "reread"
        superseded: tuple[str, ...] = ()
        unsettled: set[str] = set()
        row = self._one("SELECT n, current FROM documents WHERE id = ?", (document.id,))
        if row is None:
            n, current, older = self._new_document(document, locator, original)
            outcome = "version" if older else "new"
            if current:
                superseded = tuple(id for _, id in older)
                for old, _ in older:
                    unsettled |= self._retire(old)
        else:
            n, current = row[0], bool(row[1])
        facts = facts_hash(document)
        known = self._one(
            "SELECT n, current FROM readings WHERE document = ? AND version = ? AND model = ? AND rulebook = ?"
            " AND facts = ?", (n, *read_by, facts),
        )  # fmt: skip
        if known and known[1]:
            return Added(document=document.id, outcome="known", current=current, claims=len(reading.claims))
        if row is not None:
            unsettled |= self._retire(n)
            self._run("UPDATE readings SET current = 0 WHERE document = ? AND current = 1", (n,))
        if known:
            self._run("UPDATE readings SET current = 1 WHERE n = ?", (known[0],))
            if current:
                self._enact(known[0])
        else:
            told = pack(_Facts(document=replace(document, text=""), blocks=reading.blocks))
            number = self._insert(
                "INSERT INTO readings (document, current, version, model, rulebook, facts, told, at)"
                " VALUES (?, 1, ?, ?, ?, ?, ?, ?)", (n, *read_by, facts, told, now()),
            )  # fmt: skip
            self._insert_claims(reading, n, number, current)
        return Added(
            document=document.id, outcome=outcome, current=current, claims=len(reading.claims),
            superseded=superseded, unsettled=frozenset(unsettled),
        )  # fmt: skip

    def _new_document(
        self, document: Document, locator: str | None, original: bytes | None
    ) -> tuple[int, bool, list[tuple[int, str]]]:
        """Its row's number, whether it is the version to list, and the versions that were listed until now."""
        series, version, current, older = self._place_in_series(document, locator)
        digest = hashlib.sha256(original).hexdigest() if original is not None else None
        if original is not None:
            self._run(
                "INSERT OR IGNORE INTO originals VALUES (?, ?, ?)", (digest, len(original), zlib.compress(original))
            )
        n = self._insert(
            "INSERT INTO documents (id, series, version, current, outlet, title, url, published, language, locator,"
            " text_sha256, original, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (document.id, series, version, current, storable(document.outlet), storable(document.title),
             storable(document.url), day_number(document.published), document.language, storable(locator),
             document.text_sha256, digest, now()),
        )  # fmt: skip
        if not series:
            self._run("UPDATE documents SET series = n WHERE n = ?", (n,))
        text = document.text
        clean = storable(text)
        self._run(
            "INSERT INTO texts VALUES (?, ?)", (n, text if clean == text else text.encode("utf-8", "surrogatepass"))
        )
        self._run(
            "INSERT INTO document_words (rowid, title, text) VALUES (?, ?, ?)",
            (n, storable(document.title), (clean or "").replace("\0", " ")),
        )
        return n, current, older

    def _place_in_series(self, document: Document, locator: str | None) -> tuple[int, int, bool, list[tuple[int, str]]]:
        """Series, version number, whether current, the versions current until now."""
        series = self._series_of(document, locator)
        if not series:
            return 0, 1, True, []
        rows = self._all("SELECT n, id, current, published FROM documents WHERE series = ?", (series,))
        listed = [(n, id) for n, id, current, _ in rows if current]
        newest = max(published for _, _, current, published in rows if current)
        current = not document.published or day_number(document.published) >= newest
        if current:
            self._run("UPDATE documents SET current = 0 WHERE series = ? AND current = 1", (series,))
        return series, len(rows) + 1, current, listed

    def _series_of(self, document: Document, locator: str | None) -> int:
        """The series whose article this is another version of, or 0."""
        if document.url:
            row = self._one("SELECT series FROM documents WHERE url = ? LIMIT 1", (storable(document.url),))
            if row:
                return int(row[0])
        columns = "SELECT series, n, published, url FROM documents INDEXED BY"
        candidates = []
        if locator:
            candidates += self._all(
                f"{columns} documents_by_locator WHERE locator = ? AND current = 1", (storable(locator),)
            )
        if document.title and document.outlet:
            candidates += self._all(
                f"{columns} documents_by_title WHERE title = ? AND outlet = ? AND current = 1",
                (storable(document.title), storable(document.outlet)),
            )
        for series, n, published, url in candidates:
            # Two addresses are two articles, whatever their titles.
            if not (url and document.url) and same_article(document, published, partial(self._text, n)):
                return int(series)
        return 0

    def _text(self, n: int) -> str:
        row = self._one("SELECT text FROM texts WHERE document = ?", (n,))
        if row is None:
            raise LedgerError(str(self.path), f"the text of document {n} is missing", "see sayso ledger check")
        return row[0].decode("utf-8", "surrogatepass") if isinstance(row[0], bytes) else str(row[0])

    def knows(self, document: Document, read_by: ReadBy) -> bool:
        """Whether the document is kept and its current reading was made by the same, from the same facts."""
        row = self._one(
            "SELECT 1 FROM documents d JOIN readings r ON r.document = d.n WHERE d.id = ? AND r.version = ?"
            " AND r.model = ? AND r.rulebook = ? AND r.facts = ? AND r.current = 1",
            (document.id, *read_by, facts_hash(document)),
        )  # fmt: skip
        return row is not None

    def reading(self, document: str, *, claims: Iterable[str] | None = None) -> Reading:
        """The current reading of a document, as it was made: text, blocks and claims, without what led to them.

        ``claims``: only these. Raises LedgerError for an id that is not there.
        """
        row = self._one(
            "SELECT d.n, r.n, r.model, r.rulebook, r.told FROM documents d JOIN readings r ON r.document = d.n"
            " WHERE d.id = ? AND r.current = 1", (document,),
        )  # fmt: skip
        if row is None:
            raise LedgerError(str(self.path), f"there is no document {document}", "see sayso claims for what there is")
        n, number, model, rulebook, told = row
        facts = self._unpack(_Facts, told)
        wanted = None if claims is None else set(claims)
        packed = self._all("SELECT id, told FROM claims WHERE reading = ? ORDER BY position", (number,))
        return Reading(
            document=replace(facts.document, text=self._text(n)),
            blocks=facts.blocks,
            claims=tuple(self._unpack(Claim, claim) for id, claim in packed if wanted is None or id in wanted),
            model=model,
            rulebook=rulebook,
        )

    def document_facts(self, n: int) -> Document:
        """The document of this row without its text (which is empty), as its current reading knew it."""
        row = self._one("SELECT told FROM readings WHERE document = ? AND current = 1", (n,))
        if row is None:
            raise LedgerError(str(self.path), f"document {n} has no reading", "see sayso ledger check")
        return self._unpack(_Facts, row[0]).document

    def versions(self, document: str) -> tuple[Version, ...]:
        """All versions of the article that this document is one of, oldest first."""
        rows = self._all(
            "SELECT id, version, current, added FROM documents WHERE series ="
            " (SELECT series FROM documents WHERE id = ?) ORDER BY version", (document,),
        )  # fmt: skip
        return tuple(Version(document=id, number=v, current=bool(c), added=at) for id, v, c, at in rows)

    def kept_readings(self, document: str) -> tuple[Kept, ...]:
        """Every reading of a document that was ever made, oldest first."""
        rows = self._all(
            "SELECT r.version, r.model, r.rulebook, r.current, r.at, (SELECT count(*) FROM claims WHERE reading = r.n)"
            " FROM readings r JOIN documents d ON d.n = r.document WHERE d.id = ? ORDER BY r.n", (document,),
        )  # fmt: skip
        return tuple(Kept(read_by=ReadBy(v, m, b), current=bool(c), at=at, claims=k) for v, m, b, c, at, k in rows)

    def original(self, document: str) -> bytes | None:
        """The bytes that the document was read from, where they were kept."""
        row = self._one(
            "SELECT o.bytes FROM originals o JOIN documents d ON d.original = o.sha256 WHERE d.id = ?", (document,)
        )
        return zlib.decompress(row[0]) if row else None


_FACTS = ("title", "outlet", "byline", "url", "published", "language", "edited", "forwarded_from")


def facts_hash(document: Document) -> str:
    """A short hash of what a reading rests on beside the text: with another day of publication, times read differently.

    Where a document came from (path, record, bytes) is no part of it: the same report twice is one.
    """
    told = [(name, getattr(document, name)) for name in _FACTS]
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
