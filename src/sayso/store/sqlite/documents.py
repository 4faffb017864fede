"""Documents and their readings: add, supersede, read back; whether two texts are versions of one article."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from sayso.model import ActorMention, Block, Claim, Document, Reading
from sayso.model.edits import edited
from sayso.store.records import Added, DocumentRow, Kept, Outcome, ReadBy, Version
from sayso.store.sqlite.connection import Connection, day_number, day_of, now, storable
from sayso.store.sqlite.packing import pack
from sayso.store.sqlite.rows import ClaimRows, edits_of, text_of
from sayso.store.sqlite.tellings import Tellings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What is kept with a reading: the document as known then, without its text; its blocks; whom it befell."""

    document: Document
    blocks: tuple[Block, ...] = ()
    actors: tuple[ActorMention, ...] = ()


class Documents:
    """The part of a ledger that holds documents, their versions and their readings."""

    def __init__(self, db: Connection, rows: ClaimRows, tellings: Tellings) -> None:
        self._db, self._rows, self._tellings = db, rows, tellings

    def add(
        self, reading: Reading, *, read_by: ReadBy, locator: str | None = None, original: bytes | None = None
    ) -> Added:
        """Keep a reading, in a transaction of its own or the one that is open.

        ``locator``: where the document came from; another text from the same place is a new version. ``original``: the
        bytes to keep with it. A document that is known and was read by the same before changes nothing.
        """
        with self._db.transaction():
            return self._add(reading, read_by, locator, original)

    def _add(self, reading: Reading, read_by: ReadBy, locator: str | None, original: bytes | None) -> Added:
        document = reading.document
        outcome: Outcome = "reread"
        superseded: tuple[str, ...] = ()
        unsettled: set[str] = set()
        row = self._db.one("SELECT n, current FROM documents WHERE id = ?", (document.id,))
        if row is None:
            n, current, older = self._new_document(document, locator, original)
            outcome = "version" if older else "new"
            if current:
                superseded = tuple(id for _, id in older)
                for old, _ in older:
                    unsettled |= self._retire(old, whole=True)
        else:
            n, current = row[0], bool(row[1])
        facts = facts_hash(document)
        known = self._db.one(
            "SELECT n, current FROM readings WHERE document = ? AND version = ? AND model = ? AND rulebook = ?"
            " AND facts = ?", (n, *read_by, facts),
        )  # fmt: skip
        if known and known[1]:
            return Added(document=document.id, outcome="known", current=current, claims=len(reading.claims))
        if row is not None:
            unsettled |= self._retire(n, whole=False)
            self._db.run("UPDATE readings SET current = 0 WHERE document = ? AND current = 1", (n,))
        if known:
            self._db.run("UPDATE readings SET current = 1 WHERE n = ?", (known[0],))
            if current:
                self._rows.enact(known[0])
        else:
            told = pack(_Facts(document=replace(document, text=""), blocks=reading.blocks, actors=reading.befallen))
            number = self._db.insert(
                "INSERT INTO readings (document, current, version, model, rulebook, facts, told, at)"
                " VALUES (?, 1, ?, ?, ?, ?, ?, ?)", (n, *read_by, facts, told, now()),
            )  # fmt: skip
            self._rows.insert(reading, n, number, current)
        return Added(
            document=document.id, outcome=outcome, current=current, claims=len(reading.claims),
            superseded=superseded, unsettled=frozenset(unsettled),
        )  # fmt: skip

    def _retire(self, document: int, *, whole: bool) -> set[str]:
        """List the claims of a document no longer; the tellings that this leaves unsettled."""
        self._rows.retire(document, whole=whole)
        return self._tellings.drop(document)

    def _new_document(
        self, document: Document, locator: str | None, original: bytes | None
    ) -> tuple[int, bool, list[tuple[int, str]]]:
        """Its row's number, whether it is the version to list, and the versions that were listed until now."""
        series, version, current, older = self._place_in_series(document, locator)
        digest = hashlib.sha256(original).hexdigest() if original is not None else None
        if original is not None:
            self._db.run(
                "INSERT OR IGNORE INTO originals VALUES (?, ?, ?)", (digest, len(original), zlib.compress(original))
            )
        n = self._db.insert(
            "INSERT INTO documents (id, series, version, current, outlet, title, url, published, language, locator,"
            " text_sha256, original, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (document.id, series, version, current, storable(document.outlet), storable(document.title),
             storable(document.url), day_number(document.published), document.language, storable(locator),
             document.text_sha256, digest, now()),
        )  # fmt: skip
        if not series:
            self._db.run("UPDATE documents SET series = n WHERE n = ?", (n,))
        text = document.text
        clean = storable(text)
        self._db.run(
            "INSERT INTO texts VALUES (?, ?)", (n, text if clean == text else text.encode("utf-8", "surrogatepass"))
        )
        self._db.run(
            "INSERT INTO document_words (rowid, title, text) VALUES (?, ?, ?)",
            (n, storable(document.title), (clean or "").replace("\0", " ")),
        )
        return n, current, older

    def _place_in_series(self, document: Document, locator: str | None) -> tuple[int, int, bool, list[tuple[int, str]]]:
        """Series, version number, whether current, the versions current until now."""
        series = self._series_of(document, locator)
        if not series:
            return 0, 1, True, []
        rows = self._db.all("SELECT n, id, current, published FROM documents WHERE series = ?", (series,))
        listed = [(n, id) for n, id, current, _ in rows if current]
        newest = max(published for _, _, current, published in rows if current)
        current = not document.published or day_number(document.published) >= newest
        if current:
            self._db.run("UPDATE documents SET current = 0 WHERE series = ? AND current = 1", (series,))
        return series, len(rows) + 1, current, listed

    def _series_of(self, document: Document, locator: str | None) -> int:
        """The series whose article this is another version of, or 0."""
        if document.url:
            row = self._db.one("SELECT series FROM documents WHERE url = ? LIMIT 1", (storable(document.url),))
            if row:
                return int(row[0])
        columns = "SELECT series, n, published, url FROM documents INDEXED BY"
        candidates = []
        if locator:
            candidates += self._db.all(
                f"{columns} documents_by_locator WHERE locator = ? AND current = 1", (storable(locator),)
            )
        if document.title:  # without an outlet it is like no other
            candidates += self._db.all(
                f"{columns} documents_by_title WHERE title = ? AND outlet = ? AND current = 1",
                (storable(document.title), storable(document.outlet)),
            )
        for series, n, published, url in candidates:
            # Two addresses are two articles, whatever their titles.
            if not (url and document.url) and same_article(document, published, partial(text_of, self._db, n)):
                return int(series)
        return 0

    def reading(self, document: str) -> Reading:
        """The current reading as the machine made it: text, blocks, claims, and whom it befell."""
        n, number, made = self._current(document)
        packed = self._db.all("SELECT told FROM claims WHERE reading = ? ORDER BY position", (number,))
        claims = tuple(self._db.unpacked(Claim, told) for (told,) in packed)
        return replace(made, document=replace(made.document, text=text_of(self._db, n)), claims=claims)

    def bare(self, document: str) -> Reading:
        """The current reading without its claims: text and blocks, and what read them."""
        n, _, made = self._current(document)
        return replace(made, document=replace(made.document, text=text_of(self._db, n)))

    def told(self, document: str, claims: Iterable[str] | None = None) -> Reading:
        """A document as people left it: its listed claims with their edits, those that people added among them.

        ``claims``: only these of them.
        """
        n, _, made = self._current(document)
        text = text_of(self._db, n)
        listed = f"SELECT id, told FROM claims WHERE document = {n} AND current = 1"
        if claims is None:
            packed = self._db.all(f"{listed} ORDER BY n")
        else:
            packed = self._db.among(f"{listed} AND id IN ({{}}) ORDER BY n", claims)
        edits = edits_of(self._db, [id for id, _ in packed])
        found = [edited(self._db.unpacked(Claim, told), edits.get(id, ()), text) for id, told in packed]
        found.sort(key=lambda claim: claim.trigger.start)
        return replace(made, document=replace(made.document, text=text), claims=tuple(found))

    def _current(self, document: str) -> tuple[int, int, Reading]:
        """Its row, that of its current reading, and this without text and claims."""
        row = self._db.one(
            "SELECT d.n, r.n, r.model, r.rulebook, r.told FROM documents d JOIN readings r ON r.document = d.n"
            " WHERE d.id = ? AND r.current = 1", (document,),
        )  # fmt: skip
        if row is None:
            raise self._db.absent(f"there is no document {document}", "see sayso claims for what there is")
        n, number, model, rulebook, told = row
        facts = self._db.unpacked(_Facts, told)
        made = Reading(
            document=facts.document, blocks=facts.blocks, actors=facts.actors, model=model, rulebook=rulebook
        )
        return n, number, made

    def facts(self, n: int) -> Document:
        """The document of this row with its text, as its current reading knew it."""
        return replace(self._known(n), text=text_of(self._db, n))

    def _known(self, n: int) -> Document:
        row = self._db.one("SELECT told FROM readings WHERE document = ? AND current = 1", (n,))
        if row is None:
            raise self._db.fault(f"document {n} has no reading", "see sayso ledger check")
        return self._db.unpacked(_Facts, row[0]).document

    def entries(self, rows: Iterable[int]) -> dict[int, DocumentRow]:
        """The documents in these rows of the columns."""
        found = self._db.among(
            "SELECT n, id, title, outlet, url, language, published FROM documents WHERE n IN ({})", map(int, rows)
        )
        return {
            n: DocumentRow(
                id=id, title=title, file=self._known(n).file, outlet=outlet, url=url, language=language,
                published=day_of(published),
            )
            for n, id, title, outlet, url, language, published in found
        }  # fmt: skip

    def listed(self) -> list[str]:
        """Ids of the documents whose claims are listed, in the order of adding."""
        return [id for (id,) in self._db.all("SELECT id FROM documents WHERE current = 1 ORDER BY n")]

    def find(self, prefix: str) -> set[str]:
        """The ids of documents that begin so."""
        return self._db.ids("documents", prefix)

    def versions(self, document: str) -> tuple[Version, ...]:
        """All versions of the article that this document is one of, oldest first."""
        rows = self._db.all(
            "SELECT id, version, current, added FROM documents WHERE series ="
            " (SELECT series FROM documents WHERE id = ?) ORDER BY version", (document,),
        )  # fmt: skip
        return tuple(Version(document=id, number=v, current=bool(c), added=at) for id, v, c, at in rows)

    def readings(self, document: str) -> tuple[Kept, ...]:
        """Every reading of a document that was ever made, oldest first."""
        rows = self._db.all(
            "SELECT r.version, r.model, r.rulebook, r.current, r.at, (SELECT count(*) FROM claims WHERE reading = r.n)"
            " FROM readings r JOIN documents d ON d.n = r.document WHERE d.id = ? AND r.people = 0 ORDER BY r.n",
            (document,),
        )  # fmt: skip
        return tuple(Kept(read_by=ReadBy(v, m, b), current=bool(c), at=at, claims=k) for v, m, b, c, at, k in rows)

    def original(self, document: str) -> bytes | None:
        """The bytes that the document was read from, where they were kept."""
        row = self._db.one(
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


_WORD = re.compile(r"\w+")
_ENOUGH = 0.5
_NEAR = timedelta(days=3)


def same_article(document: Document, published: int, text: Callable[[], str]) -> bool:
    """Whether a document of the same title or place, published on that day, is an older or newer version of this one.

    A title such as "Evening summary", or a file that is written anew every day, is no proof: the days must be at most
    three apart and half of the shorter text must stand in the longer.
    """
    other = day_of(published)
    if document.published and other and abs(document.published - other) > _NEAR:
        return False
    return shared(document.text, text()) >= _ENOUGH


def shared(left: str, right: str) -> float:
    """The part of the shorter text's runs of three words that the longer has as well; 0 to 1."""
    one, two = _runs(left), _runs(right)
    return len(one & two) / max(min(len(one), len(two)), 1)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}
