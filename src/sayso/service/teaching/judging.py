"""What teaching brings, told by records that were held out: each is judged by a reader that was not taught with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.model import Claim
from sayso.service.teaching.head import corrected_by
from sayso.service.teaching.lessons import Case, Correction, Lesson, Reread
from sayso.service.teaching.records import Mark
from sayso.service.teaching.weighing import moved

__all__ = ["Change", "HeldOut", "Taught", "counted", "held_out", "parts_of", "taught"]

_PARTS, _INNER = 5, 3
"""Parts that are held out one after the other; and, inside, those for which the signs of cases are made."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What was learned: the correction of the model of triggers, and the weights of signs."""

    correction: Correction
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words that are read otherwise: what a person said of them (``wanted``: a claim, or none), and the change."""

    document: str
    words: str
    type: str
    wanted: bool
    better: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """Counts over held-out records, before and after. ``wanted``: claims that people accepted, corrected or added, of
    which ``found`` are read with type and status; ``unwanted``: those they rejected, of which ``kept`` are still read;
    ``claims``: all that are read."""

    wanted: int
    unwanted: int
    found: tuple[int, int]
    kept: tuple[int, int]
    claims: tuple[int, int]
    changes: tuple[Change, ...]

    @property
    def better(self) -> bool:
        """Whether more is right than before."""
        return self.found[1] - self.kept[1] > self.found[0] - self.kept[0]


def taught(reread: Reread, lessons: Sequence[Lesson], before: Taught) -> Taught:
    """What the lessons teach. The weights are learned on what corrections say of lessons that they were not made of."""
    correction = corrected_by(lessons, before.correction)
    cases: list[Case] = []
    for inside, outside in parts_of(lessons, _INNER):
        without = corrected_by(outside, before.correction) if outside else before.correction
        cases += [case for lesson in inside for case in reread.cases(lesson, without)]
    return Taught(correction, moved(cases, before.weights) if cases else dict(before.weights))


def held_out(reread: Reread, lessons: Sequence[Lesson], before: Taught, watch: Callable[[str], None]) -> HeldOut | None:
    """How readers that were taught without a part read it; None where all records are of one report."""
    parts = parts_of(lessons, _PARTS)
    if len(parts) < 2:
        return None
    pairs: list[tuple[Lesson, Sequence[Claim], Sequence[Claim]]] = []
    for number, (inside, outside) in enumerate(parts, 1):
        watch(f"held out: part {number} of {len(parts)}")
        after = taught(reread, outside, before)
        for lesson in inside:
            old, new = (reread.claims(lesson, one.correction, one.weights) for one in (before, after))
            pairs.append((lesson, old, new))
    return counted(pairs)


def parts_of(lessons: Sequence[Lesson], most: int) -> list[tuple[list[Lesson], list[Lesson]]]:
    """Lessons in and out of each part; a report is never parted, and which part it is in follows from its id."""
    documents = sorted({one.sample.document for one in lessons}, key=lambda id: hashlib.sha256(id.encode()).digest())
    count = min(most, len(documents))
    part = {id: number % count for number, id in enumerate(documents)}
    return [
        (
            [one for one in lessons if part[one.sample.document] == number],
            [one for one in lessons if part[one.sample.document] != number],
        )
        for number in range(count)
    ]


def counted(pairs: Iterable[tuple[Lesson, Sequence[Claim], Sequence[Claim]]]) -> HeldOut:
    """What people said of lessons, held against the claims read in each before and after."""
    wanted = unwanted = 0
    found, kept, claims = [0, 0], [0, 0], [0, 0]
    changes: list[Change] = []
    for lesson, *both in pairs:
        for side, read in enumerate(both):
            claims[side] += len(read)
        for mark in lesson.sample.marks:
            before, after = (is_read(mark, read) for read in both)
            wanted, unwanted = wanted + mark.right, unwanted + (not mark.right)
            counted = found if mark.right else kept
            counted[0], counted[1] = counted[0] + before, counted[1] + after
            if before != after:
                words = lesson.sample.text[mark.span.start : mark.span.end]
                changes.append(
                    Change(document=lesson.sample.document, words=words, type=mark.type, wanted=mark.right,
                           better=after == mark.right)
                )  # fmt: skip
    return HeldOut(
        wanted=wanted, unwanted=unwanted, found=(found[0], found[1]), kept=(kept[0], kept[1]),
        claims=(claims[0], claims[1]), changes=tuple(changes),
    )  # fmt: skip


def is_read(mark: Mark, claims: Iterable[Claim]) -> bool:
    """Whether a claim stands on the words of a mark, of its type and, where it is right, its status."""
    return any(
        claim.type == mark.type
        and claim.trigger.overlaps(mark.span)
        and (claim.status == mark.status or not mark.right)
        for claim in claims
    )
