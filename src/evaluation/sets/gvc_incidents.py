"""Gun Violence Corpus: which reports tell of one incident, and when, where and how many the merged incident says.

Two reports are clustered together when some incident holds claims of both, directly or through others. For each gold
incident the claims of its reports are pooled, whatever they were merged into, and the pool's most frequent day, town
and figures are held against the registry: these scores measure what the claims say, the clustering is scored apart.
Nothing was tuned on the registry's fields; the mapping was settled before errors were looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from evaluation.clusters import clustering_scores
from evaluation.data import PublicSet, Record, Scores, share
from sayso.incidents import accounts_of, merge
from sayso.model import Account
from sayso.model.words import fold
from sayso.service.reading import Reader

_HARM = frozenset({"attack-civilians", "casualties", "clash"})


def score(reader: Reader, records: list[Record]) -> Scores:
    """B³ and CoNLL F1 of the reports; date, city, killed and injured of incidents, where their claims say anything."""
    told: dict[str, list[Account]] = {}
    for record in records:
        if record["text"].strip():
            told[record["doc_id"]] = _accounts(reader, record)
    gold = {record["doc_id"]: record["incident_id"] for record in records if record["doc_id"] in told}
    found = clustering_scores("reports", gold, documents_together(told))
    return found | _registry(records, told)


def documents_together(told: Mapping[str, Iterable[Account]]) -> dict[str, str]:
    """For every document the first of those it shares an incident with, directly or through others."""
    first = {document: document for document in told}

    def root(document: str) -> str:
        while first[document] != document:
            document = first[document]
        return document

    holder = {a.claim: document for document, accounts in told.items() for a in accounts}
    for incident in merge([list(accounts) for accounts in told.values()]):
        roots = sorted({root(holder[claim]) for claim in incident.claims})
        for other in roots[1:]:
            first[other] = roots[0]
    return {document: root(document) for document in told}


def _accounts(reader: Reader, record: Record) -> list[Account]:
    published = date.fromisoformat(record["dct"]) if record["dct"] else None
    reading = reader.read_text(f"{record['title']}\n\n{record['text']}", published=published)
    name = record["doc_id"]
    return [replace(a, claim=f"{name} {a.claim}", document=name) for a in accounts_of(reading)]


def _registry(records: Iterable[Record], told: Mapping[str, list[Account]]) -> Scores:
    pools: defaultdict[str, list[Account]] = defaultdict(list)
    registry: dict[str, Record] = {}
    for record in records:
        pools[record["incident_id"]] += told.get(record["doc_id"], [])
        registry[record["incident_id"]] = record["incident"]
    sums: Counter[str] = Counter()
    for incident, pool in pools.items():
        harm = [a for a in pool if a.type in _HARM] or pool
        _count("date", _days(harm), registry[incident]["date"], sums)
        _count("city", [fold(a.spot.name) for a in harm if a.spot], fold(registry[incident]["city"] or ""), sums)
        for measure in ("killed", "injured"):
            numbers = [f.low for a in harm for f in a.figures if f.measure == measure and f.low is not None]
            if registry[incident][measure] or numbers:
                sums[f"{measure} judged"] += 1
                sums[f"{measure} right"] += max(numbers, default=0) == registry[incident][measure]
    return {
        f"incident_{name}": share(sums[f"{name} right"], sums[f"{name} judged"])
        for name in ("date", "city", "killed", "injured")
    }


def _days(some: Iterable[Account]) -> list[str]:
    """The days of accounts that name one day or night."""
    return [
        str(day)
        for a in some
        if a.earliest and a.latest and a.latest - a.earliest <= timedelta(1)
        for day in {a.earliest, a.latest}
    ]


def _count(name: str, values: list[str], gold: str, sums: Counter[str]) -> None:
    """Judged where the claims say anything: whether the most frequent value (the first of equals) is the registry's."""
    if values and gold:
        ranked = Counter(values)
        most = min(ranked, key=lambda value: (-ranked[value], value))
        sums[f"{name} judged"] += 1
        sums[f"{name} right"] += most == gold or most in gold.split(" (")[0]


SET = PublicSet(
    name="gvc-incidents",
    title="Gun Violence Corpus: reports to incidents; date, city, killed, injured against the registry",
    files=("gvc/dev.jsonl.gz",),
    main="reports_b3_f1",
    score=score,
    published="event mentions given, CoNLL F1 .858 (Chen 2025); reports published on one day taken together, B³ .79",
    comparable="The published figures cluster given event mentions, these cluster whole reports from their raw text. "
    "The registry is a last tally that early reports cannot know. Court follow-ups months later often name no day.",
    quick=60,
)
