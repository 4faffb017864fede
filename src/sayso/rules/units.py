"""Tables for counts: counted nouns, number words, qualifiers.

A count carries the rule of one row: an article's, a negation's or a coordination's own row; else the row of the
noun; else that of the qualifier; else that of the number. Phrases are lower-case words as they stand in the text,
nouns may also be lemmas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from sayso.model import PERSONS, Bound, Unit
from sayso.rules.table import Row

NumberKind = Literal["digits", "cardinal", "multiplier", "vague", "none", "article", "coordination"]
Place = Literal["before", "after", "earlier", "part", "verb"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow(Row):
    """Counted nouns and their unit.

    ``unit``: empty when the noun makes the number no figure ("three hours"). ``words``: nouns, of one or more
    words ("service member"). ``modifiers``: words that give a counted person this unit ("12 civilian deaths").
    ``size``: how many one of them is ("a couple": 2). ``factor``: what one is in the unit (a hectare: 0.01 km2).
    ``through``: the noun after "of" decides, where it is listed ("three units of armour", "members of the police").
    ``victims``: it says that they suffered, not who they are ("three casualties"), which words beside it may tell.
    """

    FILE: ClassVar[str] = "units.csv"
    FIELD: ClassVar[str] = "counts"

    unit: Unit | None = None
    words: tuple[str, ...]
    modifiers: tuple[str, ...] = ()
    size: int = 1
    factor: float = 1
    through: bool = False
    victims: bool = False


def one_person(rows: Sequence[UnitRow]) -> dict[str, Unit]:
    """The nouns of one word that name one person, with their unit; not those that only say that somebody suffered."""
    alone = (row for row in rows if row.unit in PERSONS and row.size == 1 and not row.victims)
    return {word: row.unit for row in alone for word in row.words if row.unit and " " not in word}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow(Row):
    """Number words.

    ``kind``: ``cardinal`` (words that add up), ``multiplier`` ("thousand", the "k" of "15k"), ``vague`` ("dozens": low,
    high open), ``none`` ("no", "nobody"), and the rows without words by which digits, an article ("a woman") and
    coordinated persons ("a boy and his father") are known. ``bound``: what the word itself says of its precision.
    ``closed``: a vague word that is no plural: its high end is not open ("half a dozen"). Of words of kind ``none``:
    ``alone``: they need no noun ("nobody"); ``unit``: what they count then; ``victims``: they deny only what is said
    of victims ("without casualties"). ``additional``: an article that adds to an earlier count ("another").
    """

    FILE: ClassVar[str] = "numbers.csv"
    FIELD: ClassVar[str] = "counts"

    kind: NumberKind
    value: float = 0
    words: tuple[str, ...] = ()
    bound: Bound = "exact"
    closed: bool = False
    alone: bool = False
    unit: Unit | None = None
    victims: bool = False
    additional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifierRow(Row):
    """Phrases beside a number and the bound they give.

    ``bound``: empty when they make the number no figure ("Highway 4", "aged 35", "11 p.m."). ``place``: where they
    stand: ``before`` or ``after`` the number; ``earlier``: verbs that make "from 12 to 15" a change, of which only the
    new value counts; ``part``: phrases that make a count part of the one before ("including"); ``verb``: words of
    harm and handling that a number without noun may depend on ("killing 12").
    ``additional``: they add to an earlier count ("another", "more"). ``superseded``: the number after them is an old
    value, whatever it counts ("up from 12").
    """

    FILE: ClassVar[str] = "qualifiers.csv"
    FIELD: ClassVar[str] = "counts"

    words: tuple[str, ...]
    bound: Bound | None = None
    place: Place = "before"
    additional: bool = False
    superseded: bool = False
