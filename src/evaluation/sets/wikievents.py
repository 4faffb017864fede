"""WikiEvents (dev): triggers and roles of bombings, shootings, arrests (Li, Ji and Han 2021).

Mapping. ``TYPES`` names, for each coded type that the codebook has, the types of ours that may stand for it; a death
or an injury is told by any violent claim, since a toll goes on its attack's claim. A coded trigger is found
(``identified``) when the trigger of a claim overlaps it, and rightly typed (``classified``) when that claim's type may
stand for it. A trigger of ours is true when it overlaps a coded one of any type. Roles, end to end: Attacker, Killer,
Injurer, Jailer, Demonstrator → actors; Victim, Target, Detainee → targets; Place → place, by overlap of words of the
same sentence.
"""

from __future__ import annotations

from collections import Counter

from evaluation.claims import FAMILY
from evaluation.data import PublicSet, Record, Scores, f1, prf, share
from sayso.model import EVENT_TYPES, Claim, Span
from sayso.service.reading import Reader

_VIOLENT = frozenset(t for t in EVENT_TYPES if FAMILY[t] in ("fight", "remote", "harm", "unrest"))
TYPES: dict[str, frozenset[str]] = {
    "Conflict.Attack": frozenset(t for t in EVENT_TYPES if FAMILY[t] in ("fight", "remote")),
    "Life.Die": _VIOLENT,
    "Life.Injure": _VIOLENT,
    "Conflict.Demonstrate": frozenset({"protest", "riot"}),
    "Justice.ArrestJailDetain": frozenset({"arrest", "abduction"}),
    "ArtifactExistence.DamageDestroyDisableDismantle": frozenset({"damage"}) | _VIOLENT,
    "Movement.Transportation.Evacuation": frozenset({"evacuation", "displacement"}),
    "Contact.ThreatenCoerce": frozenset({"threaten"}),
    "Contact.RequestCommand": frozenset({"demand", "warning"}),
}
ROLES: dict[str, str] = {
    "Attacker": "actors", "Killer": "actors", "Injurer": "actors", "Jailer": "actors", "Demonstrator": "actors",
    "Victim": "targets", "Target": "targets", "Detainee": "targets", "Place": "place",
}  # fmt: skip


def score(reader: Reader, records: list[Record]) -> Scores:
    """F1 of triggers identified and classified; F1 of roles with our own triggers."""
    sums: Counter[str] = Counter()
    for record in records:
        reading = reader.read_text(record["text"])
        events = [e for e in record["events"] if types_of(e["type"])]
        sums["gold"] += len(events)
        sums["read"] += len(reading.claims)
        for claim in reading.claims:
            sums["true"] += any(_overlap(claim.trigger, e) for e in record["events"])
        for event in events:
            here = [c for c in reading.claims if _overlap(c.trigger, event)]
            fitting = [c for c in here if c.type in types_of(event["type"])]
            sums["identified"] += bool(here)
            sums["classified"] += bool(fitting)
            _roles(event, fitting[0] if fitting else None, sums)
    precision = share(sums["true"], sums["read"])
    scores: Scores = {"trigger_p": precision}
    for name in ("identified", "classified"):
        recall = share(sums[name], sums["gold"])
        scores |= {f"{name}_r": recall, f"{name}_f1": f1(precision * recall, precision, recall)}
    return scores | prf("roles", sums["role right"], sums["role read"], sums["role gold"])


def types_of(name: str) -> frozenset[str]:
    """Our types that may stand for a coded one; empty when the codebook has none."""
    return next((types for prefix, types in TYPES.items() if name.startswith(prefix)), frozenset())


def _roles(event: Record, claim: Claim | None, sums: Counter[str]) -> None:
    gold = [(ROLES[a["role"]], a) for a in event["args"] if a["role"] in ROLES]
    sums["role gold"] += len(gold)
    if claim is None:
        return
    read: list[tuple[str, Span]] = [("actors", a) for a in claim.actors]
    read += [("targets", t) for t in claim.targets]
    if claim.place and claim.sentence.contains(claim.place):
        read.append(("place", claim.place))
    sums["role read"] += len(read)
    for role, argument in gold:
        match = next((r for r in read if r[0] == role and _overlap(r[1], argument)), None)
        if match:
            read.remove(match)
            sums["role right"] += 1


def _overlap(span: Span, coded: Record) -> bool:
    return bool(span.start < coded["end"] and coded["start"] < span.end)


SET = PublicSet(
    name="wikievents",
    title="WikiEvents (dev): triggers and roles",
    files=("wikievents/dev.jsonl.gz",),
    main="classified_f1",
    score=score,
    published="argument head F1 about .65 to .68 with the coded triggers given (Bart-Gen, PAIE)",
    comparable="Not comparable: the published systems are given the triggers and were trained on the set. sayso "
    "codes one "
    "claim for each source and event, WikiEvents every mention of an event, so recall of triggers is bounded well "
    "below 1.",
    quick=3,
)
