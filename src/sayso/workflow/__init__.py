"""Workflow: what the commands do, without a terminal.

Reading reports; checking and explaining rules; adding to a ledger, merging, asking, deciding, showing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.workflow.explaining import Fired, explain
    from sayso.workflow.reading import DEFAULT_MODEL, Reader, Unread
    from sayso.workflow.rulecheck import Failure, check_rules
    from sayso.workflow.rulediff import RuleChange, changed_claims, changed_rules

__all__ = [
    "DEFAULT_MODEL", "Failure", "Fired", "Reader", "RuleChange", "Unread",
    "changed_claims", "changed_rules", "check_rules", "explain",
]  # fmt: skip

_HOMES = {
    "DEFAULT_MODEL": "reading", "Failure": "rulecheck", "Fired": "explaining", "Reader": "reading",
    "RuleChange": "rulediff", "Unread": "reading", "changed_claims": "rulediff", "changed_rules": "rulediff",
    "check_rules": "rulecheck", "explain": "explaining",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load what is asked for when it first is: asking a ledger needs no language model."""
    if name in _HOMES:
        return getattr(import_module(f"sayso.workflow.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sayso.workflow' has no attribute {name!r}")
