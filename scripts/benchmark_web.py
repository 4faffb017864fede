"""How fast the web app answers on a large ledger: ``python scripts/benchmark_web.py LEDGER [--json FILE]``.

Starts ``sayso serve`` on the ledger, asks every page and every list of the API with many filters, one at a time, and
tells for each route the median and the 95th percentile in milliseconds, and the memory of the server. The first round
is not counted, but its slowest answer is told. The filters are taken from what the ledger holds. Such a ledger of
100,000 invented reports is made by ``python scripts/benchmark_ledger.py --reports 100000 --keep big.db``; what
``--json docs/web-speed.json`` keeps, ``make docs`` writes into docs/speed.md. ``--users 1 4 16 --exports 0 2 --json
docs/web-users.json`` measures several people at once instead (``web_users.py``).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, urlencode

import web_users
from sayso import __version__
from sayso.service import overview
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter

PORT = 8599
ROUNDS = 3
FIRST = 300
"""Seconds to wait for the server's first answer."""
PAGES = ("/", "/?show=claims", "/?show=reports", "/?show=places", "/?show=days", "/?sort=reach", "/sources", "/figures",
         "/export", "/review")  # fmt: skip
LISTS = ("/api/facets", "/api/timeline", "/api/map?zoom=4", "/api/map?zoom=7&bounds=20,40,45,55", "/api/incidents",
         "/api/incidents?sort=reach", "/api/claims", "/api/claims?format=csv", "/api/documents", "/api/sources",
         "/api/figures")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the web app on a ledger.")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--users", type=int, nargs="+", metavar="N", help="measure so many people at once instead")
    parser.add_argument("--exports", type=int, nargs="*", default=[0], metavar="N", help="with so many exports besides")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each number of users is measured")
    options = parser.parse_args()
    size, filters, things = looked_at(options.ledger)
    if options.users:
        at_once(options, size, filters, things)
        return
    with serving(options.ledger) as (process, started):
        slowest = asked(filters, things, rounds=1)
        taken = asked(filters, things, rounds=options.rounds)
        memory = memory_of(process)
    routes = {route: summary(times) for route, times in sorted(taken.items())}
    found = {
        **conditions(),
        **size,
        "first_answer_s": round(started, 1),
        "slowest_cold_ms": round(1000 * max(max(times) for times in slowest.values())),
        "memory_mb": memory,
        "all": summary([t for times in taken.values() for t in times]),
        "routes": routes,
    }
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))


def at_once(options: Any, size: dict[str, int], filters: list[dict[str, str]], things: dict[str, list[str]]) -> None:
    """Measure several people at once, on a copy of the ledger, since one of them decides."""
    mixed = [route for route in (*PAGES, *LISTS) if not route.startswith("/review")]
    pages = [(route, f"{route}{'&' if '?' in route else '?'}{urlencode(f)}") for route in mixed for f in filters[:8]]
    pages += [(route, path) for route in ("/incidents/ID", "/documents/ID") for path in things[route][:10] * 8]
    rows = []
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copy(options.ledger, Path(folder) / "copy.db"))
        with Ledger(copy) as ledger:
            claims = [one.claim.id for one in overview.claim_page(ledger.store, Filter(), limit=1_000).rows]
        with serving(copy) as (process, _):
            for _, page in pages:
                ask(page)  # warm
            for exports in options.exports:
                for users in options.users:
                    found = web_users.measure(PORT, pages, claims, users, options.seconds, exports)
                    claims = claims[len(found["taken"]["decide"]) + 1 :]
                    rows.append(told_of(users, exports, options.seconds, found))
                    print(json.dumps(rows[-1]), flush=True)
            memory = memory_of(process)
    told = {**conditions(), **size, "seconds": options.seconds, "memory_mb": memory, "rows": rows}
    if options.json:
        options.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def told_of(users: int, exports: int, seconds: float, found: dict[str, Any]) -> dict[str, Any]:
    """One row: how many pages a second, how long they took, decisions apart, what was refused."""
    taken = found["taken"]
    pages = [t for name, times in taken.items() if name != "decide" for t in times]
    return {
        "users": users, "exports": exports, "pages_a_second": round(len(pages) / seconds, 1), "pages": summary(pages),
        "slowest_ms": round(1000 * max(pages)), "decisions": summary(taken["decide"]) if taken["decide"] else None,
        "refused": dict(found["refused"]), "exports_done": found["exports"],
        "exports_refused": dict(found["exports_refused"]),
    }  # fmt: skip


def conditions() -> dict[str, Any]:
    """Where and when it is measured."""
    return {
        "date": date.today().isoformat(), "python": platform.python_version(), "machine": platform.machine(),
        "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1), "niceness": os.nice(0), "sayso": __version__,
    }  # fmt: skip


def looked_at(path: Path) -> tuple[dict[str, int], list[dict[str, str]], dict[str, list[str]]]:
    """How large the ledger is, the filters to ask with, and pages of single things."""
    with Ledger(path) as ledger:
        store = ledger.store
        every = overview.facets(store, Filter())
        days = [b for b in overview.timeline(store, Filter()).bins if b.claims]
        page = overview.incident_page(store, Filter(), limit=200, sort="reach")
        size = {"reports": every.documents, "claims": every.claims, "incidents": every.incidents}
        middle = days[len(days) // 2].first
        spot = next(row for row in page.rows if row.lat is not None)
        words = store.claims.at([int(store.columns.now().row[0])])[0].words.split()
        filters: list[dict[str, str]] = [
            {}, {"type": every.types[0].value}, {"type": every.types[-1].value}, {"status": every.statuses[-1].value},
            {"place": spot.country or ""}, {"place": spot.place or ""}, {"near": f"{spot.lat},{spot.lon},60"},
            {"actor": every.actors[0].value}, {"source": every.sources[0].label}, {"measure": every.measures[0].value},
            {"text": words[-1].strip(".,")}, {"text": " ".join(words[:4])}, {"text": f'"{" ".join(words[2:5])}"'},
            {"since": str(middle), "until": str(middle + timedelta(20))}, {"since": str(days[-1].first)},
            {"type": every.types[0].value, "place": spot.country or "", "source": every.sources[1].label},
        ]  # fmt: skip
        ids = [row.id for row in page.rows[::10]]
        documents = [row.id for row in overview.document_page(store, Filter(), limit=20).rows]
        claims = [one.claim.id for one in overview.claim_page(store, Filter(), limit=20).rows]
    things = {
        "/incidents/ID": [f"/incidents/{id}" for id in ids],
        "/api/incidents/ID": [f"/api/incidents/{id}" for id in ids],
        "/documents/ID": [f"/documents/{id}" for id in documents],
        "/api/claims/ID": [f"/api/claims/{id}" for id in claims],
        "/claims/ID": [f"/claims/{id}" for id in claims], "/methods": ["/methods"], "/add": ["/add"],
        "/sources/NAME": [f"/sources/{quote(value.label)}" for value in every.sources],
        "/review/…": ["/review/agreement", "/review/looks", "/review/decisions"],
        "/incidents/ID/merge": [f"/incidents/{id}/merge" for id in ids[:8]],
        "/api/search": [f"/api/search?text={quote(words[n])}" for n in range(0, len(words), 3)],
    }  # fmt: skip
    return size, filters, things


@contextmanager
def serving(ledger: Path) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """The server on this ledger, and how many seconds passed until it answered with the overview."""
    started = time.monotonic()
    serve = [sys.executable, "-c", "from sayso.cli import main; main()", "serve"]
    process = subprocess.Popen([*serve, "--ledger", str(ledger), "--port", str(PORT)])
    try:
        while True:
            try:
                ask("/")
                break
            except OSError:
                if process.poll() is not None or time.monotonic() - started > FIRST:
                    raise
                time.sleep(0.1)
        yield process, time.monotonic() - started
    finally:
        process.terminate()
        process.wait()


def ask(path: str) -> float:
    """Seconds that a page takes, whole. Raises SystemExit for an answer that is no success."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=FIRST)
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    taken = time.perf_counter() - started
    connection.close()
    if answer.status >= 400:
        raise SystemExit(f"{path}: {answer.status}")
    return taken


def asked(filters: list[dict[str, str]], things: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Route to the seconds of each answer."""
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for route in (*PAGES, *LISTS):
            for filter in filters:
                joined = "&" if "?" in route else "?"
                taken[route].append(ask(f"{route}{joined}{urlencode(filter)}"))
        for route, paths in things.items():
            taken[route] += [ask(path) for path in paths]
    return taken


def summary(times: list[float]) -> dict[str, Any]:
    """Median, 95th percentile and number, in milliseconds."""
    ordered = sorted(times)
    high = quantiles(ordered, n=20)[-1] if len(ordered) > 1 else ordered[0]
    return {"median_ms": round(1000 * median(ordered), 1), "p95_ms": round(1000 * min(high, ordered[-1]), 1),
            "asked": len(ordered)}  # fmt: skip


def memory_of(process: subprocess.Popen[bytes]) -> dict[str, int]:
    """Megabytes that the server holds now and held at most, where the system tells it."""
    told = Path(f"/proc/{process.pid}/status")
    if not told.exists():
        return {}
    lines = dict(line.split(":", 1) for line in told.read_text(encoding="utf-8").splitlines() if ":" in line)
    return {name: int(lines[key].split()[0]) // 1024 for name, key in (("now", "VmRSS"), ("most", "VmHWM"))}


if __name__ == "__main__":
    main()
