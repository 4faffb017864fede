"""Event to location: which place belongs to which verb (Halterman 2019), the silver part.

Mapping. The claim whose trigger overlaps the given verb gives the place; where no claim has the verb for its trigger
there is no answer, which counts as "no place". Scored by words, as published: precision, recall and F1 of the words of
the place; ``exact``: all the words; ``none``: of the verbs that have no place in their sentence, how many got none.
``covered``: of the verbs that have a place, the share which is the trigger of a claim; the ``covered_`` scores are
over these alone.
"""

from __future__ import annotations

import re
from collections import Counter

from evaluation.data import PublicSet, Record, Scores, prf, share
from sayso.model import Claim, Reading
from sayso.service.reading import Reader

_SKIPPED = frozenset({"the", "of", "and", "in", "city", "town", "village", "province", "district", "governorate"})


def score(reader: Reader, records: list[Record]) -> Scores:
    """Word precision, recall and F1 over all verbs and over those covered; exact match; no false place."""
    sums: Counter[str] = Counter()
    for record in records:
        reading = reader.read_text(record["text"])
        claim = _claim_at(reading, record["verb"]["start"], record["verb"]["end"])
        read = _words(claim.place.text) if claim and claim.place else set()
        gold = {word for location in record["locations"] for word in _words(location["text"])}
        if not gold:
            sums["no place"] += 1
            sums["none"] += not read
        for name in ("all", "covered") if claim and gold else ("all",):
            sums[f"{name} right"] += len(gold & read)
            sums[f"{name} read"] += len(read)
            sums[f"{name} gold"] += len(gold)
        if gold:
            sums["placed"] += 1
            sums["with claim"] += claim is not None
            sums["exact"] += read == gold
    return (
        prf("all", sums["all right"], sums["all read"], sums["all gold"])
        | prf("covered", sums["covered right"], sums["covered read"], sums["covered gold"])
        | {
            "exact": share(sums["exact"], sums["placed"]),
            "none": share(sums["none"], sums["no place"]),
            "covered": share(sums["with claim"], sums["placed"]),
        }
    )


def _claim_at(reading: Reading, start: int, end: int) -> Claim | None:
    here = [c for c in reading.claims if c.trigger.start < end and start < c.trigger.end]
    return next((c for c in here if c.place), here[0] if here else None)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _SKIPPED


SET = PublicSet(
    name="event_location",
    title="Event location (silver, every tenth): the place of a verb",
    files=("event_location/silver.jsonl.gz",),
    main="covered_f1",
    score=score,
    published="token precision and recall over .83 on 494 gold sentences (Halterman 2019)",
    comparable="Silver labels, not his gold. His model answers for any verb (says, flee, begin); sayso only where "
    "the verb "
    "is the trigger of a claim, so only the covered scores speak of placing. Sentences stand alone here: what the "
    "context "
    "of a report adds is not measured.",
    quick=60,
    sample=969,
)
