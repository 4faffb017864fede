"""Tables of words: word classes for phrases, hedges, weapons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from sayso.model import Claim, Means, Status
from sayso.rules.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow(Row):
    """A word class that phrases name as ``@id``. ``words``: lemmas."""

    FILE: ClassVar[str] = "classes.csv"
    FIELD: ClassVar[str] = ""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HedgeRow(Row):
    """A word that turns an asserted event into a denied, uncertain or planned one.

    ``governs``: ``head``: the event stands below the word ("plans to deploy"); ``child``: the word hangs on the
    event ("reportedly captured"); ``passive``: the event stands below the word's passive ("is believed to have");
    ``clause``: the word judges the clause or phrase in which the event is told ("it is untrue that"). ``negated``: the
    status where such a word is itself denied ("there is no evidence that"); empty: the same.
    """

    FILE: ClassVar[str] = "hedges.csv"
    FIELD: ClassVar[str] = "claims"

    phrase: str
    status: Status
    governs: Literal["head", "child", "passive", "clause"]
    negated: Status | None = None

    def shown_by(self, found: Claim) -> bool:
        """A claim with the row's status."""
        return found.status == self.status


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponRow(Row):
    """Nouns that name a weapon, and the means of attack they stand for.

    ``words``: one or more words each, in the singular; those with a capital letter match only words that begin with
    one, those all in capitals only words all in capitals. ``unless``: words right before or after that show
    that no weapon is meant ("fuel tank", "gold mines").
    """

    FILE: ClassVar[str] = "weapons.csv"
    FIELD: ClassVar[str] = "weapons"

    means: Means
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
