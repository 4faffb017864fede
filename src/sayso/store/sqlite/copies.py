"""Which documents carry text of others, and the marks they are found by."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable

from sayso.errors import LedgerError
from sayso.model import Copy, Marked
from sayso.store.sqlite.base import Base, day_of

__all__ = ["COMMON", "Copies"]

COMMON = 100
"""Documents that may share a mark before it is taken for a phrase that everybody uses."""


class Copies(Base):
    """The part of the ledger that says which documents carry the text of others."""

    def save_marks(self, document: str, marks: Iterable[int]) -> None:
        """Keep the marks (whole numbers of 64 bits at most) under which a document is found; replaces older ones."""
        made = sorted(set(marks))
        with self.transaction():
            n = self._document(document)
            old = [(mark, n) for mark in self._marks(n)]
            self._many("DELETE FROM marks WHERE mark = ? AND document = ?", old)
            self._many("INSERT INTO marks (mark, document) VALUES (?, ?)", [(mark, n) for mark in made])
            packed = struct.pack(f"<{len(made)}q", *made)
            self._run("INSERT OR REPLACE INTO marked (document, marks) VALUES (?, ?)", (n, packed))

    def marks(self, document: str) -> frozenset[int]:
        """The marks of a document; none for one that has none."""
        return frozenset(self._marks(self._document(document)))

    def documents_with_marks(self, marks: Iterable[int], *, least: int = 1) -> list[Marked]:
        """The documents that share at least ``least`` of these marks, by id.

        A mark that more than ``COMMON`` documents have is a common phrase and is passed over. Versions that are listed
        no longer are among them.
        """
        shared: Counter[int] = Counter()
        for mark in sorted(set(marks)):
            holders = self._all("SELECT document FROM marks WHERE mark = ? LIMIT ?", (mark, COMMON + 1))
            if len(holders) <= COMMON:
                shared.update(n for (n,) in holders)
        enough = {n: count for n, count in shared.items() if count >= least}
        rows = self._among(
            "SELECT d.id, d.published, length(m.marks) / 8, d.n FROM documents d JOIN marked m ON m.document = d.n"
            " WHERE d.n IN ({})", enough,
        )  # fmt: skip
        return [
            Marked(document=id, published=day_of(day), marks=count, shared=enough[n])
            for id, day, count, n in sorted(rows)
        ]

    def save_copies(self, copies: Iterable[Copy]) -> None:
        """Keep that documents carry text of others; what is known of the same two is replaced."""
        with self.transaction():
            self._many(
                "INSERT OR REPLACE INTO copies (document, of_document, share, whole) VALUES (?, ?, ?, ?)",
                [(self._document(c.document), self._document(c.of), c.share, c.whole) for c in copies],
            )

    def copies(self, documents: Iterable[str]) -> list[Copy]:
        """The copies that have one of these documents at either end, sorted."""
        numbers = [n for (n,) in self._among("SELECT n FROM documents WHERE id IN ({})", documents)]
        columns = (
            "SELECT d.id, o.id, c.share, c.whole FROM copies c JOIN documents d ON d.n = c.document"
            " JOIN documents o ON o.n = c.of_document"
        )
        rows = {*self._among(f"{columns} WHERE c.document IN ({{}})", numbers)}
        rows |= {*self._among(f"{columns} WHERE c.of_document IN ({{}})", numbers)}
        return [Copy(document=d, of=o, share=share, whole=bool(whole)) for d, o, share, whole in sorted(rows)]

    def _marks(self, n: int) -> tuple[int, ...]:
        row = self._one("SELECT marks FROM marked WHERE document = ?", (n,))
        return struct.unpack(f"<{len(row[0]) // 8}q", row[0]) if row else ()

    def _document(self, id: str) -> int:
        row = self._one("SELECT n FROM documents WHERE id = ?", (id,))
        if row is None:
            raise LedgerError(str(self.path), f"there is no document {id}")
        return int(row[0])
