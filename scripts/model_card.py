"""The parts of docs/model-card.md that follow from data: what was learned from, files, scores, the learning curve."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from evaluation.corpus import corpus_folder, read_corpus
from evaluation.gate import read_pins
from evaluation.real import coding_files, read_codings, real_split
from evaluation.triggers import RESEARCH_ONLY
from sayso.lang import folder_of
from sayso.model.claims import CLAIM_FIELDS

ROOT = Path(__file__).resolve().parents[1]
LICENCES = ROOT / "src" / "evaluation" / "licences.csv"
CURVE = ROOT / "docs" / "learning-curve.json"
FEWEST, MOST = 20, 15
"""Types and wars with fewer coded claims are left out; at most so many wars and registers are shown."""
Table = Callable[[tuple[str, ...], Iterable[tuple[str, ...]]], str]


def data(table: Table) -> str:
    """The reports of the train parts, by collection."""
    codings = [
        one for one in read_codings(coding_files(corpus_folder())) if real_split(one.report.cluster or "") == "train"
    ]
    known = {row["collection"]: row for row in csv.DictReader(LICENCES.read_text(encoding="utf-8").splitlines())}
    counts = Counter(one.collection for one in codings)
    claims = Counter[str]()
    for one in codings:
        claims[one.collection] += len(one.report.claims)
    rows = [
        (f"`{name}`", known[name]["texts"], str(number), str(claims[name]),
         known[name]["licence as its source states it"], "no" if name in RESEARCH_ONLY else "yes")
        for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]  # fmt: skip
    invented = list(read_corpus(corpus_folder(), "train"))
    told = sum(len(report.claims) for report in invented)
    rows.insert(0, ("`corpus/reports`", "invented reports, ours", str(len(invented)), str(told), "Apache-2.0", "yes"))
    head = ("collection", "what", "reports", "claims", "licence", "in the model of triggers")
    return table(head, rows)


def files(table: Table) -> str:
    """What is learned and ships."""
    rows = []
    for path in sorted(p for name in ("triggers", "weights", "links") for p in (folder_of() / name).rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            size = f"{len(content) / 1e6:.1f} MB" if len(content) > 1e5 else f"{len(content) / 1e3:.0f} kB"
            rows.append((f"`{path.relative_to(folder_of())}`", size, hashlib.sha256(content).hexdigest()[:16]))
    return table(("file (in `src/sayso/lang/en`)", "size", "SHA-256 begins"), rows)


def scores(table: Table) -> str:
    """Scores on the dev part of the real reports, as pinned."""
    pin = read_pins().sets.get("real/dev")
    if pin is None:
        return "No real reports have been measured yet: `sayso bench real --pin`."
    under = pin.breakdown
    whole = [(name.replace("_", " "), f"{pin.scores[name]:.3f}") for name in _FIELDS if name in pin.scores]
    parts = [
        f"**By {called}** (those of at least {FEWEST} claims):\n\n{_parts(table, called, under['parts'][key])}"
        for key, called in (("conflict", "war"), ("register", "register"))
    ]
    return "\n\n".join((
        f"{pin.records} reports, measured {pin.date}. Fields are those of claims of the right type.",
        table(("score", "value"), whole),
        f"**By type** (with at least {FEWEST} coded claims):\n\n{_types(table, under['types'])}",
        *parts,
    ))  # fmt: skip


_FIELDS = (
    "type_precision", "type_recall", "type_f1", "status", "source", "voice", "actors", "targets", "place",
    "place_named", "place25", "time", "figures", "counting", "every", "confidence_ece", "confidence_auc",
    "confidence_sure_share", "confidence_sure_right", *(f"{name}_sure_ece" for name in CLAIM_FIELDS),
    *(f"{name}_sure_auc" for name in CLAIM_FIELDS),
)  # fmt: skip


def _types(table: Table, confusions: Iterable[tuple[str, str, int]]) -> str:
    gold, read, right = Counter[str](), Counter[str](), Counter[str]()
    for coded, found, number in confusions:
        gold[coded] += number
        read[found] += number
        right[coded] += number if coded == found else 0
    rows = [
        (f"`{kind}`", str(number), _share(right[kind], read[kind]), _share(right[kind], number),
         _share(2 * right[kind], read[kind] + number))
        for kind, number in gold.most_common() if kind and number >= FEWEST
    ]  # fmt: skip
    return table(("type", "coded claims", "precision", "recall", "F1"), rows)


def _parts(table: Table, called: str, parts: Mapping[str, Mapping[str, Any]]) -> str:
    shown = [(name, some) for name, some in parts.items() if some["claims"] >= FEWEST][:MOST]
    rows = [
        (name, str(some["reports"]), str(some["claims"]), *(f"{some[key]:.2f}" for key in _SHOWN))
        for name, some in shown
    ]  # fmt: skip
    return table((called, "reports", "claims", *(key.replace("_", " ") for key in _SHOWN)), rows)


_SHOWN = ("type_f1", "source", "actors", "place_named", "time", "figures", "every")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def curve(table: Table) -> str:
    """The learning curve of the model of triggers."""
    if not CURVE.is_file():
        return "Not measured yet: `python scripts/learning_curve.py`."
    told = json.loads(CURVE.read_text(encoding="utf-8"))
    rows = [
        (f"{row['part']} %", row["trained"].split(",")[0].removeprefix("trained on "),
         *(f"{row[key]:.3f}" for key in ("type_precision", "type_recall", "type_f1", "every", "confidence_auc")))
        for row in told["rows"]
    ]  # fmt: skip
    head = (
        "of the real reports",
        "learned from",
        "precision",
        "recall",
        "type F1",
        "every field",
        "order of confidence",
    )
    return f"Measured on {told['date']}, {told['set']}.\n\n{table(head, rows)}"
