"""Near-copies among documents, and the signature bands they are found by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sayso.errors import LedgerError
from sayso.ledger.base import Base
from sayso.ledger.happenings import hashed
from sayso.ledger.records import Copy

__all__ = ["Copies"]


class Copies(Base):
    """The part of the ledger that says which documents carry the text of others."""

    def save_bands(self, document: str, bands: Iterable[str]) -> None:
        """Replace the signature bands under which a document is found."""
        with self.transaction():
            n = self._document(document)
            self._run("DELETE FROM bands WHERE document = ?", (n,))
            self._many("INSERT INTO bands (band, document) VALUES (?, ?)", [(b, n) for b in {*map(hashed, bands)}])

    def documents_with_bands(self, bands: Iterable[str]) -> dict[str, int]:
        """Id of each document that shares at least one of these bands, with how many; versions no longer listed too."""
        shared: Counter[str] = Counter()
        for id, count in self._among(
            "SELECT d.id, count(*) FROM bands b JOIN documents d ON d.n = b.document WHERE b.band IN ({}) GROUP BY d.n",
            {hashed(band) for band in bands},
        ):
            shared[id] += count
        return dict(sorted(shared.items()))

    def save_copies(self, document: str, copies: Iterable[Copy]) -> None:
        """Replace what is known of which documents this one carries text of; ``Copy.document`` must be this one."""
        with self.transaction():
            n = self._document(document)
            self._run("DELETE FROM copies WHERE document = ?", (n,))
            self._many(
                "INSERT INTO copies (document, of_document, share, kind) VALUES (?, ?, ?, ?)",
                [(n, self._document(copy.of), copy.share, copy.kind) for copy in copies],
            )

    def copies(self, documents: Iterable[str]) -> list[Copy]:
        """The copies that have one of these documents at either end, sorted."""
        numbers = [n for (n,) in self._among("SELECT n FROM documents WHERE id IN ({})", documents)]
        columns = (
            "SELECT d.id, o.id, c.share, c.kind FROM copies c JOIN documents d ON d.n = c.document"
            " JOIN documents o ON o.n = c.of_document"
        )
        rows = {*self._among(f"{columns} WHERE c.document IN ({{}})", numbers)}
        rows |= {*self._among(f"{columns} WHERE c.of_document IN ({{}})", numbers)}
        return [Copy(document=d, of=o, share=share, kind=kind) for d, o, share, kind in sorted(rows)]

    def _document(self, id: str) -> int:
        row = self._one("SELECT n FROM documents WHERE id = ?", (id,))
        if row is None:
            raise LedgerError(str(self.path), f"there is no document {id}")
        return int(row[0])
