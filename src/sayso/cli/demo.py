"""``sayso demo``: a ledger of invented reports to try sayso with."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli import runtime

if TYPE_CHECKING:
    from sayso.service.adding import Step, Summary

_EVERY = 25
_PROCESSES = 4


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=Path("demo.db"), metavar="[FILE]")
def demo(file: Path) -> None:
    """Make a ledger of invented reports in FILE (demo.db), with some decisions of invented reviewers."""
    begun = time.monotonic()
    summary = build(file)
    told = f"{sum(summary.outcomes.values())} invented reports, {summary.claims:,} claims"
    click.echo(f"{file}: {told}, {time.monotonic() - begun:.0f} s")


def build(file: Path) -> Summary:
    """Make the demo ledger in a new file and say on standard error how far it is. Raises LedgerError."""
    from sayso.service.demo import make_demo  # what reads takes long to load

    click.echo("reading some 200 invented reports, to look around in; this takes half a minute", err=True)
    done = 0

    def watch(step: Step) -> None:
        nonlocal done
        done += 1
        if done % _EVERY == 0:
            click.echo(f"  {done} reports", err=True)

    return make_demo(file, runtime.reader((), None), processes=min(os.cpu_count() or 1, _PROCESSES), watch=watch)


def build_apart(file: Path) -> None:
    """As ``build``, in a process of its own, so that what reads takes no memory of this one. Exits when that fails."""
    done = subprocess.run([sys.executable, "-m", "sayso.cli", "demo", str(file)], check=False, stdout=sys.stderr)
    if done.returncode:
        sys.exit(done.returncode)
