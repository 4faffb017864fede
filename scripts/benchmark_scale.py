"""Measure what reading, merging and loading at scale cost a report: processor time, bytes, memory.

    python scripts/benchmark_scale.py --json docs/scale.json

Reading is measured over the reports of the repository, merging and loading over invented readings (see
``evaluation.stream``) at several sizes and at several numbers of reports a day. Everything runs in one process, and
processor time is counted, so that other work on the machine disturbs little. ``make docs`` works the page out from it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from evaluation import stream
from sayso import Reader, __version__
from sayso.model import Reading
from sayso.service.scale import rows
from sayso.service.scale.engines import Processes
from sayso.service.scale.joining import components
from sayso.service.scale.loading import load_run
from sayso.service.scale.merging import merge_run
from sayso.service.scale.reading import document_row, read_run
from sayso.service.scale.runs import Run, Source, begin, inputs, part_name
from sayso.service.scale.storing import folder, put

ROOT = Path(__file__).resolve().parents[1]
PART = 500
BUCKET = 250
"""Reports of a bucket."""
MEASURES = ("reading", "joining", "opening", "merging", "memory")
REPORTS = ("examples", "corpus/reports")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure reading, merging and loading at scale.")
    parser.add_argument("--json", type=Path, help="keep what was found in this file")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="reports to merge")
    parser.add_argument("--daily", type=int, nargs="+", default=[90, 900], help="reports a day, at the largest size")
    parser.add_argument("--memory", type=int, nargs=2, default=[500, 2_000], help="reports to merge for memory")
    parser.add_argument("--only", choices=MEASURES, help="measure this again, keep the rest")
    parser.add_argument("--one", nargs=2, type=int, metavar=("REPORTS", "DAILY"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(merging(*given.one)))
        return
    cases = [(size, given.daily[0]) for size in given.sizes]
    cases += [(max(given.sizes), daily) for daily in given.daily[1:]]
    kept = json.loads(given.json.read_text(encoding="utf-8")) if given.only and given.json else {}
    found = kept or {"sayso": __version__, "python": platform.python_version(), "machine": platform.machine()}
    measures = {
        "reading": reading,
        "joining": joining,
        "opening": opening,
        "merging": lambda: [_apart(*case) for case in cases],
        "memory": lambda: [_apart(size, given.daily[0]) for size in given.memory],
    }
    for what, measure in measures.items():
        if given.only in (None, what):
            found[what] = measure()
            # What is measured anew alone does not change when and under which load the rest was.
            found.setdefault("measured", {})[what] = [date.today().isoformat(), round(os.getloadavg()[0], 1)]
    text = json.dumps(found, indent=1) + "\n"
    print(text)
    if given.json:
        given.json.write_text(text, encoding="utf-8")


def reading() -> dict[str, Any]:
    """What reading costs, over reports as they come."""
    reader = Reader()
    with tempfile.TemporaryDirectory() as kept:
        out = Path(kept, "out")
        run = Run(out=str(out), rows=PART, read_by=reader.read_by, files=inputs(str(ROOT / name) for name in REPORTS))
        begun = time.process_time()
        done = list(read_run(run, Processes(), lambda: reader))
        seconds = time.process_time() - begun
        texts = [row["text"] for part in out.glob("documents/*.parquet") for row in _rows(part, ["text"])]
        return {
            "reports": len(texts), "characters": sum(map(len, texts)), "claims": sum(one.claims for one in done),
            "seconds": round(seconds, 2), "memory_mb": _memory(), "bytes": _sizes(out),
        }  # fmt: skip


def merging(reports: int, daily: int) -> dict[str, Any]:
    """What merging and loading cost, over so many invented reports, so many of them a day."""
    stream.REPORTS_A_DAY = daily
    with tempfile.TemporaryDirectory() as kept:
        out = Path(kept, "out")
        claims = _invent(out, reports)
        steps: dict[str, float] = {}
        watch = _Watch(steps)
        buckets = max(8, reports // BUCKET)
        incidents = merge_run(str(out), Processes(), buckets=buckets, watch=watch)
        watch("")
        links = sum(len(_rows(path, ["score"])) for path in out.glob("merge/links/*.parquet"))
        tellings = sum(len(_rows(path, ["telling"])) for path in out.glob("merge/tellings/*.parquet"))
        spread = sum(len(_rows(path, ["bucket"])) for path in out.glob("merge/spread/*.parquet"))
        begun = time.process_time()
        _memory(anew=True)
        load_run(str(out), Path(kept, "ledger.db"))
        return {
            "reports": reports, "daily": daily, "buckets": buckets, "claims": claims, "tellings": tellings,
            "spread": spread, "links": links, "incidents": incidents,
            "seconds": {k: round(v, 2) for k, v in steps.items()},
            "memory_mb": watch.memory, "load_memory_mb": _memory(),
            "bytes": _sizes(out), "load_seconds": round(time.process_time() - begun, 2),
            "ledger_bytes": Path(kept, "ledger.db").stat().st_size,
        }  # fmt: skip


def joining(links: int = 1_000_000) -> dict[str, Any]:
    """What the one step takes that a single process does: time and memory over so many links."""
    chance = np.random.default_rng(7)
    ends = chance.integers(0, 1 << 63, links // 2, dtype=np.uint64)[chance.integers(0, links // 2, (2, links))]
    tracemalloc.start()
    begun = time.process_time()
    components(*ends)
    seconds, (_, peak) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {"links": links, "seconds": round(seconds, 2), "bytes": peak + ends.nbytes}


def opening(tries: int = 16) -> list[dict[str, float]]:
    """What it takes to read one bucket of a file that is cut into so many."""
    found = []
    for buckets in (64, 512):
        told = {"telling": "0" * 16, "document": "0" * 16, "told": bytes(800), "stored": [1] * 6, "sought": [1] * 40}
        made = ({"bucket": n, **told} for n in range(buckets))
        with tempfile.TemporaryDirectory() as kept:
            path = Path(kept, "file")
            rows.write(path, (*rows.BUCKET, *rows.SPREAD), made, by="bucket")
            begun = time.process_time()
            for n in range(tries):
                with path.open("rb") as file:
                    assert len(list(rows.read(file, by="bucket", value=n * buckets // tries))) == 1
            found.append({"buckets": buckets, "ms": round(1000 * (time.process_time() - begun) / tries, 3)})
    return found


def _invent(out: Path, reports: int) -> int:
    """A run that was read, of invented reports; how many claims they make."""
    kept, claims = folder(str(out)), 0
    run = Run(out=str(out), rows=PART, read_by=("none", "stream"), files=(("stream", 0),))
    begin(kept, run)
    numbers = range(0, reports, PART)
    for part, first in enumerate(numbers):
        made = list(stream.readings(min(PART, reports - first), first=first))
        claims += sum(len(one.claims) for one in made)
        name = part_name(0, part)
        kept.save(f"documents/{name}.parquet", partial(_write, rows.DOCUMENTS, made))
        kept.save(f"errors/{name}.parquet", partial(_write, rows.ERRORS, []))
        put(kept, f"parts/{name}.json", b"{}")
    put(kept, f"sources/{Source(number=0, files=()).number:05}.json", json.dumps({"parts": len(numbers)}).encode())
    return claims


def _write(columns: rows.Columns, made: list[Reading], path: Path) -> None:
    by = (__version__, "none", "stream")
    rows.write(path, columns, (document_row(n, one, by) for n, one in enumerate(made)))


class _Watch:
    """Adds the processor time since it was last told of a step to that step; notes the most memory that it took."""

    def __init__(self, steps: dict[str, float]) -> None:
        self._steps, self._step, self._begun = steps, "", time.process_time()
        self.memory: dict[str, int] = {}

    def __call__(self, step: str) -> None:
        now = time.process_time()
        if self._step:
            self._steps[self._step] = self._steps.get(self._step, 0.0) + now - self._begun
            self.memory[self._step] = _memory()
        _memory(anew=True)
        self._step, self._begun = step, now


def _apart(reports: int, daily: int) -> dict[str, Any]:
    """As ``merging``, in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--one", str(reports), str(daily)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def _rows(path: Path, columns: list[str]) -> list[Any]:
    with path.open("rb") as file:
        return list(rows.read(file, columns))


def _sizes(out: Path) -> dict[str, int]:
    """Bytes by folder of a run."""
    found: dict[str, int] = {}
    for path in out.rglob("*"):
        if path.is_file():
            name = str(path.relative_to(out).parent)
            found[name] = found.get(name, 0) + path.stat().st_size
    return dict(sorted(found.items()))


def _memory(*, anew: bool = False) -> int:
    """The most memory that this process held, in MB, since it was last counted ``anew`` (Linux; elsewhere, ever)."""
    reset, status = Path("/proc/self/clear_refs"), Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if anew:
        reset.write_text("5", encoding="ascii")
    (line,) = (line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main()
