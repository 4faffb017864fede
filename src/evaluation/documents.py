"""The page ``docs/benchmarks.md``: every pinned score, and what it may be compared with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill

from evaluation.counting import by_split, holdings, ordered
from evaluation.gate import Pin, Pins, held
from evaluation.gold import GoldReport
from evaluation.sets import SETS

_HEAD = """# How well sayso reads

Written by `sayso bench --write-docs` from the pinned scores; do not edit. All scores are shares between 0 and 1. The
gate (`sayso bench --gate`) fails when a score falls below its pin, save precision (`_p`) and recall (`_r`) alone,
which may be traded for each other. The hash is that of the data that was read.
"""
_CORPUS = """The project's own [corpus](../corpus/README.md): invented reports, coded by hand by the
[codebook](../corpus/CODEBOOK.md). It measures what no public set does: the sourced claim. `type_*` and `family_f1`:
claims found, by their type and by the family of their type. `source` to `voice`: of the claims found, the share with
that field right (`place25`, `place161`: within so many kilometres; `place`: the same name or within 25 km).
`figures_f1`: single figures right in measure, unit, low, high and bound. `every`: of all coded claims, the share that
was found with source, status, place, time and figures all right.

**What it can be compared with.** No published system gives sourced claims, so there is no published figure. Two coders
who follow the codebook agree on claims of the same type with an F1 of 0.887, and on 0.556 in all fields
([AGREEMENT.md](../corpus/AGREEMENT.md)): nothing can honestly score much higher. Rules were written while looking at
the train and dev parts; the test part is kept for releases. The reports are invented and by few hands; real ones are
messier."""
_PUBLIC = """## Public data sets

Each belongs to its publishers; none is part of this project. The mapping of what sayso reads to the labels of a set
stands in the set's module in `src/evaluation/sets/`. All of these were looked at while rules were written, so none is a
held-out test; scores on unseen text will be lower.
"""
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
README = ROOT / "corpus" / "README.md"
_COUNTS = re.compile(r"(<!-- generated: counts -->\n).*?(<!-- end -->)", re.DOTALL)


def corpus_page(text: str, reports: Sequence[GoldReport]) -> str:
    """The corpus page with its counts brought up to date; all else in it is written by hand."""
    rows = [
        f"| {name} | {h.reports} | {h.clusters} | {h.words:,} | {h.claims:,} | {h.figures:,} | {h.chains} |"
        for name, h in (*by_split(reports).items(), ("all", holdings(reports)))
    ]
    head = "| part | reports | clusters | words | claims | figures | chained |\n|---|---|---|---|---|---|---|"
    lists = [
        f"**{name}.** " + ", ".join(f"`{value}` {number}" for value, number in ordered(counts)) + "."
        for name, counts in (
            ("Conflicts", Counter(r.conflict or "?" for r in reports)),
            ("Registers", Counter(r.register or "?" for r in reports)),
            ("Event types", Counter(c.type for r in reports for c in r.claims)),
            ("Status", Counter(c.status for r in reports for c in r.claims)),
        )
    ]
    lists.append("Chained: claims with a chain of two sources or more.")
    parts = "\n\n".join(["\n".join([head, *rows]), *map(_filled, lists)])
    return _COUNTS.sub(lambda m: f"{m.group(1)}{parts}\n{m.group(2)}", text)


def benchmarks_page(pins: Pins) -> str:
    """The page as Markdown; the same for the same pins."""
    parts = [_HEAD]
    coded = sorted(key for key in pins.sets if key.startswith("corpus/"))
    parts += [_section(f"Corpus, {key.partition('/')[2]} part", pins.sets[key], _CORPUS) for key in coded]
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


def _section(title: str, pin: Pin, about: str, *, level: str = "##", main: str = "") -> str:
    table = "| score | value |\n|---|---|\n" + "".join(
        f"| {_name(name, main)} | {value:.3f} |\n" for name, value in pin.scores.items()
    )
    return f"{level} {title}\n\n{pin.records} records, data `{pin.hash}`, measured {pin.date}.\n\n{table}\n{about}\n"


def _name(name: str, main: str) -> str:
    shown = f"`{name}`" if held(name) else f"`{name}` (not held)"
    return f"**{shown}**" if name == main else shown


def _filled(words: str) -> str:
    return fill(words, 118, break_on_hyphens=False, break_long_words=False)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _lowered(entry: dict[str, object]) -> str:
    scores = entry["scores"]
    names = ", ".join(f"{n} {v[0]:.3f} → {v[1]:.3f}" for n, v in scores.items()) if isinstance(scores, dict) else ""
    return f"- {entry['date']}, {entry['set']}: {names}. {entry['reason']}\n"
