"""What more coded reports bring: ``python scripts/learning_curve.py 0=FOLDER 25=FOLDER … [--json FILE]``.

Each folder has a model of triggers that ``scripts/learn_triggers.py --part PER_CENT --folds 0 --into FOLDER`` trained
on so many per cent of the real reports; ``100=shipped`` is the one that ships. Every one reads the dev part of the real
reports, whose texts lie in the shared folder, with the same rules and the same weights of claims.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.calibration import calibration_scores
from evaluation.claims import score_claims
from evaluation.corpus import corpus_folder
from evaluation.real import coding_files, join, read_codings, real_split
from evaluation.texts import shared_folder
from sayso.bulletins import BulletinProducer
from sayso.claims import RuleProducer
from sayso.extract import Extraction
from sayso.gazetteer import Gazetteer
from sayso.lang import folder_of
from sayso.pipeline import STAGES, Pipeline
from sayso.readers.text import make_document
from sayso.rules import load_rulebook
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL
from sayso.triggers import TriggerModel

TOLD = ("type_precision", "type_recall", "type_f1", "every", "confidence_auc")


def main() -> None:
    """Read with each model, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="PER_CENT=FOLDER")
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    folders = dict(one.split("=", 1) for one in options.models)
    notes = {part: _manifest(folder)["note"] for part, folder in folders.items()}
    models = {part: _model(folder) for part, folder in folders.items()}
    scores = measured(models, options.shared)
    rows = [{"part": int(part), "trained": notes[part], **found} for part, found in scores.items()]
    for row in rows:
        print(row)
    if options.json:
        told = {"date": date.today().isoformat(), "set": "real/dev", "rows": rows}
        options.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def measured(models: Mapping[str, TriggerModel], shared: Path | None) -> dict[str, dict[str, Any]]:
    """The scores of each model; mentions are found once."""
    resources = Resources(rulebook=load_rulebook(), gazetteer=Gazetteer.open(), model=DEFAULT_MODEL)
    mentions = Pipeline(resources, STAGES[:-1])
    codings = [c for c in read_codings(coding_files(corpus_folder())) if real_split(c.report.cluster or "") == "dev"]
    bulletins = BulletinProducer(resources)
    readers = {part: Extraction([bulletins, RuleProducer(resources, estimate=model)]) for part, model in models.items()}
    read: dict[str, list[Any]] = {part: [] for part in models}
    reports = join(codings, shared_folder(shared)).reports
    for gold in reports:
        found = mentions.read(make_document(gold.text, published=gold.published, outlet=gold.outlet, language="en"))
        for part, reader in readers.items():
            read[part].append((gold, replace(found, claims=reader(found))))
    results = {part: score_claims(some) for part, some in read.items()}
    return {
        part: {"reports": len(reports), **{name: _all(result)[name] for name in TOLD}}
        for part, result in results.items()
    }


def _all(result: Any) -> dict[str, float]:
    return {**result.scores(), **{name: round(value, 4) for name, value in calibration_scores(result).items()}}


def _manifest(folder: str) -> Any:
    path = folder_of() / "triggers" if folder == "shipped" else Path(folder)
    return json.loads((path / "manifest.json").read_text(encoding="utf-8"))


def _model(folder: str) -> TriggerModel:
    return TriggerModel.shipped() if folder == "shipped" else TriggerModel(Path(folder))


if __name__ == "__main__":
    main()
