"""Pack the reports of the demo ledger, and what its two invented reviewers decide, from the examples and the corpus.

    python scripts/make_demo.py

Writes ``src/sayso/service/demo/reports.jsonl.xz`` and ``decisions.jsonl``. The reviewers decide as the reports were
coded by hand, both of them where two people coded a report: a claim that the coder has too is accepted, one with
another type or status is corrected, one that the coder has not is rejected, and claims that the coder holds to be of
one happening are merged.
"""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evaluation.corpus import corpus_files, read_recoding, read_report_gold
from evaluation.gold import GoldClaim, GoldReport
from sayso.model import Span
from sayso.readers import read_report
from sayso.service.demo import DECISIONS, REPORTS
from sayso.service.ledger import Ledger
from sayso.service.reading import Reader
from sayso.store.filters import Filter
from sayso.store.records import Listed

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src" / "sayso" / "service" / "demo"
CLUSTERS = (
    "d-sdn-babanusa", "d-tha-khm-border-0724", "d-ukr-massed-0817", "gaza-nuseirat-school", "mli-labbezanga-convoy",
    "d-lbn-kfar-tebnit-car", "eth-mota-killings", "nga-kukawa-fishermen", "d-ukr-exchange-1002",
)  # fmt: skip
"""Clusters of the corpus whose claims the reviewers went through."""
TWICE = (
    "bfa-djibo-feature", "col-morales-attack-andeswire", "d-ukr-exchange-chernihiv", "gaza-bureij-house-meridian",
    "mex-buenavista-mines-wire", "sdn-babanusa-casualty", "ssd-nasir-barracks-lagoon", "tha-rueso-bomb-chaophraya",
)  # fmt: skip
"""Reports that two people coded, and that both reviewers went through."""
FIRST, SECOND = "Ines Okoro (invented)", "Pavel Lindqvist (invented)"
BEGUN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def reports() -> list[dict[str, Any]]:
    """The reports: text, outlet, day of publication; the examples first."""
    found = []
    folders = [ROOT / "examples" / name for name in ("", "incident", "displacement")]
    for path in [path for folder in folders for path in sorted(folder.glob("*.txt"))]:
        document = read_report(path)
        outlet = path.stem.partition("-")[2].replace("-", " ").title() if path.parent.name != "examples" else None
        found.append({"text": document.text, "outlet": outlet, "published": str(document.published)})
    for path in corpus_files(ROOT / "corpus"):
        gold = read_report_gold(path)
        found.append({"text": gold.text, "outlet": gold.outlet, "published": str(gold.published)})
    return found


def packed() -> bytes:
    """The reports as JSON lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in reports()).encode()


def main() -> None:
    """Write both files."""
    TARGET.joinpath(REPORTS).write_bytes(lzma.compress(packed(), preset=9 | lzma.PRESET_EXTREME))
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "demo.db", create=True) as ledger:
        summary = ledger.add([TARGET / REPORTS], Reader(), processes=2)
        assert not summary.failures, summary.failures
        rows = list(decisions(ledger))
    TARGET.joinpath(DECISIONS).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")


def decisions(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """What the reviewers decide, in the order of deciding, twenty seconds apart."""
    at, made = BEGUN, set[str]()
    for row in _decisions(ledger):
        told = json.dumps(row)
        if told not in made:
            made.add(told)
            yield {**row, "day": at.isoformat()}
            at += timedelta(seconds=20)


def _decisions(ledger: Ledger) -> Iterator[dict[str, Any]]:
    files = [path for path in corpus_files(ROOT / "corpus") if path.parent.name in CLUSTERS or path.stem in TWICE]
    coded = [read_report_gold(path) for path in files]
    assert {*CLUSTERS, *TWICE} <= {name for gold in coded for name in (gold.cluster, gold.id)}, "one is not there"
    by_text = {gold.text.strip(): gold for gold in coded}
    same: defaultdict[str, list[Listed]] = defaultdict(list)
    for document in ledger.store.documents.listed():
        gold = by_text.get(ledger.store.documents.reading(document).document.text.strip())
        for listed in ledger.claims(Filter(document=document)) if gold else ():
            assert gold is not None
            found = _coded(listed, gold)
            yield from _judged(listed, found, _first_of(gold))
            if gold.id in TWICE:
                again = read_recoding(ROOT / "corpus" / "second" / f"{gold.id}.yaml", gold)
                yield _verdict(listed, _coded(listed, again), SECOND)
            if found and found.incident:
                same[f"{gold.cluster} {found.incident}"].append(listed)
    for claims in same.values():
        apart = {one.incident: one for one in claims if one.incident}
        reports = {one.document.id for one in apart.values()}
        if len(apart) > 1 and len(reports) > 1:
            yield _row("merge", list(apart.values())[:3], FIRST, "coded by hand as one happening")


def _first_of(gold: GoldReport) -> str:
    """Who goes through a report first; of those that both do, always the same."""
    clusters = [name for name in CLUSTERS if name == gold.cluster]
    return SECOND if gold.id not in TWICE and clusters and CLUSTERS.index(clusters[0]) % 3 == 0 else FIRST


def _judged(listed: Listed, found: GoldClaim | None, by: str) -> Iterator[dict[str, Any]]:
    for field in ("type", "status") if found else ():
        if getattr(found, field) != getattr(listed.claim, field):
            yield _row("edit", [listed], by, f"coded by hand as {getattr(found, field)}", field, getattr(found, field))
    yield _verdict(listed, found, by)


def _verdict(listed: Listed, found: GoldClaim | None, by: str) -> dict[str, Any]:
    if found is None:
        return _row("reject", [listed], by, "the codebook counts no claim here")
    return _row("accept", [listed], by, "type and status as coded by hand")


def _row(kind: str, claims: list[Listed], by: str, reason: str, field: str = "", value: Any = None) -> dict[str, Any]:
    at = [[one.document.id, one.claim.trigger.start, one.claim.trigger.end] for one in claims]
    edit = {"field": field, "value": value} if field else {}
    return {"kind": kind, "at": at, "by": by, "reason": reason, **edit}


def _coded(listed: Listed, gold: GoldReport) -> GoldClaim | None:
    """The coded claim at the words of a claim: of those with a common trigger or sentence the one that fits best."""
    words = listed.document.text[listed.claim.trigger.start : listed.claim.trigger.end]
    found = [(c.trigger in words or words in c.trigger, c.type == listed.claim.type, c) for c in gold.claims
             if _meets(c.sentence, listed)]  # fmt: skip
    fitting = [one for one in found if one[0] or one[1]]
    return max(fitting, key=lambda one: one[:2], default=(0, 0, None))[2]


def _meets(sentence: Span, listed: Listed) -> bool:
    return sentence.overlaps(listed.claim.trigger)


if __name__ == "__main__":
    main()
