"""ECB+: which event mentions of several documents mean one event, and which documents tell of one seminal event.

The gold mentions of actions in the validated sentences are given. A mention is in the incident of the read claim whose
trigger overlaps it (the first such); a mention that no claim stands on is alone. Documents are together when an
incident holds claims of both, directly or through others. No publication day is known, and most events are not of
conflict: what sayso does not take for a claim stays alone by design.
"""

from __future__ import annotations

from dataclasses import replace

from evaluation.clusters import b_cubed, clustering_scores
from evaluation.data import PublicSet, Record, Scores, share
from evaluation.sets.gvc_incidents import documents_together
from sayso.incidents import accounts_of, merge
from sayso.model import Account, Span
from sayso.service.reading import Reader


def score(reader: Reader, records: list[Record]) -> Scores:
    """CoNLL F1 and B³ of mentions, B³ of documents, and the share of mentions that a claim stands on."""
    told: dict[str, list[Account]] = {}
    spans: dict[str, list[tuple[Span, str]]] = {}
    for record in records:
        reading = reader.read_text(record["text"])
        name = record["doc_id"]
        told[name] = [replace(a, claim=f"{name} {a.claim}", document=name) for a in accounts_of(reading)]
        spans[name] = [(claim.trigger, f"{name} {claim.id}") for claim in reading.claims]
    holder = {claim: i.id for i in merge(list(told.values())) for claim in i.claims}
    gold: dict[str, str] = {}
    read: dict[str, str] = {}
    covered = 0
    for record in records:
        name = record["doc_id"]
        for mention in _actions(record):
            item = f"{name} {mention['m_id']}"
            at = Span(start=mention["start"], end=mention["end"])
            claim = next((id for trigger, id in spans[name] if trigger.overlaps(at)), None)
            gold[item], read[item] = mention["cluster"], holder[claim] if claim else item
            covered += claim is not None
    topics = {record["doc_id"]: record["subtopic"] for record in records}
    _, _, documents = b_cubed(topics, documents_together(told))
    found = clustering_scores("events", gold, read)
    return found | {"documents_b3_f1": documents, "mentions_covered_r": share(covered, len(gold))}


def _actions(record: Record) -> list[Record]:
    validated = set(record["validated_sentences"])
    return [m for m in record["mentions"] if m["kind"] == "ACT" and m["sentence"] in validated]


SET = PublicSet(
    name="ecbplus",
    title="ECB+: events across documents, documents to seminal events",
    files=("ecbplus/dev.jsonl.gz",),
    main="events_conll_f1",
    score=score,
    published="gold mentions: CoNLL F1 .884 (ACCI 2025), about .856 (CDLM, Held 2021)",
    comparable="Sports, awards and product news for the most part, of which sayso reads no claims; the share of "
    "mentions a claim stands on is given beside the score. Documents carry no publication day.",
    quick=40,
)
