"""The protocol that a ledger is kept behind: a few repositories over one connection. SQLite is the first to keep it.

Everything that follows from the ledger's content (merging, what a decision does, exports) is written once, over this.
Ids are texts; every method raises LedgerError when the store cannot be read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sayso.model import (
    Claim,
    Decision,
    DecisionKind,
    Reading,
)
from sayso.model.edits import Edits
from sayso.store.filters import Filter
from sayso.store.happenings import Copies, Incidents, Tellings
from sayso.store.overviews import ColumnStore, Gists, Names, Waiting, Words
from sayso.store.records import (
    Added,
    DocumentRow,
    Failed,
    FigureRow,
    Kept,
    Listed,
    ReadBy,
    SourceRow,
    Version,
)


class Documents(Protocol):
    """Documents, their versions and their readings."""

    def add(
        self, reading: Reading, *, read_by: ReadBy, locator: str | None = None, original: bytes | None = None
    ) -> Added:
        """Keep a reading, in a transaction of its own or the one that is open.

        ``locator``: where the document came from; another text from the same place is a new version. ``original``: the
        bytes to keep with it. A document that is known and was read by the same before changes nothing.
        """

    def reading(self, document: str) -> Reading:
        """The current reading as the machine made it: text, blocks, claims, and whom it befell."""

    def bare(self, document: str) -> Reading:
        """The current reading without its claims: text and blocks, and what read them."""

    def told(self, document: str, claims: Iterable[str] | None = None) -> Reading:
        """A document as people left it: its listed claims with their edits, those that people added among them.

        ``claims``: only these of them.
        """

    def versions(self, document: str) -> tuple[Version, ...]:
        """All versions of the article that this document is one of, oldest first."""

    def readings(self, document: str) -> tuple[Kept, ...]:
        """Every reading of a document that was ever made, oldest first."""

    def original(self, document: str) -> bytes | None:
        """The bytes that the document was read from, where they were kept."""

    def entries(self, rows: Iterable[int]) -> dict[int, DocumentRow]:
        """The documents in these rows of the columns."""

    def listed(self) -> list[str]:
        """Ids of the documents whose claims are listed, in the order of adding."""

    def find(self, prefix: str) -> set[str]:
        """The ids of documents that begin so."""


class Claims(Protocol):
    """Claims as people left them: with their edits, those that people added among them."""

    def search(self, filter: Filter, *, limit: int | None = None) -> Iterator[Listed]:
        """The listed claims that match, the latest day first; at most ``limit``."""

    def at(self, rows: Iterable[int]) -> list[Listed]:
        """The claims in these rows of the columns, in this order; one whose row is gone is passed over."""

    def by_document(self, filter: Filter) -> Iterator[tuple[Listed, ...]]:
        """The matching claims of each document that has some, in the order of adding documents."""

    def count(self, filter: Filter) -> int:
        """How many claims match."""

    def get(self, id: str) -> Listed:
        """One claim, of its document's current reading where it is in that."""

    def find(self, prefix: str) -> set[str]:
        """The ids of claims, listed or not, that begin so."""

    def documents_of(self, claims: Iterable[str]) -> list[str]:
        """The ids of the documents that list these claims, sorted."""

    def figures(self, filter: Filter, *, limit: int | None = None) -> list[FigureRow]:
        """The figures of matching claims (of ``filter.measure`` alone where it is set), in the order of saying.

        ``limit``: the latest so many.
        """

    def sources(self, filter: Filter, *, limit: int | None = None) -> list[SourceRow]:
        """Who says things, with the number of matching claims that name them, those named most first.

        ``filter.source`` leaves only sources of this name.
        """

    def placed(self, names: frozenset[str], ids: frozenset[str]) -> bool:
        """Whether some claim was ever placed in one of these folded names or ids."""

    def placed_within(self, country: str, unit: str | None) -> bool:
        """Whether some claim was ever placed in this country and, if given, first-level unit."""


class Decisions(Protocol):
    """People's decisions: added, never changed or removed."""

    def record(self, decision: Decision) -> None:
        """Keep a decision and let it count; one that is kept already changes nothing.

        Raises UsageError when it makes no sense and LedgerError when what it names is not there.
        """

    def recorded(self, claims: Iterable[str] | None = None) -> list[Decision]:
        """The decisions that name at least one of these claims, oldest first; all where none are given."""

    def holding(self, claims: Iterable[str] | None = None, kinds: Iterable[DecisionKind] = ()) -> list[Decision]:
        """As ``recorded``, but those that were taken back; of these kinds alone where some are given."""

    def of_kind(self, *kinds: str) -> list[Decision]:
        """The decisions of these kinds that hold, oldest first."""

    def made_by(self, person: str, *, since: datetime | None = None, limit: int | None = None) -> list[Decision]:
        """The decisions that hold of one person, oldest first; since an instant, or the latest ``limit`` alone."""

    def latest(self, *, by: str | None = None, limit: int) -> list[Decision]:
        """The decisions recorded last, of one person where ``by`` names one, the latest first; those taken back too."""

    def people(self) -> list[tuple[str, int]]:
        """Who decided, with how many of their decisions hold, the most first."""

    def rejected(self, claims: Iterable[str]) -> set[str]:
        """Those of these claims that a person rejected and nobody accepted since."""

    def edits(self, claims: Iterable[str]) -> dict[str, Edits]:
        """Claim id to what people set in it, by field; of a field the last."""

    def judged(self, decision: str) -> dict[str, Claim]:
        """The claims that a decision names, as they were read when it was made."""


class Inputs(Protocol):
    """Where reports came from, so that a run that was stopped goes on; and what could not be read."""

    def is_done(self, locator: str, key: str) -> bool:
        """Whether what lies there was added, the last time with this key (a hash of its bytes and of what read it)."""

    def set_done(self, locator: str, key: str) -> None:
        """What lies there was added, with this key."""

    def fail(self, locator: str, reason: str) -> None:
        """Something could not be read; the same failure is kept once."""

    def failures(self) -> list[Failed]:
        """Everything that could not be read, oldest first."""


class Store(Protocol):
    """An open ledger. ``path``: what it is called in messages."""

    @property
    def path(self) -> Path: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def claims(self) -> Claims: ...
    @property
    def tellings(self) -> Tellings: ...
    @property
    def incidents(self) -> Incidents: ...
    @property
    def words(self) -> Words: ...
    @property
    def columns(self) -> ColumnStore: ...
    @property
    def gists(self) -> Gists: ...
    @property
    def copies(self) -> Copies: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def waiting(self) -> Waiting: ...
    @property
    def names(self) -> Names: ...
    @property
    def inputs(self) -> Inputs: ...

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing: what is written inside is kept when the block ends, and undone when it raises.

        A transaction inside another is part of it. Other processes wait, readers do not.
        """

    def problems(self) -> Iterator[str]:
        """Everything that is wrong with what is kept, one line each; nothing when all is well."""

    def counts(self) -> dict[str, int]:
        """How much is in it, by what it is."""

    def size(self) -> int:
        """Bytes that it takes."""

    def close(self) -> None:
        """Close it; what was not committed is gone."""
