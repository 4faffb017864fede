"""Diff: what a user's rules change, in the rules and in what is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sayso.model import Claim, Reading
from sayso.rules import Row, Rulebook
from sayso.rules.events import EventRule

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
