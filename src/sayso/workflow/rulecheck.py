"""Check rules: run every example that a rule must match and every one that it must not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sayso.model import Reading
from sayso.rules import Row
from sayso.workflow.reading import Reader

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
    rule: str
    file: str
    line: int
    field: str
    sentence: str
    must_match: bool
    by_type: bool = False


def check_rules(reader: Reader) -> tuple[int, list[Failure]]:
    """Run all examples of all rules; the number of examples run, and those that failed."""
    cases = list(_cases(reader))
    readings: dict[str, Reading] = {}
    failures = []
    for case in cases:
        reading = readings.get(case.sentence)
        if reading is None:
            reading = readings[case.sentence] = reader.read_text(case.sentence, published=EXAMPLE_DAY)
        fired = _fired(reading, case)
        if (case.rule in fired) != case.must_match:
            failures.append(
                Failure(case.rule, case.file, case.line, case.sentence, case.must_match, tuple(sorted(fired)))
            )
    return len(cases), failures


def _fired(reading: Reading, case: _Case) -> set[str]:
    if case.by_type:
        return {str(claim.type) for claim in reading.claims}
    return {mention.rule for mention in getattr(reading, case.field)}


def _cases(reader: Reader) -> Iterator[_Case]:
    for rows in reader.rulebook.tables.values():
        for row in rows:
            yield from _row_cases(row)
    for file in reader.rulebook.events:
        for rule in file.rules:
            for sentence in rule.examples:
                yield _Case(rule.rule, rule.file, rule.line, "claims", sentence, True)
            for sentence in rule.counter:
                # a counter-example must yield no claim of the type, whichever rule made it
                yield _Case(rule.type, rule.file, rule.line, "claims", sentence, False, by_type=True)


def _row_cases(row: Row) -> Iterator[_Case]:
    if not row.FIELD:
        return
    for sentence in row.example:
        yield _Case(row.rule, row.file, row.line, row.FIELD, sentence, True)
    for sentence in row.counter:
        yield _Case(row.rule, row.file, row.line, row.FIELD, sentence, False)
