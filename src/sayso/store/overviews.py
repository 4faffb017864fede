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

    def now(self) -> Columns: ...

    def parts(self, filter: Filter, columns: Columns) -> Parts: ...

    def spots(self, rows: Iterable[int]) -> dict[int, Spot]: ...

    def names(self, table: Literal["actors", "sources"], rows: Iterable[int]) -> dict[int, tuple[str, str | None]]: ...

    def sources(self, rows: Iterable[int]) -> dict[int, SourceRow]: ...


class Words(Protocol):
    """Looking for words in titles, reports and sentences, as ``Filter.text`` has them."""

    def documents(self, text: str, limit: int) -> list[Found]: ...

    def claims(self, text: str, limit: int) -> list[Found]: ...


class Gists(Protocol):
    """Incidents in short, as lists show them."""

    def shown(self, ids: Iterable[str]) -> dict[str, IncidentShown]: ...

    def lacking(self, limit: int) -> list[str]: ...

    def save(self, gists: Iterable[tuple[str, Gist]]) -> None: ...


class Waiting(Protocol):
    """The claims that wait for a person's verdict (accept or reject); never those that people added."""

    def claims(
        self, filter: Filter, order: WaitOrder, *, person: str | None = None, beside: str | None = None,
        back: bool = False, limit: int = 1, few: bool = False,
    ) -> list[Waits]:  # fmt: skip
        ...

    def count(self, filter: Filter, *, person: str | None = None, most: int) -> int: ...

    def one(self, claim: str) -> Waits | None: ...


class Names(Protocol):
    """Names that claims bear, for completing what a person types."""

    def places(self, words: str, *, limit: int) -> list[PlaceNamed]: ...

    def actors(self, words: str, *, limit: int) -> list[ActorNamed]: ...

    def actor(self, name: str) -> ActorNamed | None: ...

    def placed(self, names: frozenset[str], ids: frozenset[str]) -> bool: ...

    def placed_within(self, country: str, unit: str | None) -> bool: ...
