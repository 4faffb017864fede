"""The command that measures: the corpus, public data sets, the gate."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from sayso.errors import UsageError

if TYPE_CHECKING:
    from evaluation.running import Measured

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("sets", nargs=-1, metavar="[SET…] | claims FILE…")
@click.option("--corpus", "folder", type=_FILE, metavar="DIR", help="Another corpus.")
@click.option("--split", default="dev", show_default=True, help="The part of the corpus: train, dev or test.")
@click.option("--data", type=_FILE, metavar="DIR", help="The folder with the public sets; absent ones are skipped.")
@click.option("--limit", type=click.IntRange(1), help="At most so many records of each set, for a quick look.")
@click.option("--quick", is_flag=True, help="Only each public set's small fixed sample.")
@click.option("--json", "into", type=_FILE, metavar="FILE", help="Write scores and the outcome of every claim.")
@click.option("--by-type", is_flag=True, help="Claims of each event type: coded, found, invented, taken for another.")
@click.option(
    "--by",
    type=click.Choice(("conflict", "register", "outlet")),
    help="The scores of coded reports by war, register or outlet.",
)
@click.option(
    "--errors", type=click.IntRange(1), metavar="N", help="The N kinds of error in coded reports that cost most."
)
@click.option(
    "--places", is_flag=True, help="Of the coded places of real reports what is known and what fails; no more."
)
@click.option("--calibration", is_flag=True, help="Of claims by confidence, how many are right.")
@click.option("--release", is_flag=True, help="Allow the test part of the real reports, kept for releases.")
@click.option(
    "--worst",
    type=click.IntRange(1),
    metavar="N",
    help="The N causes of error that cost most; of public sets the N records read worst.",
)
@click.option("--against", type=_FILE, metavar="FILE", help="What changed since the run that wrote this (--json).")
@click.option("--gate", is_flag=True, help="Fail when a score is below its pin.")
@click.option("--pin", "pins", is_flag=True, help="Pin the scores; they may only rise.")
@click.option("--allow-lower", is_flag=True, help="With --pin and a reason: lower pins as well.")
@click.option("--reason", default="", metavar="TEXT", help="Why a pin is lowered; it is kept.")
@click.option("--write-docs", is_flag=True, help="Write docs/benchmarks.md; measure nothing.")
@click.option(
    "--rulebook", "overlays", type=_FILE, multiple=True, metavar="DIR", help="Measure with rules of your own."
)
@click.option("--model", help="Measure with another spaCy model.")
def bench(
    sets: tuple[str, ...], write_docs: bool, overlays: tuple[Path, ...], model: str | None, **options: Any
) -> None:
    """Measure how well sayso reads.

    Sets: corpus, real, polnear, geoparsing, te3, muc4, muc4-counts, wikievents, re3d, case2021, event_location,
    plover_gsr, gvc, gvc-incidents, ecbplus; all when none is named. "sayso bench claims FILE…" scores the claims of
    your own hand-coded reports (JSON). The part of the real reports is that of --split as well.
    """
    from evaluation.running import chosen
    from sayso.service.reading import Reader
    from sayso.syntax import DEFAULT_MODEL

    if write_docs:
        _write_docs()
        return
    if options["allow_lower"] and not options["reason"].strip():
        raise UsageError("--allow-lower needs a --reason")
    if sets == ("claims",):
        raise UsageError("name the files to score: sayso bench claims FILE…")
    names = [] if sets[:1] == ("claims",) else chosen(sets)
    if "real" in names and options["split"] == "test" and not options["release"]:
        raise UsageError("the test part of the real reports is kept for releases: --release")
    if options["places"]:
        _places(Reader(overlays=overlays, model=model or DEFAULT_MODEL), options)
        return
    reader = Reader(overlays=overlays, model=model or DEFAULT_MODEL)
    measured = _measure(reader, names, options) if names else _measure_files(reader, sets[1:])
    _report(measured, options)


def _measure_files(reader: Any, files: Sequence[str]) -> list[Measured]:
    from evaluation.gold import read_json_gold
    from evaluation.running import measure_reports

    return [measure_reports(reader, file, read_json_gold(Path(file))) for file in files]


def _measure(reader: Any, names: Sequence[str], options: dict[str, Any]) -> list[Measured]:
    from evaluation.corpus import corpus_folder
    from evaluation.data import data_folder
    from evaluation.running import Skipped, run

    measured = []
    for name in names:
        one = run(
            reader,
            name,
            corpus=lambda: corpus_folder(options["folder"]),
            data=data_folder(options["data"]),
            split=options["split"],
            limit=options["limit"],
            quick=options["quick"],
            each=bool(options["worst"] or options["against"] or options["into"]),
        )
        if isinstance(one, Skipped):
            click.echo(f"{name}: skipped, {one.reason}", err=True)
        else:
            for line in (f"{one.records} records", *(f"without {reports}" for reports in one.missing)):
                click.echo(f"{one.key}: {line}", err=True)
            measured.append(one)
    return measured


def _places(reader: Any, options: dict[str, Any]) -> None:
    from evaluation.corpus import corpus_folder
    from evaluation.data import data_folder
    from evaluation.placing import asked, placing_lines, placing_scores
    from evaluation.running import real_reports

    reports = real_reports(corpus_folder(options["folder"]), data_folder(options["data"]).parent, options["split"])
    found = list(asked(reader, reports))
    _lines([*placing_lines(found), *(f"{name}\t{value}" for name, value in placing_scores(found).items())])


def _report(measured: list[Measured], options: dict[str, Any]) -> None:
    from evaluation import gate, reporting
    from evaluation.outcomes import changes, worst

    pins = gate.read_pins()
    if measured:
        reporting.show(measured, pins, _out())
    found = [outcome for one in measured for outcome in one.outcomes]
    for one in measured:
        under = one.breakdown
        if options["by_type"] and under.types:
            _lines([f"\n{one.key}", *reporting.type_lines(under.types)])
        if options["by"] and under.parts:
            _lines([f"\n{one.key}", *reporting.part_lines(under.parts[options["by"]])])
        if options["calibration"] and under.bands:
            _lines([f"\n{one.key}", *reporting.band_lines(under.bands)])
        if options["errors"] and under.tolls:
            _lines([f"\n{one.key}", *reporting.toll_lines(under.tolls, options["errors"])])
    if options["worst"]:
        lines = reporting.cost_lines(worst(found, options["worst"]))
        _lines(lines + reporting.single_lines(measured, options["worst"]))
    if options["against"]:
        _lines(reporting.change_lines(changes(reporting.read_outcomes(options["against"]), found)) if found else [])
        singles = [single for one in measured for single in one.each]
        _lines(reporting.moved_lines(reporting.read_singles(options["against"]), singles))
    if options["into"]:
        reporting.write_json(measured, date.today(), options["into"])
    if options["pins"]:
        lowered = gate.pin(measured, pins, date.today(), reason=options["reason"] if options["allow_lower"] else "")
        gate.write_pins(pins)
        click.echo(f"pinned {len(measured)} sets" + (f", {len(lowered)} scores lower" if lowered else ""), err=True)
    if options["gate"]:
        failed = [problem for one in measured for problem in gate.problems(one, pins)]
        for problem in failed:
            click.echo(f"sayso: {problem}", err=True)
        if failed:
            sys.exit(1)


def _out() -> TextIO:
    """Standard output as UTF-8 whatever the locale."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return sys.stdout


def _lines(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(line)


def _write_docs() -> None:
    from evaluation.corpus import read_corpus
    from evaluation.documents import AGREEMENT, PAGE, README, agreement_page, benchmarks_page, corpus_page
    from evaluation.gate import read_pins
    from evaluation.real import read_both, read_twice

    if not README.exists():
        raise UsageError("--write-docs works in a checkout of the project only")
    PAGE.write_text(benchmarks_page(read_pins()), encoding="utf-8")
    reports, (real, _), twice = list(read_corpus(README.parent)), read_both(README.parent), read_twice(README.parent)
    README.write_text(corpus_page(README.read_text(encoding="utf-8"), reports, real), encoding="utf-8")
    AGREEMENT.write_text(agreement_page(AGREEMENT.read_text(encoding="utf-8"), *twice), encoding="utf-8")
    click.echo("wrote docs/benchmarks.md, and the figures in corpus/README.md and corpus/AGREEMENT.md", err=True)
