"""Worth: which candidates are claims that a conflict-data coder would want.

Not claims: a word that only refers back to an event already told ("the attack"), scene-setting without a place, figure
or date, and events told without any party, place, time, figure or source.
"""

from __future__ import annotations

from sayso.stages.claims.candidates import Candidate
from sayso.stages.claims.evidence import Evidence
from sayso.stages.claims.means import ATTACKS

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such", "both"})
_GENERIC = frozenset({"any", "every", "such", "all"})


def is_worth(candidate: Candidate, evidence: Evidence, found: list[Candidate]) -> bool:
    """Whether the candidate is a claim. ``found``: the claims of the sentences before."""
    if candidate.rule.speaker:
        return bool(candidate.actors)
    if candidate.trigger.pos in ("NOUN", "PROPN"):
        if _generic(candidate):
            return False
        if _refers_back(candidate) and not _own_content(candidate):
            return not _told_before(candidate, found)
    return _has_substance(candidate)


def _generic(candidate: Candidate) -> bool:
    determiners = {t.lower for t in candidate.sentence.children(candidate.trigger, "det", "predet")}
    return bool(determiners & _GENERIC) and not candidate.figures


def _refers_back(candidate: Candidate) -> bool:
    children = candidate.sentence.children(candidate.trigger, "det", "poss", "amod")
    definite = any(t.lower in _DEFINITE for t in children)
    return (definite or not candidate.rule.definite) and not candidate.frame.light


def _own_content(candidate: Candidate) -> bool:
    """A figure, or a place or time hanging on the trigger itself."""
    if candidate.figures:
        return True
    inside = {t.start for t in candidate.sentence.subtree(candidate.trigger)}
    place = candidate.place_given and candidate.place is not None and candidate.place.start in inside
    time = candidate.time_given and candidate.time is not None and candidate.time.mention.start in inside
    return place or time


def _told_before(candidate: Candidate, found: list[Candidate]) -> bool:
    family = ATTACKS if candidate.type in ATTACKS else {candidate.type}
    return any(c.type in family for c in found) or not _has_substance(candidate)


def _has_substance(candidate: Candidate) -> bool:
    """Specific enough: a figure, its own place or time, or a named party together with a source or a target."""
    if candidate.figures or candidate.place_given or candidate.time_given:
        return True
    if candidate.attribution and (candidate.actors or candidate.targets or candidate.trigger.pos == "VERB"):
        return True
    return bool(candidate.actors and (candidate.targets or candidate.trigger.pos == "VERB"))
