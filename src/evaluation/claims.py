"""Score claims: align what was read with what was coded, then compare field by field.

Alignment: within overlapping sentences, pairs of the same type (for the strict score) or of the same family are taken
greedily, best agreement of trigger, figures, sources and place first; each claim is used once. All field scores are
shares of strictly aligned pairs, save ``every`` and ``every_named``, which are shares of all coded claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from evaluation.gold import FigureValue, GoldClaim, GoldFigure, GoldReport
from evaluation.naming import (
    FAR_KM,
    NEAR_KM,
    called,
    listed,
    place_named,
    place_strict,
    place_within,
    same_actor,
    same_chain,
    same_names,
)  # fmt: skip
from sayso.model import EVENT_TYPES, Claim, Figure, Reading
from sayso.rules.ontology import family_of

FAMILY: dict[str, str] = {kind: family_of(kind) for kind in EVENT_TYPES}
STRICT = ("source", "status", "place", "time", "figures")
"""The fields that must all be right for a claim to be."""
FIELDS = (
    "source", "source_named", "status", "place", "place_named", "place25", "place161", "time", "figures",
    "counting", "actors", "actors_named", "targets", "targets_named", "voice",
)  # fmt: skip
"""The fields judged on aligned claims.

``place25``/``place161``: within so many kilometres. ``counting``: where the figures are right and it was coded what
they count, whether that is read too. ``*_named``: the same by canonical name or within the named area
(see ``evaluation.naming``), so that naming and reading are not mixed up; the other fields hold no names.
"""


@dataclass(slots=True)
class Pair:
    """A coded claim with the read claim that stands for it, and which fields agree."""

    report: str
    gold: GoldClaim
    read: Claim
    right: dict[str, bool] = field(default_factory=dict)

    @property
    def every(self) -> bool:
        """Whether every field is right."""
        return all(self.right[name] for name in STRICT)

    @property
    def every_named(self) -> bool:
        """Whether every field is right, by canonical name or within the named area."""
        return all(self.right.get(f"{name}_named", self.right[name]) for name in STRICT)


@dataclass(slots=True)
class Result:
    """The outcome over some reports. ``missed``/``extra`` are (report id, claim)."""

    pairs: list[Pair] = field(default_factory=list)
    family_pairs: int = 0
    missed: list[tuple[str, GoldClaim]] = field(default_factory=list)
    extra: list[tuple[str, Claim]] = field(default_factory=list)
    gold_figures: int = 0
    read_figures: int = 0
    right_figures: int = 0

    def scores(self) -> dict[str, float]:
        """Named scores between 0 and 1, rounded to four places."""
        gold, read = len(self.pairs) + len(self.missed), len(self.pairs) + len(self.extra)
        found = {
            "type_precision": _share(len(self.pairs), read),
            "type_recall": _share(len(self.pairs), gold),
            "type_f1": _f1(len(self.pairs), read, gold),
            "family_precision": _share(self.family_pairs, read),
            "family_recall": _share(self.family_pairs, gold),
            "family_f1": _f1(self.family_pairs, read, gold),
            "figures_f1": _f1(self.right_figures, self.read_figures, self.gold_figures),
            "every": _share(sum(p.every for p in self.pairs), gold),
            "every_named": _share(sum(p.every_named for p in self.pairs), gold),
        }
        for name in FIELDS:
            judged = [p.right[name] for p in self.pairs if name in p.right]
            if judged or name != "counting":  # which only some codings hold
                found[name] = _share(sum(judged), len(judged))
        return {name: round(value, 4) for name, value in found.items()}


def score_claims(pairs: Iterable[tuple[GoldReport, Reading]]) -> Result:
    """Score readings against their coded reports."""
    result = Result()
    for gold, reading in pairs:
        _score_one(gold, reading, result)
    return result


def _score_one(gold: GoldReport, reading: Reading, result: Result) -> None:
    claims = list(reading.claims)
    strict = align(gold.claims, claims, reading, lambda g, c: g.type == c.type)
    result.family_pairs += len(align(gold.claims, claims, reading, lambda g, c: FAMILY[g.type] == FAMILY[c.type]))
    for g, c in strict:
        pair = Pair(gold.id, gold.claims[g], claims[c])
        pair.right = compare(pair.gold, pair.read, reading)
        result.pairs.append(pair)
        result.right_figures += _same_figures(pair.gold, pair.read)
    used_gold, used_read = {g for g, _ in strict}, {c for _, c in strict}
    result.missed += [(gold.id, claim) for n, claim in enumerate(gold.claims) if n not in used_gold]
    result.extra += [(gold.id, claim) for n, claim in enumerate(claims) if n not in used_read]
    result.gold_figures += sum(f.counted for claim in gold.claims for f in claim.figures)
    result.read_figures += sum(len(claim.figures) for claim in claims)


def align(
    gold: Sequence[GoldClaim], claims: Sequence[Claim], reading: Reading, fits: Callable[[GoldClaim, Claim], bool]
) -> list[tuple[int, int]]:
    """The numbers of the coded and the read claims that stand for each other, of those that may."""
    scored = [
        (_likeness(g, c, reading), -i, -j)
        for i, g in enumerate(gold)
        for j, c in enumerate(claims)
        if fits(g, c) and g.sentence.overlaps(c.sentence)
    ]
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = set(), set()
    for _, i, j in sorted(scored, reverse=True):
        if -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((-i, -j))
    return sorted(pairs)


def _likeness(gold: GoldClaim, claim: Claim, reading: Reading) -> float:
    trigger = reading.text(claim.trigger).casefold()
    words = gold.trigger.casefold()
    score = 2.0 * (bool(words) and (words in trigger or trigger in words))
    score += same_chain(gold.sources, called(claim.sources, reading)) + 0.5 * _same_figures(gold, claim)
    score += 0.5 * (gold.status == claim.status)
    return score + 0.5 * place_named(gold, claim)


def compare(gold: GoldClaim, claim: Claim, reading: Reading) -> dict[str, bool]:
    """Which fields agree. A field that the coder left without a comparable value is left out (coordinates)."""
    roles = (claim.sources, claim.actors, claim.targets)
    sources, actors, targets = (called(some, reading) for some in roles)
    sources_listed, actors_listed, targets_listed = (listed(some, reading) for some in roles)
    right = {
        "source": same_chain(gold.sources, sources),
        "source_named": same_chain(gold.sources, sources_listed, same_actor),
        "status": gold.status == claim.status,
        "voice": gold.voice == (claim.attribution.voice if claim.attribution else "own"),
        "time": (gold.earliest, gold.latest)
        == ((claim.time.earliest, claim.time.latest) if claim.time else (None, None)),
        "figures": _figures_equal(gold, claim),
        "actors": same_names(gold.actors, actors),
        "actors_named": same_names(gold.actors, actors_listed, same_actor),
        "targets": same_names(gold.targets, targets),
        "targets_named": same_names(gold.targets, targets_listed, same_actor),
        "place": place_strict(gold, claim),
        "place_named": place_named(gold, claim),
    }
    if right["figures"] and gold.figures and all(figure.span for figure in gold.figures):
        right["counting"] = _countings(gold.figures) == _countings(claim.figures)
    if gold.lat is not None:
        right["place25"] = place_within(gold, claim, NEAR_KM)
        right["place161"] = place_within(gold, claim, FAR_KM)
    return right


def _same_figures(gold: GoldClaim, claim: Claim) -> int:
    wanted: Counter[FigureValue] = Counter(f.value for f in gold.figures if f.counted)
    got: Counter[FigureValue] = Counter((f.measure, f.unit, f.low, f.high, f.bound) for f in claim.figures)
    return sum((wanted & got).values())


def _countings(figures: Sequence[GoldFigure] | Sequence[Figure]) -> Counter[tuple[float | None, float | None, str]]:
    return Counter((figure.low, figure.high, figure.counting) for figure in figures)


def _figures_equal(gold: GoldClaim, claim: Claim) -> bool:
    return _same_figures(gold, claim) == sum(f.counted for f in gold.figures) == len(claim.figures)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(right: int, read: int, gold: int) -> float:
    return 2 * right / (read + gold) if read + gold else 0.0
