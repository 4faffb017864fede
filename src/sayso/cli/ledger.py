"""``sayso ledger``: look after a ledger."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sayso.cli import runtime
from sayso.cli.options import ledger_option
from sayso.errors import LedgerError

_file = click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")


@click.group("ledger")
def ledger_group() -> None:
    """Look after a ledger: check it, say what is in it, what needs a look."""


@ledger_group.command()
@_file
@ledger_option
def check(file: Path | None, ledger_path: Path) -> None:
    """Find everything that is wrong in a ledger: damaged pages, texts or words that are not what was read."""
    path = file or ledger_path
    with runtime.ledger(path) as ledger:
        number = 0
        for problem in ledger.store.problems():
            number += 1
            runtime.problem(LedgerError(str(path), problem))
    click.echo(f"{path}: {number or 'no'} problem{'' if number == 1 else 's'}", err=bool(number))
    if number:
        sys.exit(1)


@ledger_group.command()
@_file
@ledger_option
@click.option("--failures", is_flag=True, help="List what could not be read.")
def info(file: Path | None, ledger_path: Path, failures: bool) -> None:
    """Say how much is in a ledger."""
    from sayso.wording import visible

    with runtime.ledger(file or ledger_path) as ledger:
        if failures:
            for failed in ledger.store.inputs.failures():
                runtime.out().write(f"{failed.at}  {visible(failed.locator)}: {visible(failed.reason)}\n")
            return
        for what, count in ledger.store.counts().items():
            click.echo(f"{count:>12,}  {what}")
        click.echo(f"{ledger.store.size():>12,}  bytes")


@ledger_group.command()
@_file
@ledger_option
def review(file: Path | None, ledger_path: Path) -> None:
    """List the decisions that need a look: what they judge is read otherwise now, or not any more.

    A later decision about the same, or "sayso decide undo", takes one off the list.
    """
    from sayso.present.ledger import look_lines
    from sayso.wording import count_words

    path = file or ledger_path
    with runtime.ledger(path) as ledger:
        looks = ledger.review()
    for look in looks:
        runtime.out().writelines(f"{line}\n" for line in look_lines(look))
    click.echo(f"{path}: {count_words(len(looks), 'decision')} to look at")


@ledger_group.command()
@_file
@ledger_option
def merge(file: Path | None, ledger_path: Path) -> None:
    """Merge all reports anew, as is worth doing once a newer sayso merges in another way. Decisions hold."""
    from sayso.wording import count_words

    path = file or ledger_path
    with runtime.ledger(path) as ledger:
        number = ledger.merge()
        incidents = ledger.store.counts()["incidents"]
    click.echo(f"{path}: {count_words(number, 'report')} merged anew, {count_words(incidents, 'incident')}")


@ledger_group.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@ledger_option
def join(files: tuple[Path, ...], ledger_path: Path) -> None:
    """Take what other ledgers hold into one: the parts of a run that was split with --shard, say.

    Reports that are there already are passed over. People's decisions come along; incidents are merged across parts.
    """
    from sayso.service.joining import join
    from sayso.wording import count_words

    with runtime.ledger(ledger_path, create=True) as ledger:
        for file in files:
            with runtime.ledger(file) as part:
                done = join(ledger.store, part.store)
            told = f"{count_words(done.reports, 'report')}, {done.known:,} known, {count_words(done.claims, 'claim')}"
            left = f", {done.left:,} whose claims are not there" if done.left else ""
            click.echo(f"{file}: {told}, {count_words(done.decisions, 'decision')}{left}")
