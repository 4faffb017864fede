"""Merging at scale: the incidents of a run, the same as those of a ledger that all its reports were added to.

    tell     part by part: tellings, sent to the buckets of area and days that their keys fall into
    link     bucket by bucket: the links between tellings that meet there, each pair in one bucket alone
    join     what links hold together, over all buckets (one process, over numbers alone)
    copy     which reports carry the text of others (see ``copying``)
    gather   tellings, links, claims and copies, sent to the group that their component falls into
    group    group by group: incidents, each with its toll and its origins

The rules are those of ``sayso.incidents``. Grouping looks at nothing beyond what links hold together, so components can
be grouped apart; what a window cuts is whole again once it is joined. Every file is written once, so a merge that was
stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from sayso.errors import UsageError
from sayso.incidents import accounts_of, keys_of, links_between, told_by
from sayso.incidents.partitions import Partition
from sayso.model import Link, Telling
from sayso.service.scale import rows
from sayso.service.scale.copying import carry, mark, match, settle
from sayso.service.scale.describing import group_of
from sayso.service.scale.engines import Engine, each
from sayso.service.scale.grouping import gather, gather_links
from sayso.service.scale.joining import components
from sayso.service.scale.pieces import MERGE, Merge, file_name, in_bucket, open_file, save, save_by_bucket
from sayso.service.scale.runs import opened, parts, told
from sayso.service.scale.settling import passed_over
from sayso.service.scale.storing import Folder, folder, get, put
from sayso.store.sqlite.packing import pack, pack_value, unpack

BUCKETS = 64
DAYS = 30


def merge_run(
    address: str,
    engine: Engine,
    *,
    buckets: int = BUCKETS,
    days: int = DAYS,
    watch: Callable[[str], None] | None = None,
) -> int:
    """Merge a run that was read to its end; how many incidents it has.

    ``buckets``: how many parts the work is cut into, each of which one worker holds in memory; ``days``: of a window.
    The incidents are the same whatever these are. ``watch``: told of each step. Raises UsageError, InputError and
    ExportError.
    """
    say = watch or (lambda step: None)
    kept = folder(address)
    names = parts(kept, opened(kept))
    _begin(kept, names, buckets, days)
    say("which reports are listed")
    if not kept.exists(f"{MERGE}/passed.json"):
        _pass_over(kept, names, engine)
    merge = Merge(out=address, partition=Partition(buckets, days), parts=tuple(names))
    say("tellings, by area and days")
    _all(engine, _lacking(kept, "tellings", names), partial(_tell, merge))
    say("links between them")
    _all(engine, _lacking(kept, "links", merge.buckets), partial(_link, merge))
    say("what hangs together")
    if not kept.exists(f"{MERGE}/components.npy"):
        _join(kept, merge)
    say("copies")
    _all(engine, _lacking(kept, "marked", names), partial(mark, merge))
    _all(engine, _lacking(kept, "shared", merge.buckets), partial(match, merge))
    _all(engine, _lacking(kept, "copies", merge.buckets), partial(settle, merge))
    say("incidents")
    _all(engine, _lacking(kept, "gathered", names), partial(gather, merge))
    _all(engine, _lacking(kept, "held", merge.buckets), partial(gather_links, merge))
    _all(engine, _lacking(kept, "carried", merge.buckets), partial(carry, merge))
    return _all(engine, list(merge.buckets), partial(group_of, merge))


def _begin(kept: Folder, names: Sequence[str], buckets: int, days: int) -> None:
    """Go on with a merge of the same, or begin anew."""
    if not 1 <= buckets <= 100_000 or days < 1:
        raise UsageError(f"{buckets} buckets of {days} days: give 1 to 100,000 buckets, and a day or more")
    plan = json.dumps({"run": _digest(kept, names), "buckets": buckets, "days": days}).encode()
    if kept.exists(f"{MERGE}/plan.json") and get(kept, f"{MERGE}/plan.json") == plan:
        return
    kept.remove(MERGE)
    kept.remove("incidents")
    put(kept, f"{MERGE}/plan.json", plan)


def _digest(kept: Folder, names: Sequence[str]) -> str:
    """A hash of what was read."""
    digest = hashlib.sha256(json.dumps(dict(told(kept)), sort_keys=True).encode())
    for part in names:
        digest.update(get(kept, f"parts/{part}.json"))
    return digest.hexdigest()[:32]


def _pass_over(kept: Folder, names: Sequence[str], engine: Engine) -> None:
    """Note in which rows of which parts reports stand that are not listed."""
    found = passed_over(kept.address, names, engine)
    for part, numbers in found.items():
        put(kept, f"{MERGE}/passed/{part}.json", json.dumps(numbers).encode())
    put(kept, f"{MERGE}/passed.json", json.dumps({"parts": len(found)}).encode())


def _all(engine: Engine, jobs: Sequence[Any], work: Callable[[Any], int]) -> int:
    return sum(each(engine, jobs, work))


def merged(kept: Folder, names: Sequence[str]) -> Merge:
    """The merge of a run with these parts. Raises UsageError where it is not done."""
    plan = json.loads(get(kept, f"{MERGE}/plan.json")) if kept.exists(f"{MERGE}/plan.json") else None
    if plan is None or plan["run"] != _digest(kept, names) or len(kept.names("incidents")) != plan["buckets"]:
        raise UsageError(f"{kept.address} is not merged to the end: run sayso scale merge {kept.address}")
    return Merge(out=kept.address, partition=Partition(plan["buckets"], plan["days"]), parts=tuple(names))


def _lacking(kept: Folder, what: str, names: Iterable[Any]) -> list[Any]:
    done = set(kept.names(f"{MERGE}/{what}"))
    return [name for name in names if file_name(name) not in done]


def _tell(merge: Merge, part: str) -> int:
    """The tellings of a part, each once for every bucket that it must be looked at in."""
    name = f"{MERGE}/passed/{part}.json"
    passed = set(json.loads(get(folder(merge.out), name)) if folder(merge.out).exists(name) else ())
    found = list(_tellings(merge, part, passed))
    spread = (row for telling in found for row in _spread(merge.partition, telling))
    save_by_bucket(merge, f"{MERGE}/spread/{part}.parquet", rows.SPREAD, spread)
    listed = [{"telling": t.id, "document": t.document, "told": pack(t)} for t in found]
    save(merge, f"{MERGE}/tellings/{part}.parquet", rows.TELLINGS, listed)
    return len(found)


def _tellings(merge: Merge, part: str, passed: set[int]) -> Iterator[Telling]:
    with open_file(merge, f"documents/{part}.parquet") as file:
        for row in rows.read(file, ["row", "text", "model", "rulebook", "told"]):
            if row["row"] not in passed:
                yield from told_by(accounts_of(rows.reading_of(row))).tellings


def _spread(partition: Partition, telling: Telling) -> Iterator[dict[str, Any]]:
    stored, sought = ([partition.number(key) for key in keys] for keys in keys_of(telling))
    row = {
        "telling": telling.id,
        "document": telling.document,
        "told": pack(telling),
        "stored": stored,
        "sought": sought,
    }
    for bucket in sorted({partition.bucket(number) for number in (*stored, *sought)}):
        yield {"bucket": bucket, **row}


def _link(merge: Merge, bucket: int) -> int:
    """The links of a bucket: each telling is compared with those before it that are stored under what it seeks."""
    seen: list[tuple[Telling, frozenset[int]]] = []
    under: defaultdict[int, list[int]] = defaultdict(list)
    links: list[Link] = []
    for row in in_bucket(merge, "spread", bucket):
        telling, sought = unpack(Telling, row["told"]), frozenset(row["sought"])
        meeting = sorted({n for key in sought if merge.partition.bucket(key) == bucket for n in under[key]})
        here = [n for n in meeting if merge.partition.bucket(min(sought & seen[n][1])) == bucket]
        links += links_between([telling], [seen[n][0] for n in here])
        for key in row["stored"]:
            if merge.partition.bucket(key) == bucket:
                under[key].append(len(seen))
        seen.append((telling, frozenset(row["stored"])))
    links.sort(key=lambda link: (link.left, link.right))
    save(merge, f"{MERGE}/links/{file_name(bucket)}", rows.LINKS, map(_link_row, links))
    return len(links)


def _link_row(link: Link) -> dict[str, Any]:
    reasons = pack_value([[f.name, f.value, f.weight] for f in link.features])
    return {"left": link.left, "right": link.right, "score": link.score, "told": reasons}


def _join(kept: Folder, merge: Merge) -> None:
    """Which tellings hang together by links: two columns, a telling's id as a number and its component's smallest."""
    ends = array("Q"), array("Q")
    for bucket in merge.buckets:
        with kept.open(f"{MERGE}/links/{file_name(bucket)}") as file:
            for row in rows.read(file, ["left", "right"]):
                ends[0].append(int(row["left"], 16))
                ends[1].append(int(row["right"], 16))
    members, roots = components(*(np.array(one, np.uint64) for one in ends))
    both = np.stack([members, roots])
    kept.save(f"{MERGE}/components.npy", lambda path: _save_array(path, both))


def _save_array(path: Any, both: Any) -> None:
    with path.open("wb") as file:  # by its name numpy would add an ending
        np.save(file, both, allow_pickle=False)
