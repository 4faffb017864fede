"""Commands over the corpus of hand-coded reports: check it, look at a report with its claims."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from evaluation.commands.code import code


@click.group()
def corpus() -> None:
    """Check and show the corpus of hand-coded reports."""


@corpus.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--texts", type=click.Path(path_type=Path), metavar="DIR", help="The folder of real texts (../shared).")
def check(folder: Path | None, texts: Path | None) -> None:
    """Find everything wrong in the corpus, and count what is in it.

    Codings of real reports are checked as far as their texts are there.
    """
    from evaluation.checking import check_corpus
    from evaluation.corpus import corpus_folder, split_of
    from evaluation.counting import count_lines
    from evaluation.plausible import Countries, check_real
    from evaluation.real import real_split
    from evaluation.texts import shared_folder
    from sayso.gazetteer import Gazetteer

    where = corpus_folder(folder)
    reports, problems = check_corpus(where)
    real, wrong, missing = check_real(where, shared_folder(texts), Countries(Gazetteer.open()))
    for problem in (*problems, *wrong):
        click.echo(str(problem))
    _lines(count_lines(reports, split_of))
    if real:
        _lines(["", "Real reports", *count_lines(real, real_split)])
    _lines(f"not checked: {line}" for line in missing)
    problems += wrong
    if problems:
        click.echo(f"{len(problems)} problems", err=True)
        sys.exit(1)


@corpus.command()
@click.argument("name", metavar="ID")
@click.option("--corpus", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Another corpus.")
@click.option("--texts", type=click.Path(path_type=Path), metavar="DIR", help="The folder of real texts (../shared).")
def show(name: str, folder: Path | None, texts: Path | None) -> None:
    """Show a report's text with its coded claims beside it, an invented one or a real one."""
    from evaluation.corpus import corpus_folder, find_report
    from evaluation.errors import GoldError
    from evaluation.real import coding_files, join, read_codings
    from evaluation.showing import show_report
    from evaluation.texts import shared_folder

    where = corpus_folder(folder)
    coded = [coding for coding in read_codings(coding_files(where)) if coding.report.id == name]
    found = join(coded, shared_folder(texts))
    if found.missing:
        raise GoldError(coded[0].file, name, found.missing[0])
    show_report(found.reports[0] if found.reports else find_report(where, name), sys.stdout)


def _lines(some: Iterable[str]) -> None:
    for line in some:
        click.echo(line)


corpus.add_command(code)
