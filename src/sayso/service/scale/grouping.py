"""Grouping at scale: tellings and links sent to the group that their component falls into, and grouped there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from sayso.incidents import incidents_of
from sayso.model import Feature, Incident, Link, Telling
from sayso.service.scale import rows
from sayso.service.scale.pieces import MERGE, Merge, file_name, in_bucket, open_file, save_by_bucket
from sayso.store.sqlite.packing import unpack, unpack_value
from sayso.store.sqlite.tellings import hashed


def link_of(row: dict[str, Any]) -> Link:
    """The link in a row of LINKS."""
    features = tuple(Feature(name=n, value=v, weight=float(w)) for n, v, w in unpack_value(row["told"]))
    return Link(left=row["left"], right=row["right"], score=row["score"], features=features)


class Roots:
    """The component of each telling: the smallest id in it, its own where no link holds it."""

    def __init__(self, merge: Merge) -> None:
        with open_file(merge, f"{MERGE}/components.npy") as file:
            self._members, self._roots = np.load(file, allow_pickle=False)
        self._number = merge.partition.buckets

    def of(self, telling: str) -> int:
        own = int(telling, 16)
        at = int(np.searchsorted(self._members, np.uint64(own)))
        return int(self._roots[at]) if at < len(self._members) and int(self._members[at]) == own else own

    def group(self, telling: str) -> int:
        return self.of(telling) % self._number


def gather(merge: Merge, part: str) -> int:
    """The tellings of a part, by group."""
    roots = Roots(merge)
    with open_file(merge, f"{MERGE}/tellings/{part}.parquet") as file:
        found = [{"bucket": roots.group(row["telling"]), **row} for row in rows.read(file)]
    told = _claims(merge, part, found)
    save_by_bucket(merge, f"{MERGE}/claims/{part}.parquet", rows.CLAIMS, told)
    where = [{**row, "bucket": _bucket(merge, row["document"]), "group": row["bucket"]} for row in told]
    save_by_bucket(merge, f"{MERGE}/whereabouts/{part}.parquet", rows.WHEREABOUTS, where)
    save_by_bucket(merge, f"{MERGE}/gathered/{part}.parquet", rows.TELLINGS, found)
    return len(found)


def _claims(merge: Merge, part: str, gathered: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The claims of a part's tellings, for each group and report together."""
    groups: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for row in gathered:
        groups[row["bucket"], row["document"]].update(unpack(Telling, row["told"]).claims)
    with open_file(merge, f"documents/{part}.parquet") as file:
        read = rows.read(file, ["document", "text", "model", "rulebook", "told"])
        told = {row["document"]: row for row in read}  # of one report that came twice the last is listed
    found = []
    for (group, document), claims in sorted(groups.items()):
        reading = rows.reading_of(told[document])
        kept = rows.packed_claims(reading.document, (claim for claim in reading.claims if claim.id in claims))
        found.append({"bucket": group, "document": document, "told": kept})
    return found


def _bucket(merge: Merge, document: str) -> int:
    return hashed(document) % merge.partition.buckets


def gather_links(merge: Merge, bucket: int) -> int:
    """The links of a bucket, by group."""
    roots = Roots(merge)
    with open_file(merge, f"{MERGE}/links/{file_name(bucket)}") as file:
        found = [{"bucket": roots.group(row["left"]), **row} for row in rows.read(file)]
    save_by_bucket(merge, f"{MERGE}/held/{file_name(bucket)}", rows.LINKS, found)
    return len(found)


def grouped(merge: Merge, group: int) -> Iterator[tuple[Incident, list[Telling]]]:
    """The incidents of a group, each with its tellings."""
    roots = Roots(merge)
    tellings: defaultdict[int, list[Telling]] = defaultdict(list)
    links: defaultdict[int, list[Link]] = defaultdict(list)
    for row in in_bucket(merge, "gathered", group):
        tellings[roots.of(row["telling"])].append(unpack(Telling, row["told"]))
    for row in in_bucket(merge, "held", group):
        links[roots.of(row["left"])].append(link_of(row))
    for root in sorted(tellings):
        known = {telling.id: telling for telling in tellings[root]}
        for incident in incidents_of(list(known.values()), links[root]):
            yield incident, [known[id] for id in incident.tellings]
