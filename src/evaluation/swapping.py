"""Even-handedness: the parties of a report are swapped, and nothing but their names may change.

Of the two readings the types, statuses, triggers and roles of the claims are compared, the names swapped back, and the
confidences within ``TOLERANCE``. Places and times are not: the names of states are places as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import NamedTuple

import yaml

from evaluation.gold import GoldReport
from sayso.model import Claim, Reading
from sayso.service.reading import Reader

__all__ = ["TOLERANCE", "Difference", "Pair", "Swapped", "pairs", "swapped"]

TOLERANCE = 0.1
"""By how much the confidence of a claim may differ."""
_VOWEL = re.compile(r"\b([Aa])(n?) (?=(\w))")


@dataclass(frozen=True)
class Pair:
    """Two parties and what each is called. ``words``: each form, and the form of the other that takes its place."""

    name: str
    words: Mapping[str, str]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self.words, key=len, reverse=True)
        return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w-])")

    def concerns(self, text: str) -> bool:
        """Whether the text names one of the parties."""
        return self._pattern.search(text) is not None

    def swap(self, text: str) -> str:
        """The text with the parties in each other's place, and articles to fit."""
        return _VOWEL.sub(_article, self._pattern.sub(lambda m: self.words[m.group()], text))

    def named(self, words: str) -> str:
        """The party that the words name, by its first form; the words themselves where they name none."""
        found = self._pattern.search(words)
        return self.words[self.words[found.group()]] if found else words


def _article(match: re.Match[str]) -> str:
    return match.group(1) + ("n " if match.group(3).lower() in "aeiou" else " ")


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim that only one of the readings has. ``swapped``: it is the one of the swapped report."""

    pair: str
    report: str
    swapped: bool
    claim: str


@dataclass(frozen=True, slots=True)
class Swapped:
    """What came of swapping.

    ``claims``: how many were compared; ``moved``: at whose words the other reading has no claim of this type and
    status; ``doubts``: whose confidence differs too much.
    """

    claims: int
    moved: int
    doubts: int
    differences: tuple[Difference, ...]

    @property
    def share(self) -> float:
        """The share of claims that differ."""
        return self.differing / max(self.claims, 1)

    @property
    def differing(self) -> int:
        """How many claims differ: of those lost and those new the larger number."""
        new = sum(d.swapped for d in self.differences)
        return max(new, len(self.differences) - new)


def pairs() -> tuple[Pair, ...]:
    """The pairs of parties (``parties.yaml``)."""
    found = yaml.safe_load(files("evaluation").joinpath("parties.yaml").read_text(encoding="utf-8"))
    return tuple(Pair(name, _words(rows)) for name, rows in found.items())


def _words(rows: Iterable[tuple[str | list[str], str | list[str]]]) -> dict[str, str]:
    words: dict[str, str] = {}
    for one, other in rows:
        left, right = ([side] if isinstance(side, str) else side for side in (one, other))
        words |= dict.fromkeys(left, right[0]) | dict.fromkeys(right, left[0])
    return words


def swapped(reader: Reader, reports: Iterable[GoldReport], some: Iterable[Pair]) -> Swapped:
    """Read each report that names a party of a pair as it is and with the pair swapped, and compare."""
    claims, moved, doubts, found = 0, 0, 0, []
    listed = list(reports)
    for pair in some:
        for report in listed:
            if not pair.concerns(report.text):
                continue
            plain = pair.swap(pair.swap(report.text))  # with the first forms alone, so that a swap changes no more
            one, other = (reader.read_text(t, published=report.published) for t in (plain, pair.swap(plain)))
            before, after = _told(one, pair, str), _told(other, pair, pair.swap)
            claims += len(one.claims)
            moved += max(_alone(before, after), _alone(after, before))
            doubts += _doubts(before, after)
            found += [Difference(pair.name, report.id, False, c) for c in _beside(before, after)]
            found += [Difference(pair.name, report.id, True, c) for c in _beside(after, before)]
    return Swapped(claims, moved, doubts, tuple(found))


class _Told(NamedTuple):
    """A claim as it is compared. ``what``: type and status; ``words``: its trigger; ``roles``: its parties."""

    what: str
    words: str
    roles: str
    confidence: float

    @property
    def line(self) -> str:
        return f"{self.what} «{self.words}» {self.roles}"


def _told(reading: Reading, pair: Pair, back: Callable[[str], str]) -> list[_Told]:
    return [_claim(claim, reading, pair, back) for claim in reading.claims]


def _claim(claim: Claim, reading: Reading, pair: Pair, back: Callable[[str], str]) -> _Told:
    """``back``: gives a swapped name back to whose it was. "?" stands behind an unlisted party."""
    who, whom = (
        ", ".join(sorted(_core(pair.named(back(reading.text(r)))) + (r.id is None) * "?" for r in some))
        for some in (claim.actors, claim.targets)
    )
    words = back(reading.text(claim.trigger))
    return _Told(f"{claim.type} {claim.status}", words, f"{who} → {whom}", claim.confidence)


def _core(words: str) -> str:
    return words.casefold().removeprefix("the ")


def _beside(some: list[_Told], others: list[_Told]) -> Iterator[str]:
    yield from (Counter(one.line for one in some) - Counter(other.line for other in others)).elements()


def _alone(some: list[_Told], others: list[_Told]) -> int:
    """How many have no other with their type and status and words in common; each other serves one."""
    left = list(others)
    for one in some:
        match = next((o for o in left if o.what == one.what and (o.words in one.words or one.words in o.words)), None)
        if match:
            left.remove(match)
    return len(some) - (len(others) - len(left))


def _doubts(some: list[_Told], others: list[_Told]) -> int:
    other = {one.line: one.confidence for one in others}
    return sum(abs(one.confidence - other.get(one.line, one.confidence)) > TOLERANCE for one in some)
