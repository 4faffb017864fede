"""Agreement of two codings of the same report: how far two people who follow the codebook write the same.

Claims are aligned as for a score (see ``evaluation.claims``): within overlapping sentences, pairs of the same type
are taken greedily, likest first, each claim once. Fields are judged on the pairs. Neither coding is held to be right.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evaluation.claims import STRICT
from evaluation.gold import GoldClaim, GoldReport
from evaluation.naming import CHANNELS, FAR_KM, NEAR_KM, same_actor, same_chain, same_name, same_names
from sayso.model.geo import kilometres

FIELDS = (
    "source", "source_named", "status", "place", "time", "figures", "counting", "actors", "actors_named", "targets",
    "targets_named", "voice",
)  # fmt: skip
"""The fields compared. ``counting``: what figures count; ``*_named``: under one name or another of the actor list."""
RESAMPLES = 2000
_SEED = 20261128


@dataclass(frozen=True, slots=True)
class CodedPair:
    """A claim of the first coding with that of the second which stands for the same, and which fields agree."""

    report: str
    first: GoldClaim
    second: GoldClaim
    same: dict[str, bool]


@dataclass(slots=True)
class Agreement:
    """Two codings of one or more reports, compared. ``met``: the types of pairs aligned whatever their type."""

    pairs: list[CodedPair] = field(default_factory=list)
    only_first: list[tuple[str, GoldClaim]] = field(default_factory=list)
    only_second: list[tuple[str, GoldClaim]] = field(default_factory=list)
    met: Counter[tuple[str, str]] = field(default_factory=Counter)

    def scores(self) -> dict[str, float]:
        """F1 of claims: of one type, of any type, right alike in all; of each field the share of pairs."""
        return _scores(self.counts())

    def counts(self) -> Counter[str]:
        """What the scores are made of, which can be added up over reports."""
        every = sum(all(pair.same[name] for name in STRICT) for pair in self.pairs)
        found = Counter(pairs=len(self.pairs), any_type_f1=self.met.total(), every=every, type_f1=len(self.pairs))
        found["claims"] = 2 * len(self.pairs) + len(self.only_first) + len(self.only_second)
        return found + Counter({name: sum(pair.same[name] for pair in self.pairs) for name in FIELDS})

    def by_type(self) -> dict[str, tuple[float, int, int, int]]:
        """For each event type its F1, the pairs, and the claims that only the first and only the second coded."""
        pairs = Counter(pair.first.type for pair in self.pairs)
        first = Counter(claim.type for _, claim in self.only_first)
        second = Counter(claim.type for _, claim in self.only_second)
        found = {name: (pairs[name], first[name], second[name]) for name in sorted(pairs | first | second)}
        return {name: (round(2 * n / (2 * n + one + two), 4), n, one, two) for name, (n, one, two) in found.items()}


def agreement(first: GoldReport, second: GoldReport) -> Agreement:
    """Compare two codings of one report. Raises ValueError when they are not of the same text."""
    if first.text != second.text:
        raise ValueError(f"codings of two different texts: {first.id!r} and {second.id!r}")
    one, two = first.claims, second.claims
    strict = _align(one, two, of_one_type=True)
    used = {i for i, _ in strict}, {j for _, j in strict}
    return Agreement(
        pairs=[CodedPair(first.id, one[i], two[j], _compare(one[i], two[j])) for i, j in strict],
        only_first=[(first.id, claim) for n, claim in enumerate(one) if n not in used[0]],
        only_second=[(first.id, claim) for n, claim in enumerate(two) if n not in used[1]],
        met=Counter((one[i].type, two[j].type) for i, j in _align(one, two, of_one_type=False)),
    )


def together(some: Iterable[Agreement]) -> Agreement:
    """The agreement over several reports, each claim counting once."""
    result = Agreement()
    for one in some:
        result.pairs += one.pairs
        result.only_first += one.only_first
        result.only_second += one.only_second
        result.met += one.met
    return result


def _scores(counts: Counter[str]) -> dict[str, float]:
    claims, pairs = max(1, counts["claims"]), max(1, counts["pairs"])
    found = {name: 2 * counts[name] / claims for name in ("type_f1", "any_type_f1", "every")}
    found |= {name: counts[name] / pairs for name in FIELDS}
    return {name: round(value, 4) for name, value in found.items()}


def intervals(some: Sequence[Agreement]) -> dict[str, tuple[float, float]]:
    """For each score the interval that holds 95 % of its values when the reports are drawn anew, with putting back.

    Reports in which neither coding has a claim say nothing and are left out.
    """
    counts = [found for one in some if (found := one.counts())["claims"]] or [Counter[str]()]
    draw = random.Random(_SEED)
    drawn: list[dict[str, float]] = []
    for _ in range(RESAMPLES):
        total: Counter[str] = Counter()
        for one in draw.choices(counts, k=len(counts)):
            total.update(one)
        drawn.append(_scores(total))
    edge = RESAMPLES // 40
    ranked = {name: sorted(scores[name] for scores in drawn) for name in drawn[0]}
    return {name: (values[edge], values[-edge - 1]) for name, values in ranked.items()}


def _align(first: Sequence[GoldClaim], second: Sequence[GoldClaim], of_one_type: bool) -> list[tuple[int, int]]:
    scored = [
        (_likeness(a, b), -i, -j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if a.sentence.overlaps(b.sentence) and (a.type == b.type or not of_one_type)
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(scored, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return sorted(pairs.items())


def _likeness(a: GoldClaim, b: GoldClaim) -> float:
    one, two, same = a.trigger.casefold(), b.trigger.casefold(), _compare(a, b)
    score = 2.0 * (one in two or two in one) + same["source"] + (a.type == b.type)
    return score + 0.5 * (same["status"] + same["place"] + (same["figures"] and bool(a.figures)))


def _compare(a: GoldClaim, b: GoldClaim) -> dict[str, bool]:
    second = [(source,) for source in b.sources if source.casefold() not in CHANNELS]
    place = a.place is None and b.place is None
    if a.place is not None and b.place is not None:
        place = same_name(a.place, [b.place])
        if None not in (a.lat, b.lat):
            apart = kilometres(a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0)
            place = apart <= (FAR_KM if place else NEAR_KM)
    actors, targets = ([(name,) for name in names] for names in (b.actors, b.targets))
    figures, others = ([f for f in claim.figures if f.counted] for claim in (a, b))
    return {
        "source": same_chain(a.sources, second),
        "source_named": same_chain(a.sources, second, same_actor),
        "status": a.status == b.status,
        "place": place,
        "time": (a.earliest, a.latest) == (b.earliest, b.latest),
        "figures": Counter(f.value for f in figures) == Counter(f.value for f in others),
        "counting": Counter(f.counting for f in figures) == Counter(f.counting for f in others),
        "actors": same_names(a.actors, actors),
        "actors_named": same_names(a.actors, actors, same_actor),
        "targets": same_names(a.targets, targets),
        "targets_named": same_names(a.targets, targets, same_actor),
        "voice": a.voice == b.voice,
    }
