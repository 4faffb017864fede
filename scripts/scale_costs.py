"""The parts of docs/scale.md that follow from ``docs/scale.json``: what was measured, and what it comes to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

MEASURED = Path(__file__).resolve().parents[1] / "docs" / "scale.json"
NONE = "No measurement has been kept yet: `python scripts/benchmark_scale.py --json docs/scale.json`."
SIZES = (("1 M", 1e6, 1), ("100 M", 1e8, 10), ("1 B", 1e9, 10))
"""Reports, and the years that they are spread over."""
CORES = (16, 1_000)
TABLES = ("documents", "claims", "figures", "sources", "errors")
LINK = "links between them"
STEPS = ("which reports are listed", "tellings, by area and days", LINK, "what hangs together")
"""The steps that hang on the size of a run and on its reports a day; of the rest see the table of memory."""
WORKERS = ("tellings, by area and days", LINK, "copies", "incidents")
"""The steps that workers share, each with one bucket or part in memory."""
MEMORY, LEAST, PART = 4_000, 64, 5_000
"""MB of a worker, the fewest buckets, and the reports of a part (``--rows``), as the costs take them."""
BY_PART, BY_BUCKET = 5, 4
"""How many files each part and each bucket leaves, out of every one of which every bucket is read."""
Table = Callable[[tuple[str, ...], Iterable[tuple[str, ...]]], str]


def measured(table: Table) -> str:
    """What a report cost, step by step."""
    if not MEASURED.is_file():
        return NONE
    found = json.loads(MEASURED.read_text(encoding="utf-8"))
    reading, cases, joined = found["reading"], found["merging"], found["joining"]
    mean = reading["characters"] / reading["reports"]
    head = ("", *(f"{case['reports']:,} reports, {case['daily']:,} a day" for case in cases))
    steps = [(f"{step}, ms", *(_ms(case["seconds"][step], case) for case in cases)) for step in STEPS]
    rows = [
        ("claims", *(f"{case['claims']:,}" for case in cases)),
        ("tellings", *(f"{case['tellings']:,}" for case in cases)),
        ("sent to so many buckets each", *(f"{case['spread'] / case['tellings']:.1f}" for case in cases)),
        ("links", *(f"{case['links']:,}" for case in cases)),
        ("incidents", *(f"{case['incidents']:,}" for case in cases)),
        *steps,
        ("loading, ms", *(_ms(case["load_seconds"], case) for case in cases)),
        ("bytes of the ledger", *(f"{case['ledger_bytes'] / case['reports']:,.0f}" for case in cases)),
    ]
    when = "; ".join(f"{what} on {day}, load {load}" for what, (day, load) in found["measured"].items())
    few, many = found["opening"]
    return (
        f"Measured on {found['machine']}, Python {found['python']}, processor time and peak memory of one process: "
        f"{when} (above the number of cores, other work slowed this down).\n\n"
        f"Reading {reading['reports']:,} reports of {mean:,.0f} characters on average took "
        f"{1000 * _read_seconds(found):,.0f} ms each, {_read_bytes(found):,.0f} bytes on disk each, and "
        f"{reading['memory_mb']:,} MB of memory.\n\n"
        f"Of a report, over invented readings of a dozen wars:\n\n{table(head, rows)}\n\n{_memory(found, table)}\n\n"
        f"Joining {joined['links']:,} links took {joined['seconds']} s and "
        f"{joined['bytes'] / joined['links']:.0f} bytes of memory a link. To read one bucket out of a file takes "
        f"{few['ms']:.1f} ms where it is cut into {few['buckets']} and {many['ms']:.1f} ms at {many['buckets']}."
    )


def _memory(found: dict[str, Any], table: Table) -> str:
    cases = found["memory"]
    head = ("MB in memory at most", *(f"{c['reports']:,} reports in {c['buckets']} buckets" for c in cases))
    rows = [(step, *(f"{case['memory_mb'][step]:,}" for case in cases)) for step in cases[0]["memory_mb"]]
    rows.append(("loading", *(f"{case['load_memory_mb']:,}" for case in cases)))
    rows += [(f"{step}, ms a report", *(_ms(c["seconds"][step], c) for c in cases)) for step in cases[0]["seconds"]]
    rows.append(("bytes of merging, of a report", *(f"{_merge_bytes(case):,.0f}" for case in cases)))
    return f"Memory and time of one process, step by step, {cases[0]['daily']} reports a day:\n\n{table(head, rows)}"


def costs(table: Table) -> str:
    """What these figures come to at other sizes."""
    if not MEASURED.is_file():
        return NONE
    found = json.loads(MEASURED.read_text(encoding="utf-8"))
    base, growth = _line(found["merging"], lambda case: case["seconds"][LINK])
    few, more = _line(found["merging"], lambda case: case["links"])
    last = found["merging"][1]
    large = found["memory"][-1]
    others = sum(seconds for step, seconds in large["seconds"].items() if step != LINK) / large["reports"]
    read, load = _read_seconds(found), last["load_seconds"] / last["reports"]
    rows = []
    for name, reports, years in SIZES:
        daily = reports / years / 365
        link = base + growth * daily
        buckets, opening = _buckets(found, reports)
        total = read + others + link + opening / reports
        rows.append((
            name, f"{daily:,.0f}", _hours(reports * read), _hours(reports * others), _hours(reports * link),
            f"{buckets:,}", _hours(opening),
            *(_span(reports * total / cores) for cores in CORES), _bytes(reports * _read_bytes(found)),
            _bytes(reports * _merge_bytes(large)), _bytes(reports * (few + more * daily) * _a_link(found)),
            _span(reports * load), _bytes(reports * last["ledger_bytes"] / last["reports"]),
        ))  # fmt: skip
    head = (
        "reports", "a day", "reading, core hours", "tellings and incidents, core hours", "comparing, core hours",
        "buckets", "handing over, core hours",
        *(f"on {cores:,} cores" for cores in CORES), "output", "merging's files", "memory of joining",
        "loading, one process", "ledger",
    )  # fmt: skip
    even = (read - base) / growth if growth > 0 else float("inf")
    return (
        f"{table(head, rows)}\n\n"
        f"Comparing a report costs {1000 * base:.1f} ms and {1000 * growth * 1000:.1f} ms more for every 1,000 "
        f"reports a day. At {even:,.0f} reports a day it costs as much as reading."
    )


def _line(cases: list[dict[str, Any]], value: Callable[[dict[str, Any]], float]) -> tuple[float, float]:
    """What a report costs, and what each report a day adds: the line through the two largest measurements."""
    largest = max(case["reports"] for case in cases)
    one, other = sorted((c for c in cases if c["reports"] == largest), key=lambda c: int(c["daily"]))[:2]
    y = [value(case) / case["reports"] for case in (one, other)]
    growth = (y[1] - y[0]) / (other["daily"] - one["daily"])
    return y[0] - growth * one["daily"], growth


def _buckets(found: dict[str, Any], reports: float) -> tuple[int, float]:
    """Into how many buckets a merge is cut so that a worker keeps within MEMORY, and the seconds that reading them out
    of all files takes then, with parts of PART reports."""
    small, large = found["memory"]
    sizes = [case["reports"] / case["buckets"] for case in (small, large)]
    held = [max(mb for step, mb in case["memory_mb"].items() if step in WORKERS) for case in (small, large)]
    a_report = (held[1] - held[0]) / (sizes[1] - sizes[0])
    most = (MEMORY - held[0]) / a_report + sizes[0]
    buckets = max(LEAST, round(reports / most))
    few, many = found["opening"]
    seconds = few["ms"] + (many["ms"] - few["ms"]) / (many["buckets"] - few["buckets"]) * (buckets - few["buckets"])
    files = BY_PART * max(1, reports / PART) + BY_BUCKET * buckets
    return buckets, files * buckets * seconds / 1000


def _read_seconds(found: dict[str, Any]) -> float:
    return float(found["reading"]["seconds"] / found["reading"]["reports"])


def _read_bytes(found: dict[str, Any]) -> float:
    sizes = found["reading"]["bytes"]
    return float(sum(sizes[name] for name in TABLES) / found["reading"]["reports"])


def _merge_bytes(case: dict[str, Any]) -> float:
    held = sum(size for name, size in case["bytes"].items() if name.startswith("merge") or name == "incidents")
    return float(held / case["reports"])


def _a_link(found: dict[str, Any]) -> float:
    return float(found["joining"]["bytes"] / found["joining"]["links"])


def _ms(seconds: float, case: dict[str, Any]) -> str:
    return f"{1000 * seconds / case['reports']:.2f}"


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:,.0f}"


def _span(seconds: float) -> str:
    hours = seconds / 3600
    return f"{hours:,.1f} h" if hours < 100 else f"{hours / 24:,.0f} days"


def _bytes(number: float) -> str:
    for unit in ("MB", "GB", "TB"):
        number /= 1000 if unit != "MB" else 1e6
        if number < 1000 or unit == "TB":
            return f"{number:,.1f} {unit}"
    raise AssertionError
