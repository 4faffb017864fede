"""The pages that measurements are written into: ``docs/benchmarks.md``, and parts of those of the corpus."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import fill

from evaluation.agreement import RESAMPLES, agreement, intervals, together
from evaluation.breakdown import KEYS, breakdown_from_json
from evaluation.coded_pages import parts_table, side_by_side, table, types_table
from evaluation.counting import by_split, holdings, ordered
from evaluation.errors import GoldError
from evaluation.gate import Pin, Pins, held
from evaluation.gold import GoldReport
from evaluation.real import Coding, real_split
from evaluation.sets import SETS

_HEAD = """# How well sayso reads

Written by `sayso bench --write-docs` from the pinned scores; do not edit. All scores are shares between 0 and 1. The
gate (`sayso bench --gate`) fails when a score falls below its pin, save precision (`_p`) and recall (`_r`) alone,
which may be traded for each other. The hash is that of the data that was read.
"""
_CORPUS = """The invented reports are the project's own [corpus](../corpus/README.md), coded by hand by the
[codebook](../corpus/CODEBOOK.md). Both measure what no public set does: the sourced claim. `type_*` and `family_f1`:
claims found, by their type and by the family of their type. `source` to `voice`: of the claims found, the share with
that field right (`place25`, `place161`: within so many kilometres; `place`: the same name or within 25 km).
`figures_f1`: single figures right in measure, unit, low, high and bound. `every`: of all coded claims, the share that
was found with source, status, place, time and figures all right.

**Two numbers.** Each field that holds names has a strict number and one by canonical name or within the named area
(`*_named`): an army under two names of the actor list is one; a village that is named rightly but has no coordinates
is a right name with an unknown point; a place inside the area that was coded is in it. So naming and reading are not
mixed up. The other fields hold no names.

**What it can be compared with.** No published system gives sourced claims, so there is no published figure. Two coders
who follow the codebook agree on claims of the same type with an F1 of 0.887, and on 0.556 in all fields
([AGREEMENT.md](../corpus/AGREEMENT.md), which has the figures for real reports too): nothing can honestly score much
higher. Rules were written while looking at the train and dev parts; the test part is kept for releases. The invented
reports are by few hands; real ones are messier: those of [corpus/real](../corpus/README.md#real-reports) are coded by
the same codebook and read by the same scorer, and stand beside them where their texts are at hand."""
_AGREED = {
    "type_f1": "claims of the same type (F1)",
    "any_type_f1": "claims whatever their type (F1)",
    "every": "claims the same in type, source, status, place, time and figures (F1)",
}
_REAL = """### Real reports, broken down

The {split} part: {records} reports. What is coded and what is read is counted by claims; `read as`: the claim was found
at the same words under another type. The kinds of error are in [error-analysis.md](error-analysis.md#real-reports).
"""
_PUBLIC = """## Public data sets

Each belongs to its publishers; none is part of this project. The mapping of what sayso reads to the labels of a set
stands in the set's module in `src/evaluation/sets/`. All of these were looked at while rules were written, so none is a
held-out test; scores on unseen text will be lower.
"""
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
README = ROOT / "corpus" / "README.md"
AGREEMENT = ROOT / "corpus" / "AGREEMENT.md"
_REGION = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def corpus_page(text: str, reports: Sequence[GoldReport], real: Sequence[Coding] = ()) -> str:
    """The corpus page with its counts brought up to date; all else in it is written by hand."""
    parts = {"counts": _counts(reports), "real-counts": _real_counts(real)}
    return _REGION.sub(lambda m: f"{m[1]}{parts[m[2]]}\n{m[3]}", text)


def agreement_page(text: str, real: Sequence[Coding], second: Sequence[Coding]) -> str:
    """The page on agreement with the figures for real reports brought up to date; all else is written by hand.

    Raises GoldError when the codings are not of the same text.
    """
    return _REGION.sub(lambda m: f"{m[1]}{_agreed(real, second)}\n{m[3]}", text)


def _agreed(real: Sequence[Coding], second: Sequence[Coding]) -> str:
    first = {coding.report.id: coding for coding in real}
    if not second:
        return "No real report has been coded twice yet."
    for coding in second:
        if coding.report.id not in first or first[coding.report.id].sha256 != coding.sha256:
            raise GoldError(coding.file, coding.report.id, "has no first coding of the same text")
    some = [agreement(first[coding.report.id].report, coding.report) for coding in second]
    whole, spread = together(some), intervals(some)
    rows = [
        [
            _AGREED.get(name, f"`{name}`, of {len(whole.pairs)} pairs"),
            _shown(value),
            "–".join(map(_shown, spread[name])),
        ]
        for name, value in whole.scores().items()
    ]
    by_type = sorted(whole.by_type().items(), key=lambda item: (-sum(item[1][1:]), item[0]))
    types = ([f"`{name}`", f"{f1:.2f}", *map(str, numbers)] for name, (f1, *numbers) in by_type)
    one, two = (len(whole.pairs) + len(alone) for alone in (whole.only_first, whole.only_second))
    return "\n".join(
        [
            f"{len(some)} reports; the first coding has {one} claims, the second {two}. Intervals: 95 %, "
            f"{RESAMPLES:,} resamplings of the reports.\n",
            table(["what", "agreement", "interval"], rows),
            table(["type", "F1", "both", "only first", "only second"], types).rstrip(),
        ]
    )


def _real_counts(codings: Sequence[Coding]) -> str:
    reports = [coding.report for coding in codings]
    if not reports:
        return "None yet."
    rows = [
        [name, *(f"{n:,}" for n in (h.reports, h.clusters, h.claims, h.figures, h.chains))]
        for name, h in (*by_split(reports, real_split).items(), ("all", holdings(reports)))
    ]
    without = sum(not report.claims for report in reports)
    return "\n\n".join(
        [
            table(["part", "reports", "clusters", "claims", "figures", "chained"], rows).rstrip(),
            f"Reports without any claim: {without}.",
            *_lists(reports, ("Conflicts", "Registers", "Event types", "Status", "Counting")),
        ]
    )


def _counts(reports: Sequence[GoldReport]) -> str:
    rows = [
        [name, *(f"{n:,}" for n in (h.reports, h.clusters, h.words, h.claims, h.figures, h.chains))]
        for name, h in (*by_split(reports).items(), ("all", holdings(reports)))
    ]
    head = ["part", "reports", "clusters", "words", "claims", "figures", "chained"]
    lists = _lists(reports, ("Conflicts", "Registers", "Event types", "Status", "Counting"))
    return "\n\n".join([table(head, rows).rstrip(), *lists, "Chained: claims with a chain of two sources or more."])


def _lists(reports: Sequence[GoldReport], names: Iterable[str]) -> Iterator[str]:
    claims = [claim for report in reports for claim in report.claims]
    counts = {
        "Conflicts": Counter(r.conflict or "?" for r in reports),
        "Registers": Counter(r.register or "?" for r in reports),
        "Event types": Counter(c.type for c in claims),
        "Status": Counter(c.status for c in claims),
        "Counting": Counter(f.counting for c in claims for f in c.figures),
    }
    for name in names:
        shown = ", ".join(f"`{value}` {number}" for value, number in ordered(counts[name]))
        yield _filled(f"**{name}.** {shown}.")


def benchmarks_page(pins: Pins) -> str:
    """The page as Markdown; the same for the same pins."""
    parts = [_HEAD]
    if coded := side_by_side(pins.sets):
        parts.append(f"## Coded reports: invented and real\n\n{coded}\n{_CORPUS}\n")
    parts += [_broken_down(key, pins.sets[key]) for key in sorted(pins.sets) if pins.sets[key].breakdown]
    parts.append(_PUBLIC)
    for public in SETS:
        if public.name not in pins.sets:
            continue
        sample = f"A sample of {public.sample} records at even distances. " if public.sample else ""
        about = (
            _filled(f"**Best published.** {_sentence(public.published)}")
            + "\n\n"
            + _filled(f"**What can be compared.** {sample}{_sentence(public.comparable)}")
        )
        parts.append(_section(public.title, pins.sets[public.name], about, level="###", main=public.main))
    if pins.lowered:
        parts.append("## Pins that were lowered\n\n" + "".join(map(_lowered, pins.lowered)))
    return "\n".join(parts)


def _broken_down(key: str, pin: Pin) -> str:
    under = breakdown_from_json(pin.breakdown)
    tables = [parts_table(under, name) for name in KEYS]
    about = _REAL.format(split=key.partition("/")[2], records=pin.records)
    return "\n".join([about, *tables, types_table(under)])


def _section(title: str, pin: Pin, about: str, *, level: str = "##", main: str = "") -> str:
    table = "| score | value |\n|---|---|\n" + "".join(
        f"| {_name(name, main)} | {value:.3f} |\n" for name, value in pin.scores.items()
    )
    return f"{level} {title}\n\n{pin.records} records, data `{pin.hash}`, measured {pin.date}.\n\n{table}\n{about}\n"


def _name(name: str, main: str) -> str:
    shown = f"`{name}`" if held(name) else f"`{name}` (not held)"
    return f"**{shown}**" if name == main else shown


def _shown(value: float) -> str:
    return f"{value:.3f}"


def _filled(words: str) -> str:
    return fill(words, 118, break_on_hyphens=False, break_long_words=False)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _lowered(entry: dict[str, object]) -> str:
    scores = entry["scores"]
    names = ", ".join(f"{n} {v[0]:.3f} → {v[1]:.3f}" for n, v in scores.items()) if isinstance(scores, dict) else ""
    return f"- {entry['date']}, {entry['set']}: {names}. {entry['reason']}\n"
