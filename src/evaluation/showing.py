"""Show a report of the corpus: its text with the coded claims beside it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TextIO

from evaluation.gold import GoldClaim, GoldFigure, GoldReport

if TYPE_CHECKING:
    from rich.text import Text

NARROWEST = 100
"""Columns of the page where the output is no terminal."""


def show_report(report: GoldReport, out: TextIO) -> None:
    """Write the report paragraph by paragraph; triggers carry the number of their claim."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, highlight=False, markup=False, emoji=False)
    console.width = max(console.width, NARROWEST)
    about = (report.id, report.outlet, report.published, report.conflict, report.register, f"cluster {report.cluster}")
    console.print(Text(" · ".join(str(part) for part in about if part), style="bold"))
    table = Table(show_header=False, show_lines=True, expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    numbered: dict[int, list[tuple[int, GoldClaim]]] = defaultdict(list)
    spans = _paragraphs(report.text)
    for number, claim in enumerate(report.claims, 1):
        home = next((start for start, end in spans if start <= claim.sentence.start < end), 0)
        numbered[home].append((number, claim))
    for start, end in spans:
        claims = numbered[start]
        words = _marked(report.text[start:end], start, claims)
        table.add_row(words, Text("\n\n".join(_coded(number, claim) for number, claim in claims)))
    console.print(table)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            spans.append((start, start + len(part)))
        start += len(part) + 2
    return spans


def _marked(words: str, start: int, claims: list[tuple[int, GoldClaim]]) -> Text:
    from rich.text import Text

    marks = []
    for number, claim in claims:
        at = words.find(claim.trigger, claim.sentence.start - start)
        if at >= 0:
            marks.append((at, at + len(claim.trigger), number))
    text, last = Text(), 0
    for at, end, number in sorted(marks):
        text.append(words[last : max(at, last)])
        text.append(words[max(at, last) : end], style="bold")
        text.append(f"[{number}]", style="dim")
        last = max(end, last)
    return text.append(words[last:])


def _coded(number: int, claim: GoldClaim) -> str:
    lines = [f"[{number}] {claim.type} {claim.status}"]
    if claim.actors or claim.targets:
        lines.append(f"who: {', '.join(claim.actors) or '–'} → {', '.join(claim.targets) or '–'}")
    if claim.place:
        lines.append(f"where: {claim.place} ({claim.country or 'no country'}, {claim.lat}, {claim.lon})")
    if claim.earliest or claim.latest:
        lines.append(f"when: {claim.earliest or '…'} to {claim.latest or '…'}")
    lines += [f"figure: {_figure(figure)}" for figure in claim.figures]
    lines.append(f"source: {' ← '.join(claim.sources) or 'the report itself'} ({claim.voice})")
    if claim.incident:
        lines.append(f"incident: {claim.incident}")
    return "\n".join(lines)


def _figure(figure: GoldFigure) -> str:
    low, high = _open(figure.low), _open(figure.high)
    number = low if low == high else f"{low}–{high}"
    return f"{figure.measure} {figure.unit} {number} {figure.bound}"


def _open(value: float | None) -> str:
    return "…" if value is None else f"{value:g}"
