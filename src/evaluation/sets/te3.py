"""TempEval-3 task A: time expressions and their values (UzZaman et al. 2013), TimeBank and AQUAINT parts.

Mapping. Every TimeMention is a TIMEX3: its span, ``kind`` (upper case) as type and ``value`` as value. A pair needs
overlapping spans, each used once, in text order. ``strict``: same span. The document's creation time is the day of
publication.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from evaluation.data import PublicSet, Record, Scores, f1, prf
from sayso.service.reading import Reader


def score(reader: Reader, records: list[Record]) -> Scores:
    """Relaxed precision, recall, F1; strict, value and type F1."""
    sums: Counter[str] = Counter()
    for record in records:
        reading = reader.read_text(record["text"], published=date.fromisoformat(record["dct"][:10]))
        left = list(reading.times)
        sums["gold"] += len(record["timexes"])
        sums["read"] += len(left)
        for timex in record["timexes"]:
            match = next((m for m in left if m.start < timex["end"] and timex["start"] < m.end), None)
            if match is None:
                continue
            left.remove(match)
            sums["relaxed"] += 1
            sums["strict"] += (match.start, match.end) == (timex["start"], timex["end"])
            sums["value"] += match.value == timex["value"]
            sums["type"] += match.kind.upper() == timex["type"]
    scores = prf("relaxed", sums["relaxed"], sums["read"], sums["gold"])
    return scores | {f"{name}_f1": f1(sums[name], sums["read"], sums["gold"]) for name in ("strict", "value", "type")}


SET = PublicSet(
    name="te3",
    title="TempEval-3 (TimeBank, AQUAINT): time expressions",
    files=("te3/timebank.jsonl.gz", "te3/aquaint.jsonl.gz"),
    main="value_f1",
    score=score,
    published="value F1 on its platinum test: UWTime .824, HeidelTime .776, SUTime .674; relaxed F1 .90 for the "
    "last two",
    comparable="Same metric on the training parts (platinum is held back); HeidelTime and SUTime were built while "
    "looking at these parts, and so were these rules. Only block text that sayso reads as a report counts.",
    quick=6,
)
