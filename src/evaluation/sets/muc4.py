"""MUC-4 (dev): whole incident records of political violence in Latin America, the six slots that all score.

Mapping. Texts come without capitals: a word stays as it is when our own corpus prints it, or its stem, in lower case,
or when it has the ending of a common word; any other gets a capital (``true_case``). A record stands for all claims of
one MUC type in a report: the report is taken to tell one incident of a type, since nothing merges claims yet. PerpInd:
actors that are unnamed or persons; PerpOrg: named actors; Victim: people among the targets; Target: the others;
Weapon: weapons in the sentences. Records are aligned one to one, those of the same type and most shared fillers first.
A filler is right when it equals one of the coded alternatives of a filler (``exact``), or ends in the same word
(``head``).
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from functools import cache
from typing import Any

from evaluation.corpus import corpus_files, corpus_folder
from evaluation.data import PublicSet, Record, Scores, prf
from sayso.model import Claim, Reading, Role
from sayso.service.reading import Reader

SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPES: dict[str, str] = {
    "bombing": "bombing", "airstrike": "bombing", "abduction": "kidnapping", "clash": "attack",
    "shelling": "attack", "drone-strike": "attack", "missile-strike": "attack", "advance": "attack",
    "attack-civilians": "attack", "casualties": "attack", "riot": "attack",
}  # fmt: skip
_PERSONS = frozenset(
    "people person civilian civilians man men woman women child children peasant peasants priest priests judge mayor "
    "soldier soldiers policeman policemen officer officers student students journalist journalists leader leaders "
    "worker workers teacher teachers citizen citizens guard guards bodyguard driver president minister candidate "
    "member members".split()
)
_ENDINGS = ("ed", "ing", "ly", "tion", "tions", "ment", "ments", "ness", "ous", "ive", "able", "ists")
_LEADS = frozenset({"the", "a", "an", "at", "least", "some", "several"})
_ARSON = ("burn", "set fire", "torch", "arson")
Template = dict[str, Any]


def score(reader: Reader, records: list[Record]) -> Scores:
    """Micro precision, recall and F1 over type and five slots: by exact filler and by last word."""
    sums: Counter[str] = Counter()
    small = small_words()
    for record in records:
        reading = reader.read_text(true_case(record["simple_text"], small), published=published(record["dateline"]))
        read, gold = templates(reading), record["simple"]
        for by in ("exact", "head"):
            for one, other in _aligned(read, gold, by):
                sums[f"{by} right"] += _shared(one, other, by)
                sums[f"{by} type"] += one["incident_type"] in other["incident_type"]
        sums["read"] += sum(_size(template) for template in read)
        sums["gold"] += sum(_size(template) for template in gold)
        sums["read templates"] += len(read)
        sums["gold templates"] += len(gold)
    return (
        prf("exact", sums["exact right"], sums["read"], sums["gold"])
        | prf("head", sums["head right"], sums["read"], sums["gold"])
        | prf("type", sums["exact type"], sums["read templates"], sums["gold templates"])
    )


@cache
def small_words() -> frozenset[str]:
    """The words that the corpus prints in lower case."""
    texts = (path.with_suffix(".txt").read_text(encoding="utf-8") for path in corpus_files(corpus_folder()))
    return frozenset(word for text in texts for word in re.findall(r"\b[a-z]+\b", text))


def true_case(text: str, small: frozenset[str]) -> str:
    """The text with capitals at names (as far as they can be told) and at the beginning of sentences; same length."""

    def cased(match: re.Match[str]) -> str:
        word = match.group()
        stem = re.sub(r"(?:s|es|ed|d|ing)$", "", word)
        plain = word in small or stem in small or stem + "e" in small or word.endswith(_ENDINGS)
        return word if plain or len(word) < 3 else word.capitalize()

    named = re.sub(r"(?<![\w'])[a-z]+", cased, text)
    named = re.sub(r"\(([A-Z][a-z]{1,5})\)", lambda m: f"({m.group(1).upper()})", named)
    return re.sub(r"(^|[.!?][\"')]?\s+)([a-z])", lambda m: m.group(1) + m.group(2).upper(), named)


def templates(reading: Reading) -> list[Template]:
    """One record for each MUC type among the claims."""
    found: dict[str, Template] = {}
    for claim in reading.claims:
        kind = _type(claim, reading)
        if kind is None or claim.status == "planned":
            continue
        template = found.setdefault(kind, {"incident_type": kind} | {slot: set() for slot in SLOTS})
        for actor in claim.actors:
            template["PerpOrg" if actor.id else "PerpInd"].add(_filler(actor, reading))
        for target in claim.targets:
            filler = _filler(target, reading)
            template["Victim" if _is_person(target, filler, reading) else "Target"].add(filler)
        for weapon in reading.weapons:
            if claim.sentence.contains(weapon):
                template["Weapon"].add(reading.text(weapon).lower())
    return list(found.values())


def _type(claim: Claim, reading: Reading) -> str | None:
    if claim.type in ("damage", "attack-civilians", "riot") and any(
        sign in reading.text(claim.sentence).lower() for sign in _ARSON
    ):
        return "arson"
    return TYPES.get(claim.type)


def _filler(role: Role, reading: Reading) -> str:
    words = reading.text(role).lower().split()
    while words and (words[0].isdigit() or words[0] in _LEADS):
        words = words[1:]
    return " ".join(words)


def _is_person(role: Role, filler: str, reading: Reading) -> bool:
    if bool(filler) and filler.split()[-1] in _PERSONS:
        return True
    return any(a.person and a.overlaps(role) for a in reading.actors)


def _aligned(read: list[Template], gold: list[Record], by: str) -> list[tuple[Template, Record]]:
    ranked = sorted(
        ((_shared(one, other, by), i, j) for i, one in enumerate(read) for j, other in enumerate(gold)),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    pairs: list[tuple[Template, Record]] = []
    used: tuple[set[int], set[int]] = set(), set()
    for shared, i, j in ranked:
        if shared and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((read[i], gold[j]))
    return pairs


def _shared(read: Template, gold: Record, by: str) -> int:
    """How many fillers two records share, the type among them; nothing when the types differ."""
    if read["incident_type"] not in gold["incident_type"]:
        return 0
    return 1 + sum(_right(read[slot], gold[slot], by) for slot in SLOTS)


def _right(read: set[str], gold: list[list[list[Any]]], by: str) -> int:
    left, right = sorted(read), 0
    for alternatives in gold:
        names = {_key(str(mention[0]), by) for mention in alternatives}
        match = next((filler for filler in left if _key(filler, by) in names), None)
        if match is not None:
            left.remove(match)
            right += 1
    return right


def _key(filler: str, by: str) -> str:
    return filler if by == "exact" else filler.split()[-1] if filler.split() else ""


def _size(template: Template | Record) -> int:
    return 1 + sum(len(template[slot]) for slot in SLOTS)


def published(dateline: str) -> date | None:
    """The day of a dateline ("SAN SALVADOR, 10 JAN 90 --"), None when it has none."""
    match = re.search(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d\d)\b", dateline)
    try:
        return datetime.strptime(" ".join(match.groups()), "%d %b %y").date() if match else None
    except ValueError:
        return None


SET = PublicSet(
    name="muc4",
    title="MUC-4 (dev): records of incidents",
    files=("muc4/dev.jsonl.gz",),
    main="head_f1",
    score=score,
    published="GTT, slot F1 on the test part: .502 (type .674), trained on 1,300 coded texts",
    comparable="Same slots and alignment by type, on the dev part. The texts' capitals are guessed, each report is "
    "taken to "
    "tell one incident of a type, and no model was trained. The exact score is the like-for-like one.",
    quick=4,
)
