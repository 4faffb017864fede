"""PolNeAR: who says what, in US political news (Newell, Margolin and Ruths 2018).

Mapping. Every attribution of the reading is one of theirs. Source: the whole noun phrase around each source of the
chain, with article and relative clause, without the cue. Cue: the cue with its auxiliaries and negation. Content: the
stretches of content. Spans are compared after white space and closing marks (``, ; : .``) are cut off both ends; each
contiguous stretch counts once. ``begin``: of a stretch only the beginning is compared; ``word``: each word on its
own. ``attribution``: an attribution is found when its cue overlaps a coded cue.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from evaluation.data import PublicSet, Record, Scores, f1, prf
from sayso.model import Attribution, Reading, Span
from sayso.service.reading import Reader

Spans = set[tuple[int, int]]
ROLES = ("source", "cue", "content")
_EDGES = " \n\t,;:."
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")


def score(reader: Reader, records: list[Record]) -> Scores:
    """Precision, recall and F1 of the three roles by exact match, F1 by beginning and by word; and of finding
    attributions at all."""
    sums: Counter[str] = Counter()
    for record in records:
        reading = reader.read_text(record["text"])
        read = {role: _read(role, reading) for role in ROLES}
        gold = {role: _gold(role, record) for role in ROLES}
        words = [match.span() for match in _WORD.finditer(record["text"])]
        for role in ROLES:
            own, coded = _covered(words, read[role]), _covered(words, gold[role])
            sums[f"{role} words read"] += len(own)
            sums[f"{role} words gold"] += len(coded)
            sums[f"{role} words right"] += len(own & coded)
            sums[f"{role} read"] += len(read[role])
            sums[f"{role} gold"] += len(gold[role])
            sums[f"{role} right"] += len(read[role] & gold[role])
            sums[f"{role} begins"] += len({s for s, _ in read[role]} & {s for s, _ in gold[role]})
        sums["found"] += _overlapping(gold["cue"], read["cue"])
        sums["true"] += _overlapping(read["cue"], gold["cue"])
    scores: Scores = {}
    for role in ROLES:
        scores |= prf(role, sums[f"{role} right"], sums[f"{role} read"], sums[f"{role} gold"])
        scores |= {
            f"{role}_begin_f1": f1(sums[f"{role} begins"], sums[f"{role} read"], sums[f"{role} gold"]),
            f"{role}_word_f1": f1(sums[f"{role} words right"], sums[f"{role} words read"], sums[f"{role} words gold"]),
        }
    precision, recall = sums["true"] / max(1, sums["cue read"]), sums["found"] / max(1, sums["cue gold"])
    both = precision + recall
    return scores | {
        "attribution_p": precision,
        "attribution_r": recall,
        "attribution_f1": 2 * precision * recall / both if both else 0.0,
    }


def _covered(words: Sequence[tuple[int, int]], spans: Spans) -> set[int]:
    """The words, by number, that any of the spans holds; both in text order."""
    found: set[int] = set()
    starts = [start for start, _ in words]
    for start, end in spans:
        at = bisect_left(starts, start)
        while at < len(words) and words[at][1] <= end:
            found.add(at)
            at += 1
    return found


def _gold(role: str, record: Record) -> Spans:
    found = {trim(record["text"], start, end) for item in record["attributions"] for start, end, _ in item[role] or ()}
    return {(start, end) for start, end in found if start < end}


def _read(role: str, reading: Reading) -> Spans:
    text, found = reading.document.text, set()
    for attribution in reading.attributions:
        for span in _spans(role, attribution, reading):
            start, end = trim(text, span.start, span.end)
            if start < end:
                found.add((start, end))
    return found


def _spans(role: str, attribution: Attribution, reading: Reading) -> list[Span]:
    if role == "content":
        return list(attribution.content)
    if role == "cue":
        return [_with_auxiliaries(attribution.cue, reading)] if attribution.cue else []
    return [_phrase(source, attribution.cue, reading) for source in attribution.sources]


def _with_auxiliaries(cue: Span, reading: Reading) -> Span:
    sentence = reading.sentence_at(cue.start)
    head = sentence.head_of(cue) if sentence else None
    if sentence is None or head is None:
        return cue
    first = next((t.index for t in sentence.tokens if t.end > cue.start), head.index)
    helpers = {t.index for t in sentence.children(head, "aux", "auxpass", "neg", "advmod")}
    while first - 1 in helpers:
        first -= 1
    return Span(start=min(cue.start, sentence.tokens[first].start), end=cue.end)


def _phrase(source: Span, cue: Span | None, reading: Reading) -> Span:
    sentence = reading.sentence_at(source.start)
    head = sentence.head_of(source) if sentence else None
    if sentence is None or head is None:
        return source
    below = {t.index for t in sentence.subtree(head) if not (cue and t.overlaps(cue))}
    low = high = head.index
    while low - 1 in below:
        low -= 1
    while high + 1 in below:
        high += 1
    return Span(start=sentence.tokens[low].start, end=sentence.tokens[high].end)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and closing marks at its ends."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _overlapping(some: Spans, others: Spans) -> int:
    return sum(any(a < d and c < b for c, d in others) for a, b in some)


SET = PublicSet(
    name="polnear",
    title="PolNeAR (dev): attributions in US political news",
    files=("polnear/dev.jsonl.gz",),
    main="source_f1",
    score=score,
    published="exact F1 of source/cue/content on its test part: BERT+Cofe .83/.75/.73 (trained on it), CRF "
    ".51/.53/.29, "
    "rules .11/.23/.06, CoreNLP .14/–/.18",
    comparable="Same roles and exact match, but the dev part, and spans trimmed of closing marks. The list of cues was "
    "made while looking at train and dev; no model was trained. PolNeAR codes every attribution, beliefs and written "
    "sources included; sayso looks for those that carry events. Rules and CoreNLP are the like-for-like rows.",
    quick=4,
)
