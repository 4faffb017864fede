"""``sayso read``: read reports and write what they say."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sayso.cli import runtime
from sayso.cli.options import given_options, processes_option, reader_options
from sayso.model import Reading
from sayso.present import FORMATS


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…|-")
@given_options(
    "Which column or key of a CSV or JSON corpus holds what: text=body,title=headline,published=day,outlet=source,"
    "url=link. Those with common names need not be told."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="Form of the output. Default: table at a terminal, json in a pipe.",
)
@processes_option
@reader_options
def read(
    paths: tuple[str, ...], form: str | None, no_packs: bool, overlays: tuple[Path, ...], model: str | None,
    taught: Path | None, **options: Any,
) -> None:  # fmt: skip
    """Read reports and show what each source says happened.

    A PATH is a file, a folder (with those in it), or - for standard input. Text, Markdown, HTML, PDF, Word documents,
    mails, RSS and Atom feeds, WARC and ARC archives, Telegram exports (result.json), JSON, JSON lines, CSV and Parquet
    are read, all of them packed or in ZIP and tar archives as well; a file may hold many reports.
    """
    form = runtime.form_of(form, piped="json")
    reader = runtime.reader(overlays, model, packs=not no_packs, taught=taught)
    failed: list[str] = []

    def readings() -> Iterator[Reading]:
        from sayso.service.reading import Unread

        for result in reader.read_paths(paths, **options):
            if isinstance(result, Unread):
                failed.append(result.path)
                runtime.problem(result.error)
            else:
                yield result

    FORMATS[form](readings(), runtime.out())
    if failed:
        sys.exit(1)
