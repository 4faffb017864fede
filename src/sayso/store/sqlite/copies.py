"""Which documents carry text of others, and the marks they are found by."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable

from sayso.model import Copy, Marked
from sayso.store.sqlite.connection import Connection, day_of
from sayso.store.sqlite.rows import document_row

COMMON = 100
"""Documents that may share a mark before it is taken for a phrase that everybody uses."""


class Copies:
    """The part of a ledger that says which documents carry the text of others."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def mark(self, document: str, marks: Iterable[int]) -> None:
        """Keep the marks (whole numbers of 64 bits at most) under which a document is found; replaces older ones."""
        made = sorted(set(marks))
        with self._db.transaction():
            n = document_row(self._db, document)
            old = [(mark, n) for mark in self._marks(n)]
            self._db.many("DELETE FROM marks WHERE mark = ? AND document = ?", old)
            self._db.many("INSERT INTO marks (mark, document) VALUES (?, ?)", [(mark, n) for mark in made])
            packed = struct.pack(f"<{len(made)}q", *made)
            self._db.run("INSERT OR REPLACE INTO marked (document, marks) VALUES (?, ?)", (n, packed))

    def sharing(self, marks: Iterable[int], *, least: int = 1) -> list[Marked]:
        """The documents that share at least ``least`` of these marks, by id.

        A mark that very many documents have is a common phrase and is passed over. Versions that are listed no longer
        are among them.
        """
        shared: Counter[int] = Counter()
        for mark in sorted(set(marks)):
            holders = self._db.all("SELECT document FROM marks WHERE mark = ? LIMIT ?", (mark, COMMON + 1))
            if len(holders) <= COMMON:
                shared.update(n for (n,) in holders)
        enough = {n: count for n, count in shared.items() if count >= least}
        rows = self._db.among(
            "SELECT d.id, d.published, length(m.marks) / 8, d.n FROM documents d JOIN marked m ON m.document = d.n"
            " WHERE d.n IN ({})", enough,
        )  # fmt: skip
        return [
            Marked(document=id, published=day_of(day), marks=count, shared=enough[n])
            for id, day, count, n in sorted(rows)
        ]

    def save(self, copies: Iterable[Copy]) -> None:
        """Keep that documents carry text of others; what is known of the same two is replaced."""
        with self._db.transaction():
            self._db.many(
                "INSERT OR REPLACE INTO copies (document, of_document, share, whole) VALUES (?, ?, ?, ?)",
                [(*(document_row(self._db, id) for id in (c.document, c.of)), c.share, c.whole) for c in copies],
            )

    def among(self, documents: Iterable[str]) -> list[Copy]:
        """The copies that have one of these documents at either end, sorted."""
        numbers = [n for (n,) in self._db.among("SELECT n FROM documents WHERE id IN ({})", documents)]
        columns = (
            "SELECT d.id, o.id, c.share, c.whole FROM copies c JOIN documents d ON d.n = c.document"
            " JOIN documents o ON o.n = c.of_document"
        )
        rows = {*self._db.among(f"{columns} WHERE c.document IN ({{}})", numbers)}
        rows |= {*self._db.among(f"{columns} WHERE c.of_document IN ({{}})", numbers)}
        return [Copy(document=d, of=o, share=share, whole=bool(whole)) for d, o, share, whole in sorted(rows)]

    def _marks(self, n: int) -> tuple[int, ...]:
        row = self._db.one("SELECT marks FROM marked WHERE document = ?", (n,))
        return struct.unpack(f"<{len(row[0]) // 8}q", row[0]) if row else ()
