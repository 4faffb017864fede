"""The protocol that a ledger is kept behind: a few repositories over one connection. SQLite is the first to keep it.

Everything that follows from the ledger's content (merging, what a decision does, exports) is written once, over this.
Ids are texts; every method raises LedgerError when the store cannot be read or written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sayso.model import Account, Claim, Copy, Decision, Given, Incident, Link, Marked, Reading, Telling
from sayso.model.edits import Edits
from sayso.store.filters import Filter
from sayso.store.overviews import ColumnStore, Gists, Words
from sayso.store.queues import Names, Waiting
from sayso.store.records import (
    Added,
    DocumentRow,
    Failed,
    FigureRow,
    Gist,
    IncidentRow,
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

    def told(self, document: str) -> Reading:
        """A document as people left it: its listed claims with their edits, those that people added among them."""

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


class Tellings(Protocol):
    """What merging works on: tellings, the keys they are found by, links. Nothing here judges."""

    def save(self, document: str, tellings: Iterable[tuple[Telling, Iterable[str]]]) -> frozenset[str]:
        """Replace what a document tells; each telling with the block keys it is found by.

        Its claims must be listed. Gives the ids of tellings of other documents that were linked to, or in one incident
        with, tellings that are gone: their incidents have to be made anew.
        """

    def get(self, ids: Iterable[str]) -> list[Telling]:
        """These tellings, by id; an id that is not there is passed over."""

    def with_keys(self, keys: Iterable[str]) -> list[Telling]:
        """The tellings, of any document, that are found by at least one of these keys, by id."""

    def link(self, links: Iterable[Link]) -> None:
        """Keep links between tellings that are kept; one between the same two replaces what was known."""

    def links(self, tellings: Iterable[str]) -> list[Link]:
        """The links that have at least one of these tellings at an end, by their ids."""

    def reach(self, tellings: Iterable[str]) -> set[str]:
        """The tellings that can be reached from these over links with a score above 0 or what people hold together.

        Those given are among them, as far as they are kept.
        """


class Incidents(Protocol):
    """Incidents, and every id that one was ever given."""

    def given(self, claims: Iterable[str]) -> tuple[list[Given], dict[str, str]]:
        """The ids that some of these claims founded or were last held in, in the order of giving; claim to the last.

        An incident that holds other claims as well keeps its id, and stands behind none of these claims.
        """

    def assign(
        self,
        incidents: Iterable[Incident],
        *,
        among: Iterable[str],
        now: Mapping[str, str] | None = None,
        gist: Callable[[Sequence[Account]], Gist] | None = None,
    ) -> None:
        """Let these tellings belong to these incidents, and to no others.

        ``among``: the ids of all tellings whose incidents were made anew; one that is in no incident given is in none
        from now on. ``now``: ids that name nothing any more, each with the id that answers for it. ``gist``: what says
        what the accounts of an incident come to; asked for those that are not what they were.
        """

    def get(self, id: str) -> Incident | None:
        """The incident that answers to an id, with its tellings, claims and the links that hold it together.

        An id that another order of arrival would have given stands for the incident of the claim in it.
        """

    def former(self, id: str) -> tuple[str, ...]:
        """The other ids that this incident answers to, in the order of giving."""

    def search(self, filter: Filter, *, limit: int | None = None) -> Iterator[IncidentRow]:
        """The incidents with at least one matching claim, the one with the latest such claim first."""

    def find(self, prefix: str) -> set[str]:
        """The ids of the incidents that answer to an id that begins so."""


class Copies(Protocol):
    """Which documents carry the text of others."""

    def mark(self, document: str, marks: Iterable[int]) -> None:
        """Keep the marks (whole numbers of 64 bits at most) under which a document is found; replaces older ones."""

    def sharing(self, marks: Iterable[int], *, least: int = 1) -> list[Marked]:
        """The documents that share at least ``least`` of these marks, by id.

        A mark that very many documents have is a common phrase and is passed over. Versions that are listed no longer
        are among them.
        """

    def save(self, copies: Iterable[Copy]) -> None:
        """Keep that documents carry text of others; what is known of the same two is replaced."""

    def among(self, documents: Iterable[str]) -> list[Copy]:
        """The copies that have one of these documents at either end, sorted."""


class Decisions(Protocol):
    """People's decisions: added, never changed or removed."""

    def record(self, decision: Decision) -> None:
        """Keep a decision and let it count; one that is kept already changes nothing.

        Raises UsageError when it makes no sense and LedgerError when what it names is not there.
        """

    def recorded(self, claims: Iterable[str] | None = None) -> list[Decision]:
        """The decisions that name at least one of these claims, oldest first; all where none are given."""

    def holding(self, claims: Iterable[str] | None = None) -> list[Decision]:
        """As ``recorded``, but those that were taken back."""

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
