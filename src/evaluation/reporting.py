"""Show measurements: a table for a person, tab-separated lines for a pipe, JSON for a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from evaluation.breakdown import SHOWN, Part
from evaluation.calibration import Band
from evaluation.confusions import Confusions, confusion_rows
from evaluation.data import f1
from evaluation.errors import GoldError
from evaluation.gate import Pins
from evaluation.kinds import Toll
from evaluation.outcomes import Change, Cost, Outcome, outcome_from_json
from evaluation.running import Measured, Single
from sayso import __version__

_NOISE = 0.0005


def rows(measured: Iterable[Measured], pins: Pins) -> list[tuple[str, str, str, str]]:
    """Set, score, value and pin (empty where nothing is pinned) of every score."""
    found = []
    for one in measured:
        pin = pins.sets.get(one.key)
        for name, value in one.scores.items():
            pinned = f"{pin.scores[name]:.4f}" if pin and name in pin.scores else ""
            found.append((one.key, name, f"{value:.4f}", pinned))
    return found


def show(measured: Sequence[Measured], pins: Pins, out: TextIO) -> None:
    """Write the scores: a table where the stream is a terminal, else lines with tabs under one header."""
    found = rows(measured, pins)
    if not out.isatty():
        out.write("set\tscore\tvalue\tpinned\n")
        out.writelines("\t".join(row) + "\n" for row in found)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("set", "score", "value", "pinned", pad_edge=False)
    last = ""
    for key, *rest in found:
        if last and key != last:
            table.add_section()
        table.add_row("" if key == last else key, *rest)
        last = key
    Console(file=out, highlight=False, markup=False, emoji=False).print(table)


def cost_lines(costs: Iterable[Cost]) -> list[str]:
    """The costliest causes with examples, in lines."""
    lines = []
    for cost in costs:
        lines.append(f"{cost.number:4} × {cost.error}: {cost.cause}")
        lines += [f"       {o.report}: “{o.trigger}” in “{_shortened(o.sentence)}”" for o in cost.examples]
    return lines


def type_lines(some: Confusions) -> list[str]:
    """For each event type how many claims were coded, found, missed and invented, the F1, and what it was taken for."""
    lines = [f"{'type':18}{'coded':>6}{'found':>6}{'missed':>7}{'extra':>6}{'f1':>7}  read as"]
    for name, coded, found, missed, extra, others in confusion_rows(some):
        read = sum(number for (_, told), number in some.items() if told == name)
        lines.append(f"{name:18}{coded:6}{found:6}{missed:7}{extra:6}{f1(found, read, coded):7.3f}  {others}")
    return lines


def part_lines(parts: Sequence[Part]) -> list[str]:
    """The parts of a breakdown with their scores."""
    lines = [f"{'part':28}{'reports':>8}{'claims':>7}" + "".join(f"{name:>13}" for name in SHOWN)]
    for part in parts:
        scores = "".join(f"{part.scores[name]:13.3f}" for name in SHOWN)
        lines.append(f"{_shortened(part.name, 27):28}{part.reports:8}{part.claims:7}{scores}")
    return lines


def toll_lines(some: Sequence[Toll], number: int) -> list[str]:
    """The kinds of error that cost most, with the types of the claims and examples."""
    lines = []
    for toll in some[:number]:
        types = ", ".join(f"{name} {n}" for name, n in toll.types.most_common(4))
        lines.append(f"{toll.number:4} × {toll.kind} ({types})")
        lines += [f"       {m.report}: “{m.trigger}” in “{_shortened(m.sentence)}”" for m in toll.examples]
    return lines


def band_lines(some: Iterable[Band]) -> list[str]:
    """For each tenth of confidence how many claims have it, their mean confidence, and the share that is right."""
    lines = [f"{'confidence':>10}{'claims':>8}{'mean':>7}{'right':>7}"]
    return lines + [f"{b.low:10.1f}{b.number:8}{b.confidence:7.2f}{b.right:7.2f}" for b in some]


def change_lines(changes: Sequence[Change]) -> list[str]:
    """What changed since an earlier run, in lines; the numbers first."""
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.change] = counts.get(change.change, 0) + 1
    lines = [", ".join(f"{name} {number}" for name, number in sorted(counts.items())) or "nothing changed"]
    for change in changes:
        o = change.outcome
        rule = f" [{o.rule}]" if o.rule else ""
        lines.append(f"{change.change:13} {o.report}: {o.type}{rule} “{o.trigger}” in “{_shortened(o.sentence)}”")
    return lines


def _shortened(words: str, most: int = 140) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def write_json(measured: Sequence[Measured], today: date, path: Path) -> None:
    """Write scores and the outcome of every claim, for ``read_outcomes``. Raises GoldError."""
    record = {
        "version": __version__,
        "date": today.isoformat(),
        "sets": [one.as_json() for one in measured],
        "records": [single.as_json() for one in measured for single in one.each],
        "claims": [outcome.as_json() for one in measured for outcome in one.outcomes],
    }
    try:
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise GoldError(str(path), "file", f"cannot be written: {error.strerror}") from error


def single_lines(measured: Iterable[Measured], number: int) -> list[str]:
    """The records of public sets that are read worst, in lines."""
    lines = []
    for one in measured:
        lowest = sorted(one.each, key=lambda single: (single.score, single.record))[:number]
        lines += [f"{single.score:6.3f}  {single.key}: {single.record}" for single in lowest]
    return lines


def moved_lines(before: Iterable[Single], after: Iterable[Single]) -> list[str]:
    """The records whose score changed since an earlier run, the largest falls first, then the rises."""
    earlier = {(single.key, single.record): single.score for single in before}
    moved = [(s.score - earlier[s.key, s.record], s) for s in after if (s.key, s.record) in earlier]
    return [
        f"{change:+.3f}  {single.key}: {single.record} (now {single.score:.3f})"
        for change, single in sorted(moved, key=lambda m: (m[0], m[1].key, m[1].record))
        if abs(change) > _NOISE
    ]


def read_singles(path: Path) -> list[Single]:
    """The scores of single records that an earlier run wrote. Raises GoldError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8")).get("records", [])
        return [Single(key=s["set"], record=s["record"], score=float(s["score"])) for s in found]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(str(path), "file", f"is not what --json writes: {error}") from error


def read_outcomes(path: Path) -> list[Outcome]:
    """The outcomes that an earlier run wrote. Raises GoldError."""
    try:
        return [outcome_from_json(raw) for raw in json.loads(path.read_text(encoding="utf-8"))["claims"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(str(path), "file", f"is not what --json writes: {error}") from error
