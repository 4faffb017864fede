"""People in figures: one person named counts one, fighters count as soldiers, "of them" counts what was told last."""

from __future__ import annotations

from dataclasses import replace

from sayso.model import CountMention, Figure, Measure, Token, Unit
from sayso.stages.claims.candidates import Candidate
from sayso.stages.claims.evidence import Evidence
from sayso.stages.claims.roles import sufferers

HUMAN: frozenset[Measure] = frozenset(
    {"killed", "injured", "missing", "captured", "displaced", "evacuated", "returned"}
)
AIR_UNITS = frozenset({"drones", "missiles", "rockets", "shells", "aircraft"})
_ONE_BY_ONE: frozenset[Measure | None] = frozenset({"killed", "injured", "captured", "missing"})
_GROUPS = frozenset("family staff crew people crowd couple police troop personnel army household youth".split())
_MEMBERS = frozenset("member man attacker assailant raider personnel gunman bomber operative element".split())


def single_people(candidate: Candidate, measure: Measure | None, evidence: Evidence) -> list[Figure]:
    """A person named, or told by whose they are ("its driver", "his wife"), counts one."""
    if measure is None or measure not in _ONE_BY_ONE:
        return []
    frame = candidate.frame
    tokens = sufferers(frame) if candidate.rule.target == "subject" else frame.objects
    people = [one for token in tokens for one in _one_person(candidate, token, evidence)]
    if not people:
        return []
    units = {unit for _, _, unit in people}
    return [
        Figure(
            start=min(start for start, _, _ in people), end=max(end for _, end, _ in people), measure=measure,
            unit=people[0][2] if len(units) == 1 else "people", low=float(len(people)), high=float(len(people)),
            bound="exact",
        )
    ]  # fmt: skip


def _one_person(candidate: Candidate, token: Token, evidence: Evidence) -> list[tuple[int, int, Unit]]:
    if evidence.count(token) or token.tag in ("NNS", "NNPS"):
        return []
    mention = evidence.actor(token)
    if mention and mention.person and token.pos == "PROPN":
        soldier = any(evidence.is_class(t, "soldier") for t in candidate.sentence.within(mention))
        return [(mention.start, mention.end, "soldiers" if soldier else "people")]
    owned = candidate.sentence.children(token, "poss")
    if token.pos == "NOUN" and owned and owned[0].pos == "PRON" and token.lemma not in _GROUPS:
        if evidence.is_class(token, "civilian"):
            return [(owned[0].start, token.end, "people")]
        if evidence.is_class(token, "soldier"):
            return [(owned[0].start, token.end, "soldiers")]
    return []


def told_unit(count: CountMention, measure: Measure, candidate: Candidate, evidence: Evidence) -> CountMention:
    """ "60 attackers", "four members of the front", "5,000 men deployed": fighters are counted as soldiers."""
    if count.unit is None and measure == "intercepted":  # "at least three of them": what was counted last
        told = [c.unit for c in evidence.reading.counts if c.start < count.start and c.unit in AIR_UNITS]
        return replace(count, unit=told[-1]) if told else count
    if count.noun == "bomber" and measure == "deployed":
        return replace(count, unit="aircraft")
    if count.unit != "people" or measure not in HUMAN | {"deployed"}:
        return count
    token = next((t for t in candidate.sentence.tokens if t.start == count.head), None)
    if token is None:
        return count
    near = [token] if token.lemma in _MEMBERS else []
    near += [t for p in candidate.sentence.children(token, "prep") if p.lemma == "of" and token.lemma in _MEMBERS
             for t in candidate.sentence.children(p, "pobj")]  # fmt: skip
    if measure == "deployed" or any(evidence.is_force(t) for t in near):
        return replace(count, unit="soldiers")
    return count
