"""Fold: what is one claim.

Of a sentence: a toll goes on the attack that did it, verb and noun tell one event (``joining``, ``again``). Of the
report: second tellings go, which add nothing to the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.claims.bind.saying import source_key
from sayso.claims.fold.joining import fold_sentence
from sayso.claims.naming import names_of
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.rules.ontology import types_with

__all__ = ["RuleFolder"]


class RuleFolder:
    """Folds by source, status, place, time and the tree."""

    def sentence(self, drafts: list[Draft], story: Story) -> list[Draft]:
        """The claims that the drafts of a sentence make."""
        return fold_sentence(drafts, story.estimates, story.told)

    def report(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The claims of a report, second tellings left out."""
        return drop_repeats(drafts)


_ADDRESSED = types_with("speech-act")
_SERVED = types_with("served")


def drop_repeats(drafts: Iterable[Draft]) -> list[Draft]:
    """Leave out second tellings: same type, source and status, and no figure, place, time or target of their own."""
    kept: list[Draft] = []
    for draft in drafts:
        earlier = [k for k in kept if _may_be_same(k, draft)]
        if (earlier and not any(_adds(draft, k) is False for k in earlier)) or not earlier:
            kept.append(draft)
    return kept


def _may_be_same(one: Draft, other: Draft) -> bool:
    sources = source_key(one.attribution) == source_key(other.attribution)
    return sources and one.type == other.type and one.status == other.status


def _adds(new: Draft, old: Draft) -> bool:
    """Whether a telling has content that an earlier one lacks."""
    values, known_values = ({(f.measure, f.unit, f.low, f.high) for f in one.figures} for one in (new, old))
    if values - known_values:
        return True
    if new.place_given and new.place and (not old.place or new.place.place.name != old.place.place.name):
        return True
    days = (old.time.earliest, old.time.latest) if old.time else None
    if new.time_given and new.time and (new.time.earliest, new.time.latest) != days:
        return True
    known = names_of((*old.targets, *old.actors))
    if new.type in _ADDRESSED | _SERVED and not names_of(new.targets) <= known:
        return True
    return not names_of(new.actors) <= known
