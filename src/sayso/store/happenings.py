"""The part of the protocol of a ledger that merging works on: tellings, incidents, copies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from sayso.model import Account, Circle, Copy, Given, Incident, Link, Marked, Telling
from sayso.store.filters import Filter
from sayso.store.records import Gist, IncidentRow


class Tellings(Protocol):
    """What merging works on: tellings, the keys they are found by, links. Nothing here judges."""

    def save(
        self,
        document: str,
        tellings: Iterable[tuple[Telling, Iterable[str]]],
        *,
        gone: Collection[str] | None = None,
    ) -> frozenset[str]: ...

    def of(self, document: str) -> list[Telling]: ...

    def holding(self, claims: Iterable[str]) -> list[Telling]: ...

    def circles(self, document: str, rests_on: str) -> list[Circle] | None: ...

    def encircle(self, document: str, circles: Iterable[Circle], rests_on: str) -> None: ...

    def get(self, ids: Iterable[str]) -> list[Telling]: ...

    def with_keys(self, keys: Iterable[str]) -> list[Telling]: ...

    def link(self, links: Iterable[Link]) -> None: ...

    def links(self, tellings: Iterable[str], *, bare: bool = False) -> list[Link]: ...

    def reach(self, tellings: Iterable[str]) -> set[str]: ...


class Incidents(Protocol):
    """Incidents, and every id that one was ever given."""

    def holding(self, claims: Iterable[str]) -> dict[str, str]: ...

    def given(self, claims: Iterable[str]) -> tuple[list[Given], dict[str, str]]: ...

    def assign(
        self,
        incidents: Iterable[Incident],
        *,
        among: Iterable[str],
        now: Mapping[str, str] | None = None,
        gist: Callable[[Sequence[Account]], Gist] | None = None,
        afresh: Collection[str] = (),
    ) -> None: ...

    def get(self, id: str) -> Incident | None: ...

    def former(self, id: str) -> tuple[str, ...]: ...

    def search(self, filter: Filter, *, limit: int | None = None) -> Iterator[IncidentRow]: ...

    def find(self, prefix: str) -> set[str]: ...


class Copies(Protocol):
    """Which documents carry the text of others."""

    def mark(self, document: str, marks: Iterable[int]) -> None: ...

    def sharing(self, marks: Iterable[int], *, least: int = 1) -> list[Marked]: ...

    def save(self, copies: Iterable[Copy]) -> None: ...

    def among(self, documents: Iterable[str]) -> list[Copy]: ...
