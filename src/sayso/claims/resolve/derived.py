"""Derived: times that follow from what is told and that no expression gives."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sayso.claims.records import Draft
from sayso.model import TimeMention
from sayso.model.claims import When


def derived(draft: Draft, rule: str, sense: Literal["at", "so-far"], earliest: date | None, latest: date) -> When:
    """A time that no expression gives; the trigger stands for it."""
    trigger = draft.trigger
    mention = TimeMention(
        start=trigger.start,
        end=trigger.end,
        text=trigger.text,
        rule=rule,
        kind="date",
        value=latest.isoformat(),
        earliest=earliest,
        latest=latest,
        grain="day",
        sense=sense,
    )
    return When(earliest=earliest, latest=latest, mention=mention)


def day_of_speech(draft: Draft) -> When | None:
    """A threat or demand is made on the day its words were said."""
    attribution = draft.attribution
    if attribution is None or attribution.said_latest is None:
        return None
    earliest = attribution.said_earliest or attribution.said_latest
    return derived(draft, "claims/day-of-speech", "at", earliest, attribution.said_latest)
