"""What was read where a claim was coded: right types, types taken for others, claims missed and claims invented."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluation.claims import FAMILY, Result
from evaluation.gold import GoldClaim, GoldReport
from sayso.model import Claim, Reading, Span

Confusions = Counter[tuple[str, str]]
"""Coded and read type with the number of claims; "" on one side where there is no claim."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Claims that were not paired by type: taken for another type, missed, or invented; each with its report's id."""

    confused: list[tuple[str, GoldClaim, Claim]]
    missed: list[tuple[str, GoldClaim]]
    extra: list[tuple[str, Claim]]


def trigger_of(claim: GoldClaim, text: str) -> Span | None:
    """Where the trigger of a coded claim stands: as noted, else at its first place in the sentence."""
    if claim.evidence.trigger or not claim.trigger:
        return claim.evidence.trigger
    at = text.find(claim.trigger, claim.sentence.start, claim.sentence.end)
    return Span(start=at, end=at + len(claim.trigger)) if at >= 0 else None


def leftovers(result: Result, read: Sequence[tuple[GoldReport, Reading]]) -> Leftovers:
    """Of the claims missed and invented, pair those that stand for one thing under two types.

    They share words of their triggers, or else stand in one sentence and are of one family.
    """
    texts = {gold.id: gold.text for gold, _ in read}
    extra: defaultdict[str, list[Claim]] = defaultdict(list)
    for report, claim in result.extra:
        extra[report].append(claim)
    confused: list[tuple[str, GoldClaim, Claim]] = []
    missed: list[tuple[str, GoldClaim]] = []
    for of_one_word in (True, False):
        waiting = result.missed if of_one_word else missed
        missed = []
        for report, gold in waiting:
            found = next((c for c in extra[report] if _one_thing(gold, c, texts[report], of_one_word)), None)
            if found is None:
                missed.append((report, gold))
            else:
                extra[report].remove(found)
                confused.append((report, gold, found))
    return Leftovers(confused, missed, [(report, claim) for report, some in extra.items() for claim in some])


def _one_thing(gold: GoldClaim, claim: Claim, text: str, of_one_word: bool) -> bool:
    trigger = trigger_of(gold, text)
    if of_one_word:
        return gold.type != claim.type and trigger is not None and trigger.overlaps(claim.trigger)
    return (
        gold.type != claim.type and FAMILY[gold.type] == FAMILY[claim.type] and gold.sentence.overlaps(claim.sentence)
    )


def confusions(result: Result, left: Leftovers) -> Confusions:
    """How many claims of each coded type were read as which."""
    found: Confusions = Counter((pair.gold.type, pair.read.type) for pair in result.pairs)
    found.update((gold.type, claim.type) for _, gold, claim in left.confused)
    found.update((gold.type, "") for _, gold in left.missed)
    found.update(("", claim.type) for _, claim in left.extra)
    return found


def confusion_rows(some: Confusions, most: int = 4) -> Iterator[tuple[str, int, int, int, int, str]]:
    """For each type: coded, read as such, missed, invented, and what else it was read as; most coded first."""
    coded: Counter[str] = Counter()
    for (gold, _), number in some.items():
        coded[gold] += number
    names = {name for pair in some for name in pair if name}
    for name in sorted(names, key=lambda n: (-coded[n], n)):
        others = Counter({read: n for (gold, read), n in some.items() if gold == name and read not in ("", name)})
        shown = ", ".join(f"{read} {n}" for read, n in sorted(others.items(), key=lambda o: (-o[1], o[0]))[:most])
        yield name, coded[name], some[name, name], some[name, ""], some["", name], shown
