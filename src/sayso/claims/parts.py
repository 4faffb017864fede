"""Parts: each captured place is a claim of its own ("captured the towns of A and B")."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.candidates import Candidate
from sayso.claims.evidence import Evidence
from sayso.model import Token

_SPLIT = frozenset({"capture"})


def by_place(candidate: Candidate, evidence: Evidence) -> list[Candidate]:
    """The candidate, or one for each of the named places that it was done to."""
    if candidate.type not in _SPLIT:
        return [candidate]
    places: dict[int, Token] = {}
    for token in _done_to(candidate):
        mention = evidence.place(token)
        if mention is not None:
            places.setdefault(mention.start, token)
    if len(places) < 2:
        return [candidate]
    found: list[Candidate] = []
    for number, token in enumerate(places.values(), 1):
        targets = tuple(r for r in candidate.targets if r.start <= token.start < r.end)
        part = replace(candidate, targets=targets or candidate.targets, place=evidence.place(token), part=number)
        part.place_given = True
        found.append(part)
    return found


def _done_to(candidate: Candidate) -> list[Token]:
    frame = candidate.frame
    objects = frame.objects if candidate.rule.target != "oblique" else []
    return [*objects, *(t for p, t in frame.obliques if p == "of")]
