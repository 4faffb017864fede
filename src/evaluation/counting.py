"""Count what a corpus holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evaluation.corpus import SPLITS, Split, split_of
from evaluation.gold import GoldClaim, GoldReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """How much there is in some reports."""

    reports: int
    clusters: int
    words: int
    claims: int
    figures: int
    incidents: int
    chains: int


def holdings(reports: Iterable[GoldReport]) -> Holdings:
    """Count reports, clusters, words, claims, figures, labelled incidents, and chains of two sources or more."""
    some = list(reports)
    claims = [claim for report in some for claim in report.claims]
    return Holdings(
        reports=len(some),
        clusters=len({report.cluster for report in some}),
        words=sum(len(report.text.split()) for report in some),
        claims=len(claims),
        figures=sum(len(claim.figures) for claim in claims),
        incidents=len({(r.cluster, c.incident) for r in some for c in r.claims if c.incident}),
        chains=sum(len(claim.sources) > 1 for claim in claims),
    )


def by_split(reports: Sequence[GoldReport], part: Callable[[str], Split] = split_of) -> dict[Split, Holdings]:
    """The holdings of each split; ``part`` tells that of a cluster."""
    return {split: holdings(r for r in reports if part(r.cluster or r.id) == split) for split in SPLITS}


def count_lines(reports: Sequence[GoldReport], part: Callable[[str], Split] = split_of) -> list[str]:
    """The counts in lines of text, most frequent first."""
    claims = [claim for report in reports for claim in report.claims]
    lines = [_line("all", holdings(reports))]
    lines += [_line(split, held) for split, held in by_split(reports, part).items()]
    tables: list[tuple[str, Counter[str]]] = [
        ("conflict", Counter(r.conflict or "?" for r in reports)),
        ("register", Counter(r.register or "?" for r in reports)),
        ("type", Counter(c.type for c in claims)),
        ("status", Counter(c.status for c in claims)),
        ("voice", Counter(c.voice for c in claims)),
        ("sources", Counter(_sources(c) for c in claims)),
        ("measure", Counter(f.measure for c in claims for f in c.figures)),
        ("unit", Counter(f.unit for c in claims for f in c.figures)),
        ("bound", Counter(f.bound for c in claims for f in c.figures)),
        ("counting", Counter(f.counting for c in claims for f in c.figures)),
    ]
    for name, counts in tables:
        lines.append(f"{name:9} " + ", ".join(f"{value} {number}" for value, number in ordered(counts)))
    return lines


def ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    """The counts, most frequent first, then by name."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _line(name: str, held: Holdings) -> str:
    return (
        f"{name:9} {held.reports} reports in {held.clusters} clusters, {held.words} words, {held.claims} claims, "
        f"{held.figures} figures, {held.incidents} incidents, {held.chains} chains of two sources or more"
    )


def _sources(claim: GoldClaim) -> str:
    return {0: "none", 1: "one", 2: "two"}.get(len(claim.sources), "three or more")
