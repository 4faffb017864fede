"""How fast exports are and what memory they take, at several sizes of a ledger of invented readings.

    python scripts/benchmark_exports.py LEDGER… [--json docs/export-speed.json]

Each form is written once from each ledger, in a process of its own, to a file that is removed; the ledgers of
``scripts/benchmark_ledger.py --keep`` will do. ``make docs`` makes the table of docs/speed.md from the JSON.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

FORMS = ("jsonl", "csv", "parquet", "geojson")


def measure(ledger: Path, form: str) -> dict[str, Any]:
    """Write one export in this process."""
    from sayso import Ledger

    with tempfile.TemporaryDirectory(prefix="sayso-") as folder, Ledger(ledger) as opened:
        target = Path(folder) / "out"
        begun, worked = time.perf_counter(), time.process_time()
        tally = opened.export(form, target)
        took, busy = time.perf_counter() - begun, time.process_time() - worked
        size = target.stat().st_size
        claims = opened.store.claims.count(opened.filter())
        reports = len(opened.store.documents.listed())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "reports": reports, "claims": claims, "form": form, "written": tally.written, "seconds": round(took, 2),
        "processor_seconds": round(busy, 2), "claims_per_processor_second": round(claims / busy),
        "megabytes": round(size / 1e6, 1), "memory_mb": round(most / 1024),
    }  # fmt: skip


def apart(ledger: Path, form: str) -> dict[str, Any]:
    """The same in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, str(ledger), "--form", form]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledgers", nargs="+", type=Path)
    parser.add_argument("--form", help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path)
    told = parser.parse_args()
    if told.form:
        print(json.dumps(measure(told.ledgers[0], told.form)))
        return
    rows = []
    for ledger in told.ledgers:
        for form in FORMS:
            rows.append(apart(ledger, form))
            print(json.dumps(rows[-1]), flush=True)
    if told.json:
        about = {"on": date.today().isoformat(), "machine": platform.machine(), "python": platform.python_version()}
        told.json.write_text(json.dumps({**about, "rows": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
