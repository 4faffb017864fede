"""What a ledger costs as it grows: ``python scripts/benchmark_ledger.py [--reports 1000 10000 100000]``.

Invented readings (``evaluation.stream``) are added one by one, each in a transaction of its own and merged, as ``sayso
add`` does once a report is read; the time of reading itself is not in it. At each size: milliseconds per report over
the last thousand added, bytes per claim, the process's memory, and the median of each query, warm. Times are those of a
processor, so that what else the machine does counts less. ``--json FILE``
writes what was measured, from which ``make docs`` writes docs/speed.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from evaluation.stream import readings, town_of
from sayso import __version__
from sayso.service.ledger import Ledger
from sayso.service.merging import merge_reading
from sayso.store.filters import Filter, Near
from sayso.store.records import ReadBy

WINDOW = 1000
ROUNDS = 7


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a ledger as it grows.")
    parser.add_argument("--reports", type=int, nargs="+", default=[1000, 10_000], metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the ledger here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "stream.db"
        found = {
            "date": date.today().isoformat(),
            "python": platform.python_version(),
            "machine": platform.machine(),
            "sizes": [measure(path, size, before) for size, before in pairs(sorted(options.reports))],
        }
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def pairs(sizes: list[int]) -> list[tuple[int, int]]:
    """Each size with the one before it."""
    return list(zip(sizes, [0, *sizes], strict=False))


def measure(path: Path, size: int, before: int) -> dict[str, Any]:
    """Add reports up to this size and measure."""
    last, claims, total = [], 0, time.process_time()
    with Ledger(path, create=True) as ledger:
        for reading in readings(size - before, first=before):
            started = time.process_time()
            with ledger.store.transaction():
                added = ledger.store.documents.add(reading, read_by=ReadBy(__version__, "none", "stream"))
                merge_reading(ledger.store, replace(reading), added)
            last.append(time.process_time() - started)
            claims += added.claims
        total = time.process_time() - total
        count = ledger.store.claims.count(Filter())
        found = {
            "reports": size,
            "claims": count,
            "add_ms": round(1000 * sum(last[-WINDOW:]) / len(last[-WINDOW:]), 3),
            "add_ms_median": round(1000 * median(last[-WINDOW:]), 3),
            "seconds": round(total, 1),
            "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        }
    found["bytes_per_claim"] = round(sum(p.stat().st_size for p in path.parent.glob(f"{path.name}*")) / count)
    with Ledger(path) as ledger:
        found["queries_ms"] = {name: timed(query) for name, query in queries(ledger).items()}
    print(json.dumps(found), flush=True)
    return found


def timed(query: Callable[[], object]) -> float:
    """The median of some rounds after one to warm up, in milliseconds."""
    query()
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        query()
        taken.append(time.process_time() - started)
    return round(1000 * median(taken), 2)


def queries(ledger: Ledger) -> dict[str, Callable[[], object]]:
    """What the command line asks, each limited to a page as it is there."""
    town = town_of(0, 3)
    assert town.lat is not None
    assert town.lon is not None
    since = date(2022, 1, 3)
    page: dict[str, Any] = {"limit": 50}
    filters = {
        "all": Filter(),
        "type and day": Filter(types=("airstrike",), since=since),
        "near": Filter(near=Near(lat=town.lat, lon=town.lon, km=30.0)),
        "source": Filter(source="governor"),
        "actor": Filter(actor="UKR-MIL"),
        "status": Filter(statuses=("denied",)),
        "text": Filter(text="bakery smoke"),
    }
    return {name: lambda f=f: list(ledger.claims(f, **page)) for name, f in filters.items()}  # type: ignore[misc]


if __name__ == "__main__":
    main()
