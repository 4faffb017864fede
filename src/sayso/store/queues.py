"""The part of a store's protocol that reviewing is made over: claims that wait for a verdict, names to complete."""

from __future__ import annotations

from typing import Protocol

from sayso.store.filters import Filter
from sayso.store.records import ActorNamed, PlaceNamed, WaitOrder, Waits


class Waiting(Protocol):
    """The claims that wait for a person's verdict (accept or reject); never those that people added."""

    def claims(
        self, filter: Filter, order: WaitOrder, *, person: str | None = None, beside: str | None = None,
        back: bool = False, limit: int = 1, few: bool = False,
    ) -> list[Waits]:  # fmt: skip
        """The first ``limit`` that match, or the first behind (``back``: before, nearest first) the claim ``beside``.

        ``person``: what this person has not judged yet, whoever else has; None: what nobody has. ``order``: ``doubt``,
        the confidence nearest to one half first; ``reach``, the incident that most documents tell of first;
        ``recent``, the latest day first. ``few``: so few wait that they are better found first and sorted then.
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
