"""CASE 2021 task 2: the ACLED sub-event of a snippet (Haneczok et al. 2021), half of the labelled test.

Mapping. A snippet has one label, a reading several claims. The claim whose type stands first in ``RANK`` gives the
label: attacks before tolls, deeds before words. Types map to labels by ``LABELS``; where one type serves several
labels, words of the sentence decide (``WORDS``), and a captured place is the government's when a state's forces took
it. No claim: ``OTHER``. The five labels beyond ACLED (disasters, organised crime, diplomacy, attribution) are outside
subtask 1.
"""

from __future__ import annotations

from collections import Counter

from evaluation.data import PublicSet, Record, Scores, f1, share
from sayso.model import EVENT_TYPES, Claim, Reading
from sayso.service.reading import Reader

BEYOND = frozenset({"MAN_MADE_DISASTER", "NATURAL_DISASTER", "ORG_CRIME", "DIPLO", "ATTRIB"})
LABELS: dict[str, str] = {
    "clash": "ARMED_CLASH", "advance": "ARMED_CLASH", "repel": "ARMED_CLASH", "airstrike": "AIR_STRIKE",
    "drone-strike": "AIR_STRIKE", "missile-strike": "ART_MISS_ATTACK", "shelling": "ART_MISS_ATTACK",
    "bombing": "REM_EXPLOS", "interception": "DISR_WEAP", "attack-civilians": "ATTACK", "abduction": "ABDUCT_DISSAP",
    "arrest": "ARREST", "protest": "PEACE_PROTEST", "riot": "VIOL_DEMONSTR", "agree": "AGREEMENT",
    "damage": "PROPERTY_DISTRUCT", "withdraw": "NON_VIOL_TERRIT_TRANSFER", "capture": "NON_STATE_ACTOR_OVERTAKES_TER",
    "deploy": "CHANGE_TO_GROUP_ACT", "casualties": "ATTACK",
}  # fmt: skip
WORDS: tuple[tuple[frozenset[str], tuple[str, ...], str], ...] = (
    (frozenset({"bombing", "casualties", "attack-civilians"}), ("suicide",), "SUIC_BOMB"),
    (frozenset({"bombing", "casualties", "attack-civilians"}), ("grenade",), "GRENADE"),
    (frozenset({"attack-civilians", "casualties"}), ("rape", "sexual"), "SEX_VIOL"),
    (frozenset(EVENT_TYPES), ("chemical", "chlorine", "sarin", "toxic gas", "nerve agent"), "CHEM_WEAP"),
    (frozenset({"attack-civilians", "riot", "casualties"}), ("mob ", "lynch", "vigilante"), "MOB_VIOL"),
    (frozenset({"protest", "riot"}), ("shot dead", "live ammunition", "opened fire", "live rounds"),
     "FORCE_AGAINST_PROTEST"),
    (frozenset({"protest"}), ("tear gas", "dispers", "water cannon", "arrested", "detained"), "PROTEST_WITH_INTER"),
    (frozenset({"damage", "arrest", "repel", "bombing"}), ("seized", "defuse", "weapons cache", "confiscat"),
     "DISR_WEAP"),
    (frozenset({"deploy"}), ("base", "headquarters", "checkpoint"), "HQ_ESTABLISHED"),
)  # fmt: skip
RANK = (
    "bombing", "airstrike", "drone-strike", "shelling", "missile-strike", "abduction", "riot", "protest", "capture",
    "interception", "clash", "advance", "repel", "attack-civilians", "withdraw", "agree", "arrest", "damage", "deploy",
    "casualties",
)  # fmt: skip


def score(reader: Reader, records: list[Record]) -> Scores:
    """Weighted, macro and micro F1 of subtask 1 (ACLED's own labels), and the share of snippets with any claim."""
    gold: Counter[str] = Counter()
    read: Counter[str] = Counter()
    right: Counter[str] = Counter()
    found = 0
    for record in records:
        if record["label"] in BEYOND:
            continue
        reading = reader.read_text(record["text"])
        label = label_of(reading)
        gold[record["label"]] += 1
        read[label] += 1
        right[label] += label == record["label"]
        found += bool(reading.claims)
    each = {label: f1(right[label], read[label], gold[label]) for label in gold}
    total = sum(gold.values())
    return {
        "weighted_f1": share(sum(each[label] * number for label, number in gold.items()), total),
        "macro_f1": share(sum(each.values()), len(each)),
        "micro_f1": share(sum(right.values()), total),
        "any_claim": share(found, total),
    }


def label_of(reading: Reading) -> str:
    """The one label that stands for a reading."""
    ranked = [claim for claim in reading.claims if claim.type in RANK]
    if not ranked:
        return "OTHER"
    claim = min(ranked, key=lambda c: RANK.index(c.type))
    return _label(claim, reading.document.text.lower())


def _label(claim: Claim, words: str) -> str:
    for types, signs, label in WORDS:
        if claim.type in types and any(sign in words for sign in signs):
            return label
    if claim.type == "capture" and any(actor.id and actor.id.endswith("-MIL") for actor in claim.actors):
        return "GOV_REGAINS_TERIT"
    return LABELS[claim.type]


SET = PublicSet(
    name="case2021",
    title="CASE 2021 task 2 (half of the test): ACLED sub-event of a snippet",
    files=("case2021/half.jsonl.gz",),
    main="weighted_f1",
    score=score,
    published="weighted F1 of subtask 1: .839 (fine-tuned RoBERTa, trained on ACLED's notes); zero-shot NLI about .74",
    comparable="Same labels and metric on half of the test. The published systems learned ACLED's labels; sayso has "
    "its "
    "own types and one fixed mapping, and some labels (headquarters, change to group) it does not try to tell apart.",
    quick=40,
)
