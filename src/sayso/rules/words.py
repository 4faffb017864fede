"""Tables of words: word classes for phrases, hedges, weapons; what a line of a bulletin or a column of a table counts
("Number of injured: 31"); what a paragraph is for: sign-up lines, teasers, by-lines, captions, credits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from sayso.model import Block, BlockKind, Claim, EventType, Means, Measure, Status, Unit
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
    ``infinitive``: it stands below the word as its infinitive ("agreed to release", not "agreed to a truce");
    ``clause``: the word judges the clause or phrase in which the event is told ("it is untrue that"). ``negated``: the
    status where such a word is itself denied ("there is no evidence that"); empty: the same.
    """

    FILE: ClassVar[str] = "hedges.csv"
    FIELD: ClassVar[str] = "claims"

    phrase: str
    status: Status
    governs: Literal["head", "child", "passive", "infinitive", "clause"]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow(Row):
    """What a label before a number counts.

    ``words``: the label without numbers and without what says only that something is counted ("number of", "total");
    lower case, singular or plural as it stands. ``type``: the event type of the claim; ``measure`` and ``unit`` of its
    figure. ``column``: it counts only as the head of a column, where a heading says what happened ("People").
    """

    FILE: ClassVar[str] = "labels.csv"
    FIELD: ClassVar[str] = "claims"

    words: tuple[str, ...]
    type: EventType
    measure: Measure
    unit: Unit = "people"
    column: bool = False


Where = Literal["line", "start", "end", "within", "tail", "agency", "not-place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow(Row):
    """Phrases that tell a paragraph's kind. ``words``: plain phrases; case and typographic quotes do not matter.

    ``where`` a phrase must stand:

        line        it is the whole paragraph, but for marks and emoji around it
        start, end  the paragraph begins or ends with it
        within      anywhere in the paragraph
        tail        anywhere in one of the last five paragraphs
        agency      it names who owns a picture; tells a credit at the end of a caption
        not-place   capitals in front of a colon or dash that are no dateline ("BREAKING:")

    ``limit``: the longest paragraph, in words, that the row speaks of. A digit in a phrase stands for any number.
    """

    FILE: ClassVar[str] = "blocks.csv"
    FIELD: ClassVar[str] = "blocks"

    kind: BlockKind
    where: Where
    words: tuple[str, ...]
    limit: int = 40

    def shown_by(self, found: Block) -> bool:
        """A block with the row's rule; for words that are no dateline, a body that begins with them."""
        if self.where == "not-place":
            return found.kind == "body" and found.start == 0
        return found.rule == self.rule
