"""Grades by the Admiralty scheme, on two scales: how reliable a source is, how credible one thing that it says."""

from __future__ import annotations

from sayso.errors import UsageError

RELIABILITY = {
    "A": "reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable",
    "F": "reliability cannot be judged",
}  # fmt: skip
"""Grades of a source to what they mean."""
CREDIBILITY = {
    "1": "confirmed by independent sources", "2": "probably true", "3": "possibly true", "4": "doubtful",
    "5": "improbable", "6": "truth cannot be judged",
}  # fmt: skip
"""Grades of what a claim says to what they mean."""
CONFIRMED = "1"
"""The grade that only a claim with several independent origins can have."""


def grade_of(value: object, grades: dict[str, str]) -> str:
    """The grade that a person wrote (``b``, ``2``, 2). Raises UsageError, which lists the grades."""
    told = str(value or "").strip().upper()
    if told not in grades:
        valid = ", ".join(f"{grade} ({words})" for grade, words in grades.items())
        raise UsageError(f"{value!r} is no grade; valid: {valid}")
    return told
