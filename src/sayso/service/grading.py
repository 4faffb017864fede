"""Grades that people give by the Admiralty scheme: checked before they are recorded, and found again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.errors import UsageError
from sayso.model import CONFIRMED, CREDIBILITY, RELIABILITY, Decision
from sayso.model.grades import grade_of
from sayso.service.asking import compared
from sayso.store.filters import Filter
from sayso.store.protocol import Store
from sayso.store.records import SourceRow

_FEWEST = 2
"""Independent origins that confirm each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade that holds: who gave it, when and why stands in the ``decision``. ``words``: what it means."""

    grade: str
    words: str
    decision: Decision


def credibility(store: Store, claim: str, value: Any) -> str:
    """The grade of a claim, 1 to 6, as a decision keeps it. Raises UsageError, for a 1 too that nothing confirms."""
    grade = grade_of(value, CREDIBILITY)
    origins = origins_of(store, claim)
    if grade == CONFIRMED and origins < _FEWEST:
        behind = "one independent origin" if origins == 1 else f"{origins or 'no'} independent origins"
        raise UsageError(f"1 means confirmed by independent sources, and claim {claim} has {behind} behind it")
    return grade


def origins_of(store: Store, claim: str) -> int:
    """How many independent origins tell of the incident that the claim belongs to; 0 where it belongs to none."""
    incident = store.claims.get(claim).incident
    return len(compared(store, incident)[1].origins) if incident else 0


def reliability(store: Store, ids: Sequence[str], value: Any) -> str:
    """The grade of a source, as JSON text that a decision keeps. ``ids``: the words of its name, or its id.

    ``value``: the grade, or an object with ``source`` and ``grade``. Raises UsageError when no claim names the source.
    """
    told = value if isinstance(value, dict) else {"source": " ".join(ids), "grade": value}
    grade, name = grade_of(told.get("grade"), RELIABILITY), str(told.get("source") or "").strip()
    if not name:
        raise UsageError("name the source that is graded")
    found = source_named(store, name)
    if found is None:
        raise UsageError(f"no claim names a source {name!r} (see: sayso sources)")
    return json.dumps({"source": found.name, "id": found.id, "grade": grade}, ensure_ascii=False)


def source_named(store: Store, name: str) -> SourceRow | None:
    """The source of exactly this name or id, the one named most where several bear it."""
    rows = store.claims.sources(Filter(source=name))
    return next((row for row in rows if name in (row.name, row.id)), None)


def credibility_of(decisions: Iterable[Decision]) -> Grade | None:
    """The grade among the decisions about one claim that hold: the last."""
    given = [decision for decision in decisions if decision.kind == "credibility"]
    if not given:
        return None
    last = max(given, key=lambda d: d.at)
    grade = str(json.loads(last.value or '""'))
    return Grade(grade=grade, words=CREDIBILITY.get(grade, ""), decision=last)


def reliability_of(store: Store, name: str) -> list[Grade]:
    """Every grade of the source of this name that holds, the last of each person, oldest first."""
    found: dict[str, Grade] = {}
    for decision in store.decisions.of_kind("reliability"):
        told = json.loads(decision.value or "{}")
        if told.get("source") == name:
            grade = str(told.get("grade"))
            found.pop(decision.by, None)
            found[decision.by] = Grade(grade=grade, words=RELIABILITY.get(grade, ""), decision=decision)
    return list(found.values())
