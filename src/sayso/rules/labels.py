"""The table of labels: what a line of a bulletin or a column of a table counts ("Number of injured: 31")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sayso.model import EventType, Measure, Unit
from sayso.rules.table import Row


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
