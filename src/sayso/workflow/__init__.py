"""Workflow: what the commands do, without a terminal. Reading reports; checking and explaining rules."""

from sayso.workflow.explaining import Fired, explain
from sayso.workflow.reading import DEFAULT_MODEL, Reader, Unread
from sayso.workflow.rulecheck import Failure, check_rules
from sayso.workflow.rulediff import RuleChange, changed_claims, changed_rules

__all__ = [
    "DEFAULT_MODEL", "Failure", "Fired", "Reader", "RuleChange", "Unread",
    "changed_claims", "changed_rules", "check_rules", "explain",
]  # fmt: skip
