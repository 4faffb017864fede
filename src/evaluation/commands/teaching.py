"""What ``sayso train`` says of the coded reports of a checkout: how they are read before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from evaluation.calibration import calibration_scores
from evaluation.claims import score_claims
from evaluation.corpus import corpus_folder, read_corpus
from evaluation.gold import GoldReport
from evaluation.real import coding_files, join, read_codings, real_split
from evaluation.texts import shared_folder
from sayso.service.reading import Reader

__all__ = ["corpus_change"]

_TOLD = ("type_precision", "type_recall", "type_f1", "status", "every", "confidence_ece")


def corpus_change(before: Reader, after: Reader, left_out: Collection[str]) -> Iterator[tuple[str, str, float, float]]:
    """Set, score, and its value by both readers, on the dev parts; reports with one of these texts are left out.

    The real reports are read where their texts are beside the checkout.
    """
    corpus = corpus_folder()
    codings = [one for one in read_codings(coding_files(corpus)) if real_split(one.report.cluster or "") == "dev"]
    sets = {"invented": read_corpus(corpus, "dev"), "real": join(codings, shared_folder()).reports}
    for name, reports in sets.items():
        kept = [report for report in reports if report.text not in left_out]
        if kept:
            old, new = (_scores(reader, kept) for reader in (before, after))
            yield from ((f"{name} ({len(kept)} reports)", score, old[score], new[score]) for score in _TOLD)


def _scores(reader: Reader, reports: list[GoldReport]) -> dict[str, float]:
    result = score_claims(
        (gold, reader.read_text(gold.text, published=gold.published, outlet=gold.outlet)) for gold in reports
    )
    return {**result.scores(), **calibration_scores(result)}
