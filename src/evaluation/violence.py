"""Learn what tells violence by arms from the words that other fields borrow (``sayso.claims.violence``).

Each sentence to learn from stands in its report, and, at less weight, by itself. Of violence are those with a coded act
of violence in the train parts of the corpus and of the real reports, and, at half the weight, those in uncoded reports
of wars in which the rules read one. Of other fields are all sentences of ``corpus/offtopic``, of real train reports
coded as holding no claim and, at half the weight, of uncoded newspaper reports that name next to no force, weapon or
toll. Both sides count as much as each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml

from evaluation.corpus import read_corpus
from evaluation.errors import GoldError
from evaluation.gold import GoldReport
from evaluation.logistic import Learned, Row, descended
from evaluation.real import coding_files, join, read_codings, real_split
from evaluation.texts import collections, read_texts
from sayso.claims import RuleProducer
from sayso.claims.records import Draft
from sayso.claims.select import is_worth
from sayso.claims.steps import Story
from sayso.claims.violence import BORROWED, Violence
from sayso.model import Reading
from sayso.service.reading import Reader

__all__ = ["learned", "read_offtopic", "rows_of"]

_WARS, _PAPERS = "texts/", "bench/polnear/train"
_ARMED = frozenset(f"({mark})" for mark in ("force", "known force", "drone", "missile", "rocket", "shell", "explosive"))
_PENALTY, _LEAST, _NOTE = 1e-4, 2, 0.15
_WEAK, _MOST, _NEXT_TO_NONE = 0.5, {_WARS: 100, _PAPERS: 400}, 0.03
"""What an uncoded report weighs, how many of a collection are read, and in which share of its sentences one of another
field may name a force, a weapon or a toll."""


class _Ungated:
    """Selects whatever is worth it: what a sentence tells of must not be judged by weights learned before."""

    def __call__(self, draft: Draft, story: Story, beside: Sequence[Draft]) -> bool:
        return is_worth(draft, [*story.told, *beside])


def read_offtopic(corpus: Path) -> list[str]:
    """The invented reports of other fields. Raises GoldError naming a file that cannot be read."""
    texts: list[str] = []
    for path in sorted((corpus / "offtopic").glob("*.yaml")):
        try:
            texts += [text for field in yaml.safe_load(path.read_text(encoding="utf-8")).values() for text in field]
        except (OSError, ValueError, AttributeError, yaml.YAMLError) as error:
            raise GoldError(str(path), "file", f"cannot be read: {error}") from error
    return texts


def rows_of(reader: Reader, corpus: Path, shared: Path) -> list[Row]:
    """A row for each sentence to learn from, the sides evened out."""
    codings = read_codings(coding_files(corpus))
    train = [one for one in codings if real_split(one.report.cluster or "") == "train"]
    coded = [*read_corpus(corpus, "train"), *join(train, shared).reports]
    rows = [row for gold in coded for row in _coded(reader, gold)]
    rows += [row for text in read_offtopic(corpus) for row in _rows(reader.read_text(text), right=False)]
    rows += _uncoded(reader, shared, {one.report.id for one in codings})
    sums = {side: sum(row.weight for row in rows if row.right is side) for side in (True, False)}
    return [Row(row.signs, row.right, row.weight / sums[row.right]) for row in rows]


def learned(rows: Sequence[Row]) -> Learned:
    """The weights of words and of things named."""
    return descended(rows, least=_LEAST, penalty=_PENALTY)


def _coded(reader: Reader, gold: GoldReport) -> list[Row]:
    reading = reader.read_text(gold.text, published=gold.published, outlet=gold.outlet)
    if not gold.claims:
        return _rows(reading, right=False)
    acts = [claim.sentence for claim in gold.claims if claim.type in BORROWED or claim.type == "casualties"]
    at = {s.index for s in reading.sentences if any(s.overlaps(act) for act in acts)}
    return _rows(reading, right=True, only=at)


def _uncoded(reader: Reader, shared: Path, coded: set[str]) -> Iterator[Row]:
    producer = RuleProducer(reader.resources, select=_Ungated())
    for name in collections(shared):
        most = next((most for start, most in _MOST.items() if name.startswith(start)), 0)
        texts = sorted((t for t in read_texts(shared, [name]).values() if t.id not in coded), key=lambda t: t.sha256)
        for text in texts[:most]:
            reading = reader.read_text(text.text)
            drafts = producer.drafts(reading)
            if name.startswith(_WARS):
                acts = {draft.sentence.index for draft in drafts if draft.type in BORROWED}
                yield from _rows(reading, right=True, only=acts, weight=_WEAK)
            elif _is_of_peace(reading, drafts):
                yield from _rows(reading, right=False, weight=_WEAK)


def _is_of_peace(reading: Reading, drafts: Iterable[Draft]) -> bool:
    violence = Violence(reading)
    marked = {s.index for s in reading.sentences if not _ARMED.isdisjoint(violence.signs(s))}
    tolls = {draft.sentence.index for draft in drafts if draft.type == "casualties"}
    return len(marked | tolls) <= _NEXT_TO_NONE * len(reading.sentences)


def _rows(reading: Reading, *, right: bool, only: set[int] | None = None, weight: float = 1.0) -> list[Row]:
    """Rows of the sentences, or of those with these numbers, each in its report and as a note of its own.

    A report's weight grows with the root of their number.
    """
    violence = Violence(reading)
    sentences = [s for s in reading.sentences if only is None or s.index in only]
    even = weight / max(len(sentences), 1) ** 0.5
    rows = [Row(violence.signs(s), right, even) for s in sentences]
    if len(reading.sentences) > 1:
        rows += [Row(violence.signs(s, alone=True), right, _NOTE * even) for s in sentences]
    return rows
