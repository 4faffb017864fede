"""Run benchmarks: the corpus and the public data sets, each to named scores between 0 and 1."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.breakdown import Breakdown, breakdown
from evaluation.calibration import calibration_scores
from evaluation.claims import score_claims
from evaluation.corpus import SPLITS, Split, corpus_files, corpus_hash, read_corpus
from evaluation.data import PublicSet, Record, Scores, data_hash, present, read_records
from evaluation.gold import GoldReport
from evaluation.incidents import incident_scores
from evaluation.outcomes import Outcome, outcomes
from evaluation.real import coding_files, codings_hash, join, read_codings, real_split
from evaluation.sets import SETS
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.model import Reading
    from sayso.service.reading import Reader

CORPUS = "corpus"
REAL = "real"
_PLACES = 4
_NAMES = ("doc_id", "id", "docid", "document", "name", "file")
"""The keys under which the public sets name their records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One record of a public set by itself: which it is, and the set's main score on it alone (0 to 1)."""

    key: str
    record: str
    score: float

    def as_json(self) -> dict[str, Any]:
        """The three as JSON."""
        return {"set": self.key, "record": self.record, "score": self.score}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The scores of one set. ``key`` names set and part ("corpus/dev", "te3", "te3/quick"), ``hash`` the data read.

    ``outcomes`` and ``breakdown``: of claims, for coded reports; ``each``: of the records of a public set, when asked
    for; ``missing``: why records of the set could not be read.
    """

    key: str
    title: str
    records: int
    hash: str
    scores: Scores
    outcomes: tuple[Outcome, ...] = ()
    each: tuple[Single, ...] = ()
    breakdown: Breakdown = field(default_factory=Breakdown)
    missing: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The measurement without its outcomes."""
        return {"set": self.key, "records": self.records, "hash": self.hash, "scores": self.scores}


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A set that was not measured, and why."""

    key: str
    reason: str


def chosen(names: Sequence[str]) -> list[str]:
    """The sets meant by these names, all when there are none; "geoparsing" means both of its parts.

    Raises UsageError on a name that is none.
    """
    valid = [CORPUS, REAL, *(public.name for public in SETS)]
    found: list[str] = []
    for name in names or valid:
        parts = [v for v in valid if v == name or v.startswith(f"{name}-")]
        if not parts:
            raise UsageError(f"no set is called {name!r}; valid: {', '.join(valid)}")
        found += [part for part in parts if part not in found]
    return found


def run(
    reader: Reader,
    name: str,
    *,
    corpus: Callable[[], Path],
    data: Path,
    split: Split = "dev",
    limit: int | None = None,
    quick: bool = False,
    each: bool = False,
) -> Measured | Skipped:
    """Measure one set. ``limit``: at most so many records; ``quick``: the set's own small fixed sample.

    ``data``: the folder of the public sets, beside which the texts of real reports lie. ``each``: score every record
    of a public set by itself as well, which takes as long again.
    """
    if name == CORPUS:
        return run_corpus(reader, corpus(), split, limit)
    if name == REAL:
        return run_real(reader, corpus(), data.parent, split, limit)
    public = next(public for public in SETS if public.name == name)
    if not present(public, data):
        return Skipped(key=name, reason=f"no {public.files[0]} in the data folder {data}")
    return run_public(reader, public, data, limit, quick, each)


def run_corpus(reader: Reader, folder: Path, split: Split, limit: int | None = None) -> Measured:
    """Measure a split of the corpus."""
    if split not in SPLITS:
        raise UsageError(f"no split is called {split!r}; valid: {', '.join(SPLITS)}")
    reports = list(read_corpus(folder, split))[:limit]
    scores, found, under = run_reports(reader, reports)
    whole = len(reports) == len(corpus_files(folder, split))
    return Measured(
        key=f"{CORPUS}/{split}" + ("" if whole else f"/{len(reports)}"),
        title=f"Corpus ({split}): sourced claims",
        records=len(reports),
        hash=corpus_hash(folder, split),
        scores=_rounded(scores),
        outcomes=tuple(found),
        breakdown=under,
    )


def run_real(reader: Reader, folder: Path, shared: Path, split: Split, limit: int | None = None) -> Measured | Skipped:
    """Measure a split of the real reports of a corpus, as far as their texts are in the shared folder."""
    every = read_codings(coding_files(folder))
    codings = [coding for coding in every if real_split(coding.report.cluster or "") == split]
    found = join(codings, shared)
    if not found.reports:
        return Skipped(key=f"{REAL}/{split}", reason="; ".join(found.missing) or f"no codings of this part in {folder}")
    reports = found.reports[:limit]
    scores, claims, under = run_reports(reader, reports)
    return Measured(
        key=f"{REAL}/{split}" + ("" if len(reports) == len(codings) else f"/{len(reports)}"),
        title=f"Real reports ({split}): sourced claims",
        records=len(reports),
        hash=codings_hash(codings),
        scores=_rounded(scores),
        outcomes=tuple(claims),
        breakdown=under,
        missing=found.missing,
    )


def real_reports(folder: Path, shared: Path, split: Split) -> tuple[GoldReport, ...]:
    """The coded real reports of a split whose texts are in the shared folder."""
    every = read_codings(coding_files(folder))
    return join([coding for coding in every if real_split(coding.report.cluster or "") == split], shared).reports


def run_reports(reader: Reader, reports: Sequence[GoldReport]) -> tuple[Scores, list[Outcome], Breakdown]:
    """Read coded reports; score the claims, and the incidents where they are labelled."""
    read: list[tuple[GoldReport, Reading]] = [
        (gold, reader.read_text(gold.text, published=gold.published, outlet=gold.outlet)) for gold in reports
    ]
    result = score_claims(read)
    scores = result.scores() | calibration_scores(result) | incident_scores(read, result)
    return scores, outcomes(result, read), breakdown(result, read)


def measure_reports(reader: Reader, name: str, reports: Sequence[GoldReport]) -> Measured:
    """Measure anyone's coded reports; ``name`` is what the scores go by."""
    scores, found, under = run_reports(reader, reports)
    digest = hashlib.sha256("\0".join(report.text for report in reports).encode()).hexdigest()
    return Measured(
        key=name,
        title=name,
        records=len(reports),
        hash=digest[:12],
        scores=_rounded(scores),
        outcomes=tuple(found),
        breakdown=under,
    )


def run_public(
    reader: Reader,
    public: PublicSet,
    data: Path,
    limit: int | None = None,
    quick: bool = False,
    each: bool = False,
) -> Measured:
    """Measure a public set that is present."""
    size = public.quick if quick else limit or public.sample
    records = read_records(public, data, size)
    part = "/quick" if quick else f"/{limit}" if limit else ""
    return Measured(
        key=public.name + part,
        title=public.title,
        records=len(records),
        hash=data_hash(public, data),
        scores=_rounded(public.score(reader, records)),
        each=tuple(_singles(reader, public, public.name + part, records)) if each else (),
    )


def _singles(reader: Reader, public: PublicSet, key: str, records: Sequence[Record]) -> Iterator[Single]:
    for number, record in enumerate(records):
        name = next((str(record[k]) for k in _NAMES if record.get(k)), f"record {number + 1}")
        value = public.score(reader, [record]).get(public.main, 0.0)
        yield Single(key=key, record=name, score=round(value, _PLACES))


def _rounded(scores: Scores) -> Scores:
    return {name: round(value, _PLACES) for name, value in scores.items()}
