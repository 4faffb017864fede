"""re3d: entities and who fights whom, in defence reports on Syria and Iraq (Dstl).

Mapping. Organisation, Person, Nationality → actors (places that act included); Location → places; Weapon,
MilitaryPlatform → weapons; Quantity → counts; Temporal → times. An entity is found when a mention overlaps it; a
mention is true when it overlaps an entity of its kind (for actors and places: of any of these kinds, since "Syria" is
coded now as one, now as the other). ``fights``: two actors, or an actor and a target, of one claim of an attack or
clash, against the pairs coded FightingAgainst, whatever the direction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from evaluation.claims import FAMILY
from evaluation.data import PublicSet, Record, Scores, f1, prf, share
from sayso.model import Reading, Span
from sayso.service.reading import Reader

KINDS: dict[str, tuple[str, ...]] = {
    "actors": ("Organisation", "Person", "Nationality"),
    "places": ("Location",),
    "weapons": ("Weapon", "MilitaryPlatform"),
    "counts": ("Quantity",),
    "times": ("Temporal",),
}
_NAMES = ("Organisation", "Person", "Nationality", "Location")
_FIGHT = frozenset({"fight", "remote", "territory"})


def score(reader: Reader, records: list[Record]) -> Scores:
    """Recall, precision and F1 by overlap for each kind; F1 of pairs that fight."""
    sums: Counter[str] = Counter()
    for record in records:
        reading = reader.read_text(record["text"])
        for kind, types in KINDS.items():
            gold = [(e["start"], e["end"]) for e in record["entities"] if e["type"] in types]
            true = [
                (e["start"], e["end"])
                for e in record["entities"]
                if e["type"] in (_NAMES if kind in ("actors", "places") else types)
            ]
            read = [(m.start, m.end) for m in getattr(reading, kind)]
            sums[f"{kind} gold"] += len(gold)
            sums[f"{kind} read"] += len(read)
            sums[f"{kind} found"] += _overlapping(gold, read)
            sums[f"{kind} true"] += _overlapping(read, true)
        _fights(record, reading, sums)
    scores: Scores = {}
    for kind in KINDS:
        recall = share(sums[f"{kind} found"], sums[f"{kind} gold"])
        precision = share(sums[f"{kind} true"], sums[f"{kind} read"])
        scores |= {f"{kind}_p": precision, f"{kind}_r": recall, f"{kind}_f1": f1(precision * recall, precision, recall)}
    return scores | prf("fights", sums["fights right"], sums["fights read"], sums["fights gold"])


def _overlapping(some: Iterable[tuple[int, int]], others: list[tuple[int, int]]) -> int:
    return sum(any(a < d and c < b for c, d in others) for a, b in some)


def _fights(record: Record, reading: Reading, sums: Counter[str]) -> None:
    gold = {
        tuple(sorted(((r["source"][0], r["source"][1]), (r["target"][0], r["target"][1]))))
        for r in record["relations"]
        if r["type"] == "FightingAgainst"
    }
    read: set[tuple[tuple[int, int], ...]] = set()
    for claim in reading.claims:
        if FAMILY[claim.type] not in _FIGHT:
            continue
        actors: list[Span] = list(claim.actors)
        against: list[Span] = list(claim.targets) or actors[1:]
        read |= {_pair(a, b) for a in actors for b in against if a is not b}
    left = list(gold)
    for pair in read:
        match = next(
            (g for g in left if all(_overlapping([one], [two]) for one, two in zip(pair, g, strict=True))), None
        )
        if match:
            left.remove(match)
            sums["fights right"] += 1
    sums["fights gold"] += len(gold)
    sums["fights read"] += len(read)


def _pair(one: Span, other: Span) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(((one.start, one.end), (other.start, other.end))))


SET = PublicSet(
    name="re3d",
    title="re3d: actors, places, weapons and who fights whom in defence reports",
    files=("re3d/all.jsonl.gz",),
    main="actors_f1",
    score=score,
    published="none that could be checked (ConfliBERT reports entity F1 on it)",
    comparable="Overlap, not exact spans: re3d's entities take in articles and whole noun phrases, sayso's mentions do "
    "not. sayso also lists unnamed actors (residents, officials) that re3d leaves out, which costs precision here.",
    quick=5,
)
