"""Break the scores of coded reports down: by war, register and outlet, by type, by kind of error."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluation.calibration import Band, bands, judged
from evaluation.claims import Result, score_claims
from evaluation.confusions import Confusions, confusions, leftovers
from evaluation.data import Scores
from evaluation.gold import GoldReport
from evaluation.kinds import Toll, mistakes, tolls
from sayso.model import Reading

KEYS = ("conflict", "register", "outlet")
SHOWN = ("type_f1", "source", "place", "place_named", "time", "figures", "actors", "every", "every_named")
"""The scores that stand in a breakdown."""
REST = "(others)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The reports that share a value of a key (a war, a register, an outlet): how many, their claims, their scores."""

    name: str
    reports: int
    claims: int
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """What lies under the scores of coded reports. ``parts``: by key, those with most claims first.

    ``bands``: claims by confidence (see ``calibration``).
    """

    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    types: Confusions = field(default_factory=Counter)
    tolls: tuple[Toll, ...] = ()
    bands: tuple[Band, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The breakdown as JSON, without the words of any report."""
        return {
            "parts": {
                key: {p.name: {"reports": p.reports, "claims": p.claims, **p.scores} for p in some}
                for key, some in self.parts.items()
            },
            "types": [[gold, read, number] for (gold, read), number in sorted(self.types.items())],
            "errors": {toll.kind: dict(toll.types.most_common()) for toll in self.tolls},
        }


def breakdown_from_json(raw: Mapping[str, Any]) -> Breakdown:
    """The breakdown that ``as_json`` wrote."""
    return Breakdown(
        parts={key: tuple(_part(name, values) for name, values in some.items()) for key, some in raw["parts"].items()},
        types=Counter({(gold, read): number for gold, read, number in raw["types"]}),
        tolls=tuple(Toll(kind, sum(types.values()), Counter(types), ()) for kind, types in raw["errors"].items()),
    )


def _part(name: str, values: Mapping[str, Any]) -> Part:
    scores = {key: value for key, value in values.items() if key not in ("reports", "claims")}
    return Part(name=name, reports=values["reports"], claims=values["claims"], scores=scores)


def breakdown(result: Result, read: Sequence[tuple[GoldReport, Reading]]) -> Breakdown:
    """Break down the result over these readings."""
    left = leftovers(result, read)
    return Breakdown(
        parts={key: tuple(_parts(key, read)) for key in KEYS},
        types=confusions(result, left),
        tolls=tuple(tolls(mistakes(result, left, read))),
        bands=tuple(bands(judged(result))),
    )


def _parts(key: str, read: Sequence[tuple[GoldReport, Reading]]) -> Iterator[Part]:
    groups: defaultdict[str, list[tuple[GoldReport, Reading]]] = defaultdict(list)
    for gold, reading in read:
        groups[getattr(gold, key) or "unknown"].append((gold, reading))
    for name, some in sorted(groups.items(), key=lambda item: (-_claims(item[1]), item[0])):
        scores = score_claims(some).scores()
        yield Part(name=name, reports=len(some), claims=_claims(some), scores={key: scores[key] for key in SHOWN})


def _claims(some: Sequence[tuple[GoldReport, Reading]]) -> int:
    return sum(len(gold.claims) for gold, _ in some)
