"""Copies at scale: which reports carry the text of others, as a ledger that they were added to in order would find.

    mark    part by part: the marks of every report, each sent to the bucket of its number
    match   bucket by bucket: which reports share how many of the marks there
    settle  bucket by bucket: what each two share in all, and so which is a copy of which; sent to both ends
    carry   bucket by bucket: each copy, sent to the groups of incidents that either end tells of

A mark that more than ``COMMON`` reports had before is a phrase for those that come after, as in a ledger.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from sayso.incidents import copy_between, marks_of
from sayso.incidents.copies import FEWEST
from sayso.model import Copy, Marked
from sayso.service.scale import rows
from sayso.service.scale.pieces import MERGE, Merge, file_name, in_bucket, open_file, save_by_bucket
from sayso.store.sqlite.copies import COMMON
from sayso.store.sqlite.tellings import hashed

_ENDS = ("one", "other")


def mark(merge: Merge, part: str) -> int:
    """The marks of the reports of a part, those that are not listed too; how many reports."""
    documents: dict[str, dict[str, Any]] = {}
    with open_file(merge, f"documents/{part}.parquet") as file:
        for row in rows.read(file, ["document", "published", "text"]):
            documents.setdefault(row["document"], row)
    made = [row for one in documents.values() for row in _marked(merge, one)]
    save_by_bucket(merge, f"{MERGE}/marked/{part}.parquet", rows.MARKED, made)
    return len(documents)


def _marked(merge: Merge, document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    marks = marks_of(document["text"])  # what of a text a file cannot hold is no part of a word
    held: defaultdict[int, list[int]] = defaultdict(list)
    for one in sorted(marks):
        held[one % merge.partition.buckets].append(one)
    facts = {"document": document["document"], "published": document["published"], "number": len(marks)}
    for bucket, there in held.items():
        yield {"bucket": bucket, **facts, "marks": there}


def match(merge: Merge, bucket: int) -> int:
    """What reports share of the marks of a bucket; how many pairs."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    known: list[dict[str, Any]] = []
    seen: set[str] = set()
    shared: Counter[tuple[int, int]] = Counter()
    for row in in_bucket(merge, "marked", bucket):
        if row["document"] in seen:  # a ledger marks a report when it comes first
            continue
        for one in row["marks"]:
            earlier = holders[one]
            if len(earlier) <= COMMON:
                shared.update((n, len(known)) for n in earlier)
                earlier.append(len(known))
        seen.add(row["document"])
        known.append(row)
    made = [_pair(merge, known[a], known[b], number) for (a, b), number in sorted(shared.items())]
    save_by_bucket(merge, f"{MERGE}/shared/{file_name(bucket)}", rows.SHARED, made)
    return len(made)


def _pair(merge: Merge, one: dict[str, Any], other: dict[str, Any], shared: int) -> dict[str, Any]:
    ends = {
        f"{end}_{name}": row[name]
        for end, row in zip(_ENDS, (one, other), strict=True)
        for name in ("document", "published", "number")
    }
    bucket = hashed(f"{one['document']} {other['document']}") % merge.partition.buckets
    return {"bucket": bucket, **ends, "shared": shared}


def settle(merge: Merge, bucket: int) -> int:
    """The copies among the pairs of a bucket; how many."""
    shared: Counter[tuple[str, str]] = Counter()
    facts: dict[tuple[str, str], dict[str, Any]] = {}
    for row in in_bucket(merge, "shared", bucket):
        pair = (row["one_document"], row["other_document"])
        shared[pair] += row["shared"]
        facts.setdefault(pair, row)
    enough = [(facts[pair], number) for pair, number in sorted(shared.items()) if number >= FEWEST]
    found = [copy for row, number in enough if (copy := copy_between(*(_end(row, end, number) for end in _ENDS)))]
    made = [_sent(merge, copy, end) for copy in found for end in (copy.document, copy.of)]
    save_by_bucket(merge, f"{MERGE}/copies/{file_name(bucket)}", rows.COPIES, made)
    return len(found)


def _end(row: dict[str, Any], end: str, shared: int) -> Marked:
    document, published, number = (row[f"{end}_{name}"] for name in ("document", "published", "number"))
    return Marked(document=document, published=published, marks=number, shared=shared)


def _sent(merge: Merge, copy: Copy, end: str) -> dict[str, Any]:
    bucket = hashed(end) % merge.partition.buckets
    return {
        "bucket": bucket, "end": end, "document": copy.document, "of": copy.of, "share": copy.share,
        "whole": int(copy.whole),
    }  # fmt: skip


def carry(merge: Merge, bucket: int) -> int:
    """The copies whose one end is of this bucket, by group; how many."""
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for row in in_bucket(merge, "whereabouts", bucket):
        groups[row["document"]].add(row["group"])
    made = [
        {**row, "bucket": group}
        for row in in_bucket(merge, "copies", bucket)
        for group in sorted(groups.get(row["end"], ()))
    ]
    save_by_bucket(merge, f"{MERGE}/carried/{file_name(bucket)}", rows.COPIES, made)
    return len(made)


def carried(merge: Merge, group: int) -> dict[str, set[Copy]]:
    """The copies of a group's reports, under each end that tells of an incident in it."""
    found: defaultdict[str, set[Copy]] = defaultdict(set)
    for row in in_bucket(merge, "carried", group):
        found[row["end"]].add(copy_of(row))
    return found


def copy_of(row: dict[str, Any]) -> Copy:
    """The copy in a row of COPIES."""
    return Copy(document=row["document"], of=row["of"], share=row["share"], whole=bool(row["whole"]))
