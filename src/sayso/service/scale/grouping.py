"""Grouping at scale: tellings and links sent to the group that their component falls into, and incidents made there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from sayso.incidents import incidents_of
from sayso.model import Feature, Incident, Link, Telling
from sayso.service.scale import rows
from sayso.service.scale.pieces import MERGE, Merge, by_bucket, file_name, in_bucket, open_file, save
from sayso.store.sqlite.connection import day_of
from sayso.store.sqlite.gists import summary
from sayso.store.sqlite.packing import unpack, unpack_value


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
    columns = {"bucket": rows.SPREAD["bucket"], **rows.TELLINGS}
    save(merge, f"{MERGE}/gathered/{part}.parquet", columns, sorted(found, key=by_bucket), by="bucket")
    return len(found)


def gather_links(merge: Merge, bucket: int) -> int:
    """The links of a bucket, by group."""
    roots = Roots(merge)
    with open_file(merge, f"{MERGE}/links/{file_name(bucket)}") as file:
        found = [{"bucket": roots.group(row["left"]), **row} for row in rows.read(file)]
    columns = {"bucket": rows.SPREAD["bucket"], **rows.LINKS}
    save(merge, f"{MERGE}/held/{file_name(bucket)}", columns, sorted(found, key=by_bucket), by="bucket")
    return len(found)


def group_of(merge: Merge, group: int) -> int:
    """The incidents of a group; how many."""
    name = f"incidents/{file_name(group)}"
    made = sorted((_incident_row(*one) for one in grouped(merge, group)), key=lambda row: str(row["incident"]))
    save(merge, name, rows.INCIDENTS, made)
    return len(made)


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


def _incident_row(incident: Incident, tellings: Sequence[Telling]) -> dict[str, Any]:
    accounts = [account for telling in tellings for account in telling.accounts]
    first, last, kind, place, country = summary(accounts)
    documents = sorted({telling.document for telling in tellings})
    return {
        "incident": incident.id, "type": kind, "earliest": day_of(first), "latest": day_of(last), "place": place,
        "country": country, "reports": len(documents), "claims": list(incident.claims), "documents": documents,
        "tellings": list(incident.tellings),
    }  # fmt: skip
