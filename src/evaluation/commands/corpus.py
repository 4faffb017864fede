"""Commands over the corpus of hand-coded reports: check it, look at a report with its claims."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
def corpus() -> None:
    """Check and show the corpus of hand-coded reports."""


@corpus.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
def check(folder: Path | None) -> None:
    """Find everything wrong in the corpus, and count what is in it."""
    from evaluation.checking import check_corpus
    from evaluation.corpus import corpus_folder
    from evaluation.counting import count_lines

    reports, problems = check_corpus(corpus_folder(folder))
    for problem in problems:
        click.echo(str(problem))
    for line in count_lines(reports):
        click.echo(line)
    if problems:
        click.echo(f"{len(problems)} problems", err=True)
        sys.exit(1)


@corpus.command()
@click.argument("name", metavar="ID")
@click.option("--corpus", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Another corpus.")
def show(name: str, folder: Path | None) -> None:
    """Show a report's text with its coded claims beside it."""
    from evaluation.corpus import corpus_folder, find_report
    from evaluation.showing import show_report

    show_report(find_report(corpus_folder(folder), name), sys.stdout)
