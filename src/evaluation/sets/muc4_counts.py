"""MUC-4: how many people were killed and injured, as the coders counted them.

Mapping, settled before any error was looked at. Gold: in each full template the fillers of "human target: number" that
are a number and whose target suffered death or injury ("effect"); numbers of one effect in one template are also
allowed to be read as their sum, since texts tell "six Jesuits and two maids" as eight. A count is right when a claim
of the report states exactly that number killed (injured). ``none``: of the reports in which no template has a human
target that suffered an effect, the share from which nobody was read as killed or injured.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from evaluation.data import PublicSet, Record, Scores, share
from evaluation.sets.muc4 import published, small_words, true_case
from sayso.model import Reading
from sayso.service.reading import Reader

_EFFECTS = {"DEATH": "killed", "INJURY": "injured"}


def score(reader: Reader, records: list[Record]) -> Scores:
    """Share of the coded counts that were read exactly, by effect and in all; and right silence."""
    sums: Counter[str] = Counter()
    small = small_words()
    for record in records:
        reading = reader.read_text(true_case(record["simple_text"], small), published=published(record["dateline"]))
        read = _read(reading)
        coded = [pair for template in record["templates"] for pair in counts(template)]
        for harm, number, total in coded:
            sums[f"{harm} coded"] += 1
            sums[f"{harm} right"] += number in read[harm] or total in read[harm]
        if not any(_suffered(template) for template in record["templates"]):
            sums["silent"] += 1
            sums["quiet"] += not any(value for harm in read.values() for value in harm)
    found = {f"{harm}_exact": share(sums[f"{harm} right"], sums[f"{harm} coded"]) for harm in _EFFECTS.values()}
    right = sum(sums[f"{harm} right"] for harm in _EFFECTS.values())
    return (
        {"exact": share(right, sum(sums[f"{harm} coded"] for harm in _EFFECTS.values()))}
        | found
        | {"none": share(sums["quiet"], sums["silent"])}
    )


def counts(template: Record) -> list[tuple[str, float, float]]:
    """The numeric counts of a template: the measure, the number, and the sum of its numbers of that measure."""
    effects: dict[str, str] = {}
    for group in template.get("hum_tgt_effect") or []:
        for filler in group:
            if filler["head"] in _EFFECTS and filler["of"]:
                effects[filler["of"]] = _EFFECTS[filler["head"]]
    found: list[tuple[str, float]] = []
    for group in template.get("hum_tgt_number") or []:
        filler = next((f for f in group if f["of"] in effects and str(f["head"]).isdigit()), None)
        if filler:
            found.append((effects[filler["of"]], float(filler["head"])))
    return [(harm, number, sum(n for h, n in found if h == harm)) for harm, number in found]


def _suffered(template: Record) -> bool:
    fillers: list[Any] = [f for group in template.get("hum_tgt_effect") or [] for f in group]
    return any(filler["head"] in _EFFECTS for filler in fillers)


def _read(reading: Reading) -> dict[str, set[float]]:
    found: dict[str, set[float]] = {harm: set() for harm in _EFFECTS.values()}
    for claim in reading.claims:
        for figure in claim.figures:
            if figure.measure in found:
                found[figure.measure] |= {value for value in (figure.low, figure.high) if value is not None}
    return found


SET = PublicSet(
    name="muc4-counts",
    title="MUC-4 (dev): how many people were killed and injured",
    files=("muc4/dev.jsonl.gz",),
    main="exact",
    score=score,
    published="none found for counts alone",
    comparable="The full key counts each target apart; a text may give only the sum, which counts as right here. The "
    "capitals of the texts are guessed.",
    quick=30,
)
