"""Agreement of two codings of the same report: how far two people who follow the codebook write the same.

Claims are aligned as for a score (see ``sayso.bench.claims``): within overlapping sentences, pairs of the same type
are taken greedily, likest first, each claim once. Neither coding is held to be right, so that the type's F1 is the
same in both directions. Fields are judged on the pairs. ``kappa`` (Cohen 1960) is that of the type over claims aligned
without regard to it: what two coders call one happening, beyond what chance would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sayso.bench.claims import CHANNELS, FAMILY, distance_km, same_name, same_names
from sayso.bench.gold import GoldClaim, GoldReport

FIELDS = ("source", "status", "place", "time", "figures", "actors")


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
    family_pairs: int = 0

    def scores(self) -> dict[str, float]:
        """Type, family and any-type F1, kappa of the type, and the share of pairs that agree in each field."""
        claims = 2 * len(self.pairs) + len(self.only_first) + len(self.only_second)
        found = {
            "type_f1": _share(2 * len(self.pairs), claims),
            "family_f1": _share(2 * self.family_pairs, claims),
            "happening_f1": _share(2 * self.met.total(), claims),
            "kappa": _kappa(self.met),
        }
        for name in FIELDS:
            found[name] = _share(sum(pair.same[name] for pair in self.pairs), len(self.pairs))
        return {name: round(value, 4) for name, value in found.items()}

    def by_type(self) -> dict[str, tuple[float, int, int, int]]:
        """For each event type its F1, the pairs, and the claims that only the first and only the second coded."""
        pairs = Counter(pair.first.type for pair in self.pairs)
        first = Counter(claim.type for _, claim in self.only_first)
        second = Counter(claim.type for _, claim in self.only_second)
        return {
            name: (round(_share(2 * pairs[name], 2 * pairs[name] + first[name] + second[name]), 4),
                   pairs[name], first[name], second[name])
            for name in sorted(pairs | first | second)
        }  # fmt: skip


def agreement(first: GoldReport, second: GoldReport) -> Agreement:
    """Compare two codings of one report. Raises ValueError when they are not of the same text."""
    if first.text != second.text:
        raise ValueError(f"codings of two different texts: {first.id!r} and {second.id!r}")
    one, two, result = first.claims, second.claims, Agreement()
    strict = _align(one, two, lambda a, b: a.type == b.type)
    result.pairs = [CodedPair(first.id, one[i], two[j], _compare(one[i], two[j])) for i, j in strict]
    result.family_pairs = len(_align(one, two, lambda a, b: FAMILY[a.type] == FAMILY[b.type]))
    result.met = Counter((one[i].type, two[j].type) for i, j in _align(one, two, lambda a, b: True))
    used_first, used_second = {i for i, _ in strict}, {j for _, j in strict}
    result.only_first = [(first.id, claim) for n, claim in enumerate(one) if n not in used_first]
    result.only_second = [(first.id, claim) for n, claim in enumerate(two) if n not in used_second]
    return result


def together(some: Iterable[Agreement]) -> Agreement:
    """The agreement over several reports, each claim counting once."""
    result = Agreement()
    for one in some:
        result.pairs += one.pairs
        result.only_first += one.only_first
        result.only_second += one.only_second
        result.met += one.met
        result.family_pairs += one.family_pairs
    return result


def _align(
    first: Sequence[GoldClaim], second: Sequence[GoldClaim], fits: Callable[[GoldClaim, GoldClaim], bool]
) -> list[tuple[int, int]]:
    scored = [
        (_likeness(a, b), -i, -j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if fits(a, b) and a.sentence.overlaps(b.sentence)
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(scored, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return sorted(pairs.items())


def _likeness(a: GoldClaim, b: GoldClaim) -> float:
    one, two = a.trigger.casefold(), b.trigger.casefold()
    same = _compare(a, b)
    score = 2.0 * (one in two or two in one) + same["source"] + (a.type == b.type)
    return score + 0.5 * (same["status"] + same["place"] + (same["figures"] and bool(a.figures)))


def _compare(a: GoldClaim, b: GoldClaim) -> dict[str, bool]:
    one, two = ([s for s in claim.sources if s.casefold() not in CHANNELS] for claim in (a, b))
    return {
        "source": len(one) == len(two) and all(same_name(x, [y]) for x, y in zip(one, two, strict=True)),
        "status": a.status == b.status,
        "place": _same_place(a, b),
        "time": (a.earliest, a.latest) == (b.earliest, b.latest),
        "figures": Counter(f for f in a.figures if f.counted) == Counter(f for f in b.figures if f.counted),
        "actors": same_names(a.actors, [(name, name) for name in b.actors]),
    }


def _same_place(a: GoldClaim, b: GoldClaim) -> bool:
    """Both without a place, within 25 km, or of one name and within 161 km (100 miles)."""
    if a.place is None or b.place is None:
        return a.place is None and b.place is None
    named = same_name(a.place, [b.place])
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return named
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= (161.0 if named else 25.0)


def _kappa(met: Counter[tuple[str, str]]) -> float:
    total = met.total()
    first, second = Counter[str](), Counter[str]()
    for (one, two), number in met.items():
        first[one] += number
        second[two] += number
    chance = _share(sum(first[name] * second[name] for name in first), total * total)
    observed = _share(sum(number for (one, two), number in met.items() if one == two), total)
    return _share(observed - chance, 1 - chance)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
