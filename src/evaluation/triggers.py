"""What the model of triggers learns from: coded reports with the triggers that the rules find in them.

Texts whose publishers allow research only stay out, so that the weights may be given away. What the model says of a
report that it has learned from is no measure of it: for every report of the train parts a model that was trained
without it says how likely its words are (``HeldOut``), and the weights of claims are learned on that.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy

from evaluation.gold import GoldClaim, GoldReport
from sayso.claims import RuleProducer
from sayso.model import EVENT_TYPES, Document, Span
from sayso.pipeline import STAGES, Pipeline
from sayso.stage import Resources
from sayso.triggers import Hint, Likelihoods, TriggerModel
from sayso.triggers.likelihoods import within

__all__ = [
    "HELD_OUT", "RESEARCH_ONLY", "HeldOut", "Lesson", "Lessons", "coded_marks", "document_of", "key_of",
    "write_held_out",
]  # fmt: skip

RESEARCH_ONLY = ("texts/conll2003", "texts/reuters21578", "texts/mpqa")
"""Collections whose texts may be used for research only."""
HELD_OUT = Path(__file__).with_name("held_out.jsonl.gz")
_LEAST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A report to learn from.

    ``hints``: the triggers that the rules found; ``marks``: type, characters and status of each coded trigger.
    """

    id: str
    text: str
    hints: tuple[Hint, ...]
    marks: tuple[tuple[str, int, int, str], ...]

    @property
    def key(self) -> str:
        """What its text is known by."""
        return key_of(self.text)


def key_of(text: str) -> str:
    """What a text is known by: the first 16 digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


class Lessons:
    """Makes lessons: reads mentions and the triggers of the rules, without any model of triggers."""

    def __init__(self, resources: Resources) -> None:
        self._mentions = Pipeline(resources, STAGES[:-1])
        self._hints: tuple[Hint, ...] = ()
        self._rules = RuleProducer(resources, estimate=self._noting)

    def __call__(self, report: GoldReport) -> Lesson:
        """The lesson of a coded report."""
        self._rules(self._mentions.read(document_of(report)))
        return Lesson(id=report.id, text=report.text, hints=self._hints, marks=tuple(coded_marks(report)))

    def _noting(self, text: str, hints: Sequence[Hint], groups: Sequence[Span] = ()) -> Likelihoods:
        self._hints = tuple(hints)
        return Likelihoods([], numpy.zeros((0, len(EVENT_TYPES)), dtype=numpy.int16))


def document_of(report: GoldReport) -> Document:
    """The document that a coded report is."""
    key = key_of(report.text)
    return Document(
        id=key, text=report.text, text_sha256=key, published=report.published, outlet=report.outlet, language="en"
    )


def coded_marks(report: GoldReport) -> list[tuple[str, int, int, str]]:
    """Type, characters and status of each coded trigger of a report."""
    return [mark for claim in report.claims if (mark := _mark(claim, report.text))]


def _mark(claim: GoldClaim, text: str) -> tuple[str, int, int, str] | None:
    span = claim.evidence.trigger
    if span is not None:
        return claim.type, span.start, span.end, claim.status
    start = text.find(claim.trigger, claim.sentence.start, claim.sentence.end)
    return (claim.type, start, start + len(claim.trigger), claim.status) if start >= 0 else None


class HeldOut:
    """Says of a report of the train parts what a model said that was trained without it; of others, the shipped one.

    The states are those of the shipped one, always: what is learned from them must fit it.
    """

    def __init__(self, path: Path, shipped: TriggerModel) -> None:
        self._shipped = shipped
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            self._said: Mapping[str, list[tuple[int, int, int]]] = dict(map(json.loads, lines))

    def __call__(self, text: str, hints: Sequence[Hint], groups: Sequence[Span] = ()) -> Likelihoods:
        """The likelihoods of a report."""
        said, shipped = self._said.get(key_of(text)), self._shipped(text, hints, groups)
        if said is None:
            return shipped
        rows, named = numpy.zeros_like(shipped.rows), self._shipped.pieces(text)
        for piece, kind, likely in said:
            for at in within(shipped.pieces, *named[piece]):
                rows[at, kind] = max(rows[at, kind], likely)
        return replace(shipped, rows=rows)


def write_held_out(path: Path, said: Iterable[tuple[str, Likelihoods]]) -> None:
    """Write what was said of each report: numbers of piece and type, thousandths; what is unlikely is left out."""
    lines = [json.dumps([key, _likely(likelihoods)], separators=(",", ":")) for key, likelihoods in said]
    with path.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write(("\n".join(sorted(lines)) + "\n").encode("utf-8"))


def _likely(likelihoods: Likelihoods) -> list[tuple[int, int, int]]:
    found = zip(*numpy.nonzero(likelihoods.rows >= _LEAST), strict=True)
    return [(int(piece), int(kind), int(likelihoods.rows[piece, kind])) for piece, kind in found]
