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
    ) -> frozenset[str]:
        """Replace what a document tells; each telling with the block keys it is found by.

        ``gone``: the ids of the tellings to replace; None: all of the document, whose circles are forgotten then. The
        claims of each must be listed. Gives the ids of other tellings that were linked to, or in one incident with,
        those that are gone: their incidents have to be made anew.
        """

    def of(self, document: str) -> list[Telling]:
        """What a document tells, by id."""

    def holding(self, claims: Iterable[str]) -> list[Telling]:
        """The tellings that hold at least one of these claims, by id."""

    def circles(self, document: str, rests_on: str) -> list[Circle] | None:
        """The circles kept of a document; None where none were kept, or what they rest on is something else."""

    def encircle(self, document: str, circles: Iterable[Circle], rests_on: str) -> None:
        """Keep the circles of a document; ``rests_on``: names what their scores were found with."""

    def get(self, ids: Iterable[str]) -> list[Telling]:
        """These tellings, by id; an id that is not there is passed over."""

    def with_keys(self, keys: Iterable[str]) -> list[Telling]:
        """The tellings, of any document, that are found by at least one of these keys, by id."""

    def link(self, links: Iterable[Link]) -> None:
        """Keep links between tellings that are kept; one between the same two replaces what was known."""

    def links(self, tellings: Iterable[str], *, bare: bool = False) -> list[Link]:
        """The links that have at least one of these tellings at an end, by their ids; ``bare``: without features."""

    def reach(self, tellings: Iterable[str]) -> set[str]:
        """The tellings that can be reached from these over links with a score above 0 or what people hold together.

        Those given are among them, as far as they are kept.
        """


class Incidents(Protocol):
    """Incidents, and every id that one was ever given."""

    def holding(self, claims: Iterable[str]) -> dict[str, str]:
        """Claim to the incident that it stands in."""

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
        afresh: Collection[str] = (),
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
