"""The parts of a store's protocol that overviews and reviewing are made over.

Many claims at once, incidents in short, words; claims that wait for a verdict, names to complete.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol

from sayso.model import Spot
from sayso.store.columns import Columns, Parts
from sayso.store.filters import Filter
from sayso.store.records import ActorNamed, Found, Gist, IncidentShown, PlaceNamed, SourceRow, WaitOrder, Waits


class ColumnStore(Protocol):
    """The listed claims as columns of numbers, to count many at once; see ``store.columns``."""

    def now(self) -> Columns:
        """The columns as the ledger is now. The first call reads all; a later one what changed since.

        Those who have one file open share them. Inside a transaction all is read, with what it wrote so far.
        """

    def parts(self, filter: Filter, columns: Columns) -> Parts:
        """For each part that the filter sets, which claims pass it."""

    def spots(self, rows: Iterable[int]) -> dict[int, Spot]:
        """The places in these rows of the columns."""

    def names(self, table: Literal["actors", "sources"], rows: Iterable[int]) -> dict[int, tuple[str, str | None]]:
        """Name and id of the actors or sources in these rows of the columns."""

    def sources(self, rows: Iterable[int]) -> dict[int, SourceRow]:
        """The sources in these rows of the columns, with how many listed claims name each, whatever matches."""


class Words(Protocol):
    """Looking for words in titles, reports and sentences, as ``Filter.text`` has them."""

    def documents(self, text: str, limit: int) -> list[Found]:
        """Listed documents whose title or text has all the words, the best first.

        Where very many do, those added last. Raises UsageError when no word is left.
        """

    def claims(self, text: str, limit: int) -> list[Found]:
        """Listed claims, but those rejected, whose sentence has all the words; as ``documents``."""


class Gists(Protocol):
    """Incidents in short, as lists show them."""

    def shown(self, ids: Iterable[str]) -> dict[str, IncidentShown]:
        """The incidents that go by these ids now; an id that names none any more is passed over."""

    def lacking(self, limit: int) -> list[str]:
        """The ids of at most so many incidents whose gist was never made."""

    def save(self, gists: Iterable[tuple[str, Gist]]) -> None:
        """Keep what these incidents come to."""


class Waiting(Protocol):
    """The claims that wait for a person's verdict (accept or reject); never those that people added."""

    def claims(
        self, filter: Filter, order: WaitOrder, *, person: str | None = None, beside: str | None = None,
        back: bool = False, limit: int = 1, few: bool = False,
    ) -> list[Waits]:  # fmt: skip
        """The first ``limit`` that match, or the first behind (``back``: before, nearest first) the claim ``beside``.

        ``person``: what this person has not judged yet, whoever else has; None: what nobody has. ``order``: ``doubt``,
        the confidence nearest to one half first; ``field``, the least sure field of all first; ``reach``, the incident
        that most documents tell of first; ``recent``, the latest day first. ``few``: so few wait that they are better
        found first and sorted then.
        """

    def count(self, filter: Filter, *, person: str | None = None, most: int) -> int:
        """How many match; where they can only be counted one by one, no further than ``most``."""

    def one(self, claim: str) -> Waits | None:
        """What is known of one claim, whether or not it waits; None where there is none."""


class Names(Protocol):
    """Names that claims bear, for completing what a person types."""

    def places(self, words: str, *, limit: int) -> list[PlaceNamed]:
        """Places of claims with a name that begins so, by name."""

    def actors(self, words: str, *, limit: int) -> list[ActorNamed]:
        """Actors and targets with all these words in the name, the last as a beginning; those with an id first."""

    def actor(self, name: str) -> ActorNamed | None:
        """The actor of exactly this name, the one with an id where several bear it."""
