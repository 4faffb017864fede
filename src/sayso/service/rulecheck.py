"""Check rules: run every example that a rule must match and every one that it must not; tell what a user's change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Literal

from sayso.claims.estimates import UNRULED
from sayso.model import Claim, Reading
from sayso.rules import Row, Rulebook
from sayso.rules.events import EventRule
from sayso.service.reading import Reader

EXAMPLE_DAY = date(2024, 8, 14)
"""The day on which examples are read as published (a Wednesday), so that weekdays resolve."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not do what it must. ``found``: the rules that fired on it instead."""

    rule: str
    file: str
    line: int
    sentence: str
    must_match: bool
    found: tuple[str, ...]

    def __str__(self) -> str:
        wanted = "does not match" if self.must_match else "matches, but must not"
        found = f" (fired: {', '.join(self.found)})" if self.must_match else ""
        return f"{self.file}:{self.line}: {self.rule} {wanted}: {self.sentence!r}{found}"


@dataclass(frozen=True, slots=True)
class _Case:
    """An example to run. ``shown_by``: whether an item of the reading's ``field`` shows the rule at work."""

    rule: str
    file: str
    line: int
    field: str
    sentence: str
    must_match: bool
    shown_by: Callable[[Any], bool]


def check_rules(reader: Reader) -> tuple[int, list[Failure]]:
    """Run all examples of all rules; the number of examples run, and those that failed."""
    cases = list(_cases(reader))
    readings: dict[str, Reading] = {}
    failures = []
    for case in cases:
        reading = readings.get(case.sentence)
        if reading is None:
            reading = readings[case.sentence] = reader.read_text(case.sentence, published=EXAMPLE_DAY)
        items = getattr(reading, case.field)
        if any(case.shown_by(item) for item in items) != case.must_match:
            fired = tuple(sorted({item.rule for item in items if item.rule}))
            failures.append(Failure(case.rule, case.file, case.line, case.sentence, case.must_match, fired))
    return len(cases), failures


def _cases(reader: Reader) -> Iterator[_Case]:
    for rows in reader.rulebook.tables.values():
        for row in rows:
            yield from _row_cases(row)
    for file in reader.rulebook.events:
        for rule in file.rules:
            for sentence in rule.examples:
                yield _Case(rule.rule, rule.file, rule.line, "claims", sentence, True, partial(_by_rule, rule.rule))
            for sentence in rule.counter:
                # a counter-example must yield no claim of the type, whichever rule made it
                yield _Case(rule.type, rule.file, rule.line, "claims", sentence, False, partial(_by_type, rule.type))


def _by_rule(rule: str, claim: Claim) -> bool:
    return claim.rule == rule


def _by_type(kind: str, claim: Claim) -> bool:
    """Whether a rule made a claim of the type; what the model alone names is no rule's fault."""
    return claim.type == kind and not (claim.rule or "").endswith(f"/{UNRULED}")


def _row_cases(row: Row) -> Iterator[_Case]:
    if not row.FIELD:
        return
    for must_match, sentences in ((True, row.example), (False, row.counter)):
        for sentence in sentences:
            yield _Case(row.rule, row.file, row.line, row.FIELD, sentence, must_match, row.shown_by)


Change = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that differs between two rulebooks."""

    change: Change
    rule: str
    file: str
    line: int


def changed_rules(before: Rulebook, after: Rulebook) -> list[RuleChange]:
    """The rules that differ, by id."""
    old, new = _rules(before), _rules(after)
    changes = []
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            changes.append(RuleChange("added", name, new[name].file, new[name].line))
        elif name not in new:
            changes.append(RuleChange("removed", name, old[name].file, old[name].line))
        elif _content(old[name]) != _content(new[name]):
            changes.append(RuleChange("changed", name, new[name].file, new[name].line))
    return changes


def _rules(rulebook: Rulebook) -> dict[str, Row | EventRule]:
    found: dict[str, Row | EventRule] = {row.rule: row for rows in rulebook.tables.values() for row in rows}
    found |= {rule.rule: rule for file in rulebook.events for rule in file.rules}
    return found


def _content(rule: Row | EventRule) -> Row | EventRule:
    return replace(rule, file="", line=0)


def changed_claims(before: Reading, after: Reading) -> list[tuple[Change, Claim]]:
    """The claims that one reading has and the other lacks, or has differently; in text order."""
    old = {c.id: c for c in before.claims}
    new = {c.id: c for c in after.claims}
    changes: list[tuple[Change, Claim]] = [("removed", c) for i, c in old.items() if i not in new]
    changes += [("added", c) for i, c in new.items() if i not in old]
    changes += [("changed", c) for i, c in new.items() if i in old and c != old[i]]
    return sorted(changes, key=lambda change: change[1].trigger.start)
