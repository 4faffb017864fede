"""``sayso add``: put reports into a ledger."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli import runtime
from sayso.cli.options import given_options, ledger_option, processes_option, reader_options
from sayso.errors import InputError, LedgerError

if TYPE_CHECKING:
    from sayso.service.adding import Remaining, Step, Summary

_EVERY = 10.0
"""Seconds between two lines of progress where nobody looks at a terminal."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…|-")
@ledger_option
@given_options("Which column or key holds what, as for sayso read.")
@processes_option
@click.option("--keep-originals", is_flag=True, help="Keep the bytes of the files as well.")
@reader_options
def add(
    paths: tuple[str, ...], ledger_path: Path, no_packs: bool, overlays: tuple[Path, ...], model: str | None,
    taught: Path | None, **options: Any,
) -> None:  # fmt: skip
    """Read reports into a ledger and merge what they tell.

    What was added before is passed over, so a run that was stopped goes on where it was when it is started again. What
    cannot be read is listed at the end and stops nothing; the exit code is 1 then.
    """
    from sayso.service.adding import Adding, Remaining, Summary

    summary = Summary()
    if "-" not in paths and not any(map(os.path.lexists, paths)):  # no ledger is made for nothing
        raise InputError(", ".join(paths), "no such file", "check the path")
    with runtime.ledger(ledger_path, create=True) as ledger, _progress(summary, Remaining(paths)) as watch:
        reader = runtime.reader(overlays, model, packs=not no_packs, taught=taught)
        adding = Adding(ledger.store, reader, paths, **options)
        try:
            for step in adding.steps():
                summary.count(step)
                watch(step)
        except KeyboardInterrupt:
            click.echo("stopped; what is listed as added is kept, run the same again to go on", err=True)
            _report(summary, ledger_path)
            sys.exit(130)
        except LedgerError:
            _report(summary, ledger_path)
            raise
    _report(summary, ledger_path)
    if summary.failures:
        sys.exit(1)


def _report(summary: Summary, path: Path) -> None:
    told = [
        f"{summary.outcomes[outcome]:,} {words}" for outcome, words in _OUTCOMES.items() if summary.outcomes[outcome]
    ]
    told += [f"{summary.skipped:,} known"] if summary.skipped else []
    click.echo(f"{path}: {', '.join(told) or 'nothing added'}; {summary.claims:,} claims")
    if summary.failures:
        click.echo(f"{len(summary.failures):,} could not be read:", err=True)
        for error in summary.failures:
            runtime.problem(error)


_OUTCOMES: dict[Any, str] = {
    "new": "new", "version": "new versions", "reread": "read anew", "known": "known already",
}  # fmt: skip


@contextmanager
def _progress(summary: Summary, remaining: Remaining) -> Iterator[Callable[[Step], None]]:
    """What is told of each step: a line that renews itself at a terminal, else a plain line now and then."""
    if not sys.stderr.isatty():
        yield _plain_progress(summary, remaining)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    shown = Progress(*columns, console=Console(stderr=True), transient=True)
    begun = time.monotonic()
    with shown:
        task = shown.add_task("reading the rules and the model")

        def watch(step: Step) -> None:
            remaining.count(step)
            shown.update(task, description=_state(summary, remaining, time.monotonic() - begun))

        yield watch


def _plain_progress(summary: Summary, remaining: Remaining) -> Callable[[Step], None]:
    begun = last = time.monotonic()

    def watch(step: Step) -> None:
        nonlocal last
        remaining.count(step)
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            click.echo(_state(summary, remaining, last - begun), err=True)

    return watch


def _state(summary: Summary, remaining: Remaining, seconds: float) -> str:
    added = sum(summary.outcomes.values())
    failed = f", {len(summary.failures):,} not readable" if summary.failures else ""
    known = f", {summary.skipped:,} known" if summary.skipped else ""
    rate = added / seconds if seconds else 0.0
    left = remaining.seconds
    told = f", {_span(left)} left" if left is not None else ""
    return f"{added:,} reports, {summary.claims:,} claims{known}{failed}, {rate:,.1f} a second{told}"


def _span(seconds: float) -> str:
    """``40 s``, ``12 min``, ``3 h 20 min``."""
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
