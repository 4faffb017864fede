"""PLOVER gold standard records: what kind of event, who to whom, in single sentences of the CAMEO manual.

Mapping. ``PLOVER`` is the codebook's own column; their FIGHT is our clash and remote violence, their COERCE our
arrests, sieges and disruption, DISAPPROVE our accuse. The first claim in the text gives the type; SUPPORT, CONCEDE,
CONSULT, COOPERATE and INVESTIGATE have no counterpart in the codebook and are left out. Source and target spans:
overlap with the actors (the source of a speech act included) and targets of all claims of the sentence; SRC/TAR may be
either.
"""

from __future__ import annotations

from collections import Counter

from evaluation.claims import FAMILY
from evaluation.data import PublicSet, Record, Scores, f1, prf, share
from sayso.model import EVENT_TYPES, Reading
from sayso.service.reading import Reader

LEFT_OUT = frozenset({"SUPPORT", "CONCEDE", "CONSULT", "COOPERATE", "INVESTIGATE"})
_VIOLENT = {t for t in EVENT_TYPES if FAMILY[t] in ("fight", "remote", "interception")} | {
    "capture",
    "casualties",
    "damage",
}
PLOVER: dict[str, frozenset[str]] = {
    "AGREE": frozenset({"agree"}),
    "DEMAND": frozenset({"demand"}),
    "REJECT": frozenset({"reject"}),
    "THREATEN": frozenset({"threaten", "warning"}),
    "PROTEST": frozenset({"protest", "riot"}),
    "COERCE": frozenset({"arrest", "siege", "disruption", "emergency", "violation", "damage", "abduction", "sanction"}),
    "FIGHT": frozenset(_VIOLENT),
    "ASSAULT": frozenset(_VIOLENT | {"abduction"}),
    "DISAPPROVE": frozenset({"accuse"}),
    "RETREAT": frozenset({"withdraw", "agree"}),
    "SANCTION": frozenset({"sanction", "reject"}),
    "AID": frozenset({"aid", "supply"}),
    "MOBILIZE": frozenset({"deploy"}),
}


def score(reader: Reader, records: list[Record]) -> Scores:
    """Accuracy and macro F1 of the type; F1 of source and target spans by overlap."""
    gold: Counter[str] = Counter()
    read: Counter[str] = Counter()
    right: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for record in records:
        if record["event"] in LEFT_OUT:
            continue
        reading = reader.read_text(record["text"])
        label = label_of(reading, record["event"])
        gold[record["event"]] += 1
        read[label] += 1
        right[label] += label == record["event"]
        sums["any"] += any(c.type in PLOVER[record["event"]] for c in reading.claims)
        _roles(record, reading, sums)
    total = sum(gold.values())
    return {
        "accuracy": share(sum(right.values()), total),
        "macro_f1": share(sum(f1(right[x], read[x], gold[x]) for x in gold), len(gold)),
        "any_claim_of_type": share(sums["any"], total),
        **prf("roles", sums["right"], sums["read"], sums["gold"]),
    }


def label_of(reading: Reading, event: str) -> str:
    """The label of the first claim; where its type serves several labels, the coded one if it is among them."""
    first = next(iter(sorted(reading.claims, key=lambda c: c.trigger.start)), None)
    if first is None:
        return "NONE"
    fitting = [label for label, types in PLOVER.items() if first.type in types]
    return event if event in fitting else (fitting or ["NONE"])[0]


def _roles(record: Record, reading: Reading, sums: Counter[str]) -> None:
    read = {(a.start, a.end, "SRC") for c in reading.claims for a in (*c.actors, *c.sources)}
    read |= {(t.start, t.end, "TAR") for c in reading.claims for t in c.targets}
    gold = [s for s in record["spans"] if s["role"] in ("SRC", "TAR", "SRC/TAR") and s["start"] is not None]
    sums["gold"] += len(gold)
    sums["read"] += len(read)
    for span in gold:
        match = next(
            (r for r in sorted(read) if r[0] < span["end"] and span["start"] < r[1] and r[2] in span["role"]), None
        )
        if match:
            read.discard(match)
            sums["right"] += 1


SET = PublicSet(
    name="plover_gsr",
    title="PLOVER gold standard records: type, who, to whom",
    files=("plover_gsr/all.jsonl.gz",),
    main="accuracy",
    score=score,
    published="none found",
    comparable="Ideal codings of edited single sentences, many of them diplomatic; the five classes of diplomacy "
    "that the "
    "codebook does not have are left out.",
    quick=40,
)
